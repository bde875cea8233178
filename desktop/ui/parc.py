"""`Parc`: how a screen asks the store for the devices, and has one withdrawn; apart from the screen."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.usecases.appareils import LigneAppareil, Motif

# What a withdrawal for good does, said before it is done.
PERDU = (
    "Le magasin central le refuse dès sa prochaine demande\u00a0: il se verrouille, et ne peut plus "
    "qu’exporter, chiffré, ce qui n’était pas parti. Comme sa clé est peut-être en d’autres mains, "
    "ce qu’il a scellé sera signalé comme incertain à qui le vérifie. Cela ne se reprend pas\u00a0: "
    "pour servir encore, il lui faudra une nouvelle invitation."
)


@dataclass(frozen=True, slots=True)
class Parc:
    """The two things asked; both take the time of the network: call them in `jobs.run`.

    Attributes:
        ask: the devices that this person may see.
        withdraw: has one withdrawn, for a reason; the devices as they then are.
    """

    ask: Callable[[], tuple[LigneAppareil, ...]]
    withdraw: Callable[[str, Motif], tuple[LigneAppareil, ...]]

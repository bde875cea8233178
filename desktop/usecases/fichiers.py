"""The files that come in: how far they are, and the one that someone opens before it is here.

Which files come by themselves is the exchange's affair (sync/blobs.py).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import httpx2

from desktop.models import blobs
from desktop.models.vault import Vault
from desktop.sync.aside import aside
from desktop.sync.blobs import Arrival, fetch
from desktop.sync.client import open_client
from desktop.sync.errors import LineError

__all__ = ["ATTENDU", "FileMissing", "Reception", "Venue", "recevoir", "recevoir_tous"]

# Of a document that is not here: what the list or the verdict says.
ATTENDU = "PDF en attente\u00a0: il vient du magasin central quand on l’ouvre."

_UNTIED = (
    "Ce document n’est pas sur ce poste, et ce poste n’est relié à aucun magasin central\u00a0: il "
    "viendra une fois le poste relié."
)
_NOT_OURS = (
    "Ce document n’est pas donné à ce poste\u00a0: il n’est pas de ceux que votre rôle ouvre."
)
_ABSENT = (
    "Le magasin central n’a pas encore ce document\u00a0: il viendra quand le poste qui l’a produit "
    "aura fait son échange. Rien d’autre ne change ici."
)
_SPOILED = (
    "Le document est arrivé abîmé\u00a0: il n’a pas été gardé, et rien d’autre n’a changé. Demandez-le "
    "encore."
)
_WHY = {Arrival.ABSENT: _ABSENT, Arrival.SPOILED: _SPOILED}


@dataclass(frozen=True, slots=True)
class Reception:
    """How far the files that come by themselves are; `total` is 0 when none is to come.

    Before them comes what others wrote: `changements`, so far; nobody knows of how many.
    """

    recus: int = 0
    total: int = 0
    interrompue: bool = False
    changements: int = 0

    def __bool__(self) -> bool:
        return self.total > 0 or self.changements > 0

    @property
    def phrase(self) -> str:
        """What the status bar says; "" when nothing is to come."""
        if not self:
            return ""
        if not self.total:
            came = "changements arrivés" if self.changements > 1 else "changement arrivé"
            return f"Réception\u00a0: {_number(self.changements)}\u00a0{came}"
        if not self.interrompue:
            now = min(self.recus + 1, self.total)
            return f"Réception des documents {_number(now)} sur {_number(self.total)}"
        left = self.total - self.recus
        return f"Réception des documents interrompue, {_number(left)} à venir"


@dataclass(frozen=True, slots=True)
class Venue:
    """What came of asking for several files: those that are here now, and why the others are not.

    `raison` is empty when all came, or when someone asked to stop.
    """

    recus: frozenset[str]
    raison: str = ""


class FileMissing(LineError):
    """A file alone did not come, the line being good."""


def recevoir(
    vault: Vault,
    digest: str,
    *,
    now: datetime,
    stopped: Callable[[], bool],
    connect: Callable[[str], httpx2.Client] = open_client,
) -> bool:
    """Ask the store for a file that is not here yet; return whether it is here now, and kept.

    It comes over a line of its own, from the byte where it stands: an exchange under way is not
    waited for. False: someone asked to stop; what came is kept for the next time.

    Raises:
        FileMissing: not given to this machine, not at the store yet, or damaged on the way.
        LineError: no store, or not reached.
    """
    with vault.look() as rows:
        identity = rows.identity()
        awaited = blobs.came(rows.connection, digest) is not None
        here = not awaited and rows.blob(digest) is not None
    if here:
        return True
    if not identity.enrolled:
        raise LineError(_UNTIED)
    if not awaited:
        raise FileMissing(_NOT_OURS)
    arrival = aside(
        vault,
        lambda client: fetch(vault, client, digest, stopped=stopped),
        now=now,
        connect=connect,
    )
    if arrival in _WHY:
        raise FileMissing(_WHY[arrival])
    return arrival is not Arrival.STOPPED


def recevoir_tous(
    digests: Sequence[str],
    receive: Callable[[str, Callable[[], bool]], bool],
    *,
    tell: Callable[[Reception], None],
    stopped: Callable[[], bool],
) -> Venue:
    """Ask for several files, one after the other; `tell` hears how far.

    Args:
        digests: the files.
        receive: brings one, and says whether it is here (see `recevoir`). One that does not come
            holds back none of the others; a line that fails does.
        tell: hears how far they are.
        stopped: whether someone asked to stop.
    """
    here: set[str] = set()
    why = ""
    for place, digest in enumerate(digests):
        tell(Reception(place, len(digests)))
        try:
            if not receive(digest, stopped):
                return Venue(frozenset(here))
        except FileMissing as failure:
            why = why or failure.phrase
        except LineError as failure:
            return Venue(frozenset(here), failure.phrase)
        else:
            here.add(digest)
    return Venue(frozenset(here), why)


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f")

"""Where the vault lies: what would spoil it there, and how much room is left. Told, never blocking."""

from dataclasses import dataclass
from pathlib import Path

from desktop.disk import Disk
from desktop.sizes import taille

LOW = 500_000_000  # bytes (quality.md R4)


@dataclass(frozen=True, slots=True)
class Emplacement:
    """What is known of a vault's folder.

    Attributes:
        service: what copies it to a cloud, "" when nothing is known to.
        libre: how many bytes are left on its disk; None when the disk does not say.
    """

    service: str = ""
    libre: int | None = None

    @property
    def presque_plein(self) -> bool:
        """Whether the person should make room now."""
        return self.libre is not None and self.libre < LOW

    @property
    def alerte(self) -> str:
        """The few words of a nearly full disk; "" when there is room."""
        left = place_libre(self.libre)
        return f"Disque presque plein\u00a0: {left}" if self.presque_plein else ""

    @property
    def phrase(self) -> str:
        """The same at length: what is safe, what to do."""
        if not self.presque_plein:
            return ""
        return (
            f"Il ne reste que {place_libre(self.libre)} sur le disque du coffre. Tout ce qui était "
            "enregistré l’est toujours\u00a0: videz la corbeille ou supprimez de gros fichiers avant que "
            "le disque soit plein."
        )


def examiner(folder: Path, disk: Disk) -> Emplacement:
    """Look at where a vault lies."""
    return Emplacement(disk.service(folder), disk.free(folder))


def mise_en_garde(service: str) -> str:
    """Say what a synchronised folder risks, and what to do."""
    return (
        f"Le dossier du coffre est synchronisé par {service}. Tout y reste chiffré, mais une copie faite "
        "pendant un enregistrement peut abîmer le coffre\u00a0: demandez à votre gestionnaire de placer "
        "les données de Permanence hors de ce dossier."
    )


def place_libre(libre: int | None) -> str:
    """Say how much room is left."""
    return "inconnue" if libre is None else taille(libre)

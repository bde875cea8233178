"""The copies of the vault on this machine: which there are, and going back to one."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.models import backup
from desktop.models.restore import restore
from desktop.models.vault import DATABASE, hold


@dataclass(frozen=True, slots=True)
class Copie:
    """One copy: when it was made (aware, UTC), and where it lies."""

    le: datetime
    chemin: Path


def copies(folder: Path) -> tuple[Copie, ...]:
    """Return the copies of a vault, the latest first."""
    found = backup.copies(folder)
    return tuple(Copie(le, found[le]) for le in sorted(found, reverse=True))


def retablir(folder: Path, copie: Copie, *, now: datetime) -> None:
    """Go back to a copy. What the vault holds now is kept aside, encrypted, in its folder.

    The vault must be closed: its next opening shows the copy, as another replica for the store.

    Raises:
        VaultBusy: it is open.
        VaultUnwritable: the disk refuses; nothing is lost, and the vault opens.
    """
    lock = hold(folder)
    try:
        restore(folder, copie.chemin, at=now, database=DATABASE)
    finally:
        lock.release()

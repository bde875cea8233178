"""The copies of the vault on this machine, going back to one; and what the vault itself has lost."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from desktop.models import backup
from desktop.models.restore import restore
from desktop.models.vault import DATABASE, Vault, hold
from plie import phrases


@dataclass(frozen=True, slots=True)
class Copie:
    """One copy: when it was made (aware, UTC), and where it lies."""

    le: datetime
    chemin: Path


def copies(folder: Path) -> tuple[Copie, ...]:
    """Return the copies of a vault, the latest first."""
    found = backup.copies(folder)
    return tuple(Copie(le, found[le]) for le in sorted(found, reverse=True))


def manque(vault: Vault, zone: tzinfo | None) -> str:
    """Say what an open vault has lost of what was written in it on this machine; "" when nothing."""
    lack = vault.lack
    if lack is None:
        return ""
    here = lack.last.astimezone(zone)
    when = f"{phrases.medium_date(here.date())} à {phrases.spoken_time(here.time())}"
    if not lack.commits:
        return (
            "Ce coffre n’est plus celui qui a été écrit sur cet ordinateur jusqu’au "
            f"{when}\u00a0: un autre fichier a pris sa place. Ce qui s’y lit est intact."
        )
    which = (
        "la dernière écriture faite"
        if lack.commits == 1
        else f"les {lack.commits} dernières écritures faites"
    )
    return (
        f"Il manque à ce coffre {which} sur cet ordinateur, jusqu’au {when}\u00a0: le disque les a "
        "perdues, ou un fichier plus ancien a pris sa place. Ce qui s’y lit est intact."
    )


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

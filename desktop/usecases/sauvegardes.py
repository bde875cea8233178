"""The copies of the vault on this machine, going back to one; and what the vault itself has lost."""

import shutil
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from desktop.models import backup, envelope, summary
from desktop.models.errors import VaultDamaged, VaultError, VaultUnwritable
from desktop.models.lock import hold
from desktop.models.restore import restore
from desktop.models.summary import Read, Summary
from desktop.models.vault import DATABASE, Vault
from plie import phrases


@dataclass(frozen=True, slots=True)
class Copie:
    """One copy.

    Attributes:
        le: when it was made (aware, UTC).
        chemin: where it lies.
        contenu: what it holds, « 60 dossiers, 412 entretiens, 3 changements non envoyés »; "" unknown.
    """

    le: datetime
    chemin: Path
    contenu: str = ""


def copies(folder: Path, read: Read = lambda _copy: None) -> tuple[Copie, ...]:
    """Return the copies of a vault, the latest first; `read` gives what one holds, in figures."""
    found = backup.copies(folder)
    return tuple(
        Copie(le, found[le], _contenu(read(found[le]))) for le in sorted(found, reverse=True)
    )


def copies_du_coffre(vault: Vault) -> tuple[Copie, ...]:
    """Return the copies of an open vault, with what each holds."""
    return copies(vault.folder, vault.summary_of)


def copies_avec(folder: Path, phrase: str) -> tuple[Copie, ...]:
    """Return the copies of a vault that may not open, with what each holds.

    Raises:
        WrongPassphrase: this phrase opens neither the vault nor any of its copies.
        VaultDamaged: no envelope reads, the vault's or a copy's.
    """
    key = _key(folder, phrase)
    sealing = summary.sealer(key)
    return copies(folder, lambda copy: summary.read(copy, sealing))


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
    which, lost = "la dernière écriture faite", "l’a perdue"
    if lack.commits > 1:
        which, lost = f"les {lack.commits} dernières écritures faites", "les a perdues"
    return (
        f"Il manque à ce coffre {which} sur cet ordinateur, jusqu’au {when}\u00a0: le disque "
        f"{lost}, ou un fichier plus ancien a pris sa place. Ce qui s’y lit est intact."
    )


def retablir(folder: Path, copie: Copie, *, now: datetime) -> None:
    """Go back to a copy. What the vault holds now is kept aside, encrypted, in its folder.

    The vault must be closed: its next opening shows the copy, as another replica for the store. Its
    envelope stays, unless it does not read: the copy's then takes its place.

    Raises:
        VaultBusy: it is open.
        CopySpoilt: the disk has damaged that copy since it was made; nothing is changed.
        VaultUnwritable: the disk refuses; nothing is lost, and the vault opens.
    """
    lock = hold(folder)
    try:
        aside = restore(folder, copie.chemin, at=now, database=DATABASE)
        if not _reads(folder):
            _put_envelope(folder, copie.chemin, aside)
    finally:
        lock.release()


def _key(folder: Path, phrase: str) -> bytes:
    """Return the data key: the envelope of today gives it, or a copy's when today's does not read."""
    if _reads(folder):
        return envelope.unwrap(envelope.read(folder), phrase)
    damaged: Exception = VaultDamaged("L’enveloppe du coffre")
    for copy in copies(folder):
        try:
            return envelope.unwrap(envelope.read(copy.chemin), phrase)
        except VaultError as error:
            damaged = error
    raise damaged


def _reads(folder: Path) -> bool:
    try:
        envelope.decode(envelope.read(folder))
    except VaultDamaged:
        return False
    return True


def _put_envelope(folder: Path, copy: Path, aside: Path) -> None:
    try:
        if (folder / envelope.FILE).exists():
            shutil.copyfile(folder / envelope.FILE, aside / envelope.FILE)
        envelope.write(folder, envelope.read(copy))
    except OSError as error:
        raise VaultUnwritable from error


def _contenu(held: Summary | None) -> str:
    if held is None:
        return ""
    said = [
        phrases.counted(held.dossiers, "dossier", "dossiers"),
        phrases.counted(held.entretiens, "entretien", "entretiens"),
    ]
    if held.waiting:
        said.append(
            phrases.counted(held.waiting, "changement non envoyé", "changements non envoyés")
        )
    return ", ".join(said)

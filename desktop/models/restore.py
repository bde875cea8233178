"""Going back to a copy of the vault: the database of that day takes the place of today's, kept aside.

The envelope stays today's: the data key never changes, so today's phrase opens the older database.
"""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from desktop.models import digest, witness
from desktop.models.envelope import sync_folder
from desktop.models.errors import CopySpoilt, VaultUnwritable
from desktop.models.guard import disk_guard

ASIDE = "mis-de-cote"
# Its presence says that the database is an older copy: it takes another replica at its next opening.
MARK = "coffre.retabli"
_JOURNALS = ("-wal", "-shm")


def restore(folder: Path, copy: Path, *, at: datetime, database: str) -> Path:
    """Put a copy in place of the vault's database; return where today's was kept.

    The vault must be closed and held by the caller. Cut short at any moment, the vault opens: as it
    was, or as the copy is, which `finish` sees to.

    Raises:
        CopySpoilt: the disk has damaged the copy since; nothing is changed.
        VaultUnwritable: the disk refuses; the vault is as it was, or gone back at its next opening.
    """
    with disk_guard():
        if digest.spoilt(copy, database):
            raise CopySpoilt
    partial = folder / f"{database}.partiel"
    aside = folder / ASIDE / at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    mark = folder / MARK
    marked = mark.exists()
    try:
        aside.mkdir(parents=True, mode=0o700, exist_ok=True)
        for name in (database, *(f"{database}{suffix}" for suffix in _JOURNALS)):
            if (folder / name).exists():
                _copied(folder / name, aside / name)
        sync_folder(aside)
        sync_folder(aside.parent)
        _copied(copy / database, partial)
        _written(mark)
        sync_folder(folder)
        # From here on the vault is the copy: whoever opens it finishes.
        partial.replace(_prepared(folder, database))
    except OSError as problem:
        partial.unlink(missing_ok=True)
        if not marked:
            mark.unlink(missing_ok=True)
        raise VaultUnwritable from problem
    finish(folder, database)
    return aside


def finish(folder: Path, database: str) -> None:
    """Finish going back to a copy, if that was cut short once decided.

    Raises:
        VaultUnwritable: the disk refuses; nothing is lost, the next call finishes.
    """
    prepared = _prepared(folder, database)
    if not prepared.exists():
        return
    try:
        sync_folder(folder)
        # Today's journal must not be read into the older database; nor today's database be without it.
        for suffix in _JOURNALS:
            (folder / f"{database}{suffix}").unlink(missing_ok=True)
        sync_folder(folder)
        # The copy is older than its witness, on purpose.
        witness.forget(folder)
        prepared.replace(folder / database)
        sync_folder(folder)
    except OSError as problem:
        raise VaultUnwritable from problem


def _prepared(folder: Path, database: str) -> Path:
    return folder / f"{database}.retabli"


def _copied(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _written(path: Path) -> None:
    with path.open("wb") as file:
        os.fsync(file.fileno())

"""The copies of a vault, written again without the dossiers that have left it.

A copy is prepared beside itself, read back, then takes its place at once: cut short, it is as it was
and is done again. What was kept aside by going back to a copy is a database too.
"""

import os
import shutil
from collections.abc import Callable, Collection
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from sqlcipher3 import dbapi2

from desktop.models import backup, digest, purge, summary
from desktop.models.envelope import sync_folder
from desktop.models.restore import ASIDE
from desktop.models.sealed import Sealer

Reopen = Callable[[Path], dbapi2.Connection]


def forget(
    folder: Path, reopen: Reopen, sealing: Sealer, *, database: str, dossiers: Collection[str]
) -> None:
    """Erase dossiers from every copy of a vault.

    A copy that does not read back is none: it goes. What was kept aside and does not read stays.

    Raises:
        OSError, sqlcipher3.dbapi2.Error: the disk refuses; what is not done yet is as it was.
    """
    aside = sorted((folder / ASIDE).glob("*"))
    for place in (*backup.copies(folder).values(), *aside):
        path = place / database
        if not path.exists():
            continue
        try:
            _rewrite(path, reopen, sealing, dossiers)
        except dbapi2.DatabaseError:
            if _readable(path, reopen):
                raise
            if place not in aside:
                shutil.rmtree(place)


def _rewrite(path: Path, reopen: Reopen, sealing: Sealer, dossiers: Collection[str]) -> None:
    with closing(reopen(path)) as original:
        # What was kept aside has its journal: it joins the file before that is copied.
        original.execute("PRAGMA journal_mode = DELETE").fetchall()
        theirs = [dossier for dossier in dossiers if purge.holds(original, dossier)]
    if not theirs:
        return
    prepared = path.with_name(f"{path.name}.reecrit")
    try:
        shutil.copyfile(path, prepared)
        with closing(reopen(prepared)) as copy:
            _erase(copy, theirs)
            figures = _figures(copy)
        # Cut short in between, the copy has no sum, rather than the sum of what it was.
        summed = digest.drop(path.parent)
        _settle(prepared, path)
        if summed:
            digest.note(path.parent, path.name)
    finally:
        prepared.unlink(missing_ok=True)
    known = summary.read(path.parent, sealing)
    if known is not None:
        said = replace(known, dossiers=figures[0], entretiens=figures[1], waiting=figures[2])
        (path.parent / summary.FILE).write_bytes(summary.encode(said, sealing))


def _erase(copy: dbapi2.Connection, dossiers: Collection[str]) -> None:
    copy.execute("PRAGMA secure_delete = ON").fetchall()
    copy.execute("BEGIN IMMEDIATE")
    for dossier in dossiers:
        purge.erase_from(copy, dossier)
    copy.execute("COMMIT")
    copy.execute("VACUUM")
    checked = copy.execute("PRAGMA cipher_integrity_check").fetchall()
    if checked or copy.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
        raise dbapi2.DatabaseError("the copy does not read back")


def _figures(copy: dbapi2.Connection) -> tuple[int, int, int]:
    """Count dossiers, entretiens, and the changes that no store had."""
    dossiers, entretiens, waiting = (
        len(copy.execute(query).fetchall())
        for query in (
            "SELECT id FROM personne",
            "SELECT id FROM entretien",
            "SELECT seq FROM op WHERE number IS NULL AND fate IS NULL",
        )
    )
    return dossiers, entretiens, waiting


def _settle(prepared: Path, path: Path) -> None:
    with prepared.open("rb+") as file:
        os.fsync(file.fileno())
    prepared.replace(path)
    sync_folder(path.parent)


def _readable(path: Path, reopen: Reopen) -> bool:
    try:
        with closing(reopen(path)) as connection:
            return connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    except dbapi2.DatabaseError:
        return False

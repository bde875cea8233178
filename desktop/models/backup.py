"""Backups: whole copies of the vault beside it, each a vault folder of its own, and which to keep.

A copy is encrypted with the same data key and carries the envelope of its day. It is written under
another name, read back, then given its date; until then it does not count.
"""

import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from sqlalchemy import Connection
from sqlcipher3 import dbapi2

from desktop.models import digest, envelope
from desktop.models.errors import VaultDamaged
from desktop.models.summary import FILE as SUMMARY

Blank = Callable[[Path], dbapi2.Connection]  # a new encrypted file
FOLDER = "sauvegardes"
DAILY, WEEKLY, MONTHLY = 12, 10, 9
MIGRATED = 3
MOST_BYTES = 2_000_000_000
_DATE = "%Y%m%dT%H%M%S.%fZ"
_PREPARED = "en-cours"
# In a copy made before a migration: the schema that it has.
_BEFORE = "avant-migration"
_PAGES = 256


_PERIODS: tuple[tuple[int, Callable[[datetime], tuple[int, ...]]], ...] = (
    (DAILY, lambda at: (at.year, at.month, at.day)),
    (WEEKLY, lambda at: tuple(at.isocalendar()[:2])),
    (MONTHLY, lambda at: (at.year, at.month)),
)


class StoppedError(Exception):
    """The vault closes: the copy under way is given up."""


def copies(folder: Path) -> dict[datetime, Path]:
    """Return the copies of a vault, oldest first; what else lies there is not ours, and is left alone."""
    found = {}
    for path in sorted((folder / FOLDER).glob("*Z")):
        with suppress(ValueError):
            at = datetime.strptime(path.name, _DATE).replace(tzinfo=UTC)
            if path.is_dir():
                found[at] = path
    return found


def make(
    source: Connection,
    blank: Blank,
    folder: Path,
    *,
    at: datetime,
    database: str,
    summary: bytes = b"",
    before: int = 0,
    stopped: Callable[[], bool] = lambda: False,
) -> Path:
    """Copy a vault as a reading sees it, read the copy back, put it in place, let old ones go.

    `before` is the schema of a vault about to be migrated, 0 for any other copy.

    Raises:
        StoppedError: asked to stop; nothing is left of it.
        VaultDamaged: the copy does not read back; nothing is left of it, older copies stay.
        OSError, sqlcipher3.dbapi2.Error: the disk refuses; nothing is left of it.
    """
    prepared = folder / FOLDER / _PREPARED
    shutil.rmtree(prepared, ignore_errors=True)
    prepared.mkdir(parents=True, mode=0o700)
    try:
        _copy(source, blank, prepared / database, stopped)
        digest.note(prepared, database)
        if summary:
            (prepared / SUMMARY).write_bytes(summary)
        if before:
            (prepared / _BEFORE).write_text(str(before), encoding="utf-8")
        envelope.prepare(prepared, envelope.read(folder))
        envelope.settle(prepared)
        place = folder / FOLDER / at.astimezone(UTC).strftime(_DATE)
        prepared.rename(place)
    except BaseException:
        shutil.rmtree(prepared, ignore_errors=True)
        raise
    envelope.sync_folder(folder / FOLDER)
    _let_go(folder, at)
    return place


def kept(dates: Iterable[datetime]) -> set[datetime]:
    """Return which dates stay: the last of each of 12 days, 10 weeks and 9 months."""
    newest = sorted(dates, reverse=True)
    stay: set[datetime] = set()
    for most, period in _PERIODS:
        last: dict[tuple[int, ...], datetime] = {}
        for at in newest:
            last.setdefault(period(at), at)
        stay.update(list(last.values())[:most])
    return stay


def fitting(sizes: dict[datetime, int], most: int) -> set[datetime]:
    """Return which dates fit in so many bytes, oldest dropped first; the last one always stays."""
    stay: set[datetime] = set()
    total = 0
    for at in sorted(sizes, reverse=True):
        total += sizes[at]
        if stay and total > most:
            break
        stay.add(at)
    return stay


def _copy(
    source: Connection,
    blank: Blank,
    path: Path,
    stopped: Callable[[], bool],
) -> None:
    def go_on(_status: int, _remaining: int, _total: int) -> None:
        if stopped():
            raise StoppedError

    # Read first: the copy, made piece by piece, is of that moment whatever is written meanwhile.
    source.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    target = blank(path)
    try:
        cast(dbapi2.Connection, source.connection.driver_connection).backup(
            target, pages=_PAGES, progress=go_on
        )
        target.execute("PRAGMA journal_mode = DELETE").fetchall()
        checked = target.execute("PRAGMA cipher_integrity_check").fetchall()
        if checked or target.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            raise VaultDamaged("La copie du coffre")
    finally:
        target.close()


def _let_go(folder: Path, made: datetime) -> None:
    here = copies(folder)
    # The one just made stays, even dated of years ago by a clock that is wrong; and those that a migration was made
    # from, which the next copy of the same day would let go.
    stay = kept(here) | _migrated(here) | {made}
    sizes = {at: sum(f.stat().st_size for f in here[at].iterdir()) for at in stay}
    stay = fitting(sizes, MOST_BYTES) | {made}
    for at, path in here.items():
        if at not in stay:
            shutil.rmtree(path)


def _migrated(here: dict[datetime, Path]) -> set[datetime]:
    """Return the last copy made before a migration from each of the last schemas that were left."""
    last: dict[str, datetime] = {}
    for at in sorted(here, reverse=True):
        with suppress(OSError):
            last.setdefault((here[at] / _BEFORE).read_text(encoding="utf-8"), at)
    return set(list(last.values())[:MIGRATED])

"""What the disk and SQLite refuse, said in the vault's own words; and whether a file reads as it was written."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from desktop.models.errors import VaultCramped, VaultDamaged, VaultUnwritable

# The last is what SQLite says when a page of the index of words does not read.
_DAMAGE = ("malformed", "not a database", "corrupt", "vtable constructor failed")
_UNWRITABLE = ("full", "readonly", "disk i/o error", "unable to open")


@contextmanager
def disk_guard() -> Iterator[None]:
    """Say that the disk refuses.

    Raises:
        VaultUnwritable: it did.
    """
    try:
        yield
    except OSError as error:
        raise VaultUnwritable from error


@contextmanager
def memory_guard() -> Iterator[None]:
    """Say that the memory lacks: SQLite's own lack reaches us as Python's.

    Raises:
        VaultCramped: it does.
    """
    try:
        yield
    except MemoryError as error:
        raise VaultCramped from error


@contextmanager
def guard() -> Iterator[None]:
    """Say that the database is damaged, or the disk full.

    Raises:
        VaultDamaged, VaultUnwritable: it is.
    """
    try:
        yield
    except DBAPIError as error:
        text = str(error.orig).lower()
        if any(word in text for word in _DAMAGE):
            raise VaultDamaged("Le fichier du coffre") from error
        if any(word in text for word in _UNWRITABLE):
            raise VaultUnwritable from error
        raise


def roll_back(connection: Connection) -> None:
    """Undo a transaction that was not committed."""
    # The failure may have ended it already (disk full): nothing is left to undo.
    with suppress(DBAPIError):
        connection.exec_driver_sql("ROLLBACK")


def sound(connection: Connection, journal: Path) -> bool:
    """Whether every page reads as it was written."""
    if journal.exists() and journal.stat().st_size:
        # A crash may have left pages of the file half copied: the journal has them whole. Only a
        # check that reads through it is fair to the file.
        return connection.exec_driver_sql("PRAGMA quick_check").scalars().all() == ["ok"]
    # Without a journal, the unused pages are checked as well.
    return not connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall()

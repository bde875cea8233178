"""The file of a vault's database, before it is opened or made."""

from pathlib import Path

from desktop.models import envelope
from desktop.models.errors import VaultDamaged, VaultExists

_PAGE = 4096  # bytes, SQLCipher's own


def refuse_existing(database: Path) -> None:
    """Refuse a folder that has a vault.

    Raises:
        VaultExists: one is there, and not the beginning of one only.
    """
    folder = database.parent
    there = database.exists() and not envelope.cut_short(folder)
    if there or (folder / envelope.FILE).exists():
        raise VaultExists


def refuse_missing(database: Path) -> None:
    """Refuse a folder whose database is gone, or has no page left: SQLite would erase the journal of such a file.

    Raises:
        VaultDamaged: it is.
    """
    if not database.exists() or database.stat().st_size < _PAGE:
        raise VaultDamaged("Le fichier du coffre")


def clear(database: Path) -> None:
    """Remove the database of a creation cut short: no envelope ever opened it."""
    for suffix in ("", "-wal", "-shm"):
        database.with_name(f"{database.name}{suffix}").unlink(missing_ok=True)

"""The sum of a copy's database, beside it: a copy that the disk has spoilt since is known before it takes a place."""

from hashlib import file_digest
from pathlib import Path

FILE = "copie.sha256"


def note(copy: Path, database: str) -> None:
    """Note the sum of a copy just made, or written again."""
    (copy / FILE).write_text(_sum(copy / database), encoding="ascii")


def drop(copy: Path) -> bool:
    """Forget the sum of a copy about to be written again; whether there was one."""
    there = (copy / FILE).exists()
    (copy / FILE).unlink(missing_ok=True)
    return there


def spoilt(copy: Path, database: str) -> bool:
    """Whether a copy is not what was made; one without a whole sum is taken at its word: it has none to break."""
    try:
        noted = (copy / FILE).read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        noted = ""
    return not (copy / database).exists() or (
        len(noted) == _LENGTH and noted != _sum(copy / database)
    )


_LENGTH = 64  # hexadecimal figures


def _sum(database: Path) -> str:
    with database.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()

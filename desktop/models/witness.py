"""The commit witness: a file beside the database says how far it went; a vault short of it is told.

The database counts its commits and chains what they wrote, in each transaction. The file follows once
the commit is durable: a crash leaves it behind, never ahead. It is sealed with the vault's key. It also
says which commits the file held when its journal was begun: an older file is not read with that journal.
"""

import json
import struct
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection
from sqlcipher3 import dbapi2

from desktop.models import engine
from desktop.models.sealed import Sealer

FILE = "coffre.temoin"
# What lacks, kept until the person says that they know.
LACK = "coffre.manque"
_INFO = b"permanence: commit witness"
_HOW_FAR = "SELECT rang, empreinte FROM temoin"
_MARK = struct.Struct(">Q16s")
_JOURNAL = struct.Struct(">8sQ")  # missing from a witness of before
# Where the head of a journal says which one it is: other salts each time SQLite begins it again.
_SALTS = slice(16, 24)
_NO_SALTS = bytes(8)
_HASH = 16  # bytes


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a vault went: its commits, and what they wrote."""

    count: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Lack:
    """What a vault has lost since its last commit here.

    Attributes:
        commits: how many are missing; 0 when others, not made here, stand in their place.
        last: when the last of them was made (aware, UTC).
    """

    commits: int
    last: datetime


@dataclass(frozen=True, slots=True)
class _Journal:
    """One run of the journal, and how far the file was when it began (0: not known)."""

    salts: bytes = _NO_SALTS
    began: int = 0


def mark_of(connection: Connection) -> Mark:
    """Return how far the database went."""
    count, text = connection.exec_driver_sql(_HOW_FAR).one()
    return Mark(count, bytes.fromhex(text).ljust(_HASH, b"\0"))


def advance(connection: Connection, written: bytes) -> Mark:
    """Count one commit more, in its own transaction; `written` sums up what it writes."""
    before = mark_of(connection)
    after = Mark(before.count + 1, sha256(before.hash + written).digest()[:_HASH])
    connection.exec_driver_sql(
        "UPDATE temoin SET rang = ?, empreinte = ?", (after.count, after.hash.hex())
    )
    return after


def forget(folder: Path) -> None:
    """Let the witness go: an older database takes its place, and that is meant."""
    for name in (FILE, LACK):
        (folder / name).unlink(missing_ok=True)


class Witness:
    """The file beside one vault. A disk that refuses it leaves it behind: nothing is told of that."""

    def __init__(self, database: Path, key: bytes) -> None:
        self._file = database.parent / FILE
        self._lack = database.parent / LACK
        self._wal = database.with_name(f"{database.name}-wal")
        self._sealer = Sealer(key, _INFO)
        self._alone = partial(engine.alone, database, key)
        self._journal = _Journal()

    def follow(self, mark: Mark) -> None:
        """Note a commit that is durable."""
        salts = self._salts()
        if salts != self._journal.salts:
            # Begun again by this commit: SQLite had first copied into the file all those before.
            self._journal = _Journal(salts, mark.count - 1)
        self._note(mark)

    def compare(self, here: Mark) -> Lack | None:
        """Return what the database has lost, once; the witness follows it from now on."""
        lack = self._lacking(here)
        if lack is not None:
            with suppress(OSError):
                self._lack.write_bytes(
                    self._sealer.seal(json.dumps([lack.commits, lack.last.isoformat()]).encode())
                )
        self._journal = self._beside()
        self._note(here)
        return lack

    def mixed(self) -> bool:
        """Whether the file is older than its journal: read together, they are no state it ever was in.

        What cannot be told is not mixed.
        """
        began = self._beside().began
        if not began:
            return False
        try:
            with closing(self._alone()) as connection:
                ((count, text),) = connection.execute(_HOW_FAR).fetchall()
                # A crash while the journal was copied may have left another table's page there.
                return 0 <= count < began and len(bytes.fromhex(text)) == (_HASH if count else 0)
        except (dbapi2.Error, TypeError, ValueError):
            return False

    def known(self) -> Lack | None:
        """Return what was lost, now or before, until it is `told`."""
        try:
            commits, last = json.loads(self._sealer.unseal(self._lack.read_bytes()))
        except (OSError, InvalidTag, ValueError):
            return None
        return Lack(commits, datetime.fromisoformat(last))

    def told(self) -> None:
        """The person knows what was lost: it is not told again."""
        with suppress(OSError):
            self._lack.unlink(missing_ok=True)

    def _note(self, mark: Mark) -> None:
        # In place: 68 bytes of one sector. Torn by a power cut, it does not unseal: no false alarm.
        with suppress(OSError):
            content = _MARK.pack(mark.count, mark.hash)
            content += _JOURNAL.pack(self._journal.salts, self._journal.began)
            with self._file.open("r+b" if self._file.exists() else "xb", buffering=0) as file:
                file.write(self._sealer.seal(content))

    def _noted(self) -> tuple[Mark, _Journal] | None:
        """Return what the file says; None when there is none yet, or it does not read: no proof."""
        try:
            content = self._sealer.unseal(self._file.read_bytes())
            mark = Mark(*_MARK.unpack(content[: _MARK.size]))
            rest = content[_MARK.size :]
            return mark, _Journal(*_JOURNAL.unpack(rest)) if rest else _Journal()
        except (OSError, InvalidTag, ValueError, struct.error):
            return None

    def _beside(self) -> _Journal:
        """Return what is known of the journal that is there."""
        noted, salts = self._noted(), self._salts()
        return noted[1] if noted and noted[1].salts == salts else _Journal(salts)

    def _salts(self) -> bytes:
        try:
            # The journal holds no lock that closing it here would drop: those are on the file.
            with self._wal.open("rb", buffering=0) as file:
                return file.read(_SALTS.stop)[_SALTS].ljust(len(_NO_SALTS), b"\0")
        except OSError:
            return _NO_SALTS

    def _lacking(self, here: Mark) -> Lack | None:
        noted = self._noted()
        if noted is None:
            return None
        seen = noted[0]
        if seen.count > here.count or (seen.count == here.count and seen != here):
            with suppress(OSError):
                last = datetime.fromtimestamp(self._file.stat().st_mtime, UTC)
                return Lack(seen.count - here.count, last)
        return None

"""The commit witness: a file beside the database says how far it went; a vault short of it is told.

The database counts its commits and chains what they wrote, in each transaction. The file follows once
the commit is durable: a crash leaves it behind, never ahead. It is sealed with the vault's key.
"""

import json
import struct
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection

from desktop.models.sealed import Sealer

FILE = "coffre.temoin"
# What lacks, kept until the person says that they know.
LACK = "coffre.manque"
_INFO = b"permanence: commit witness"
_MARK = struct.Struct(">Q16s")


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


def mark_of(connection: Connection) -> Mark:
    """Return how far the database went."""
    count, text = connection.exec_driver_sql("SELECT rang, empreinte FROM temoin").one()
    return Mark(count, bytes.fromhex(text).ljust(16, b"\0"))


def advance(connection: Connection, written: bytes) -> Mark:
    """Count one commit more, in its own transaction; `written` sums up what it writes."""
    before = mark_of(connection)
    after = Mark(before.count + 1, sha256(before.hash + written).digest()[:16])
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

    def __init__(self, folder: Path, key: bytes) -> None:
        self._file = folder / FILE
        self._lack = folder / LACK
        self._sealer = Sealer(key, _INFO)

    def follow(self, mark: Mark) -> None:
        """Note a commit that is durable."""
        # In place: 52 bytes of one sector. Torn by a power cut, it does not unseal: no false alarm.
        with suppress(OSError):
            sealed = self._sealer.seal(_MARK.pack(mark.count, mark.hash))
            with self._file.open("r+b" if self._file.exists() else "xb", buffering=0) as file:
                file.write(sealed)

    def compare(self, here: Mark) -> Lack | None:
        """Return what the database has lost, once; the witness follows it from now on."""
        lack = self._lacking(here)
        if lack is not None:
            with suppress(OSError):
                self._lack.write_bytes(
                    self._sealer.seal(json.dumps([lack.commits, lack.last.isoformat()]).encode())
                )
        self.follow(here)
        return lack

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

    def _lacking(self, here: Mark) -> Lack | None:
        try:
            seen = Mark(*_MARK.unpack(self._sealer.unseal(self._file.read_bytes())))
            last = datetime.fromtimestamp(self._file.stat().st_mtime, UTC)
        # None yet, or one that does not read: it proves nothing.
        except (OSError, InvalidTag, ValueError, struct.error):
            return None
        if seen.count > here.count or (seen.count == here.count and seen != here):
            return Lack(seen.count - here.count, last)
        return None

"""Real vaults for the tests: SQLCipher files in a folder of the test, opened at Argon2id's floor."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection

from desktop.models.envelope import KEY_BYTES, Kdf
from desktop.models.line import Identity
from desktop.models.vault import Surroundings, Vault
from tests.builders import AE, MIDI
from tests.compiled import as_before

FLOOR = Kdf(64 * 1024, 1, 1)
PHRASE = "sept mots tirés au sort pour Odilon"
INDEX = "recherche"
# table → primary key → column → value
Dump = dict[str, dict[Any, dict[str, Any]]]


def une_identite(**changes: Any) -> Identity:
    return Identity(
        **{
            "utilisateur": AE,
            "nom": "Odilon Carpentras",
            "role": "accompagnateur",
            "referentiel": "demo",
            "device": "00000000-0000-7000-8000-0000000000d1",
            "private_key": "-----BEGIN PRIVATE KEY-----",
            **changes,
        }
    )


def ticking(start: datetime = MIDI) -> Callable[[], datetime]:
    """Return a clock that advances by a millisecond each time it is read."""
    ticks = 0

    def clock() -> datetime:
        nonlocal ticks
        ticks += 1
        return start + timedelta(milliseconds=ticks)

    return clock


def surroundings(seed: int = 0) -> Surroundings:
    return Surroundings(clock=ticking(), random=Random(seed).randbytes)  # noqa: S311 - the same vault each time


def create(folder: Path, *, seed: int = 0, phrase: str = PHRASE) -> Vault:
    return Vault.create(folder, phrase, une_identite(), around=surroundings(seed), kdf=FLOOR)


def fresh(folder: Path, *, seed: int = 0, phrase: str = PHRASE) -> Vault:
    """Return what `create` does, copied from one made before."""
    return copied(folder, phrase, une_identite(), around=surroundings(seed))


def copied(folder: Path, phrase: str, identity: Identity, *, around: Surroundings) -> Vault:
    """Return what `Vault.create` would, at a tenth of its cost from the second time on.

    The first of each kind is really made, then copied: the same files, opened with their key. What
    the making drew from chance and read of the clock is drawn again, so that nothing after differs.
    """
    kind = (around.random(KEY_BYTES), around.clock(), phrase, identity)
    made = _MADE.get(kind)
    if made is None:
        made = _MADE[kind] = _made(kind, around)
    else:
        for size in made.drawn:
            around.random(size)
        for _ in range(made.ticks):
            around.clock()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, content in made.files.items():
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o600)
    vault = Vault.open_with(folder, lambda: kind[0], around=around)
    as_before("coffre", vault._writer, vault._readings._engine)
    return vault


@dataclass(frozen=True, slots=True)
class _Made:
    """The files of a new vault; the bytes drawn after its key, the clock's readings after the first."""

    files: dict[str, bytes]
    drawn: tuple[int, ...]
    ticks: int


# Key, first instant, passphrase, whose it is.
_Kind = tuple[bytes, datetime, str, Identity]
_MADE: dict[_Kind, _Made] = {}


def _made(kind: _Kind, around: Surroundings) -> _Made:
    key, at, phrase, identity = kind
    drawn: list[int] = []
    read: list[datetime] = []

    def random(size: int) -> bytes:
        drawn.append(size)
        return key if len(drawn) == 1 else around.random(size)

    def clock() -> datetime:
        read.append(around.clock() if read else at)
        return read[-1]

    with TemporaryDirectory(prefix="permanence-modele-") as name:
        folder = Path(name) / "coffre"
        watched = replace(around, clock=clock, random=random)
        Vault.create(folder, phrase, identity, around=watched, kdf=FLOOR).close()
        files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    return _Made(files, tuple(drawn[1:]), len(read) - 1)


def reopen(folder: Path, *, seed: int = 1, phrase: str = PHRASE) -> Vault:
    return Vault.open(folder, phrase, around=surroundings(seed))


def dump(vault: Vault) -> Dump:
    """Return every row of every table."""
    with vault.look() as rows:
        return dump_of(rows.connection)


def dump_of(connection: Connection) -> Dump:
    """Return every row of every table as a connection sees it, before its commit too."""
    sql = connection.exec_driver_sql
    tables = sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    # The index of words is made of the other tables, by triggers; the witness counts commits, whatever they do.
    return {
        name: _rows_of(connection, name)
        for name in tables
        if not name.startswith(INDEX) and name != "temoin"
    }


def _rows_of(connection: Connection, table: str) -> dict[Any, dict[str, Any]]:
    found = connection.exec_driver_sql(f"SELECT * FROM {table}")  # noqa: S608 - from sqlite_master
    return {next(iter(row.values())): dict(row) for row in found.mappings()}


def sums(folder: Path) -> dict[str, str]:
    """Return the sha256 of every file that holds something.

    The index of the journal (`-shm`) holds nothing: SQLite makes it again from the journal.
    """
    return {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.is_file() and path.stat().st_size and not path.name.endswith("-shm")
    }

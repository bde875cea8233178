"""Connections to one SQLCipher file: one that writes, several that only read.

The key goes in through `creator=`, so it is in no URL and no log. It is the raw data key: opening
costs under a millisecond, Argon2id having been paid once by the envelope.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import QueuePool, StaticPool
from sqlcipher3 import dbapi2

from desktop.models.errors import UnsafeSqlite

# Releases with the WAL-reset bug (3.7.0 to 3.51.2), and the withdrawn 3.52.0.
_FIRST_SAFE = (3, 51, 3)
_WITHDRAWN = ((3, 52, 0),)
_BUSY_MS = 10_000
_INSTANT_MS = 250


class _Hand(NamedTuple):
    """How a connection holds the file: SQLite's open mode, its pragmas, and what is done once they are set."""

    mode: str
    pragmas: tuple[str, ...]
    then: tuple[str, ...] = ()


def refuse_unsafe_sqlite(version: tuple[int, ...]) -> None:
    """Refuse an SQLite that may corrupt or lose commits in WAL mode.

    Raises:
        UnsafeSqlite: always for such a version.
    """
    if version < _FIRST_SAFE or version in _WITHDRAWN:
        raise UnsafeSqlite(".".join(map(str, version)))


def sqlite_version() -> tuple[int, ...]:
    """Return the version of the SQLite inside the SQLCipher that is installed."""
    return tuple(dbapi2.sqlite_version_info)


def writer(path: Path, key: bytes) -> Engine:
    """Return the engine of the one connection that writes; BEGIN is emitted by its user."""
    return _engine(path, key, _WRITER, poolclass=StaticPool)


def readers(path: Path, key: bytes) -> Engine:
    """Return the engine of the connections that only read (`query_only`).

    They open the file read-only: the last to close would otherwise copy a journal left by a crash
    into a file that was just refused (damaged, or of a newer schema).
    """
    return _engine(path, key, _READER, poolclass=QueuePool, pool_size=3)


def blank(path: Path, key: bytes) -> dbapi2.Connection:
    """Return a connection to a new file of the same key, for a copy."""
    return _creator(path, key, _Hand("rwc", _COMMON))()


def alone(path: Path, key: bytes) -> dbapi2.Connection:
    """Return a connection that reads a file as it is, without the journal beside it."""
    return _creator(path, key, _Hand("ro&immutable=1", _COMMON))()


def empty_journal(connection: Connection) -> bool:
    """Copy the journal into the file and empty it; False: someone reads, who holds it.

    A reader is waited for an instant only: whoever writes waits meanwhile, and it is asked again later.
    """
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {_INSTANT_MS}")
    try:
        return not connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {_BUSY_MS}")


def _engine(
    path: Path, key: bytes, hand: _Hand, **pool: type[StaticPool | QueuePool] | int
) -> Engine:
    # hide_parameters: the values of a statement are people's lives, an error's text goes to a log.
    # AUTOCOMMIT: BEGIN IMMEDIATE is emitted by whoever writes. SQLAlchemy's own BEGIN would be
    # DEFERRED, and a later upgrade to a write lock could fail.
    return create_engine(
        "sqlite://",
        module=dbapi2,
        creator=_creator(path, key, hand),
        hide_parameters=True,
        isolation_level="AUTOCOMMIT",
        **pool,
    )


def _creator(path: Path, key: bytes, hand: _Hand) -> Callable[[], dbapi2.Connection]:
    address = f"{path.absolute().as_uri()}?mode={hand.mode}"

    def connect() -> dbapi2.Connection:
        connection = dbapi2.connect(
            address, uri=True, isolation_level=None, check_same_thread=False
        )
        # Before the key: a wrong key must leave no line in the process's standard error.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in hand.pragmas:
            connection.execute(f"PRAGMA {pragma}")
        for statement in hand.then:
            connection.execute(statement)
        return connection

    return connect


_COMMON = (
    f"busy_timeout = {_BUSY_MS}",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    # 32 MiB, taken only as they are read: with SQLite's own 2 MB a whole PLIE's lists deciphered
    # the same pages several times over.
    "cache_size = -32768",
    "cipher_memory_security = OFF",
)
# recursive_triggers: otherwise INSERT OR REPLACE removes a proof without waking its triggers.
_WRITE = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",
    "recursive_triggers = ON",
)
_WRITER = _Hand("rwc", (*_COMMON, *_WRITE))
# The words of the full-text index, named `temp.mots` for this connection alone: nothing of it is in the file.
_WORDS = "CREATE VIRTUAL TABLE temp.mots USING fts5vocab(main, recherche, 'row')"
_READER = _Hand("ro", _COMMON, (_WORDS, "PRAGMA query_only = ON"))

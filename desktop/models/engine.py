"""Connections to one SQLCipher file: one that writes, several that only read.

The key goes in through `creator=`, so it is in no URL and no log. It is the raw data key: opening
costs under a millisecond, Argon2id having been paid once by the envelope.
"""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool
from sqlcipher3 import dbapi2

from desktop.models.errors import UnsafeSqlite

# Releases with the WAL-reset bug (3.7.0 to 3.51.2), and the withdrawn 3.52.0.
_FIRST_SAFE = (3, 51, 3)
_WITHDRAWN = ((3, 52, 0),)
_BUSY_MS = 10_000


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
    return _engine(path, key, _WRITER_PRAGMAS, poolclass=StaticPool)


def readers(path: Path, key: bytes) -> Engine:
    """Return the engine of the connections that only read (`query_only`)."""
    return _engine(path, key, _READER_PRAGMAS, poolclass=QueuePool, pool_size=3)


def _engine(
    path: Path, key: bytes, pragmas: tuple[str, ...], **pool: type[StaticPool | QueuePool] | int
) -> Engine:
    engine = create_engine("sqlite://", module=dbapi2, creator=_creator(path, key, pragmas), **pool)

    # SQLAlchemy's own BEGIN would be DEFERRED: a later upgrade to a write lock could fail.
    @event.listens_for(engine, "begin")
    def _no_begin(_connection: object) -> None: ...

    return engine


def _creator(path: Path, key: bytes, pragmas: tuple[str, ...]) -> Callable[[], dbapi2.Connection]:
    def connect() -> dbapi2.Connection:
        connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
        # Before the key: a wrong key must leave no line in the process's standard error.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    return connect


_COMMON = (
    f"busy_timeout = {_BUSY_MS}",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "cipher_memory_security = OFF",
)
_WRITE = ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON")
_WRITER_PRAGMAS = (*_COMMON, *_WRITE)
_READER_PRAGMAS = (*_COMMON, "query_only = ON")

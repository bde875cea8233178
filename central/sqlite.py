"""The store on SQLite: the embedded default of a trial, one file, one writer at a time."""

import sqlite3
from collections.abc import Mapping
from typing import ClassVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from central.context import Context
from central.settings import Settings

BUSY_MS = 30_000
# Before it, two connections that write and checkpoint at once may lose commits in WAL mode.
_SAFE_WAL = (3, 51, 3)
_WITHDRAWN = (3, 52, 0)


class SQLite:
    """The engine and its manners. No fence here: `central.scope` stands alone."""

    reading: ClassVar[Mapping[str, object]] = {"begin": "BEGIN"}
    writing: ClassVar[Mapping[str, object]] = {"begin": "BEGIN IMMEDIATE"}

    def __init__(self, settings: Settings) -> None:
        self._file = settings.database
        self.engine = _engine(settings)

    def owner(self) -> Engine:
        """Return the engine that may change the tables: the same."""
        return self.engine

    def lower(self, connection: Connection) -> None:
        """Nothing to lower."""

    def prepare(self, connection: Connection) -> None:
        """Nothing to fence."""

    def check(self) -> None:
        """Nothing to refuse; the file is its owner's only, in the journal that is safe here."""
        _choose_journal(self.engine)
        self._file.chmod(0o600)

    def enter(self, connection: Connection, context: Context | None) -> None:
        """Nothing to say: the file knows nobody."""

    def promise_nothing(self, connection: Connection) -> None:
        """Wait for the disk all the same: the file cannot do otherwise within a transaction."""

    def is_away(self, _error: DBAPIError) -> bool:
        """Tell whether nobody answers, or not to this role: a file is here or it is not."""
        return False

    def is_behind(self, _error: DBAPIError) -> bool:
        """Tell whether the tables do not let the serving role in: a file has no roles."""
        return False

    def is_busy(self, error: DBAPIError) -> bool:
        """Tell whether trying again later is enough."""
        return getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY


def _engine(settings: Settings) -> Engine:
    url = URL.create("sqlite", database=str(settings.database))
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    # The driver must not open transactions by itself: BEGIN IMMEDIATE is ours to say.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _choose_journal(engine: Engine) -> None:
    version = sqlite3.sqlite_version_info
    mode = "WAL" if version >= _SAFE_WAL and version != _WITHDRAWN else "DELETE"
    connection = engine.raw_connection()
    try:
        connection.cursor().execute(f"PRAGMA journal_mode={mode}")
    finally:
        connection.close()

"""The store on SQLite: the embedded default of a trial, one file, one writer at a time."""

import sqlite3
from collections.abc import Mapping
from typing import ClassVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from central.context import Context
from central.errors import StoreError, busy
from central.settings import Settings

BUSY_MS = 30_000
# Before it, two connections that write and checkpoint at once may lose commits in WAL mode.
_SAFE_WAL = (3, 51, 3)
_WITHDRAWN = (3, 52, 0)
_DAMAGED = (
    "La base du magasin central ne se lit pas\u00a0: fichier abîmé, ou d’un autre programme",
    "Gardez-le tel quel, et restaurez une sauvegarde dans un dossier neuf.",
)
_CLOSED = (
    "La base du magasin central ne s’ouvre pas, ou ne s’écrit pas",
    "Vérifiez à qui sont ce fichier et son dossier, et que le disque n’est pas en lecture seule.",
)
_WHY = {
    sqlite3.SQLITE_CANTOPEN: _CLOSED,
    sqlite3.SQLITE_READONLY: _CLOSED,
    sqlite3.SQLITE_PERM: _CLOSED,
    sqlite3.SQLITE_AUTH: _CLOSED,
    sqlite3.SQLITE_FULL: (
        "Le disque de la base du magasin central est plein",
        "Faites de la place, puis recommencez.",
    ),
    sqlite3.SQLITE_IOERR: (
        "Le disque de la base du magasin central répond mal",
        "Vérifiez le disque et le journal du système avant tout\u202f; gardez ce fichier tel quel.",
    ),
}


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

    def admit(self) -> None:
        """Nothing to refuse: a file has no roles."""

    def check(self) -> None:
        """Nothing to refuse; the file is its owner's only, in the journal that is safe here."""
        _choose_journal(self.engine)
        self._file.chmod(0o600)

    def enter(self, connection: Connection, context: Context | None) -> None:
        """Nothing to say: the file knows nobody."""

    def promise_nothing(self, connection: Connection) -> None:
        """Wait for the disk all the same: the file cannot do otherwise within a transaction."""

    def told(self, error: DBAPIError, *, owner: bool) -> StoreError:  # noqa: ARG002 - a file has no roles
        """Return why the file did not do what was asked."""
        if self.is_busy(error):
            return busy()
        code = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        # The low byte is the cause, the rest its detail.
        why = _WHY.get(code & 0xFF, _DAMAGED)
        return StoreError(f"{why[0]} ({self._file}). Rien n’a été modifié. {why[1]}")

    def is_full(self, error: DBAPIError) -> bool:
        """Tell whether the disk is full."""
        return getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL

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

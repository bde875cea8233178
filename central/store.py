"""The database of the store: an engine by URL, short transactions to write or to look, its schema.

SQLite is the embedded default; PostgreSQL joins by its URL and the same contract suite.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, inspect, select
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from central.settings import Settings
from central.tables import SCHEMA, metadata, plie
from plie.empechement import Empechement

BUSY_MS = 30_000
# Before it, two connections that write and checkpoint at once may lose commits in WAL mode.
_SAFE_WAL = (3, 51, 3)
_WITHDRAWN = (3, 52, 0)


class StoreError(Empechement):
    """The database cannot be used; nothing in it was touched."""


class StoreBusyError(StoreError):
    """Another writer held the database for too long; trying again later is enough."""


class Store:
    """The open store. `write()` is the only way to change it, one writer at a time."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self.settings = settings
        self._reader = engine.execution_options(begin="BEGIN")
        self._writer = engine.execution_options(begin="BEGIN IMMEDIATE")

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Open the store of a data folder, creating its missing tables.

        Raises:
            StoreError: written by another version, or no database of ours.
        """
        url = URL.create("sqlite", database=str(settings.database))
        engine = create_engine(url, hide_parameters=True)
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
        try:
            _check_schema(engine)
            _choose_journal(engine)
            metadata.create_all(engine)
        except StoreError:
            engine.dispose()
            raise
        except DatabaseError as error:
            engine.dispose()
            raise StoreError(
                "La base du magasin central ne se lit pas\u00a0: fichier abîmé ou d’un autre "
                "programme. Rien n’a été modifié. Restaurez une sauvegarde."
            ) from error
        settings.database.chmod(0o600)
        return cls(engine, settings)

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """Open a short reading transaction: what it reads belongs to one instant.

        Raises:
            StoreBusyError: a writer kept the database longer than BUSY_MS.
        """
        with _busy_told(), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a writing transaction, committed at the end of the block or not at all.

        Raises:
            StoreBusyError: another writer kept the database longer than BUSY_MS.
        """
        with _busy_told(), self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self._reader.dispose()


def _on_connect(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    # The driver must not open transactions by itself: BEGIN IMMEDIATE is ours to say.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _check_schema(engine: Engine) -> None:
    if not inspect(engine).has_table(plie.name):
        return
    with engine.connect() as connection:
        found = connection.scalar(select(func.max(plie.c.schema))) or SCHEMA
    if found < SCHEMA:
        raise StoreError(
            f"Ce magasin d’essai a été fait par une version antérieure (schéma {found}, "
            f"ici {SCHEMA}). Rien n’a été modifié. Ouvrez un magasin neuf\u00a0: les postes gardent "
            "ce qu’ils ont écrit."
        )
    if found > SCHEMA:
        raise StoreError(
            f"Ce magasin a été écrit par une version plus récente (schéma {found}, "
            f"ici {SCHEMA}). Rien n’a été modifié. Installez la version récente de Permanence."
        )


def _choose_journal(engine: Engine) -> None:
    version = sqlite3.sqlite_version_info
    mode = "WAL" if version >= _SAFE_WAL and version != _WITHDRAWN else "DELETE"
    connection = engine.raw_connection()
    try:
        connection.cursor().execute(f"PRAGMA journal_mode={mode}")
    finally:
        connection.close()


@contextmanager
def _busy_told() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        if getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
            raise
        raise StoreBusyError(
            "Le magasin central est occupé. Rien n’est perdu\u00a0: réessayez dans un instant."
        ) from error

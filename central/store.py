"""The database of the store: short transactions to look or to write, each in someone's name.

SQLite is the embedded default; PostgreSQL is named by its URL. The same contract suite holds both.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError, DBAPIError

from central import schema
from central.context import Context
from central.errors import StoreBehindError, StoreError, StoreFullError, busy
from central.postgres import Postgres
from central.settings import Settings
from central.shelf import shelf
from central.sqlite import SQLite


class Store:
    """The open store. `write()` is the only way to change it."""

    def __init__(self, base: SQLite | Postgres, settings: Settings) -> None:
        self.settings = settings
        self.shelf = shelf(settings)
        self._base = base
        self._reader = base.engine.execution_options(**base.reading)
        self._writer = base.engine.execution_options(**base.writing)

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Open the store of a data folder; an SQLite file of an earlier version is brought to this one.

        Raises:
            StoreError: written by another version, no database of ours, or not safe to serve.
        """
        base = _base(settings)
        try:
            with _told(base):
                base.admit()
                _brought(base)
                base.check()
        except StoreError:
            base.engine.dispose()
            raise
        return cls(base, settings)

    @contextmanager
    def look(self, context: Context | None = None) -> Iterator[Connection]:
        """Open a short reading transaction: what it reads belongs to one instant.

        Args:
            context: in whose name; without it PostgreSQL shows only what holds nobody.

        Raises:
            StoreBusyError: the database was held too long, or is away.
        """
        with _busy_told(self._base), self._reader.begin() as connection:
            self._base.enter(connection, context)
            yield connection

    @contextmanager
    def write(self, context: Context) -> Iterator[Connection]:
        """Open a writing transaction, committed at the end of the block or not at all.

        Raises:
            StoreBusyError: the database was held too long, or is away.
        """
        with _busy_told(self._base), self._writer.begin() as connection:
            self._base.enter(connection, context)
            yield connection

    def enter(self, connection: Connection, context: Context) -> None:
        """Go on with a transaction in another name: who knocked is known now."""
        self._base.enter(connection, context)

    def promise_nothing(self, connection: Connection) -> None:
        """Let this transaction end before the disk has it: its answer makes nobody forget anything."""
        self._base.promise_nothing(connection)

    def close(self) -> None:
        """Close every connection."""
        self._base.engine.dispose()


def migrate(
    settings: Settings, first: Callable[[Connection], None] | None = None
) -> tuple[str, str]:
    """Bring the tables to this version and return the revision before ("" if none) and after.

    Args:
        settings: where the store is.
        first: done before, by whoever owns the tables, in the same transaction.

    Raises:
        StoreError: of a later version, or nobody who may change the tables; nothing is changed.
    """
    base = _base(settings)
    try:
        with _told(base, owner=True):
            return _migrate(base, first)
    finally:
        base.engine.dispose()


def check_role(settings: Settings) -> None:
    """Refuse a server or a serving role that no table could make safe, before any is made.

    Raises:
        StoreError: which, and why.
    """
    base = _base(settings)
    try:
        with _told(base):
            base.admit()
    finally:
        base.engine.dispose()


def _base(settings: Settings) -> SQLite | Postgres:
    return Postgres(settings) if settings.base else SQLite(settings)


def _brought(base: SQLite | Postgres) -> None:
    try:
        with base.engine.begin() as connection:
            schema.check(connection)
    except StoreBehindError:
        # The file is ours alone. A server's tables change when its operator says so.
        if isinstance(base, Postgres):
            raise
        _migrate(base)


def _migrate(
    base: SQLite | Postgres, first: Callable[[Connection], None] | None = None
) -> tuple[str, str]:
    owner: Engine = base.owner()
    with owner.execution_options(**base.writing).begin() as connection:
        base.lower(connection)
        if first is not None:
            first(connection)
        done = schema.migrate(connection)
        base.prepare(connection)
    return done


@contextmanager
def _told(base: SQLite | Postgres, *, owner: bool = False) -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        raise base.told(error, owner=owner) from error


@contextmanager
def _busy_told(base: SQLite | Postgres) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if base.is_full(error):
            raise StoreFullError from error
        if not base.is_busy(error):
            raise
        raise busy() from error

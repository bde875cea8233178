"""The read side: kinds as frozen values, straight from SQL, at one moment of the vault."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, func, select

from desktop.models import aside, oplog
from desktop.models.line import Cursor, Identity, cursor_of, identity_of
from desktop.models.recall import Once, each_time
from desktop.models.search import Found, search
from desktop.models.tables import BLOB, KIND_TABLES
from plie.kinds import by_class
from wire.codec import Value, reader
from wire.op import Op

T = TypeVar("T")


class Rows:
    """What can be read; holds no lock, changes nothing."""

    def __init__(self, connection: Connection, once: Once = each_time) -> None:
        self.connection = connection
        self._once = once

    def once(self, question: Hashable, answer: Callable[[], T]) -> T:
        """Return what `answer` reads here, or read to the same question since anything moved."""
        found: T = self._once(question, answer)
        return found

    def get(self, cls: type[T], id_: str) -> T:
        """Return a thing by its id.

        Raises:
            KeyError: no such thing here.
        """
        found = self.find(cls, id_)
        if found is None:
            raise KeyError(id_)
        return found

    def find(self, cls: type[T], id_: str) -> T | None:
        """Return a thing by its id, or None."""
        table = KIND_TABLES[by_class(cls).word]
        return next(self._read(cls, select(table).where(table.c.id == id_)), None)

    def all(self, cls: type[T], **where: str) -> tuple[T, ...]:
        """Return the things of a kind whose columns equal the given values, oldest id first."""
        table = KIND_TABLES[by_class(cls).word]
        query = select(table).where(*(table.c[name] == value for name, value in where.items()))
        return tuple(self._read(cls, query.order_by(table.c.id)))

    def among(self, cls: type[T], column: str, values: Iterable[str]) -> tuple[T, ...]:
        """Return the things of a kind whose column is one of these, oldest id first, in one reading."""
        table = KIND_TABLES[by_class(cls).word]
        query = select(table).where(table.c[column].in_(tuple(values)))
        return tuple(self._read(cls, query.order_by(table.c.id)))

    def where(
        self, cls: type[T], condition: ColumnElement[bool], *, without: tuple[str, ...] = ()
    ) -> tuple[T, ...]:
        """Return the things of a kind that meet a condition, oldest id first.

        Args:
            cls: the kind.
            condition: of SQLAlchemy, for the modules beside this one.
            without: long columns to leave at their default, for lists that do not show them.
        """
        table = KIND_TABLES[by_class(cls).word]
        columns = [c for c in table.c if c.name not in without]
        return tuple(self._read(cls, select(*columns).where(condition).order_by(table.c.id)))

    def by_dossier(self, cls: type[T], without: tuple[str, ...] = ()) -> dict[str, tuple[T, ...]]:
        """Return every thing of a kind, grouped by dossier.

        Args:
            cls: the kind.
            without: long columns to leave at their default, for lists that do not show them.
        """
        table = KIND_TABLES[by_class(cls).word]
        columns = [c for c in table.c if c.name not in without]
        return by_dossier(self._read(cls, select(*columns).order_by(table.c.id)))

    def count(self, cls: type[T], **where: str) -> int:
        """Return how many things of a kind have these values."""
        table = KIND_TABLES[by_class(cls).word]
        query = select(func.count()).select_from(table)
        conditions = (table.c[name] == value for name, value in where.items())
        return int(self.connection.scalar(query.where(*conditions)) or 0)

    def seen(self, cls: type[T], id_: str) -> dict[str, tuple[str, ...]]:
        """Return field to heads of a thing: what a choice that was shown every rival carries."""
        return oplog.story_of(self.connection, by_class(cls).word, id_).heads.seen

    def shown(self, cls: type[T], id_: str) -> dict[str, tuple[str, ...]]:
        """Return field to the heads that a form shows: of rivals, those of the value shown."""
        return oplog.story_of(self.connection, by_class(cls).word, id_).heads.shown

    def conflicts(self, cls: type[T], id_: str) -> dict[str, dict[str, Value]]:
        """Return field to its rivals {op_id: value}, for the fields in conflict."""
        return oplog.story_of(self.connection, by_class(cls).word, id_).heads.conflicts

    def history(self, cls: type[T], id_: str) -> tuple[Op, ...]:
        """Return every operation on a thing, in the order written here."""
        return oplog.history_of(self.connection, by_class(cls).word, id_)

    def ever(self, cls: type[T], dossier: str) -> tuple[str, ...]:
        """Return the ids of the things of a kind that a dossier has ever had, removed ones included."""
        return oplog.things_of(self.connection, by_class(cls).word, dossier)

    def waiting(self) -> int:
        """Return how many operations wait to be sent."""
        return oplog.waiting(self.connection)

    def set_aside(self) -> tuple[tuple[str, str, str], ...]:
        """Return (kind, thing, reason code) of each operation set aside and not settled since."""
        found = aside.waiting(self.connection)
        return tuple((one.op.kind, one.op.id, one.reason) for one in found)

    def cursor(self) -> Cursor:
        """Return how far the store's order has been read."""
        return cursor_of(self.connection)

    def identity(self) -> Identity:
        """Return who works in this vault, and what the store gave them."""
        return identity_of(self.connection)

    def search(self, words: str, *, most: int) -> tuple[Found, ...]:
        """Return the comptes-rendus, drafts and événements that say these words, best first."""
        return search(self.connection, words, most=most)

    def blob(self, sha256: str) -> bytes | None:
        """Return a file's bytes; None while they have not arrived."""
        return self.connection.scalar(select(BLOB.c.content).where(BLOB.c.sha256 == sha256))

    def _read(self, cls: type[T], query: Select[Any]) -> Iterator[T]:
        found = self.connection.execute(query)
        build = reader(cls, found.keys())
        # All at once: thousands of rows asked for one by one cost as much again.
        return map(build, found.all())


def by_dossier(things: Iterable[T]) -> dict[str, tuple[T, ...]]:
    """Return things grouped by dossier, in their order."""
    grouped: dict[str, list[T]] = {}
    for thing in things:
        grouped.setdefault(thing.dossier, []).append(thing)  # type: ignore[attr-defined]  # kinds of a dossier name it
    return {dossier: tuple(some) for dossier, some in grouped.items()}

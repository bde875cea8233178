"""`Work`: one transaction. Three verbs write the table and the operation together, or neither.

Nothing can be saved without being queued, because this is the only writer of the kinds' tables.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TypeVar

from sqlalchemy import Connection

from desktop.models import line, nouvelles, oplog, witness
from desktop.models.changes import Changes, Written
from desktop.models.line import Identity
from desktop.models.materialize import materialize, materialize_new
from desktop.models.rows import Rows
from desktop.models.witness import Mark
from plie import nir
from plie.kinds import Id, KindSpec, Nature, Scope, by_class
from wire.codec import BadValueError, Value, from_value, to_value, to_values
from wire.ids import RANDOM_BYTES, uuid7
from wire.merge import Heads
from wire.op import EXISTS, PLIE_SCOPE, Op, Verb

T = TypeVar("T")
Seen = Mapping[str, tuple[str, ...]]
# What a thing is and whose it is: no patch changes them.
_FIXED = ("id", "dossier")
# Longer without a word, what is typed next is another value (sync.md §1: "between two pauses").
_PAUSE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Auteur:
    """Who works in this vault: user id, shown name, role; `device` is "" before enrolment."""

    id: Id
    nom: str
    role: str
    device: str = ""


class Work:
    """A transaction on the vault. Not committed, it leaves no trace."""

    def __init__(
        self,
        connection: Connection,
        *,
        auteur: Auteur,
        clock: Callable[[], datetime],
        random: Callable[[int], bytes],
    ) -> None:
        self._connection = connection
        self.auteur = auteur
        self.rows = Rows(connection)
        self._clock = clock
        self._random = random
        self._scopes: set[str] = set()
        self._kinds: set[str] = set()
        self._written: list[Written] = []
        self._sum = sha256()
        self.mark: Mark | None = None
        self.committed = False
        self.identified = False

    @property
    def connection(self) -> Connection:
        """The writing connection.

        Raises:
            RuntimeError: after `commit`; what came later would be in no transaction.
        """
        if self.committed:
            raise RuntimeError("this work is committed")
        return self._connection

    def insert(self, thing: object) -> str:
        """Write a new thing; return its operation's id.

        Raises:
            BadValueError: a value has another shape than its field.
            ValueError: a thing of that id is here already.
            Refus: a social security number is written in it.
        """
        spec = by_class(type(thing))
        return self._write(
            self._op(spec, Verb.INSERT, _id_of(thing), to_values(thing), {}), _scope_of(spec, thing)
        )

    def insert_all(self, things: Iterable[object]) -> None:
        """Write many new things at once: some thousands, one by one, would take their time each.

        Raises:
            BadValueError, ValueError, Refus: as for `insert`; nothing of them is written.
        """
        ops = [self._new(thing) for thing in things]
        if oplog.begun(self.connection, ops) or len({(op.kind, op.id) for op in ops}) < len(ops):
            raise ValueError("one of them is here already")
        oplog.append_all(self.connection, ((op, None) for op in ops))
        materialize_new(self.connection, ops)
        for op in ops:
            self._noted(op)

    def patch(self, cls: type[T], id_: str, seen: Seen, **values: object) -> str:
        """Change fields of a thing, naming what the author's form had shown of each.

        Returns the operation's id: what the form now shows of these fields.

        Raises:
            KeyError: no such thing here.
            BadValueError: no such field, or a value has another shape than it.
            TypeError: the kind is a fact (sync.md §2: facts are insert-only).
            Refus: a social security number is written in one.
        """
        fields = {name: to_value(value) for name, value in values.items()}
        return self._write(self._op(by_class(cls), Verb.PATCH, id_, fields, seen))

    def reopen(self, cls: type[T], id_: str, seen: Seen, **values: object) -> str:
        """Write a patch that stays apart from what waits, on a thing that may have been removed.

        Several of them that have seen the same are rivals of one another: a choice is open again.

        Raises:
            KeyError: no such thing was ever here.
        """
        fields = {name: to_value(value) for name, value in values.items()}
        op = self._op(by_class(cls), Verb.PATCH, id_, fields, seen)
        story = oplog.story_of(self.connection, op.kind, op.id)
        if not story.begun:
            raise KeyError(id_)
        return self._append(replace(op, scope=story.ops[0].scope), story)

    def delete(self, cls: type[T], id_: str, seen: Seen) -> str:
        """Remove a thing that the author's form had shown.

        Raises:
            KeyError: no such thing here.
            TypeError: the kind is a fact.
        """
        return self._write(self._op(by_class(cls), Verb.DELETE, id_, {}, seen))

    def get(self, cls: type[T], id_: str) -> T:
        """Return a thing as this transaction sees it.

        Raises:
            KeyError: no such thing here.
        """
        return self.rows.get(cls, id_)

    def seen(self, cls: type[T], id_: str) -> dict[str, tuple[str, ...]]:
        """Return the heads of a thing now, for a change that no form carries."""
        return self.rows.seen(cls, id_)

    def new_id(self) -> Id:
        """Return a fresh UUIDv7."""
        millis = int(self._clock().timestamp() * 1000)
        return uuid7(millis, self._random(RANDOM_BYTES))

    def now(self) -> datetime:
        """Return the instant of this machine, aware."""
        return self._clock()

    def identify(self, identity: Identity) -> None:
        """Write who works in this vault; from the next transaction on, they sign operations."""
        line.save_identity(self.connection, identity)
        self.identified = True

    def moved(self, kind: str, scope: str) -> None:
        """Record that something changed, for the screens."""
        self._kinds.add(kind)
        self._scopes.add(scope)

    @property
    def has_moved(self) -> bool:
        """Whether something changed that a screen may show."""
        return bool(self._kinds)

    def commit(self) -> Changes:
        """Make everything durable; return what moved."""
        mark = witness.advance(self.connection, self._sum.digest())
        self.connection.exec_driver_sql("COMMIT")
        self.committed, self.mark = True, mark
        return Changes(frozenset(self._scopes), frozenset(self._kinds), tuple(self._written))

    def _write(self, op: Op, scope: str = "") -> str:
        story = oplog.story_of(self.connection, op.kind, op.id)
        heads = story.heads
        if op.verb is Verb.INSERT and heads.exists:
            raise ValueError(f"{op.kind} {op.id} is here already")
        if op.verb is not Verb.INSERT and not (story.begun and heads.exists):
            raise KeyError(op.id)
        # A thing never changes hands: what comes after its insert has its scope.
        op = replace(op, scope=scope or story.ops[0].scope)
        if op.verb is Verb.PATCH:
            op = _leaving_removals(op, heads)
        waiting = story.open_op(op.author)
        if op.verb is Verb.PATCH and waiting and _continues(waiting, op):
            op = oplog.extend(waiting, op)
            oplog.rewrite(self.connection, op)
            return self._told(op, story)
        return self._append(op, story)

    def _append(self, op: Op, story: oplog.Story) -> str:
        oplog.append(self.connection, op)
        return self._told(op, story)

    def _told(self, op: Op, story: oplog.Story) -> str:
        materialize(self.connection, story.told(op))
        self._noted(op)
        return op.op_id

    def _noted(self, op: Op) -> None:
        nouvelles.follow(self.connection, op, reader=self.auteur.id, now=self.now)
        self._sum.update(repr(op).encode())
        self.moved(op.kind, op.scope)
        self._written.append(Written(op.kind, op.id, op.op_id))

    def _new(self, thing: object) -> Op:
        spec = by_class(type(thing))
        op = self._op(spec, Verb.INSERT, _id_of(thing), to_values(thing), {})
        return replace(op, scope=_scope_of(spec, thing))

    def _op(self, spec: KindSpec, verb: Verb, id_: str, fields: dict[str, Value], seen: Seen) -> Op:
        if verb is not Verb.INSERT and spec.nature is Nature.FACT:
            raise TypeError(f"{spec.word} is a fact")
        _refuse_misshapen(spec, fields, fixed=() if verb is Verb.INSERT else _FIXED)
        # The only writer of the kinds' tables: no gesture can forget it.
        for value in fields.values():
            nir.refuse(value)
        shown = {name: tuple(seen.get(name, ())) for name in (*fields, EXISTS)}
        return Op(
            op_id=self.new_id(),
            kind=spec.word,
            id=id_,
            scope="",
            verb=verb,
            fields=fields,
            seen={name: ids for name, ids in shown.items() if ids},
            author=self.auteur.id,
            role=self.auteur.role,
            device=self.auteur.device,
            made_at=self.now().isoformat(timespec="milliseconds"),
        )


def _leaving_removals(op: Op, heads: Heads) -> Op:
    """Return a patch that has not seen the removal its thing is disputed by.

    Writing a field of a thing is no answer to « supprimé ici, modifié là »: only `reopen` is.
    """
    removals = {one for one, kept in heads.live.get(EXISTS, {}).items() if not kept}
    left = tuple(one for one in op.seen.get(EXISTS, ()) if one not in removals)
    return replace(op, seen={**op.seen, EXISTS: left}) if removals else op


def _continues(waiting: Op, op: Op) -> bool:
    """Whether a patch is the same author's next keystrokes on an operation not yet sent.

    A field of that operation must have been shown as it left it. A field that it does not write
    joins it with what the form had shown. Existence joins in any case: a form that follows the
    fields it changes has no reason to follow it. What was left for a while is a value of its own,
    for the history to keep.
    """
    before, after = waiting.made, op.made
    if before is None or after is None:
        return False
    return abs(after - before) <= _PAUSE and all(
        op.seen.get(name) == (waiting.op_id,) for name in op.fields if name in waiting.fields
    )


def _refuse_misshapen(spec: KindSpec, fields: Mapping[str, Value], fixed: tuple[str, ...]) -> None:
    """Refuse what would be queued and could not be saved."""
    for name, value in fields.items():
        field = spec.field(name)
        if field is None or name in fixed:
            raise BadValueError(f"{spec.word}.{name}")
        from_value(spec, field, value)


def _id_of(thing: object) -> str:
    return str(getattr(thing, "id"))  # noqa: B009 - every kind has one; `object` does not say so


def _scope_of(spec: KindSpec, thing: object) -> str:
    if spec.scope is Scope.PLIE:
        return PLIE_SCOPE
    return str(getattr(thing, "dossier", None) or _id_of(thing))

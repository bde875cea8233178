"""Operations to heads: pure, the same on both sides of the line.

A field's heads are the operations on it that no other operation has seen. One head: its value.
Several with different values: a conflict, the same on every machine, until a patch has seen them
all. Neither the order of arrival nor a replay nor a clock can change the outcome: `apply` only
adds to two sets per field (what was written, what was seen), and the heads are their difference.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from wire.codec import Value
from wire.op import EXISTS, Op


@dataclass(frozen=True, slots=True)
class Heads:
    """The state of one thing.

    Attributes:
        live: field to {op_id: value}: the heads.
        passed: field to the ids that some operation has seen, arrived or not.
        known: ids of the operations applied; a replay is recognised by it.
    """

    live: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    passed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    known: frozenset[str] = frozenset()

    @property
    def exists(self) -> bool:
        """Whether the thing is there; a work that a deletion had not seen keeps it there."""
        return any(self.live.get(EXISTS, {}).values())

    @property
    def values(self) -> dict[str, Value]:
        """Field to the value shown: of rivals, the greatest sha256 of op_id (same everywhere)."""
        return {
            name: heads[_shown(heads)]
            for name, heads in self.live.items()
            if name != EXISTS and heads
        }

    @property
    def seen(self) -> dict[str, tuple[str, ...]]:
        """Field to its heads: what whoever is shown every rival must carry."""
        return {name: tuple(sorted(heads)) for name, heads in self.live.items()}

    @property
    def shown(self) -> dict[str, tuple[str, ...]]:
        """Field to the heads that say the value shown: what a form that shows one value carries.

        Typing over one rival is no answer to the others: its author has not seen them.
        """
        values = {**self.values, EXISTS: self.exists}
        return {
            name: tuple(sorted(op for op, value in heads.items() if value == values.get(name)))
            for name, heads in self.live.items()
        }

    @property
    def conflicts(self) -> dict[str, dict[str, Value]]:
        """Field to its rivals, for the fields where heads differ."""
        return {name: dict(heads) for name, heads in self.live.items() if _differ(heads)}


NOTHING = Heads()


def apply(heads: Heads, op: Op) -> Heads:
    """Return the state of a thing once `op` has arrived; an operation already known changes nothing.

    The caller hands operations of one thing only (same kind, same id).
    """
    if op.op_id in heads.known:
        return heads
    live, passed = dict(heads.live), dict(heads.passed)
    for name, value in op.effects().items():
        gone = passed.get(name, frozenset())
        if name in op.seen:
            gone |= set(op.seen[name]) - {op.op_id}
        written = {**live.get(name, {}), op.op_id: value}
        live[name] = written
        # Of a thing that begins nothing is gone, and a push is made of those.
        if gone:
            live[name] = {key: kept for key, kept in written.items() if key not in gone}
        passed[name] = gone
    return Heads(live, passed, heads.known | {op.op_id})


def fold(ops: Iterable[Op], start: Heads = NOTHING) -> Heads:
    """Apply operations of one thing, in whatever order they come."""
    heads = start
    for op in ops:
        heads = apply(heads, op)
    return heads


def _shown(heads: Mapping[str, Value]) -> str:
    # Alone, almost always: its rank need not be known.
    return next(iter(heads)) if len(heads) == 1 else max(heads, key=_rank)


def _rank(op_id: str) -> bytes:
    return sha256(op_id.encode()).digest()


def _differ(heads: Mapping[str, Value]) -> bool:
    values = list(heads.values())
    return any(value != values[0] for value in values[1:])

"""Random histories of one thing on three machines, told by a string of bytes, and what is claimed of them.

Each claim takes the merge module as an argument, so that `breakages.py` can try it on a broken one.
A machine may save from a form opened long ago (stale `seen`), exchange any part of what it holds, in
any order and more than once, under a clock that is up to ten years wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from types import ModuleType
from typing import Any

from wire.op import EXISTS, Op, Verb

REPLICAS = 3
FIELDS = ("nom_usage", "prenoms")
# Few values, so that rivals sometimes agree.
VALUES = ("Anne", "Benoît", "Chloé")
BYTES_PER_STEP = 4
GESTURES, DELETION = 8, 7
TEN_YEARS = 3650
NOON = datetime(2026, 9, 10, 12, tzinfo=UTC)


@dataclass
class Machine:
    """One replica: what arrived, in its order, its state, and its open form."""

    heads: Any
    ops: list[Op] = field(default_factory=list)
    form: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class History:
    """Operations in the order they were made, and the orders in which each machine received them."""

    ops: tuple[Op, ...]
    arrivals: tuple[tuple[Op, ...], ...]


@dataclass
class World:
    """The three machines, and every operation made so far."""

    merge: ModuleType
    causal: bool
    random: Random
    machines: list[Machine]
    made: list[Op] = field(default_factory=list)

    def step(self, who: int, gesture: int, what: int, when: int) -> None:
        machine = self.machines[who % REPLICAS]
        if self.causal:
            self.receive(machine, self.made)
        match gesture % GESTURES:
            case 0 | 1:
                machine.form = machine.heads.seen
            case 2 | 3 if self.made:
                self.receive(machine, self.random.choices(self.made, k=1 + what % 6))
            case edit:
                if self.causal:
                    machine.form = machine.heads.seen
                op = _op(machine.form, edit, what, when, len(self.made))
                self.made.append(op)
                self.receive(machine, [op])

    def receive(self, machine: Machine, ops: Iterable[Op]) -> None:
        for op in ops:
            machine.heads = self.merge.apply(machine.heads, op)
            machine.ops.append(op)


def told(story: bytes, merge: ModuleType, *, causal: bool = False) -> History:
    """Play a story; `causal`: everyone has everything before each gesture, and forms are fresh."""
    random = Random(story)  # noqa: S311 — histories, not secrets
    world = World(merge, causal, random, [Machine(merge.NOTHING) for _ in range(REPLICAS)])
    for start in range(0, len(story) - BYTES_PER_STEP + 1, BYTES_PER_STEP):
        world.step(*story[start : start + BYTES_PER_STEP])
    for machine in world.machines:
        rest = [*world.made, *world.made[::3]]
        random.shuffle(rest)
        world.receive(machine, rest)
    return History(tuple(world.made), tuple(tuple(machine.ops) for machine in world.machines))


def _op(form: dict[str, tuple[str, ...]], edit: int, what: int, when: int, number: int) -> Op:
    verb = Verb.INSERT if not form else Verb.DELETE if edit == DELETION else Verb.PATCH
    names = () if verb is Verb.DELETE else FIELDS if what % 5 == 0 else (FIELDS[what % 2],)
    made_at = NOON + timedelta(days=(when - 128) * TEN_YEARS // 128)
    return Op(
        op_id=f"op-{number}",
        kind="personne",
        id="p",
        scope="p",
        verb=verb,
        fields={name: VALUES[(what // 8) % len(VALUES)] for name in names},
        seen={name: form[name] for name in (*names, EXISTS) if name in form},
        author="ae",
        role="accompagnateur",
        made_at=made_at.isoformat(),
    )


def same_everywhere(merge: ModuleType, history: History) -> None:
    """Once all have all, heads, values, conflicts and existence are equal on every machine."""
    states = [merge.fold(ops) for ops in history.arrivals]
    for other in states[1:]:
        assert _picture(states[0]) == _picture(other), "two machines disagree"
    for name, value in states[0].values.items():
        assert value in states[0].live[name].values(), "what is shown is no head"


def nothing_overwritten_unseen(merge: ModuleType, history: History) -> None:
    """A value leaves the heads only because an operation on its field had shown it (I6).

    Looked at after each arrival, on each machine.
    """
    for ops in history.arrivals:
        heads = merge.NOTHING
        unseen: dict[str, dict[str, object]] = {}
        shown: dict[str, set[str]] = {}
        for op in ops:
            heads = merge.apply(heads, op)
            for name, value in op.effects().items():
                past = shown.setdefault(name, set())
                past.update(op.seen.get(name, ()))
                rivals = {**unseen.get(name, {}), op.op_id: value}
                unseen[name] = {key: kept for key, kept in rivals.items() if key not in past}
                _check_heads(heads, name, unseen[name])


def _check_heads(heads: Any, name: str, unseen: dict[str, object]) -> None:
    live = heads.live[name]
    assert unseen.items() <= live.items(), "a value nobody had seen is gone"
    if len(set(unseen.values())) > 1:
        assert heads.conflicts[name] == unseen, "rivals are not shown"


def what_was_seen_is_past(merge: ModuleType, history: History) -> None:
    """An operation that has seen its predecessor replaces it, whatever arrives first (I7)."""
    for ops in history.arrivals:
        heads = merge.fold(ops)
        for op in history.ops:
            for name in op.effects():
                gone = set(op.seen.get(name, ())) - {op.op_id}
                assert not gone & set(heads.live[name]), "what was seen is still a head"


def causal_edits_never_conflict(merge: ModuleType, history: History) -> None:
    """Where everyone had everything before each gesture, there is one head per field (I7).

    The history must have been told with `causal`.
    """
    for ops in history.arrivals:
        heads = merge.fold(ops)
        assert heads.conflicts == {}, "a causal history has a conflict"
        for name in heads.live:
            last = [op for op in history.ops if name in op.effects()][-1]
            assert dict(heads.live[name]) == {last.op_id: last.effects()[name]}


def a_deletion_rivals_what_it_had_not_seen(merge: ModuleType, history: History) -> None:
    """A patch that a deletion had not seen keeps the thing there, and the rivalry is shown."""
    heads = merge.fold(history.arrivals[0])
    seen = {s for op in history.ops for s in op.seen.get(EXISTS, ())}
    ends = [op for op in history.ops if op.op_id not in seen]
    deleted = any(op.verb is Verb.DELETE for op in ends)
    kept = any(op.verb is not Verb.DELETE for op in ends)
    assert heads.exists == kept, "existence is not what the last words say"
    assert (EXISTS in heads.conflicts) == (deleted and kept), "a deletion swallowed a work"


def clocks_decide_nothing(merge: ModuleType, history: History) -> None:
    """Any other `made_at` gives the same state."""
    random = Random(len(history.ops))  # noqa: S311 — histories, not secrets
    otherwise = {op.op_id: _dated(op, random) for op in history.ops}
    for ops in history.arrivals:
        shifted = [otherwise[op.op_id] for op in ops]
        assert _picture(merge.fold(shifted)) == _picture(merge.fold(ops)), "a clock decided"


def _dated(op: Op, random: Random) -> Op:
    days = random.randint(-TEN_YEARS, TEN_YEARS)
    return replace(op, made_at=(NOON + timedelta(days=days)).isoformat())


def a_replay_changes_nothing(merge: ModuleType, history: History) -> None:
    """Any prefix received again leaves the state as it was (I3)."""
    ops = history.arrivals[0]
    for end in {1, len(ops) // 2, len(ops)}:
        once = merge.fold(ops[:end])
        again = merge.fold(ops[:end], once)
        assert _picture(again) == _picture(once), "a replay was counted"
        assert again.known == once.known


CLAIMS = (
    same_everywhere,
    nothing_overwritten_unseen,
    what_was_seen_is_past,
    a_deletion_rivals_what_it_had_not_seen,
    clocks_decide_nothing,
    a_replay_changes_nothing,
)
CAUSAL_CLAIMS = (causal_edits_never_conflict, same_everywhere, a_replay_changes_nothing)


def _picture(heads: Any) -> tuple[object, ...]:
    live = {name: dict(rivals) for name, rivals in heads.live.items()}
    return live, heads.values, heads.conflicts, heads.exists, heads.seen

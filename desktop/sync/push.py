"""What waits goes up: a batch is cut and made durable first, then sent, then answered for.

The same batch is sent again, byte for byte, until its answer has come. What is written meanwhile
is in no batch, so it stays pending. A way that lets less through than agreed (413) gets smaller
parts, under another name; one operation that is too heavy alone is set aside, and the rest goes on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from desktop.models import line, oplog
from desktop.models.arrivals import apply_fates, leave_aside
from desktop.models.vault import Vault
from desktop.sync.errors import StoreRefused, StrayAnswer, TooLarge
from desktop.sync.room import Room
from desktop.sync.turn import Done, Phase, Step, Turn
from plie.droits import Reason
from wire.messages import MAX_PARTS, PART_BYTES, PART_OPS, Fates, Push
from wire.op import Op, encode

_DIFFERS = "envoi_different"
# A way that refuses lighter ones than this is no way at all: nothing of it is anyone's text.
_HEAVY = 16_000


@dataclass(frozen=True, slots=True)
class _Batch:
    """A batch as it is sent: always from the same cursor until it is answered."""

    id: str
    replica: str
    since: int
    ops: tuple[Op, ...]

    def messages(self, part_bytes: int) -> list[Push]:
        """Return the numbered parts."""
        parts = list(parts_of(self.ops, part_bytes))
        return [
            Push(
                replica=self.replica, batch=self.id, part=n, parts=len(parts), since=self.since,
                ops=part,
            )
            for n, part in enumerate(parts, start=1)
        ]  # fmt: skip


def push(turn: Turn) -> bool:
    """Send what waited when the call began.

    Returns:
        Whether the cursor could pass over our own work: nothing else lay in between.

    Raises:
        LineError: what was not answered stays in its batch.
    """
    with turn.vault.look() as rows:
        waiting = rows.waiting()
    sent, level, renamed = 0, True, False
    while sent < waiting and not turn.stopped():
        turn.tell(Step(Phase.ENVOI, sent, waiting))
        batch = _cut(turn.vault, turn.client.room)
        try:
            fates = _send(turn, batch)
        except TooLarge:
            sent += _cut_smaller(turn, batch)
            continue
        except StoreRefused as refused:
            # Twice would be a store that refuses any name.
            if refused.code != _DIFFERS or renamed:
                raise
            _rename(turn.vault, batch)
            renamed = True
            continue
        if fates is None:
            break
        _settle(turn, batch, fates)
        sent += len(batch.ops)
        level = level and fates.cursor is not None
    return level


def parts_of(ops: tuple[Op, ...], part_bytes: int = PART_BYTES) -> Iterator[tuple[Op, ...]]:
    """Cut operations, in order, into parts of at most PART_OPS and about that many bytes."""
    part: list[Op] = []
    weight = 0
    for op in ops:
        size = len(encode(op))
        if part and (len(part) == PART_OPS or weight + size > part_bytes):
            yield tuple(part)
            part, weight = [], 0
        part.append(op)
        weight += size
    if part:
        yield tuple(part)


def _cut(vault: Vault, room: Room) -> _Batch:
    """Return the batch that was left without an answer, else a new one: durable before it is sent.

    One that is larger than the line takes is cut in two; if the store has heard of it already, it
    knows each of its operations.
    """
    with vault.work() as work:
        found = oplog.batch_open(work.connection)
        if found is None:
            oplog.cut_batch(work.connection, work.new_id(), room.ops)
            found = oplog.batch_open(work.connection)
        id_, ops = found or ("", ())
        parts = islice(parts_of(ops, room.part), MAX_PARTS)
        kept = tuple(chain.from_iterable(parts))[: room.ops]
        if len(kept) < len(ops):
            rest = [op.op_id for op in ops[len(kept) :]]
            oplog.part_batch(work.connection, rest, work.new_id())
        cursor = line.cursor_of(work.connection)
        work.commit()
    return _Batch(id_, cursor.replica, cursor.since, kept)


def _send(turn: Turn, batch: _Batch) -> Fates | None:
    """Send every part; None when asked to stop between two.

    The part that the store had not is answered with the fates: the last one, or one that it lost.
    """
    fates = None
    for message in batch.messages(turn.client.room.part):
        if turn.stopped():
            return None
        answer = turn.client.push(message)
        fates = answer if fates is None or answer.fates else fates
    return fates


def _cut_smaller(turn: Turn, batch: _Batch) -> int:
    """Halve what goes at once, from now on; the batch goes up again under another name.

    Once each part is one operation, the heaviest is set aside, for its author to shorten.

    Returns:
        How many operations are not to be sent any more.

    Raises:
        TooLarge: not even the lightest would pass.
    """
    parts = [p for p in parts_of(batch.ops, turn.client.room.part) if len(p) > 1]
    if parts:
        turn.client.room.part = max(sum(len(encode(op)) for op in part) for part in parts) // 2
        _rename(turn.vault, batch)
        return 0
    heaviest = max(batch.ops, key=lambda op: len(encode(op)))
    if len(encode(heaviest)) <= _HEAVY:
        raise TooLarge
    with turn.vault.work() as work:
        leave_aside(work, heaviest.op_id, Reason.NE_PASSE_PAS)
        oplog.rename_batch(work.connection, batch.id, work.new_id())
        changes = work.commit()
    turn.done += Done(set_aside=1, changes=changes)
    return 1


def _rename(vault: Vault, batch: _Batch) -> None:
    """Let the batch go up under another name.

    The store may hold this name with another content: an update of the application wrote the same
    operations otherwise, or its parts were cut otherwise. It knows each operation by its own id,
    so none counts twice.
    """
    with vault.work() as work:
        oplog.rename_batch(work.connection, batch.id, work.new_id())
        work.commit()


def _settle(turn: Turn, batch: _Batch, fates: Fates) -> None:
    if {op.op_id for op in batch.ops} - {fate.op_id for fate in fates.fates}:
        turn.client.doubt()
        raise StrayAnswer
    with turn.vault.work() as work:
        apply_fates(work, fates)
        changes = work.commit()
    aside = sum(fate.number is None for fate in fates.fates)
    turn.done += Done(sent=len(batch.ops), set_aside=aside, changes=changes)

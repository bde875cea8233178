"""What waits goes up: a batch is cut and made durable first, then sent, then answered for.

The same batch is sent again, byte for byte, until its answer has come. What is written meanwhile
is in no batch, so it stays pending.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.models import line, oplog
from desktop.models.arrivals import apply_fates
from desktop.models.vault import Vault
from desktop.sync.errors import BadAnswer, StoreRefused
from desktop.sync.turn import Done, Phase, Step, Turn
from wire.messages import PART_BYTES, PART_OPS, Fates, Push
from wire.op import Op, encode

# A local transaction is never split unless it is larger than this; the store takes 200 parts.
BATCH_OPS = 5_000
_DIFFERS = "envoi_different"


@dataclass(frozen=True, slots=True)
class _Batch:
    """A batch as it is sent: always from the same cursor until it is answered."""

    id: str
    replica: str
    since: int
    ops: tuple[Op, ...]

    def messages(self) -> list[Push]:
        """Return the numbered parts."""
        parts = list(parts_of(self.ops))
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
    sent, level = 0, True
    while sent < waiting and not turn.stopped():
        turn.tell(Step(Phase.ENVOI, sent, waiting))
        batch = _cut(turn.vault)
        fates = _send(turn, batch)
        if fates is None:
            break
        _settle(turn, batch, fates)
        sent += len(batch.ops)
        level = level and fates.cursor is not None
    return level


def parts_of(ops: tuple[Op, ...]) -> Iterator[tuple[Op, ...]]:
    """Cut operations, in order, into parts of at most PART_OPS and about PART_BYTES."""
    part: list[Op] = []
    weight = 0
    for op in ops:
        size = len(encode(op))
        if part and (len(part) == PART_OPS or weight + size > PART_BYTES):
            yield tuple(part)
            part, weight = [], 0
        part.append(op)
        weight += size
    if part:
        yield tuple(part)


def _cut(vault: Vault) -> _Batch:
    """Return the batch that was left without an answer, else a new one: durable before it is sent."""
    with vault.work() as work:
        found = oplog.batch_open(work.connection)
        if found is None:
            oplog.cut_batch(work.connection, work.new_id(), BATCH_OPS)
            found = oplog.batch_open(work.connection)
        cursor = line.cursor_of(work.connection)
        work.commit()
    id_, ops = found or ("", ())
    return _Batch(id_, cursor.replica, cursor.since, ops)


def _send(turn: Turn, batch: _Batch) -> Fates | None:
    """Send every part; None when asked to stop between two."""
    fates = None
    for message in batch.messages():
        if turn.stopped():
            return None
        fates = _send_part(turn, batch, message)
    return fates


def _send_part(turn: Turn, batch: _Batch, message: Push) -> Fates:
    try:
        return turn.client.push(message)
    except StoreRefused as refused:
        if refused.code == _DIFFERS:
            _rename(turn.vault, batch)
        raise


def _rename(vault: Vault, batch: _Batch) -> None:
    """Let the batch go up under another name at the next turn.

    The store holds this name with another content: an update of the application wrote the same
    operations otherwise. It knows each of them by its own id, so none counts twice.
    """
    with vault.work() as work:
        oplog.rename_batch(work.connection, batch.id, work.new_id())
        work.commit()


def _settle(turn: Turn, batch: _Batch, fates: Fates) -> None:
    if {op.op_id for op in batch.ops} - {fate.op_id for fate in fates.fates}:
        raise BadAnswer
    with turn.vault.work() as work:
        apply_fates(work, fates)
        changes = work.commit()
    aside = sum(fate.number is None for fate in fates.fates)
    turn.done += Done(sent=len(batch.ops), set_aside=aside, changes=changes)

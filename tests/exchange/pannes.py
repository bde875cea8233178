"""Ten ways to write the exchange wrongly; each must be caught by the stories (sync.md §6).

The real code is replaced where it would have been written so.
"""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

import central.accept
import central.batches
import central.ledger
import central.record
import desktop.models.oplog
import desktop.sync.cycle
from desktop.models import line, oplog, purge
from desktop.models.arrivals import apply_page
from desktop.models.tables import OP
from desktop.sync.errors import StoreUnreachable
from desktop.sync.turn import Turn
from tests.wire import breakages
from wire.messages import Pull
from wire.op import encode

_REPLAY = "count a replay twice"


@dataclass(frozen=True)
class Panne:
    """A breakage, and what puts it in place."""

    nom: str
    broken: Callable[[pytest.MonkeyPatch], None]


def _kernel(name: str) -> Callable[[pytest.MonkeyPatch], None]:
    def broken(patch: pytest.MonkeyPatch) -> None:
        with tempfile.TemporaryDirectory() as folder:
            module = breakages.broken(name, Path(folder))
        for user in (central.accept, central.ledger, central.record):
            patch.setattr(user, "apply", module.apply)
        patch.setattr(central.ledger, "NOTHING", module.NOTHING)
        patch.setattr(desktop.models.oplog, "fold", module.fold)

    return broken


def _cursor_first(patch: pytest.MonkeyPatch) -> None:
    """The cursor is written, then its page; one in three dies in between."""

    def pull(turn: Turn) -> None:
        more = True
        while more:
            with turn.vault.look() as rows:
                cursor = rows.cursor()
            page = turn.client.pull(Pull(epoch=cursor.epoch, since=cursor.since))
            with turn.vault.work() as work:
                line.save_cursor(work.connection, replace(cursor, since=page.until))
                work.commit()
            if page.ops and page.until % 3 == 0:
                raise StoreUnreachable
            with turn.vault.work() as work:
                apply_page(work, page)
                work.commit()
            more = page.more

    patch.setattr(desktop.sync.cycle, "pull", pull)


def _by_record(patch: pytest.MonkeyPatch) -> None:
    """What is acknowledged is the thing, with all that waits on it."""

    def acknowledge(connection: Any, op_id: str, number: int) -> None:
        thing = select(OP.c.thing).where(OP.c.op_id == op_id).scalar_subquery()
        waits = OP.c.number.is_(None) & OP.c.fate.is_(None)
        connection.execute(update(OP).where(OP.c.thing == thing, waits).values(number=number))

    patch.setattr(oplog, "acknowledge", acknowledge)


def _sequence(patch: pytest.MonkeyPatch) -> None:
    """Numbers are taken as from a sequence: one is committed after those that follow it."""
    held: list[tuple[Any, ...]] = []
    append = central.ledger.append

    def later(connection: Any, plie: str, entries: Sequence[Any], *, at: Any) -> None:
        kept = [entry for entry in entries if entry.number is not None]
        late, held[:] = list(held), []
        if len(kept) > 1:
            held.append((plie, kept[0], at))
            entries = [entry for entry in entries if entry is not kept[0]]
        append(connection, plie, entries, at=at)
        for name, entry, when in late:
            row = central.ledger._row(name, entry, when)
            central.ledger.many.add(connection, central.ledger.tables.op, [row])

    patch.setattr(central.ledger, "append", later)


def _applied_anyway(patch: pytest.MonkeyPatch) -> None:
    """What should be set aside gets a number like the rest."""
    patch.setattr(central.accept._Desk, "_objection", lambda *_: None)


def _purged_at_once(patch: pytest.MonkeyPatch) -> None:
    """A dossier that leaves is erased before what was written of it is sent."""
    steps = desktop.sync.cycle

    def exchange(turn: Turn) -> None:
        held = steps.summed(turn)
        welcome = steps._hello(turn)
        steps.reconcile(turn, welcome.reach, held)
        steps.push(turn)
        steps.send_blobs(turn)
        steps.pull(turn)
        steps.fetch_blobs(turn)

    patch.setattr(purge, "held_back", lambda *_: False)
    patch.setattr(steps, "_exchange", exchange)


def _replay_counts(patch: pytest.MonkeyPatch) -> None:
    """An operation that comes again is one more operation.

    At the exchange, not in the kernel: the store and the vaults know an operation by its id before
    the kernel sees it twice, so its own breakage shows in `tests/wire` alone.
    """
    append = central.ledger.append

    def again(connection: Any, plie: str, entries: Sequence[Any], *, at: Any) -> None:
        known = known_fates(connection, plie, [entry.op_id for entry in entries])
        append(connection, plie, [
            _renamed(entry) if entry.op_id in known else entry for entry in entries
        ], at=at)  # fmt: skip

    known_fates = central.ledger.fates
    patch.setattr(central.batches, "_former", lambda *_: {})
    patch.setattr(central.batches, "_keep", lambda *_, **__: None)
    patch.setattr(central.ledger, "fates", lambda *_: {})
    patch.setattr(central.ledger, "append", again)


def _renamed(entry: Any) -> Any:
    op = replace(entry.op, op_id=f"{entry.op_id}-{entry.number}")
    return replace(entry, op_id=op.op_id, op=op, text=encode(op).decode())


PANNES = (
    *(Panne(name, _kernel(name)) for name in breakages.BREAKAGES if name != _REPLAY),
    Panne(_REPLAY, _replay_counts),
    Panne("the cursor before its page", _cursor_first),
    Panne("acknowledged by record", _by_record),
    Panne("a sequence for a cursor", _sequence),
    Panne("purge before acknowledgement", _purged_at_once),
    Panne("set aside, applied anyway", _applied_anyway),
)

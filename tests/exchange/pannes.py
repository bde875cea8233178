"""Ways to write the exchange wrongly; each must be caught by the stories (sync.md §6).

The real code is replaced where it would have been written so.
"""

import tempfile
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import or_, select, update

import central.accept
import central.batches
import central.feed
import central.ledger
import central.record
import desktop.models.oplog
import desktop.sync.cycle
from central import gestion, scope, tables
from desktop.models import arrivals, line, oplog, purge, rewriting
from desktop.models.arrivals import apply_page
from desktop.models.tables import OP
from desktop.models.unit_of_work import Seen, Work
from desktop.models.vault import DATABASE, Vault
from desktop.sync.errors import StoreUnreachable
from desktop.sync.turn import Turn
from tests.exchange.recit import Told
from tests.wire import breakages
from wire.messages import Fate, Pull
from wire.op import Op, Verb, encode

_REPLAY = "count a replay twice"
# A draft given up, and the answer to its push lost.
_DELETED = [("y ajoute", 0, 1), ("supprime", 0, 109), ("échange mal", 0, 1)]


@dataclass(frozen=True)
class Panne:
    """A breakage, what puts it in place, and which part of the stories shows it soon.

    Where none does, the story that shows it: so few things are deleted.
    """

    nom: str
    broken: Callable[[pytest.MonkeyPatch], None]
    part: int = 0
    story: Told = field(default_factory=list)


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
        steps.reconcile(turn, welcome.reach, held, turn.now.date())
        steps.push(turn)
        steps.send_blobs(turn)
        steps.pull(turn)
        steps.fetch_blobs(turn)

    patch.setattr(purge, "held_back", lambda *_: False)
    patch.setattr(steps, "_exchange", exchange)


def _again(counts: Callable[[Op], bool]) -> Callable[[pytest.MonkeyPatch], None]:
    """An operation of some sort that comes again is one more operation.

    At the exchange, not in the kernel: the store and the vaults know an operation by its id before
    the kernel sees it twice, so its own breakage shows in `tests/wire` alone.
    """
    append, fates = central.ledger.append, central.ledger.fates

    def known(connection: Any, plie: str, op_ids: Iterable[str]) -> dict[str, Fate]:
        found = fates(connection, plie, op_ids)
        numbered = central.ledger.said(connection, plie, found)
        again = {op_id for op_id, op in numbered.items() if counts(op)}
        return {op_id: fate for op_id, fate in found.items() if op_id not in again}

    def again(connection: Any, plie: str, entries: Sequence[Any], *, at: Any) -> None:
        there = fates(connection, plie, [entry.op_id for entry in entries])
        append(connection, plie, [
            _renamed(entry) if entry.op_id in there else entry for entry in entries
        ], at=at)  # fmt: skip

    def broken(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(central.batches, "_former", lambda *_: {})
        patch.setattr(central.batches, "_keep", lambda *_, **__: None)
        patch.setattr(central.ledger, "fates", known)
        patch.setattr(central.ledger, "append", again)

    return broken


def _renamed(entry: Any) -> Any:
    op = replace(entry.op, op_id=f"{entry.op_id}-{entry.number}")
    return replace(entry, op_id=op.op_id, op=op, text=encode(op).decode())


def _certificates_only(patch: pytest.MonkeyPatch) -> None:
    """A device that is revoked may sign no more; its token still opens."""

    def take_away(connection: Any, plie: str, device: str, motif: Any, mint: Any) -> None:
        gestion._take_back(connection, plie, device, motif, mint.stored_now())

    patch.setattr(gestion, "take_away", take_away)


def _endless(patch: pytest.MonkeyPatch) -> None:
    """Who stands in until a day keeps the dossier."""
    begun = tables.KINDS["affectation"].c.debut
    patch.setattr(scope, "_in_force", lambda today: or_(begun.is_(None), begun <= today))


def _open_is_open(patch: pytest.MonkeyPatch) -> None:
    """A dossier open in part is served like any other."""
    patch.setattr(central.feed, "_limited", lambda *_: set())


def _same_name(patch: pytest.MonkeyPatch) -> None:
    """A copy of a vault goes on under the name of the first."""
    patch.setattr(oplog, "has_batch", lambda *_: True)


def _said_once(patch: pytest.MonkeyPatch) -> None:
    """An operation is known by its id, whatever it says; either side would keep it alone."""
    patch.setattr(central.accept, "_more", lambda *_: None)
    patch.setattr(arrivals, "_keep_beyond", lambda *_: set())


def _passed_over(patch: pytest.MonkeyPatch) -> None:
    """Whoever goes on from a copy's own words is taken to have seen the other's of the same name."""
    patch.setattr(central.accept, "said_again", lambda *_: None)


def _first_rival(patch: pytest.MonkeyPatch) -> None:
    """A choice between rivals says to have seen one."""
    written = Work.patch

    def one(work: Work, cls: type, id_: str, seen: Seen, **values: object) -> str:
        return written(work, cls, id_, {name: ids[:1] for name, ids in seen.items()}, **values)

    patch.setattr(Work, "patch", one)


def _copies_stay(patch: pytest.MonkeyPatch) -> None:
    """The copies of a vault keep the dossiers that have left it."""
    patch.setattr(rewriting, "forget", lambda *_, **__: None)


def _journal_stays(patch: pytest.MonkeyPatch) -> None:
    """The copies forget what has left; the pages of the vault itself, and its journal, do not."""

    def forget(vault: Vault, dossiers: Collection[str]) -> bool:
        _rewritten(vault, dossiers)
        return True

    patch.setattr(Vault, "forget", forget)


def _pages_stay(patch: pytest.MonkeyPatch) -> None:
    """What has left is wiped where it was, and copied into the file; the file is not packed."""

    def forget(vault: Vault, dossiers: Collection[str]) -> bool:
        assert vault._writer is not None
        with vault._writer.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        _rewritten(vault, dossiers)
        return True

    patch.setattr(Vault, "forget", forget)


def _rewritten(vault: Vault, dossiers: Collection[str]) -> None:
    place, reopen, sealing = vault.folder, vault._blank, vault._summaries
    assert reopen is not None
    assert sealing is not None
    rewriting.forget(place, reopen, sealing, database=DATABASE, dossiers=dossiers)


def _not_again(patch: pytest.MonkeyPatch) -> None:
    """A dossier given again while it was leaving is read on from where the cursor is."""
    patch.setattr(arrivals, "_given_again", lambda *_: set())


PANNES = (
    *(Panne(name, _kernel(name), part=1) for name in breakages.BREAKAGES if name != _REPLAY),
    Panne(_REPLAY, _again(lambda _: True)),
    Panne("count a deletion twice", _again(lambda op: op.verb is Verb.DELETE), story=_DELETED),
    Panne("the cursor before its page", _cursor_first),
    Panne("acknowledged by record", _by_record),
    Panne("a sequence for a cursor", _sequence),
    Panne("purge before acknowledgement", _purged_at_once),
    Panne("set aside, applied anyway", _applied_anyway),
    Panne("revoked, its token still opens", _certificates_only),
    Panne("handed over for ever", _endless),
    Panne("open in part, served whole", _open_is_open, part=2),
    Panne("a copy keeps the name", _same_name),
    Panne("an operation known by its id alone", _said_once, part=2),
    Panne("a choice that saw one rival", _first_rival, part=1),
    Panne("copies keep what left", _copies_stay, part=1),
    Panne("journal and pages keep what left", _journal_stays),
)
# The faults that the stories found (`trouves.py`), each put back.
FAUTES: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "donné puis repris": _not_again,
    "vit deux fois": _said_once,
    "vu sans avoir vu": _passed_over,
    "page partagée": _pages_stay,
}

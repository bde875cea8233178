"""One cycle: hello, push, files up, pull, files down. The only loop of the exchange.

Nothing to say is one request; a day's work is two, when nobody else wrote meanwhile.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from desktop.models import lease, line, oplog, visits
from desktop.models.vault import Vault
from desktop.sync.blobs import fetch_blobs, send_blobs
from desktop.sync.client import StoreClient
from desktop.sync.drift import compare
from desktop.sync.errors import (
    AnswerLost,
    LineCut,
    LineError,
    LineTooSlow,
    StoreRestored,
    StoreTooNew,
    StoreTooOld,
)
from desktop.sync.opening import fit
from desktop.sync.pull import pull
from desktop.sync.push import push
from desktop.sync.reach import reconcile, summed
from desktop.sync.renewal import admitted, renew
from desktop.sync.silence import note_silence
from desktop.sync.turn import Done, Outcome, Phase, Step, Turn, never
from wire import PROTOCOL
from wire.messages import AskVisits, Hello, Welcome

# What may pass where more at once did not.
_CUT = (AnswerLost, LineCut, LineTooSlow)


def cycle(
    vault: Vault,
    client: StoreClient,
    *,
    now: datetime,
    tell: Callable[[Step], None],
    stopped: Callable[[], bool],
    no_files: Callable[[], bool] = never,
) -> Outcome:
    """Exchange everything, both ways; of the files that come in, a few (`files_left` says the rest).

    What the line prevents is told in the outcome, beside all that was done before it; the vault's
    own errors are raised.
    """
    turn = Turn(vault, client, now=now, tell=tell, stopped=stopped, no_files=no_files)
    outcome = _ending(turn, _exchange)
    if outcome.failure is not None:
        note_silence(vault, outcome)
    if outcome.complete:
        client.room.widen()
        _remember(vault, now)
    return outcome


def send(
    vault: Vault,
    client: StoreClient,
    *,
    now: datetime,
    tell: Callable[[Step], None],
    stopped: Callable[[], bool],
) -> Outcome:
    """Push what waits, just after a cycle that said hello."""
    return _ending(Turn(vault, client, now=now, tell=tell, stopped=stopped), push)


def _ending(turn: Turn, what: Callable[[Turn], object]) -> Outcome:
    try:
        what(turn)
    except LineError as failure:
        if isinstance(failure, _CUT):
            turn.client.room.narrow()
        return Outcome(at=turn.now, done=turn.done, failure=failure)
    return Outcome(at=turn.now, done=turn.done, stopped=turn.stopped())


def _exchange(turn: Turn) -> None:
    turn.tell(Step(Phase.CONTACT))
    held = summed(turn)
    welcome = admitted(turn.vault, turn.client, lambda: _hello(turn))
    level = push(turn)
    send_blobs(turn)
    if welcome.waiting or not level:
        pull(turn)
    day = datetime.fromisoformat(welcome.now).date()
    fit(turn, day)
    reconcile(turn, welcome.reach, held, day)
    fetch_blobs(turn)
    compare(turn)
    _learn_visits(turn, welcome.visits)
    if welcome.renew and not turn.stopped():
        # The work is done: what prevents it is tried again at a next turn.
        with suppress(LineError):
            renew(turn.vault, turn.client, welcome.renew)


def _learn_visits(turn: Turn, until: int) -> None:
    """Learn who opened our dossiers, up to a line of the store's journal."""
    with turn.vault.look() as rows:
        since = visits.number(rows.connection)
    while since < until and not turn.stopped():
        found = turn.client.visits(AskVisits(since=since)).visits
        if not found or found[-1].number <= since:
            return
        with turn.vault.work() as work:
            visits.keep(work.connection, found)
            for one in found:
                work.moved("visite", one.dossier)
            changes = work.commit()
        turn.done += Done(changes=changes)
        since = found[-1].number


def _hello(turn: Turn) -> Welcome:
    """Say where we stand, and keep what the store says of it.

    Raises:
        LineError: the store is not the one that this vault has read, or speaks otherwise.
    """
    with turn.vault.look() as rows:
        here, readings = rows.cursor(), visits.to_tell(rows.connection)
    welcome = turn.client.hello(
        Hello(
            replica=here.replica, epoch=here.epoch, since=here.since, crl=here.crl_number,
            readings=readings,
        )
    )  # fmt: skip
    _check_protocol(welcome)
    if here.epoch and welcome.epoch != here.epoch:
        _heard_restored(turn, welcome)
        raise StoreRestored
    if welcome.heard:
        with turn.vault.work() as work:
            visits.told(work.connection, readings[: welcome.heard])
            work.commit()
    _note(turn, welcome)
    return welcome


def _check_protocol(welcome: Welcome) -> None:
    if welcome.protocol > PROTOCOL:
        raise StoreTooNew
    if welcome.protocol < PROTOCOL:
        raise StoreTooOld


def _heard_restored(turn: Turn, welcome: Welcome) -> None:
    """Count as a contact the answer of a restored store: who is told to go on is not shut out in a month.

    A vault that was withdrawn stays so: the backup may be of a day when it was not yet.
    """
    with turn.vault.work() as work:
        held = lease.lease_of(work.connection)
        renewed = _renewed(held, turn, welcome)
        if held.withdrawn is None and lease.worth_writing(held, renewed):
            lease.save_lease(work.connection, renewed)
            work.commit()


def _renewed(held: lease.Lease, turn: Turn, welcome: Welcome) -> lease.Lease:
    theirs = datetime.fromisoformat(welcome.now)
    return held.contacted(turn.now, days=welcome.offline_days, by_store=theirs)


def _note(turn: Turn, welcome: Welcome) -> None:
    """Keep the store's epoch and its newer revocation list; take a new name if this is a copy."""
    with turn.vault.work() as work:
        before = line.cursor_of(work.connection)
        after = replace(before, epoch=welcome.epoch)
        if welcome.crl and welcome.crl_number > before.crl_number:
            after = replace(after, crl=welcome.crl, crl_number=welcome.crl_number)
        if welcome.last_batch and not oplog.has_batch(work.connection, welcome.last_batch):
            # The store heard more from "us" than this file remembers: it is a restored or cloned
            # copy. Its operations keep their ids; only what it sends from now on needs a new name.
            after = replace(after, replica=work.new_id())
            turn.done += Done(retaken=True)
        if welcome.doubled:
            turn.done += Done(doubled=True)
        held = lease.lease_of(work.connection)
        renewed = _renewed(held, turn, welcome)
        if after != before or lease.worth_writing(held, renewed):
            line.save_cursor(work.connection, after)
            lease.save_lease(work.connection, renewed)
            work.commit()


def _remember(vault: Vault, now: datetime) -> None:
    with vault.work() as work:
        line.save_cursor(
            work.connection, replace(line.cursor_of(work.connection), last_success=now)
        )
        work.commit()

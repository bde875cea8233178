"""Which dossiers this machine may hold: those that leave are erased, those that come are received.

What left is erased once the store has taken all that was written of it here, then from the journal
and the copies, then a receipt is sent; each step is durable before the next.
"""

from datetime import date

from sqlalchemy import Connection

from desktop.models import holdings, purge
from desktop.models.arrivals import apply_part
from desktop.models.holdings import Etape
from desktop.models.rows import Rows
from desktop.sync.errors import BadAnswer, StoreRefused, StoreRestored
from desktop.sync.turn import Done, Phase, Step, Turn
from plie.affectation import absence_finie
from plie.kinds import Affectation
from plie.retrait import massif
from wire import digest
from wire.messages import Page, Reach, Receipt, Snapshot


def summed(turn: Turn) -> str:
    """Return what sums up the dossiers held here, as the store would."""
    with turn.vault.look() as rows:
        return digest.reach(holdings.held(rows.connection))


def reconcile(turn: Turn, theirs: str, before: str, day: date) -> None:
    """Hold what the store says this machine may hold, and nothing else.

    Args:
        turn: the exchange under way; what was written here has been pushed.
        theirs: what hello said, summed up; "" for a role that holds everything.
        before: what was held when it said so.
        day: the store's.

    Raises:
        LineError: what is done stays done; the next turn goes on.
    """
    if not theirs or turn.stopped():
        return
    with turn.vault.look() as rows:
        here = rows.cursor()
        unfinished = holdings.unfinished(rows.connection)
    if theirs in {before, summed(turn)} and not unfinished:
        _ask_no_more(turn)
        return
    reached = turn.client.reach(Reach(epoch=here.epoch))
    if reached.whole:
        return
    mine = frozenset(reached.dossiers)
    _let_go(turn, mine, min(day, turn.now.date()))
    _finish(turn)
    _receive(turn, mine, here.epoch)


def _let_go(turn: Turn, mine: frozenset[str], day: date) -> None:
    """Erase what is not ours any more; too much at once asks the person first.

    What was handed over until a day is no surprise once that day is past, here as at the store.
    """
    with turn.vault.work() as work:
        connection = work.connection
        agreed = holdings.among(connection, Etape.ACCORDE)
        gone = holdings.present(connection) - mine
        holdings.stay(connection, _on_their_way(connection) & mine)
        asked = gone - agreed - _given_back(work.rows, gone, day)
        if not massif(len(asked), len(holdings.held(connection))):
            asked = frozenset()
        if asked != holdings.among(connection, Etape.DEMANDE):
            holdings.ask(connection, asked, at=turn.now)
        work.commit()
    for dossier in sorted(gone - asked):
        if turn.stopped():
            return
        if dossier in turn.vault.in_hand:
            continue
        turn.tell(Step(Phase.RETRAIT))
        with turn.vault.work() as work:
            if not purge.erase(work, dossier):
                continue
            changes = work.commit()
        turn.done += Done(left=1, changes=changes)


def _given_back(rows: Rows, gone: frozenset[str], day: date) -> frozenset[str]:
    me = rows.identity().utilisateur
    known = {dossier: rows.all(Affectation, dossier=dossier) for dossier in gone}
    return frozenset(d for d, held in known.items() if absence_finie(held, me, day))


def _finish(turn: Turn) -> None:
    """Go on with what was erased from the database: journal and copies, then the receipts."""
    with turn.vault.look() as rows:
        erased = holdings.among(rows.connection, Etape.EFFACE)
    if erased:
        turn.tell(Step(Phase.RETRAIT))
        if not turn.vault.forget(erased):
            return
        with turn.vault.work() as work:
            holdings.advance(work.connection, erased, Etape.COPIES)
            work.commit()
    with turn.vault.look() as rows:
        to_tell = holdings.gone(rows.connection, Etape.COPIES)
    for one in to_tell:
        turn.tell(Step(Phase.RETRAIT))
        told = Receipt(id=one.recu, dossier=one.dossier, ops=one.ops, erased_at=one.le.isoformat())
        turn.client.receipt(told)
        with turn.vault.work() as work:
            holdings.advance(work.connection, [one.dossier], Etape.PARTI)
            work.commit()


def _receive(turn: Turn, mine: frozenset[str], epoch: str) -> None:
    with turn.vault.look() as rows:
        awaited = sorted(mine - holdings.held(rows.connection))
    for number, dossier in enumerate(awaited):
        turn.tell(Step(Phase.RECEPTION_DOSSIERS, number, len(awaited)))
        _receive_one(turn, dossier, epoch)


def _receive_one(turn: Turn, dossier: str, epoch: str) -> None:
    """Receive a dossier from where it stands; one that is withdrawn meanwhile is awaited no more."""
    with turn.vault.work() as work:
        position = holdings.expect(work.connection, dossier)
        work.commit()
    more = True
    while more and not turn.stopped():
        try:
            page = turn.client.snapshot(Snapshot(epoch=epoch, dossier=dossier, since=position))
        except StoreRefused:
            _give_up(turn, dossier)
            return
        check_part(page, dossier, epoch, position)
        with turn.vault.work() as work:
            apply_part(work, dossier, page, at=turn.now)
            changes = work.commit()
        turn.done += Done(received=len(page.ops), arrived=int(not page.more), changes=changes)
        position, more = page.until, page.more


def check_part(page: Page, dossier: str, epoch: str, position: int) -> None:
    """Verify that a page is the one asked for.

    Raises:
        LineError: it is not.
    """
    if page.epoch != epoch:
        raise StoreRestored
    still = page.more and page.until <= position
    foreign = any(one.op.scope != dossier or one.number > page.until for one in page.ops)
    if page.until < position or still or foreign:
        raise BadAnswer


def _give_up(turn: Turn, dossier: str) -> None:
    with turn.vault.work() as work:
        holdings.give_up(work.connection, dossier)
        work.commit()


def _ask_no_more(turn: Turn) -> None:
    """What was about to leave stays after all: the question has no object any more."""
    with turn.vault.look() as rows:
        if not _on_their_way(rows.connection):
            return
    with turn.vault.work() as work:
        holdings.stay(work.connection, _on_their_way(work.connection))
        work.commit()


def _on_their_way(connection: Connection) -> frozenset[str]:
    asked, agreed = (holdings.among(connection, e) for e in (Etape.DEMANDE, Etape.ACCORDE))
    return asked | agreed

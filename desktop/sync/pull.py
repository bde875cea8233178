"""What others wrote comes down, page by page; a page and its cursor are one transaction.

Only a tombstone removes anything; one in too many dossiers at once stops there, and asks.
"""

from desktop.models import holdings, oplog
from desktop.models.arrivals import apply_page
from desktop.models.holdings import Etape
from desktop.models.line import Cursor
from desktop.models.unit_of_work import Work
from desktop.sync.errors import BadAnswer, Removals, StoreRestored, StrayAnswer
from desktop.sync.turn import Done, Phase, Step, Turn
from plie.retrait import massif
from wire.messages import Page, Pull
from wire.op import PLIE_SCOPE, Verb

# Given up every day: a draft, a rendez-vous taken by mistake; and an absence that is undone before it
# begins, in all the dossiers of one person at once: what leaves a machine for it is asked apart.
_ORDINARY = frozenset({"entretien", "rendez_vous", "affectation"})


def pull(turn: Turn) -> None:
    """Read to the end of what the store has for this device.

    Raises:
        LineError: the pages applied so far stay, and so does their cursor.
    """
    more, losing = True, set[str]()
    while more and not turn.stopped():
        turn.tell(Step(Phase.RECEPTION, turn.done.received))
        with turn.vault.look() as rows:
            cursor = rows.cursor()
        page = turn.client.pull(
            Pull(epoch=cursor.epoch, since=cursor.since, room=turn.client.room.asked)
        )
        _check(turn, page, cursor)
        losing |= _losing(turn, page)
        _hold_back(turn, losing)
        with turn.vault.work() as work:
            apply_page(work, page)
            if not page.more:
                _forget_what_was_asked(work)
            changes = work.commit()
        turn.done += Done(received=len(page.ops), changes=changes)
        more = page.more


def _losing(turn: Turn, page: Page) -> set[str]:
    """Return the dossiers in which a page deletes what is not deleted every day."""
    found = [
        one.op
        for one in page.ops
        if one.op.verb is Verb.DELETE
        and one.op.kind not in _ORDINARY
        and one.op.scope != PLIE_SCOPE
    ]
    if not found:
        return set()
    with turn.vault.look() as rows:
        here = oplog.known(rows.connection, [op.op_id for op in found])
    return {op.scope for op in found if op.op_id not in here}


def _hold_back(turn: Turn, losing: set[str]) -> None:
    """Let deletions in, unless they are too many and the person did not agree.

    Raises:
        Removals: they are; the person is asked.
    """
    if not losing:
        return
    with turn.vault.look() as rows:
        held = holdings.held(rows.connection)
        asked = losing - holdings.among(rows.connection, Etape.SUPPRESSION_ADMISE)
    if not massif(len(asked), len(held)):
        return
    with turn.vault.work() as work:
        holdings.ask(work.connection, asked, at=turn.now, what=Etape.SUPPRESSION)
        work.commit()
    raise Removals


def _forget_what_was_asked(work: Work) -> None:
    """All that there was is read: what was agreed is done, what was asked has no object any more."""
    for etape in (Etape.SUPPRESSION, Etape.SUPPRESSION_ADMISE):
        holdings.stay(work.connection, holdings.among(work.connection, etape))


def _check(turn: Turn, page: Page, cursor: Cursor) -> None:
    # Taken for the page that was asked, one that follows another cursor would leave a gap.
    if page.since not in {None, cursor.since}:
        turn.client.doubt()
        raise StrayAnswer
    if page.epoch != cursor.epoch:
        raise StoreRestored
    backwards = page.until < cursor.since
    still = page.more and page.until == cursor.since
    if backwards or still or any(o.number > page.until for o in page.ops):
        raise BadAnswer

"""What others wrote comes down, page by page; a page and its cursor are one transaction."""

from desktop.models.arrivals import apply_page
from desktop.models.line import Cursor
from desktop.sync.errors import BadAnswer, StoreRestored, StrayAnswer
from desktop.sync.turn import Done, Phase, Step, Turn
from wire.messages import Page, Pull


def pull(turn: Turn) -> None:
    """Read to the end of what the store has for this device.

    Raises:
        LineError: the pages applied so far stay, and so does their cursor.
    """
    more = True
    while more and not turn.stopped():
        turn.tell(Step(Phase.RECEPTION, turn.done.received))
        with turn.vault.look() as rows:
            cursor = rows.cursor()
        page = turn.client.pull(
            Pull(epoch=cursor.epoch, since=cursor.since, room=turn.client.room.asked)
        )
        _check(turn, page, cursor)
        with turn.vault.work() as work:
            apply_page(work, page)
            changes = work.commit()
        turn.done += Done(received=len(page.ops), changes=changes)
        more = page.more


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

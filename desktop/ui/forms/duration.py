"""The duration that the clock proposes while nobody has typed one. A proposal is never saved alone.

Saved at each minute, a draft left and opened again would keep a duration that nobody chose. Where a
typed duration reaches beyond now, the start that the clock proposed moves back: nobody typed it.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QObject, QTimer

from desktop.ui.binding import Form

FIELD, START = "duree_min", "debut"
# Beyond, the entretien is being written up later in the day: its start proves nothing any more.
LONGEST = 120
_EVERY = 20_000  # milliseconds


class ProposedDuration(QObject):
    """Shows in the form how long it is since the start, until the adviser says better."""

    def __init__(self, form: Form, clock: Callable[[], datetime]) -> None:
        super().__init__(form)
        self._form = form
        self._clock = clock
        self._proposing = False
        self._start: time | None = None  # as the clock proposed it, until somebody types another
        self._moving = False
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self._propose)
        form.edited.connect(self._edited)
        form.settled.connect(self._move_start)

    def begin(self, kept: int | None, *, start: time | None = None) -> None:
        """Propose a duration unless one is kept already; `start` is the one just proposed, if any."""
        self._start = start
        self._proposing = kept is None
        if self._proposing:
            self._timer.start()
            self._propose()

    def end(self) -> None:
        """Propose nothing any more."""
        self._proposing = False
        self._timer.stop()

    @property
    def proposed(self) -> int | None:
        """The minutes shown that nobody has typed; None when there are none."""
        found = self._form.values().get(FIELD)
        return found if self._proposing and isinstance(found, int) else None

    def _edited(self, name: str) -> None:
        if name == FIELD:
            self.end()
        elif name in {"date", START}:
            self._start = self._start if self._moving or name == "date" else None
            self._propose()

    def _move_start(self) -> None:
        """Once the duration is typed, not at each of its digits."""
        values, now = self._form.values(), self._clock()
        minutes = values.get(FIELD)
        if self._proposing or self._start is None or not isinstance(minutes, int):
            return
        if values.get("date") != now.date():
            return
        latest = now.replace(second=0, microsecond=0) - timedelta(minutes=minutes)
        proposed = datetime.combine(now.date(), self._start, tzinfo=now.tzinfo)
        start = min(latest, proposed)
        if start.time() != values.get(START):
            self._moving = True
            if start.date() != now.date():
                # Written up after midnight: it was held the evening before.
                self._form.propose("date", start.date())
            self._form.propose(START, start.time())
            self._moving = False

    def _propose(self) -> None:
        if not self._proposing or self._form.editor(FIELD).hasFocus():
            return
        values = self._form.values()
        minutes = _since(values.get("date"), values.get("debut"), self._clock())
        if minutes != values.get(FIELD):
            self._form.refresh({FIELD: minutes}, self._form.seen_of((FIELD,)))


def _since(day: object, start: object, now: datetime) -> int | None:
    if not (isinstance(day, date) and isinstance(start, time)) or day != now.date():
        return None
    begun = datetime.combine(day, start, tzinfo=now.tzinfo)
    minutes = (now - begun) // timedelta(minutes=1)
    return minutes if 0 < minutes <= LONGEST else None

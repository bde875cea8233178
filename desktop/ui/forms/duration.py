"""The duration that the clock proposes while nobody has typed one. A proposal is never saved alone.

Saved at each minute, a draft left and opened again would keep a duration that nobody chose; opened
again the same day, it goes on being proposed: a lock, or a look elsewhere, ends no entretien. Where a
typed duration reaches beyond now, the start that the clock proposed moves back under the eyes of
whoever types, at no other moment; it is said, with the way back. Hours that end later than now are
said so at once: « Finaliser » would refuse them.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.binding import Form
from desktop.ui.forms.hours_line import HoursLine
from plie.entretien import to_come
from plie.objection import Objection

FIELD, DAY, START = "duree_min", "date", "debut"
# Below, the clock knows nothing of an entretien: it was begun before, or is only being opened.
SHORTEST = 5
# Beyond, the entretien is being written up later in the day: its start proves nothing any more.
LONGEST = 120
_EVERY = 20_000  # milliseconds


class ProposedDuration(QObject):
    """Shows in the form how long it is since the start, until the adviser says better."""

    shown = Signal()  # other minutes are proposed, or none any more

    def __init__(self, form: Form, clock: Callable[[], datetime]) -> None:
        super().__init__(form)
        self._form = form
        self._clock = clock
        self._proposing = False
        self._start: datetime | None = None  # the clock's, naive, until somebody types another
        self._minutes: object = None  # for which the start shown was worked out
        self._moved = False  # shown already; a step of the history once typing pauses
        self._recording = False
        self._against: Objection | None = None  # said of these hours
        self._told = HoursLine()
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self._tick)
        self._told.refused.connect(self._put_back)
        form.set_below(START, self._told)
        form.object_in((DAY, START, FIELD), self._told.hold)
        form.edited.connect(self._edited)
        form.settled.connect(self._settle)

    def begin(self, kept: int | None, *, start: datetime | None = None) -> None:
        """Propose a duration unless one is kept; `start` is the clock's, if it was just proposed.

        A draft opened again has no such start: it may be somebody's, and moves no more.
        """
        self._start = start
        self._proposing = kept is None
        self._timer.start()
        self._tick()

    def end(self) -> None:
        """Propose nothing any more."""
        self._proposing = False

    @property
    def proposed(self) -> int | None:
        """The minutes shown that nobody has typed; None when there are none."""
        found = self._form.values().get(FIELD)
        return found if self._proposing and isinstance(found, int) else None

    def _edited(self, name: str) -> None:
        if name == FIELD:
            self.end()
            self._move_start()
            self._judge()
        elif name in {DAY, START} and not self._recording:
            self._keep()
            self._propose()
            self._judge()

    def _tick(self) -> None:
        self._propose()
        self._judge()

    def _judge(self) -> None:
        """Say what is still to come of these hours, as long as it is."""
        values, now = self._form.values(), self._clock()
        day, start, minutes = values.get(DAY), values.get(START), values.get(FIELD)
        found = to_come(
            day if isinstance(day, date) else None,
            start if isinstance(start, time) else None,
            minutes if isinstance(minutes, int) else None,
            on=now.date(),
            now_time=now.time(),
        )
        if self._against is not None and self._against != found:
            self._form.withdraw(self._against)
        if found is not None:
            self._form.object_to(found.field, found.phrase)
        self._against = found

    def _keep(self) -> None:
        """The start is somebody's from now on: it moves no more."""
        self._start = None
        self._moved = False
        self._told.say_nothing()

    def _move_start(self) -> None:
        values = self._form.values()
        minutes = values.get(FIELD)
        # On leaving, « 45 » becomes « 45 min »: nothing was typed.
        if self._start is None or minutes == self._minutes:
            return
        self._minutes = minutes
        length = timedelta(minutes=minutes if isinstance(minutes, int) else 0)
        now = self._clock().replace(second=0, microsecond=0, tzinfo=None)
        start = min(now - length, self._start)
        if start == self._start:
            self._told.say_nothing()
        else:
            self._told.tell(start + length, instead=self._start, day=start.date())
        if (start.date(), start.time()) != (values.get(DAY), values.get(START)):
            self._show(start)
            self._moved = True

    def _show(self, start: datetime) -> None:
        # Written up after midnight: it was held the evening before.
        self._form.show_value(DAY, start.date())
        self._form.show_value(START, start.time())

    def _settle(self) -> None:
        if self._moved:
            self._moved = False
            self._record()

    def _record(self) -> None:
        """What was shown already is undone as the person's own edit."""
        self._recording = True
        for name in (DAY, START):
            self._form.propose(name, self._form.values().get(name))
        self._recording = False

    def _put_back(self) -> None:
        if self._start is not None:
            self._show(self._start)
            self._keep()
            self._record()
            self._judge()

    def _propose(self) -> None:
        if not self._proposing or self._form.editor(FIELD).hasFocus():
            return
        values = self._form.values()
        minutes = _since(values.get(DAY), values.get(START), self._clock())
        if minutes != values.get(FIELD):
            self._form.refresh({FIELD: minutes}, self._form.seen_of((FIELD,)))
            self.shown.emit()


def _since(day: object, start: object, now: datetime) -> int | None:
    if not (isinstance(day, date) and isinstance(start, time)) or day != now.date():
        return None
    begun = datetime.combine(day, start, tzinfo=now.tzinfo)
    minutes = (now - begun) // timedelta(minutes=1)
    return minutes if SHORTEST <= minutes <= LONGEST else None

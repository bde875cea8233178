"""In a form of a rendez-vous, the place: that of the permanence of the day typed, until another is typed."""

from collections.abc import Callable
from datetime import date, time

from PySide6.QtCore import QObject

from desktop.ui.binding import Form

PlaceOf = Callable[[date, time | None], str]


class PlaceOfDay(QObject):
    """Shows where one receives at the moment typed; never over a place that somebody typed.

    `le`, `debut` and `lieu` name the fields.
    """

    def __init__(self, form: Form, place_of: PlaceOf, *, le: str, debut: str, lieu: str) -> None:
        super().__init__(form)
        self._form, self._place_of = form, place_of
        self._le, self._debut, self._lieu = le, debut, lieu
        self._placed, self._otherwise = "", ""
        form.edited.connect(self._follow)

    def begin(self, placed: str, *, otherwise: str = "") -> None:
        """The place shown was `placed` by the day, if it is this one; `otherwise` is that of a day without permanence."""
        self._placed, self._otherwise = placed, otherwise

    def recognise(self) -> None:
        """Follow on from the place shown, when it is the one of the moment shown."""
        shown, there = self._form.values().get(self._lieu), self._there()
        self.begin(there if there == shown else "")

    def _follow(self, field: str) -> None:
        values = self._form.values()
        # A day that is being typed is not known yet.
        if field not in {self._le, self._debut} or self._le not in values:
            return
        if values.get(self._lieu) == self._placed:
            self._placed = self._there() or self._otherwise
            self._form.show_value(self._lieu, self._placed)

    def _there(self) -> str:
        values = self._form.values()
        day, at = values.get(self._le), values.get(self._debut)
        return (
            self._place_of(day, at if isinstance(at, time) else None)
            if isinstance(day, date)
            else ""
        )

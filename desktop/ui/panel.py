"""What every panel of a dossier is: one side of it, beside the story, read when it is looked at.

A panel shows and leads: what is typed has a screen of its own, with its autosave. It reads through
`desk.jobs`, and only while it is visible.

Names: `volet_<word>`, `volet_<word>_page`.
"""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.places import Place
from desktop.ui.widgets.panel_page import PanelPage
from desktop.ui.widgets.plain import button
from desktop.usecases import Changes, Rows, Work
from plie.droits import may_write, reads
from plie.vocabulaire import Role

T = TypeVar("T")


class Panel(QWidget):
    """One side of a dossier. `word` names it in a place, `title` on its tab; `writes` is whether this role types."""

    asked = Signal(object)  # the Place asked for
    word = ""
    title = ""
    # What it tells: a role that reads nothing of one of them has no such side.
    kinds: tuple[str, ...] = ()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"volet_{self.word}")
        self.desk = desk
        self.dossier = ""
        self.writes = desk.user.role == Role.ACCOMPAGNATEUR
        self._stale = False
        self._led = ("", "")  # a dossier, and what is to be begun once it is shown
        self.title = desk.referentiel.dire(self.title)
        self._page = PanelPage(f"volet_{self.word}_page", self.title, self)
        self.column = self._page.column
        self._brought: QWidget | None = None
        self._page.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._page)

    def stand_for(self, dossier: str) -> None:
        """Show a dossier, or the same again after something moved in it."""
        if dossier != self.dossier:
            self.turn()
        self.dossier = dossier
        self._stale = True
        if self.isVisible():
            self._catch_up()

    def lead(self, dossier: str, at: str) -> None:
        """Begin something of a dossier, once it is shown."""
        self._led = (dossier, at)
        if dossier == self.dossier and self.isVisible():
            self.read()

    def begin_at(self, at: str) -> None:
        """Begin what an alert leads to: what was read is shown."""

    def reads(self, *kinds: str) -> bool:
        """Tell whether this role reads something of each of these kinds: of what it does not, nothing is said."""
        return reads(self.desk.user.role, *kinds)

    def page(self) -> QWidget:
        """Return the panel as what is shown."""
        return self

    def turn(self) -> None:
        """Put away what was of the dossier before: another comes."""

    def read(self) -> None:
        """Read what is shown of `self.dossier`, and show it."""

    def look(self, ask: Callable[[Rows], T], show: Callable[[T], None]) -> None:
        """Read, and show what is found if the dossier is still the one looked at."""
        dossier = self.dossier

        def found(answer: T) -> None:
            if dossier == self.dossier:
                held = self._held()
                show(answer)
                if held and not self._held():
                    self.give_keyboard(held)
                self._begin_led()

        self.desk.jobs.look(self, ask, found, failed=self._gone)

    def write(self, do: Callable[[Work], Changes], then: Callable[[], None]) -> None:
        """Write what a gesture asks; what is refused is told."""
        self.desk.jobs.write(self, do, lambda _changes: then(), failed=self.desk.speak.refuse)

    def give_keyboard(self, name: str) -> None:
        """Give it back to what is drawn again: the last of its name, after what is going away."""
        again = self.findChildren(QPushButton, name)
        if again and not any(map(_was_hidden, self._around(again[-1]))):
            for new in reversed(self._around(again[-1])):
                new.show()  # what is not shown yet, nor what holds it, cannot have it
            again[-1].setFocus()

    def _around(self, widget: QWidget) -> list[QWidget]:
        """Return a widget of the panel, then what holds it, up to the panel."""
        held = [widget]
        while (holder := held[-1].parentWidget()) is not None and holder is not self:
            held.append(holder)
        return held

    def bring(self, widget: QWidget) -> None:
        """Scroll to a part of the panel, once it has its room."""
        self._brought = widget
        QTimer.singleShot(0, widget, lambda: self._page.ensureWidgetVisible(widget, 0, 8))

    def clear(self) -> None:
        """Take away everything shown."""
        self._page.clear()

    def leading(
        self, words: str, place: Place, *, name: str, picture: str = "", kind: str = ""
    ) -> None:
        """Add what leads to where one types, for whoever does: who writes that kind, if it is said."""
        leads = button(words, picture=picture, name=name)
        leads.clicked.connect(lambda: self.asked.emit(place))
        self.column.addWidget(leads, 0, Qt.AlignmentFlag.AlignLeft)
        role = self.desk.user.role
        leads.setVisible(may_write(role, "patch", kind).allowed if kind else self.writes)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def _catch_up(self) -> None:
        if self._stale and self.dossier:
            self._stale = False
            self.read()

    def _held(self) -> str:
        """Return the name of what has the keyboard here; "" for nothing, or the page itself: all that it held has gone."""
        here = QApplication.focusWidget()
        within = here is not None and here is not self._page and self.isAncestorOf(here)
        return here.objectName() if here is not None and within else ""

    def _keep_in_sight(self) -> None:
        """The room is given little by little: what was brought is shown whole as long as the keyboard is in it."""
        here, brought = QApplication.focusWidget(), self._brought
        if (
            here is not None
            and brought is not None
            and isValid(brought)
            and brought.isAncestorOf(here)
        ):
            self._page.ensureWidgetVisible(brought, 0, 8)

    def _begin_led(self) -> None:
        if self._led[0] == self.dossier:
            at, self._led = self._led[1], ("", "")
            self.begin_at(at)

    def _gone(self, error: Exception) -> None:
        """Say why nothing is shown; of a dossier that has just left this machine, the list tells."""
        if not isinstance(error, KeyError):
            self.desk.speak.refuse(error)


def _was_hidden(widget: QWidget) -> bool:
    """Tell what is hidden on purpose from what is only too new to be seen."""
    return widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)

"""A hall: a screen that takes the whole window, on the line Rédiger · Relire · Signer · Terminé.

The dossier that it shows is in hand while it is shown: no exchange erases it meanwhile.

Names for whoever drives it: `revenir`, `personne`, `steps_0` to `steps_3`, `note`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import IntEnum
from itertools import accumulate, chain

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.places import Name, Place
from desktop.ui.screen import Screen
from desktop.ui.widgets.hall_head import HallHead
from desktop.ui.widgets.paper import Paper
from desktop.ui.widgets.plain import button, label, line
from desktop.ui.widgets.steps import Steps
from desktop.usecases.apercu import Apercu, Page
from plie import phrases


class Step(IntEnum):
    """Where one is on the line."""

    REDIGER = 0
    RELIRE = 1
    SIGNER = 2
    TERMINE = 3


STEPS = ("Rédiger", "Relire", "Signer", "Terminé")


class Hall(Screen):
    """Head (back, the person's name, the steps), `body`, and `foot` with its note and actions."""

    def __init__(self, desk: Desk, name: str, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName(name)
        self._dossier = ""
        self.back = button("Revenir au dossier", role="quiet", picture="retour", name="revenir")
        self.back.setToolTip("Revenir au dossier (Échap)")
        self.person = label(role="title", name="personne")
        self.steps = Steps(STEPS)
        self.steps.go(step)
        self.note = line(role="muted", name="note")
        self.body = QVBoxLayout()
        self.foot = QHBoxLayout()
        self.head, self.floor = HallHead(self.back, self.person, self.steps), QFrame()
        self._lay_out()
        self.back.clicked.connect(self.leave)
        # Of this screen only: a dialog and the banner have their own Échap.
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.leave)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def dossier(self) -> str:
        """The dossier of what is shown; "" before it is known."""
        return self._dossier

    @dossier.setter
    def dossier(self, dossier: str) -> None:
        self.desk.jobs.put_down(self._dossier)
        self._dossier = dossier
        if dossier and self.isVisible():
            self.desk.jobs.take_in_hand(dossier)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._dossier:
            self.desk.jobs.take_in_hand(self._dossier)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.desk.jobs.put_down(self._dossier)

    def leave(self) -> None:
        """Go back to the dossier; what is typed is saved on the way (`may_leave`)."""
        self.left.emit(Place(Name.BACK, self.dossier))

    def go(self, name: Name, id_: str) -> None:
        """Ask for another place."""
        self.left.emit(Place(name, id_))

    def scrolled(self, page: QWidget, name: str, title: str) -> QScrollArea:
        """Fill the body with a page that scrolls; return what shows it, so named and so called."""
        area = QScrollArea()
        area.setObjectName(name)
        area.setAccessibleName(title)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        self.body.addWidget(area, 1)
        return area

    def when(self, instant: datetime) -> str:
        """Return an instant as it is said here, in the adviser’s own time zone."""
        here = instant.astimezone(self.desk.clock().tzinfo)
        return f"{phrases.short_date(here.date())} à {phrases.spoken_time(here.time())}"

    def _lay_out(self) -> None:
        self.body.setContentsMargins(16, 0, 16, 0)
        self.body.setSpacing(8)
        self.floor.setProperty("role", "surface")
        self.foot.setContentsMargins(16, 8, 16, 8)
        self.foot.setSpacing(8)
        self.foot.addWidget(self.note)
        self.foot.addStretch(1)
        self.floor.setLayout(self.foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addLayout(self.body, 1)
        column.addWidget(self.floor)


class PaperHall(Hall):
    """A hall that shows the very PDF."""

    def __init__(
        self, desk: Desk, apercu: Apercu, name: str, step: Step, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, name, step, parent)
        self._apercu = apercu

    def show_pdf(
        self,
        paper: Paper,
        pdf: bytes,
        description: str,
        then: Callable[[], None] = lambda: None,
    ) -> None:
        """Show a document's pages, then call `then`; of two asked in a row, the last one stays."""
        self.show_pdfs(paper, (pdf,), description, lambda _first_pages: then())

    def show_pdfs(
        self,
        paper: Paper,
        pdfs: Sequence[bytes],
        description: str,
        then: Callable[[tuple[int, ...]], None],
    ) -> None:
        """Show documents one under the other; `then` is told on which page, from 1, each begins."""
        ticket = paper.wait()

        def show(documents: list[list[Page]]) -> None:
            if paper.awaits(ticket):
                paper.show_pages(list(chain.from_iterable(documents)), description)
                ends = accumulate(map(len, documents), initial=1)
                then(tuple(ends)[:-1])

        self.desk.jobs.run(
            self,
            lambda _tell, _stopped: [self._apercu.pages(pdf) for pdf in pdfs],
            show,
            failed=lambda error: paper.fail(
                getattr(error, "phrase", "Le document ne s’affiche pas."),
                lambda: self.show_pdfs(paper, pdfs, description, then),
            ),
        )

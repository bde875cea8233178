"""Pages to file by hand: looked at first, then whose they are, who signed, on which day; or thrown away.

Names, for pages of sha256 <n>: `ranger_cr_<n>`, `ranger_date_<n>`, `ranger_signe_<n>_<qui>`, `ranger_<n>`,
`ranger_motif_<n>`, `ranger_non_signe_<n>`, `ranger_suite_<n>`, `ranger_apres_<n>`, `voir_<n>`, `jeter_<n>`.
"""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.typed_dates import Unreadable, read_date
from desktop.ui.widgets.drop_down import DropDown
from desktop.ui.widgets.plain import button, label
from desktop.usecases.papier import Waiting
from plie import phrases
from plie.kinds import CompteRendu
from plie.vocabulaire import Signataire

_SIGNED = {
    Signataire.ADHERENT: "La personne a signé",
    Signataire.ACCOMPAGNATEUR: "L’accompagnateur·rice a signé",
}


class TrayRow(QFrame):
    """One scan whose codes could not be read: nothing is said of it before it was looked at (C9-3-6)."""

    looked_at = Signal(str)  # show its pages
    filed = Signal(str, str, object)  # the sha256, the compte-rendu, the day on the paper
    unsigned = Signal(str, str, str)  # the sha256, the compte-rendu, why
    thrown = Signal(str)  # the sha256
    linked = Signal()  # other pages are said to follow, or these were looked at

    def __init__(
        self,
        waiting: Waiting,
        today: Callable[[], date],
        *,
        dire: Callable[[str], str] = str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.sha256 = waiting.sha256
        self._today = today
        self.place = 0  # among those that wait, from 1
        self.looked = False
        self._all_looked = False  # and those that follow
        self._received = phrases.medium_date(waiting.recu_le.date())
        short = self.sha256[:8]
        self.setProperty("role", "card")
        self.which = DropDown()  # the compte-rendu that they belong to
        self.which.setObjectName(f"ranger_cr_{short}")
        self.which.setAccessibleName("Compte-rendu auquel ces pages appartiennent")
        self._day = _line(f"ranger_date_{short}", "Date de signature lue sur le papier", "Signé le")
        self._ticks = {qui: QCheckBox(dire(words)) for qui, words in _SIGNED.items()}
        for qui, tick in self._ticks.items():
            tick.setObjectName(f"ranger_signe_{short}_{qui}")
            tick.toggled.connect(self._judge)
        self._reason = _line(
            f"ranger_motif_{short}", "Pourquoi la personne n’a pas signé",
            "Raison, si la personne n’a pas signé",
        )  # fmt: skip
        self._title = label(role="strong")
        self._next = DropDown()
        self._next.setObjectName(f"ranger_suite_{short}")
        self._next.setAccessibleName("Pages du même compte-rendu qui viennent après celles-ci")
        self._after = label(role="strong", name=f"ranger_apres_{short}")
        self._above = QVBoxLayout()
        self._look = button("Voir les pages", name=f"voir_{short}")
        self._file = button("Ranger", role="main", name=f"ranger_{short}")
        self._refuse = button("N’a pas signé", role="quiet", name=f"ranger_non_signe_{short}")
        self._throw = button("Jeter", role="quiet", name=f"jeter_{short}")
        self._first = label("Regardez d’abord les pages.", role="muted")
        self._objection = label(role="objection", name=f"ranger_objection_{short}")
        self._answers = QWidget()  # what is said of the pages, and of those that follow
        self._lay_out()
        self.number(1)
        self.follow(0)
        self.offer_next(())
        self._judge()
        self._look.clicked.connect(self._show)
        self._next.currentIndexChanged.connect(self.linked)
        self._file.clicked.connect(self._ask)
        self._refuse.clicked.connect(self._tell_unsigned)
        self._throw.clicked.connect(lambda: self.thrown.emit(self.sha256))

    @property
    def fields(self) -> tuple[QLineEdit, ...]:
        """Return where words are typed: the day on the paper, why it is not signed."""
        return self._day, self._reason

    def say_above(self, widget: QWidget) -> None:
        """Put what is to be said of these fields above them."""
        self._above.addWidget(widget)

    def offer(self, candidates: Sequence[CompteRendu]) -> None:
        """Offer these comptes-rendus; the one chosen stays chosen."""
        chosen = self.which.currentData()
        self.which.clear()
        self.which.addItem("Choisir le compte-rendu…", "")
        for cr in candidates:
            self.which.addItem(f"{cr.adherent_nom}, {phrases.medium_date(cr.date)}", cr.id)
        self.which.setCurrentIndex(max(0, self.which.findData(chosen)))

    @property
    def next(self) -> str:
        """Return the sha256 of the pages said to follow these, "" when none do."""
        return str(self._next.currentData() or "")

    def number(self, place: int) -> None:
        """Say which one it is among those that wait."""
        self.place = place
        self._title.setText(f"Pages n°\u00a0{place}, reçues le {self._received}, sans code lisible")

    def offer_next(self, others: Sequence[tuple[int, str]]) -> None:
        """Offer the pages that may follow these: (their number, their sha256)."""
        chosen = self.next
        watched = QSignalBlocker(self._next)
        self._next.clear()
        self._next.addItem("Aucune autre page après celles-ci", "")
        for place, sha in others:
            self._next.addItem(f"Puis les pages n°\u00a0{place}", sha)
        self._next.setCurrentIndex(max(0, self._next.findData(chosen)))
        watched.unblock()
        self._next.setVisible(bool(others))

    def follow(self, place: int) -> None:
        """Say which pages these come after, and are filed with; 0: none."""
        self._after.setText(f"Rangées avec les pages n°\u00a0{place}, à leur suite.")
        self._after.setVisible(bool(place))
        self._answers.setVisible(not place)

    def wait_for(self, all_looked: bool) -> None:  # noqa: FBT001 - a fact, not a way to do it
        """Hear whether these pages and those that follow were all looked at."""
        self._all_looked = all_looked
        self._judge()

    def object_to(self, sentence: str) -> None:
        """Say what stands against it."""
        self._objection.setText(sentence)
        self._objection.show()

    def _show(self) -> None:
        self.looked = True
        self.linked.emit()
        self._judge()
        self.looked_at.emit(self.sha256)

    def _judge(self) -> None:
        both = all(tick.isChecked() for tick in self._ticks.values())
        self._first.setVisible(not self._all_looked)
        self._first.setText(
            "Regardez d’abord celles qui suivent." if self.looked else "Regardez d’abord les pages."
        )
        for tick in self._ticks.values():
            tick.setEnabled(self._all_looked)
        self._file.setEnabled(self._all_looked and both)
        self._refuse.setEnabled(self._all_looked)
        self._reason.setEnabled(self._all_looked)

    def _ask(self) -> None:
        chosen = self._chosen()
        try:
            day = read_date(self._day.text(), on=self._today())
        except Unreadable as refusal:
            self.object_to(refusal.phrase)
            return
        if chosen:
            self.filed.emit(self.sha256, chosen, day)

    def _tell_unsigned(self) -> None:
        chosen = self._chosen()
        if chosen:
            self.unsigned.emit(self.sha256, chosen, self._reason.text())

    def _chosen(self) -> str:
        chosen = str(self.which.currentData() or "")
        if not chosen:
            self.object_to("Choisissez le compte-rendu auquel ces pages appartiennent.")
        return chosen

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addLayout(self._above)
        column.addLayout(self._line_of(self._look, self._first, None, self._throw))
        column.addWidget(self._after)
        column.addWidget(self._next)
        answers = QVBoxLayout(self._answers)
        answers.setContentsMargins(0, 0, 0, 0)
        answers.setSpacing(6)
        for parts in (
            (self.which, self._day),
            (*self._ticks.values(), None),
            (None, self._file),
            (self._reason, self._refuse),
        ):
            answers.addLayout(self._line_of(*parts))
        answers.addWidget(self._objection)
        column.addWidget(self._answers)
        self._objection.hide()

    def _line_of(self, *parts: QWidget | None) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in parts:
            if part is None:
                row.addStretch(1)
            else:
                row.addWidget(part, int(part in {self.which, self._reason}))
        return row


def _line(name: str, called: str, empty: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setAccessibleName(called)
    made.setPlaceholderText(empty)
    return made

"""Pages to file by hand: which compte-rendu, which day; or thrown away.

Names, for pages of sha256 <n>: `ranger_cr_<n>`, `ranger_date_<n>`, `ranger_<n>`, `jeter_<n>`.
"""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.typed_dates import Unreadable, read_date
from desktop.ui.widgets.plain import button, label
from desktop.usecases.papier import Waiting
from plie import phrases
from plie.kinds import CompteRendu


class TrayRow(QFrame):
    """One scan whose codes could not be read."""

    looked_at = Signal(str)  # show its pages
    filed = Signal(str, str, object)  # the sha256, the compte-rendu, the day on the paper
    thrown = Signal(str)  # the sha256

    def __init__(
        self,
        waiting: Waiting,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sha = waiting.sha256
        self._today = today
        short = self._sha[:8]
        self.setProperty("role", "card")
        self._which = QComboBox()
        self._which.setObjectName(f"ranger_cr_{short}")
        self._which.setAccessibleName("Compte-rendu auquel ces pages appartiennent")
        self._day = QLineEdit()
        self._day.setObjectName(f"ranger_date_{short}")
        self._day.setAccessibleName("Date de signature lue sur le papier")
        self._day.setPlaceholderText("Signé le")
        self._look = button("Voir", name=f"voir_{short}")
        self._file = button("Ranger", name=f"ranger_{short}")
        self._throw = button("Jeter", role="quiet", name=f"jeter_{short}")
        self._objection = label(role="objection", name=f"ranger_objection_{short}")
        self._lay_out(waiting)
        self._look.clicked.connect(lambda: self.looked_at.emit(self._sha))
        self._file.clicked.connect(self._ask)
        self._throw.clicked.connect(lambda: self.thrown.emit(self._sha))

    def offer(self, candidates: Sequence[CompteRendu]) -> None:
        """Offer these comptes-rendus; the one chosen stays chosen."""
        chosen = self._which.currentData()
        self._which.clear()
        self._which.addItem("Choisir le compte-rendu…", "")
        for cr in candidates:
            self._which.addItem(f"{cr.adherent_nom}, {phrases.medium_date(cr.date)}", cr.id)
        self._which.setCurrentIndex(max(0, self._which.findData(chosen)))

    def _ask(self) -> None:
        chosen = str(self._which.currentData() or "")
        try:
            day = read_date(self._day.text(), on=self._today())
        except Unreadable as refusal:
            self._object(refusal.phrase)
            return
        if not chosen:
            self._object("Choisissez le compte-rendu auquel ces pages appartiennent.")
            return
        self.filed.emit(self._sha, chosen, day)

    def _object(self, sentence: str) -> None:
        self._objection.setText(sentence)
        self._objection.show()

    def _lay_out(self, waiting: Waiting) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        day = phrases.medium_date(waiting.recu_le.date())
        column.addWidget(label(f"Pages reçues le {day}, sans code lisible", role="strong"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._which, 1)
        row.addWidget(self._day)
        row.addWidget(self._look)
        row.addWidget(self._file)
        row.addWidget(self._throw)
        column.addLayout(row)
        column.addWidget(self._objection)
        self._objection.hide()

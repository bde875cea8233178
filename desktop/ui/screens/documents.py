"""Documents: what is to be signed on paper, what came back, what is to be filed by hand, any compte-rendu found again.

Names: `documents_filtre`, `documents_imprimer`, `documents_a_signer`, those of
`paper_returns`, `paper_tray` and `found_again`.
"""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.paper_returns import PaperReturns
from desktop.ui.paper_tray import PaperTray
from desktop.ui.places import Name, Place
from desktop.ui.screen import Screen
from desktop.ui.tips import tip
from desktop.ui.widgets.drop_down import DropDown
from desktop.ui.widgets.found_again import FoundAgain
from desktop.ui.widgets.plain import button, label
from desktop.usecases import Changes, Rows
from desktop.usecases.comptes_rendus import LigneCompteRendu, tous
from desktop.usecases.impression import TOUS, a_signer, convient, tirages
from desktop.usecases.papier import Waiting, a_ranger
from plie import phrases
from plie.kinds import CompteRendu

_LEFT = 420
_Read = tuple[tuple[CompteRendu, ...], tuple[Waiting, ...], tuple[LigneCompteRendu, ...]]


class Documents(Screen):
    """Paper out at left, paper back at right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("documents")
        self._waiting: tuple[CompteRendu, ...] = ()
        self._title = label("À signer sur papier", role="title", name="documents_titre")
        self._filter = DropDown()
        self._filter.setObjectName("documents_filtre")
        self._filter.setAccessibleName("Lesquels imprimer")
        self._list = QListWidget()
        self._list.setObjectName("documents_a_signer")
        self._list.setAccessibleName("Comptes-rendus à signer")
        self._print = button("Imprimer", role="main", name="documents_imprimer")
        self._back = PaperReturns(desk)
        self._again = FoundAgain()
        self._tray = PaperTray(desk)
        self._lay_out_page()
        self._filter.currentIndexChanged.connect(self._show_filtered)
        self._print.clicked.connect(self._go_to_printer)
        self._tray.looked_at.connect(
            lambda sha: self.left.emit(Place(Name.IMPRESSION, f"scan:{sha}"))
        )
        self._again.asked.connect(lambda id_: self.left.emit(Place(Name.RELECTURE, id_)))

    @override
    def arrive(self, id_: str) -> None:
        self._read()

    @override
    def refresh(self, changes: Changes) -> None:
        if changes.kinds & {"compte_rendu", "signature", "scan"}:
            self._read()

    def _read(self) -> None:
        def ask(rows: Rows) -> _Read:
            return a_signer(rows), a_ranger(rows), tous(rows)

        self.desk.jobs.look(self, ask, self._show)

    def _show(self, read: _Read) -> None:
        self._waiting, tray, held = read
        self._again.show_all(held)
        self._title.setText(f"À signer sur papier\u00a0: {len(self._waiting)}")
        self._offer_filters()
        self._show_filtered()
        self._tray.show_all(tray, self._waiting)

    def _offer_filters(self) -> None:
        kept = self._filter.currentData()
        watched = QSignalBlocker(self._filter)
        self._filter.clear()
        for words, what in tirages(self._waiting):
            self._filter.addItem(words, what)
        self._filter.setCurrentIndex(max(0, self._filter.findData(kept)))
        watched.unblock()

    @property
    def _asked(self) -> str:
        return str(self._filter.currentData() or f"{TOUS}:")

    def _show_filtered(self) -> None:
        chosen = [cr for cr in self._waiting if convient(cr, self._asked)]
        self._list.clear()
        for cr in chosen:
            words = f"{cr.adherent_nom} — {phrases.medium_date(cr.date)}"
            self._list.addItem(words)
            self._list.item(self._list.count() - 1).setToolTip(tip(words))
        count = len(chosen)
        words = "le compte-rendu" if count == 1 else f"les {count} comptes-rendus"
        self._print.setText(f"Imprimer {words}…" if count else "Rien à imprimer")
        self._print.setEnabled(bool(count))

    def _go_to_printer(self) -> None:
        self.left.emit(Place(Name.IMPRESSION, self._asked))

    def _lay_out_page(self) -> None:
        left = QWidget()
        out = QVBoxLayout(left)
        # At least: letters twice as large ask for more.
        out.addStrut(_LEFT)
        out.setContentsMargins(0, 0, 0, 0)
        out.setSpacing(8)
        for widget in (self._title, self._filter, self._list, self._print):
            out.addWidget(widget)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        column.addWidget(label("De retour, signés", role="title"))
        for part in (self._back, self._tray, self._again):
            column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 16, 24, 12)
        row.setSpacing(24)
        row.addWidget(left, 2)
        row.addWidget(area, 3)

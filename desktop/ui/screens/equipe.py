"""Équipe: what the lots owe, the state of the files by lot and by name; each figure opens its list. Never a ranking.

Names: `equipe_bilans`, `equipe_alerte_<n>`, and those of their cards.
"""

from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.answers import answer
from desktop.ui.desk import Desk
from desktop.ui.places import QUESTION, Name, Place, side
from desktop.ui.screen import Screen
from desktop.ui.tables import ROW_ROLE, Column, TableModel
from desktop.ui.widgets.alert_card import AlertCard
from desktop.ui.widgets.alert_pile import AlertPile
from desktop.ui.widgets.empty_state import States
from desktop.ui.widgets.lists import PersonList, Table
from desktop.ui.widgets.person_delegate import PersonLine
from desktop.ui.widgets.plain import button, label
from desktop.usecases import Changes, Rows
from desktop.usecases.bilans import AlerteLot, alertes, confies, peut
from desktop.usecases.equipe import Element, Figure, LigneEquipe, equipe
from plie import phrases
from plie.referentiel import Referentiel
from plie.vocabulaire import Role

_BEFORE = 2  # columns, before the figures
_BEGIN, _END = (
    (Figure.ACTIFS, Figure.A_SIGNER),
    (Figure.QUESTIONS, Figure.MIS_DE_COTE, Figure.DOSSIERS),
)
# What each role answers for stands beside the signatures.
_OWN = {Role.RESPONSABLE: Figure.A_INSTRUIRE}
# What fits above a figure; the list beside it says it whole.
_SHORT = {
    Figure.SANS_RDV: "Sans RDV",
    Figure.QUESTIONS: "Questions",
    Figure.A_INSTRUIRE: "Visa, avis",
    Figure.MIS_DE_COTE: "De côté",
    Figure.DOSSIERS: "Dossiers",
}
_WHERE = {
    "compte_rendu": Name.RELECTURE,
    "dossier": Name.FILE,
    "demande": Name.NOUVEAUTES,
    "mise_de_cote": Name.ECHANGES,
    "instruction": Name.FILE,
}


class Equipe(Screen):
    """The table at left, by cells; at right the list of the figure on which one stands."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("equipe")
        role = next((r for r in Role if r == desk.user.role), Role.COORDINATION)
        self._figures = (*_BEGIN, _OWN.get(role, Figure.SANS_RDV), *_END)
        self._rows = TableModel(
            _columns(self._figures, desk.referentiel),
            identity=lambda line: line.id,
        )
        self._table = Table("equipe_table", self._rows)
        self._table.setAccessibleName(
            desk.referentiel.dire("État des files par accompagnateur·rice")
        )
        # By name and in no other order: figures of files are not compared with one another.
        self._table.setSortingEnabled(False)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self._what = label("", role="heading", name="equipe_liste_titre")
        self._list: PersonList[Element] = PersonList(
            "equipe_liste", lambda e: PersonLine(e.nom, e.detail), lambda e: f"{e.kind}:{e.id}"
        )
        self._list.setAccessibleName("Liste du chiffre choisi")
        self._listed = States(self._list, "equipe_liste_etats")
        self._states = States(self._lay_out_page(), "equipe_etats")
        self._bilans = button(
            "Bilans des lots", role="quiet", picture="bilans", name="equipe_bilans"
        )
        self._owed = AlertPile(self._bilans)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addWidget(self._head())
        column.addWidget(self._owed)
        column.addWidget(self._states, 1)
        self._owed.hide()
        self._bilans.hide()
        self._bilans.clicked.connect(lambda: self.left.emit(Place(Name.BILAN_LOT)))
        self._table.selectionModel().currentChanged.connect(self._follow)
        self._table.opened.connect(lambda _line: self._list.setFocus())
        self._table.clicked.connect(self._follow)
        self._list.opened.connect(self._go)

    @override
    def arrive(self, id_: str) -> None:
        self._read()

    @override
    def refresh(self, changes: Changes) -> None:
        if changes:
            self._read()

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label("Équipe", role="title"), 1)
        row.addWidget(self._bilans)
        return head

    def _lay_out_page(self) -> QWidget:
        page, right = QWidget(), QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._what)
        column.addWidget(self._listed, 1)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.addWidget(self._table)
        panes.addWidget(right)
        panes.setStretchFactor(0, 3)
        panes.setStretchFactor(1, 2)
        panes.setSizes([890, 250])
        panes.setChildrenCollapsible(False)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(panes)
        return page

    def _read(self) -> None:
        on, referentiel = self.desk.clock().date(), self.desk.referentiel
        self._states.show_loading()
        self.desk.jobs.look(
            self, lambda rows: equipe(rows, referentiel=referentiel, on=on), self._show
        )
        if peut(self.desk.user.role, referentiel):
            self.desk.jobs.look(self, self._owed_in, self._show_owed)

    def _owed_in(self, rows: Rows) -> tuple[bool, tuple[AlerteLot, ...]]:
        on, referentiel = self.desk.clock().date(), self.desk.referentiel
        return bool(confies(rows)), alertes(rows, referentiel=referentiel, on=on)

    def _show_owed(self, found: tuple[bool, tuple[AlerteLot, ...]]) -> None:
        """Show what one's lots owe; without a lot, nothing is asked."""
        theirs, owed = found
        self._bilans.setVisible(theirs)
        self._owed.show_all([self._card(one, n) for n, one in enumerate(owed)], ())

    def _card(self, owed: AlerteLot, n: int) -> AlertCard:
        words, place = answer(owed.alerte, owed.lot)
        card = AlertCard(
            self.desk.referentiel.dire(owed.phrase),
            owed.alerte.gravite,
            source=phrases.source(owed.alerte.article),
            action=words,
            name=f"equipe_alerte_{n}",
        )
        card.acted.connect(lambda: self.left.emit(place))
        return card

    def _show(self, lines: tuple[LigneEquipe, ...]) -> None:
        if not lines:
            self._states.show_empty("Aucun dossier reçu.", picture="equipe")
            return
        self._rows.set_rows(lines)
        self._table.resizeColumnsToContents()
        self._states.show_content()
        if not self._table.currentIndex().isValid():
            full = (n for n, line in enumerate(lines) if line.listes[self._figures[0]])
            self._table.setCurrentIndex(self._rows.index(next(full, 0), _BEFORE))
        self._follow(self._table.currentIndex())

    def _follow(self, index: QModelIndex) -> None:
        """Show the list of the figure under a cell; a name or a lot opens every dossier."""
        line = index.data(ROW_ROLE)
        if line is None:
            return
        first = _BEFORE
        figure = (
            self._figures[index.column() - first] if index.column() >= first else Figure.DOSSIERS
        )
        found = line.listes[figure]
        self._what.setText(f"{line.accompagnateur} · {figure.label} ({len(found)})")
        self._list.people.set_rows(found)
        if found:
            self._listed.show_content()
        else:
            self._listed.show_empty("Personne dans cette liste.", picture="equipe")

    def _go(self, element: Element) -> None:
        at = element.id
        if element.kind == "demande":
            at = QUESTION + element.id
        elif element.kind == "instruction":
            at = side(element.dossier, "commission")
        self.left.emit(Place(_WHERE[element.kind], at))


def _columns(
    figures: tuple[Figure, ...], referentiel: Referentiel
) -> tuple[Column[LigneEquipe], ...]:
    expected = referentiel.file_prevue
    return (
        Column[LigneEquipe]("Lot", text=lambda x: x.lot or "—"),
        Column[LigneEquipe](
            referentiel.dire("Accompagnateur·rice"), text=lambda x: x.accompagnateur
        ),
        *(
            Column[LigneEquipe](
                _SHORT.get(figure, figure.label),
                text=partial(_figure, figure, expected),
                figures=True,
            )
            for figure in figures
        ),
    )


def _figure(figure: Figure, expected: int | None, line: LigneEquipe) -> str:
    count = line.chiffre(figure)
    # What is expected is of one AE: the dossiers of nobody have no such measure.
    measured = figure is Figure.ACTIFS and expected and line.id
    return f"{count} / {expected}" if measured else str(count)

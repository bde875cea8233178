"""Affectations: who follows which dossier; one or many are given for good, or until a day.

Names: `affectations_filtre`, `affectations_table`, `affectations_a`, `affectations_jusqu_au`,
`reaffecter`, `confier`, `rendre`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.screen import Screen
from desktop.ui.tables import Column, TableModel
from desktop.ui.typed_dates import Unreadable, read_date
from desktop.ui.widgets.empty_state import States
from desktop.ui.widgets.lists import Table
from desktop.ui.widgets.plain import button, label, line
from desktop.usecases import Changes, Rows, Work
from desktop.usecases.affectations import (
    Collegue,
    DossierSuivi,
    collegues,
    confier,
    reaffecter,
    rendre,
    suivis,
)

_COLUMNS = (
    Column[DossierSuivi]("Personne", text=lambda x: x.nom),
    Column[DossierSuivi]("Accompagnateur·rice", text=lambda x: x.accompagnateur),
    Column[DossierSuivi]("Confié à", text=lambda x: x.remplacement),
)
_ALL = "Tous les dossiers"


@dataclass(frozen=True, slots=True)
class _Seen:
    suivis: tuple[DossierSuivi, ...]
    collegues: tuple[Collegue, ...]


class Affectations(Screen):
    """A table where several rows are chosen, and below it what is done of them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("affectations")
        self._all: tuple[DossierSuivi, ...] = ()
        self._rows = TableModel(_COLUMNS, identity=lambda one: one.id)
        self._table = Table("affectations_table", self._rows)
        self._table.setAccessibleName("Dossiers et qui les suit")
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._states = States(self._table, "affectations_etats")
        self._filter = _combo("affectations_filtre", "Dossiers de")
        self._to = _combo("affectations_a", "À qui")
        self._until = QLineEdit()
        self._until.setObjectName("affectations_jusqu_au")
        self._until.setAccessibleName("Jusqu’au")
        self._until.setPlaceholderText("ex.\u00a0: 12/10")
        self._chosen = line(role="muted", name="affectations_choix")
        self._objection = label(role="objection", name="affectations_objection")
        self._objection.hide()
        self._give = button("Réaffecter pour de bon", name="reaffecter")
        self._lend = button("Confier jusqu’à cette date", role="primary", name="confier")
        self._back = button("Mettre fin au remplacement", role="quiet", name="rendre")
        self._lay_out()
        self._filter.currentIndexChanged.connect(self._show_rows)
        self._table.selectionModel().selectionChanged.connect(self._count)
        self._give.clicked.connect(self._reassign)
        self._lend.clicked.connect(self._hand_over)
        self._back.clicked.connect(self._end)
        self._count()

    @override
    def arrive(self, id_: str) -> None:
        self._read()

    @override
    def refresh(self, changes: Changes) -> None:
        if changes:
            self._read()

    def _read(self) -> None:
        on = self._today()

        def ask(rows: Rows) -> _Seen:
            return _Seen(suivis(rows, on=on), collegues(rows, on=on))

        self.desk.jobs.look(self, ask, self._show)

    def _show(self, seen: _Seen) -> None:
        self._all = seen.suivis
        names = [(c.id, f"{c.nom} ({c.dossiers})") for c in seen.collegues]
        _offer(self._filter, [("", _ALL), *names])
        _offer(self._to, [("", "Choisir…"), *names])
        self._show_rows()

    def _show_rows(self) -> None:
        wanted = self._filter.currentData()
        shown = [one for one in self._all if not wanted or one.accompagnateur_id == wanted]
        if not shown:
            self._states.show_empty("Aucun dossier ici.", picture="file")
        else:
            self._states.show_content()
        fresh = not self._rows.rows
        self._rows.set_rows(shown)
        if fresh:
            self._table.resizeColumnsToContents()
        self._count()

    def _selected(self) -> list[DossierSuivi]:
        rows = (self._rows.row_at(i) for i in self._table.selectionModel().selectedRows())
        return [row for row in rows if row is not None]

    def _count(self) -> None:
        chosen = self._selected()
        many = f"{len(chosen)}\u00a0dossiers choisis" if len(chosen) > 1 else "Un dossier choisi"
        self._chosen.setText(
            many
            if chosen
            else "Choisissez un ou plusieurs dossiers (Maj ou Ctrl, Ctrl\u00a0A pour tous)"
        )
        for press in (self._give, self._lend):
            press.setEnabled(bool(chosen))
        self._back.setEnabled(any(one.remplace for one in chosen))

    def _reassign(self) -> None:
        dossiers, to, on = self._ids(), str(self._to.currentData() or ""), self._today()
        self._write(
            lambda work: reaffecter(work, dossiers, a=to, on=on),
            f"{_dossiers(len(dossiers))} à {self._name()}\u00a0: l’ancien poste les rend, le nouveau les "
            "reçoit, à leur prochain échange.",
        )

    def _hand_over(self) -> None:
        on = self._today()
        try:
            until = read_date(self._until.text(), on=on)
        except Unreadable as error:
            self._object(error)
            self._until.setFocus()
            return
        dossiers, to = self._ids(), str(self._to.currentData() or "")
        self._write(
            lambda work: confier(work, dossiers, a=to, on=on, jusqu_au=until),
            f"{_dossiers(len(dossiers))} confié(s) à {self._name()} jusqu’au {until:%d/%m/%Y}\u00a0: "
            "ils reviennent d’eux-mêmes le lendemain.",
        )

    def _end(self) -> None:
        dossiers, on = self._ids(), self._today()
        self._write(
            lambda work: rendre(work, dossiers, on=on),
            "Le remplacement est terminé\u00a0: ce qui a été écrit pendant l’absence reste au dossier.",
        )

    def _write(self, gesture: Callable[[Work], Changes], said: str) -> None:
        self._objection.hide()
        self.desk.jobs.write(
            self, gesture, lambda _changes: self.desk.speak.say(said), failed=self._object
        )

    def _object(self, error: Exception) -> None:
        sentence = getattr(error, "phrase", "")
        if not sentence:
            self.desk.speak.refuse(error)
            return
        self._objection.setText(sentence)
        self._objection.show()

    def _ids(self) -> list[str]:
        return [one.id for one in self._selected()]

    def _name(self) -> str:
        return self._to.currentText().rpartition(" (")[0]

    def _today(self) -> date:
        return self.desk.clock().date()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(label("Affectations", role="title"), 1)
        top.addWidget(line("Dossiers de", role="muted"))
        top.addWidget(self._filter)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for part in (line("À", role="muted"), self._to, self._give):
            acts.addWidget(part)
        acts.addSpacing(16)
        acts.addWidget(line("Absence jusqu’au", role="muted"))
        acts.addWidget(self._until)
        acts.addWidget(self._lend)
        acts.addStretch(1)
        acts.addWidget(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._states, 1)
        column.addWidget(self._chosen)
        column.addWidget(self._objection)
        column.addLayout(acts)
        self._until.setMaximumWidth(120)


def _dossiers(count: int) -> str:
    return f"{count}\u00a0dossiers" if count > 1 else "Un dossier"


def _combo(name: str, title: str) -> QComboBox:
    made = QComboBox()
    made.setObjectName(name)
    made.setAccessibleName(title)
    made.setMinimumWidth(200)
    return made


def _offer(combo: QComboBox, choices: list[tuple[str, str]]) -> None:
    """Offer these choices; what was chosen stays so."""
    kept = combo.currentData()
    combo.blockSignals(True)  # noqa: FBT003 - Qt's own word
    combo.clear()
    for value, words in choices:
        combo.addItem(words, value)
    combo.setCurrentIndex(max(0, combo.findData(kept)))
    combo.blockSignals(False)  # noqa: FBT003 - Qt's own word

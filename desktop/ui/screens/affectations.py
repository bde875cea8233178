"""Affectations: who follows which dossier; one or many are given for good, or until a day.

Names: `affectations_filtre`, `affectations_table`, `affectations_a`, `affectations_jusqu_au`,
`reaffecter`, `confier`, `rendre`, `affectations_structure`, `ouvrir_partie`, `fermer_partie`.
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
from desktop.ui.widgets.drop_down import DropDown
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
from desktop.usecases.ouvertures import fermer, ouvrir, structures
from plie import phrases
from plie.referentiel import Referentiel

_ALL, _ANY = "Tous les dossiers", "Toutes les structures"
# The columns whose words are written here: « Confié à », « Ouvert en partie à ».
_GROWING = (2, 3)
_LIMITED = (
    "Ouvrir en partie{source}\u00a0: qui est référent·e d’une structure y suit les personnes en parcours. "
    "Il ou elle ne lit que l’identité, les étapes, les objectifs et leurs bilans."
)


@dataclass(frozen=True, slots=True)
class _Seen:
    suivis: tuple[DossierSuivi, ...]
    collegues: tuple[Collegue, ...]
    structures: dict[str, frozenset[str]]


class Affectations(Screen):
    """A table where several rows are chosen, and below it what is done of them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("affectations")
        self._all: tuple[DossierSuivi, ...] = ()
        self._structures: dict[str, frozenset[str]] = {}
        self._rows = TableModel(_columns(desk.referentiel), identity=lambda one: one.id)
        self._table = Table("affectations_table", self._rows)
        self._table.setAccessibleName("Dossiers et qui les suit")
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._states = States(self._table, "affectations_etats")
        self._filter = _combo("affectations_filtre", "Dossiers de")
        self._structure = _combo("affectations_structure", "En parcours dans la structure")
        self._to = _combo("affectations_a", "À qui")
        self._from = _day("affectations_du", "Absence du", "aujourd’hui")
        self._until = _day("affectations_jusqu_au", "Jusqu’au", "ex.\u00a0: 12/10")
        self._chosen = line(role="muted", name="affectations_choix")
        self._objection = label(role="objection", name="affectations_objection")
        self._objection.hide()
        self._give = button("Réaffecter pour de bon", name="reaffecter")
        self._lend = button("Confier pendant l’absence", role="primary", name="confier")
        self._back = button("Mettre fin au remplacement", role="quiet", name="rendre")
        self._open = button("Ouvrir en partie", name="ouvrir_partie")
        limited = _LIMITED.format(source=phrases.cited(desk.referentiel.citer("C9-3-6")))
        self._open.setToolTip(limited)
        self._shut = button("Fermer l’ouverture", role="quiet", name="fermer_partie")
        self._lay_out()
        self._structure.currentIndexChanged.connect(self._show_rows)
        self._open.clicked.connect(self._open_in_part)
        self._shut.clicked.connect(self._close_part)
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
            return _Seen(suivis(rows, on=on), collegues(rows, on=on), structures(rows, on=on))

        self.desk.jobs.look(self, ask, self._show)

    def _show(self, seen: _Seen) -> None:
        self._all = seen.suivis
        names = [(c.id, f"{c.nom} ({c.dossiers})") for c in seen.collegues]
        _offer(self._filter, [("", _ALL), *names])
        _offer(self._to, [("", "Choisir…"), *names])
        self._structures = seen.structures
        _offer(self._structure, [("", _ANY), *((name, name) for name in seen.structures)])
        self._show_rows()

    def _show_rows(self) -> None:
        wanted = self._filter.currentData()
        there = self._structures.get(str(self._structure.currentData() or ""))
        shown = [
            one
            for one in self._all
            if (not wanted or one.accompagnateur_id == wanted)
            and (there is None or one.id in there)
        ]
        if not shown:
            self._states.show_empty("Aucun dossier ici.", picture="file")
        else:
            self._states.show_content()
        fresh = not self._rows.rows
        self._rows.set_rows(shown)
        if fresh:
            self._table.resizeColumnsToContents()
        for column in _GROWING:
            wider = max(self._table.columnWidth(column), self._table.sizeHintForColumn(column))
            self._table.setColumnWidth(column, wider)
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
        for press in (self._give, self._lend, self._open):
            press.setEnabled(bool(chosen))
        self._back.setEnabled(any(one.remplace for one in chosen))
        self._shut.setEnabled(any(one.ouvert_a for one in chosen))

    def _reassign(self) -> None:
        dossiers, to, on = self._ids(), str(self._to.currentData() or ""), self._today()
        self._write(
            lambda work: reaffecter(work, dossiers, a=to, on=on),
            f"{_dossiers(len(dossiers))} à {self._name()}\u00a0: l’ancien poste rend ce qu’il en a, le "
            "nouveau le reçoit, à leur prochain échange.",
        )

    def _hand_over(self) -> None:
        on = self._today()
        since = self._read_day(self._from) if self._from.text().strip() else on
        until = self._read_day(self._until) if since else None
        if since is None or until is None:
            return
        dossiers, to = self._ids(), str(self._to.currentData() or "")
        self._write(
            lambda work: confier(work, dossiers, a=to, on=on, du=since, jusqu_au=until),
            f"{_dossiers(len(dossiers), 'confié')} à {self._name()} {_period(since, until, on)}\u00a0: "
            "le retour se fait de lui-même le lendemain.",
        )

    def _read_day(self, field: QLineEdit) -> date | None:
        try:
            return read_date(field.text(), on=self._today())
        except Unreadable as error:
            self._object(error)
            field.setFocus()
            return None

    def _end(self) -> None:
        dossiers, on = self._ids(), self._today()
        self._write(
            lambda work: rendre(work, dossiers, on=on),
            "Le remplacement est terminé, ou n’aura pas lieu\u00a0: ce qui a été écrit pendant l’absence "
            "reste au dossier.",
        )

    def _open_in_part(self) -> None:
        """Open what is chosen, for as long as they are in parcours there: it is closed by hand."""
        dossiers, to, on = self._ids(), str(self._to.currentData() or ""), self._today()
        self._write(
            lambda work: ouvrir(work, dossiers, a=to, on=on),
            f"{_dossiers(len(dossiers), 'ouvert')} en partie à {self._name()}\u00a0: identité, étapes, "
            "objectifs et bilans, à son prochain échange.",
        )

    def _close_part(self) -> None:
        dossiers, on = self._ids(), self._today()
        self._write(
            lambda work: fermer(work, dossiers, on=on),
            "L’ouverture est fermée\u00a0: ces dossiers quittent le poste de qui les lisait, à son "
            "prochain échange.",
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
        top.addWidget(line("En parcours dans", role="muted"))
        top.addWidget(self._structure)
        top.addWidget(line("Dossiers de", role="muted"))
        top.addWidget(self._filter)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for part in (line("À", role="muted"), self._to, self._give):
            acts.addWidget(part)
        acts.addSpacing(16)
        acts.addWidget(line("Absence du", role="muted"))
        acts.addWidget(self._from)
        acts.addWidget(line("au", role="muted"))
        acts.addWidget(self._until)
        acts.addWidget(self._lend)
        acts.addStretch(1)
        chosen = QHBoxLayout()
        chosen.addWidget(self._chosen)
        chosen.addStretch(1)
        chosen.addWidget(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._states, 1)
        column.addLayout(chosen)
        column.addWidget(self._objection)
        column.addLayout(acts)
        partly = QHBoxLayout()
        partly.setSpacing(8)
        partly.addWidget(label(self._open.toolTip(), role="muted"), 1)
        partly.addWidget(self._open)
        partly.addWidget(self._shut)
        column.addLayout(partly)


def _period(since: date, until: date, on: date) -> str:
    begins = "jusqu’" if since == on else f"du {since:%d/%m/%Y} "
    return f"{begins}au {until:%d/%m/%Y}"


def _day(name: str, title: str, example: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setAccessibleName(title)
    made.setPlaceholderText(example)
    made.setMinimumWidth(110)
    made.setMaximumWidth(160)
    return made


def _dossiers(count: int, done: str = "") -> str:
    """Count them; `done`: what became of them, which agrees."""
    one = f" {done}" if done else ""
    return f"{count}\u00a0dossiers{one}{'s' if done else ''}" if count > 1 else f"Un dossier{one}"


def _combo(name: str, title: str) -> QComboBox:
    made = DropDown()
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


def _columns(referentiel: Referentiel) -> tuple[Column[DossierSuivi], ...]:
    return (
        Column[DossierSuivi]("Personne", text=lambda x: x.nom),
        Column[DossierSuivi](
            referentiel.dire("Accompagnateur·rice"), text=lambda x: x.accompagnateur
        ),
        Column[DossierSuivi]("Confié à", text=lambda x: x.remplacement),
        Column[DossierSuivi]("Ouvert en partie à", text=lambda x: x.ouvert_a),
    )

"""The panel of work: the contracts, and whether the exit is positive today or on a day chosen."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.panel import Panel
from desktop.ui.places import Name, Place
from desktop.ui.reviewing import Reviewed, Reviewing
from desktop.ui.typed_dates import Unreadable, read_date, show_date
from desktop.ui.widgets.contract_line import ContractLine, told
from desktop.ui.widgets.panel_page import empty
from desktop.ui.widgets.plain import button, label
from desktop.usecases import Rows
from desktop.usecases.rendez_vous import prendre
from desktop.usecases.sortie import Examen, Ligne, examiner, juge

_WIDTH = 120  # of a date, in pixels


class EmploiPanel(Panel):
    """Contracts above; below, the verdict of a day and each step of its reasoning."""

    word = "emploi"
    title = "Emploi"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._on: date | None = None
        self._day = QLineEdit()
        self._day.setObjectName("sortie_le")
        self._day.setAccessibleName("Jour pour lequel la sortie est jugée")
        self._day.setFixedWidth(_WIDTH)
        self._told = label(role="objection", name="sortie_le_objection")
        self._told.hide()
        self._review = Reviewing(self)
        self._found = QVBoxLayout()
        self._lay_out()
        self._day.editingFinished.connect(self._choose)

    @override
    def turn(self) -> None:
        self._on = None
        self._told.hide()
        self._review.turn()

    @override
    def read(self) -> None:
        dossier, referentiel = self.dossier, self.desk.referentiel
        on = self._on or self.desk.clock().date()
        self._day.setText(show_date(on))

        def ask(rows: Rows) -> tuple[Examen, Reviewed]:
            found = examiner(rows, dossier, referentiel=referentiel, on=on)
            return found, self._review.read(rows, dossier)

        self.look(ask, lambda found: self._show(*found))

    @override
    def begin_at(self, at: str) -> None:
        self._review.begin_at(at)

    def _lay_out(self) -> None:
        judged = QWidget()
        asked = QHBoxLayout(judged)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.addWidget(label("Sortie, jugée au", role="heading"))
        asked.addWidget(self._day)
        asked.addWidget(self._told, 1)
        asked.addStretch(1)
        self.column.addWidget(judged)
        judged.setVisible(juge(self.desk.user.role))
        self.column.addLayout(self._review.place)
        self.column.addLayout(self._found)
        self._page.setAccessibleName("Emploi et sortie")

    def _choose(self) -> None:
        today = self.desk.clock().date()
        try:
            chosen = read_date(self._day.text(), on=today)
        except Unreadable as problem:
            self._told.setText(problem.phrase)
            self._told.show()
            return
        self._told.hide()
        if chosen != (self._on or today):
            self._on = chosen
            self.read()

    def _show(self, found: Examen, reviewed: Reviewed) -> None:
        self._review.redraw(reviewed)
        empty(self._found)
        if found.en_emploi:
            said = f"Suivi en emploi\u00a0: {found.en_emploi}"
            self._found.addWidget(label(said, role="strong", name="suivi_en_emploi"))
        if found.suivi_le is not None:
            self._show_follow_up(found.suivi_le)
        if found.jugement is not None:
            verdict = self.desk.referentiel.dire(found.jugement.verdict.label)
            self._found.addWidget(label(verdict, role="strong", name="verdict"))
            for place, raison in enumerate(found.jugement.raisons):
                self._found.addWidget(label(raison, name=f"raison_{place}"))
        if found.frise is not None:
            drawn = ContractLine()
            drawn.show_frise(found.frise)
            self._found.addWidget(drawn)
            self._found.addWidget(label(told(found.frise), role="muted", name="frise_dite"))
        if found.pieces:
            self._found.addWidget(label("Pièces à demander", role="heading"))
            for place, piece in enumerate(found.pieces):
                self._found.addWidget(label(f"· {piece}", name=f"piece_{place}"))
        self._show_proposal(found)
        self._show_lines(
            "Contrats de travail",
            "Aucun contrat n’est noté dans ce dossier.",
            found.emplois,
            Name.EMPLOI,
        )
        self._found.addWidget(self._adding("Nouveau contrat", "nouvel_emploi", Name.NOUVEL_EMPLOI))
        if self.reads("certification"):
            self._show_certifications(found.certifications)
        self._review.drawn()

    def _show_certifications(self, found: tuple[Ligne, ...]) -> None:
        self._show_lines(
            "Certifications",
            "Aucune certification n’est notée dans ce dossier.",
            found,
            Name.CERTIFICATION,
        )
        self._found.addWidget(
            self._adding(
                "Nouvelle certification", "nouvelle_certification", Name.NOUVELLE_CERTIFICATION
            )
        )

    def _show_follow_up(self, due: date) -> None:
        said = f"Après la sortie, demander des nouvelles le {show_date(due)}."
        self._found.addWidget(label(said, role="strong", name="suivi_apres_sortie"))
        if self.writes:
            made = button("Prévoir ce rendez-vous", picture="rendez_vous", name="suivi_prevoir")
            made.clicked.connect(lambda: self._plan(due))
            self._found.addWidget(_left(made))

    def _plan(self, due: date) -> None:
        dossier, now = self.dossier, self.desk.clock()
        le = max(due, now.date())
        self.write(
            lambda work: prendre(
                work, dossier, le=le, debut=None, duree_min=None, lieu="", now=now
            ),
            lambda: self.desk.speak.say(f"Rendez-vous prévu le {show_date(le)}."),
        )

    def _show_proposal(self, found: Examen) -> None:
        if found.proposee:
            self._found.addWidget(label(found.proposee, role="strong", name="sortie_proposee"))
        if self.writes and found.peut_proposer:
            words = "Reprendre la proposition…" if found.proposee else "Proposer la sortie…"
            made = button(words, name="proposer_sortie")
            made.clicked.connect(lambda: self.asked.emit(Place(Name.SORTIE, self.dossier)))
            self._found.addWidget(_left(made))

    def _show_lines(self, title: str, none: str, lines: tuple[Ligne, ...], opens: Name) -> None:
        self._found.addWidget(label(title, role="heading"))
        if not lines:
            self._found.addWidget(label(none, role="muted"))
        for ligne in lines:
            self._found.addWidget(self._line(ligne, opens))
            self._found.addWidget(label(ligne.detail, role="muted"))
            review = self._review.leading(opens.value, ligne.id, ligne.titre)
            if review is not None:
                self._found.addWidget(_left(review))

    def _line(self, ligne: Ligne, opens: Name) -> QWidget:
        name = f"{opens.value}_{ligne.id}"
        if not self.writes:
            return label(ligne.titre, role="strong", name=name)
        made = button(ligne.titre, role="link", name=name)
        made.clicked.connect(lambda: self.asked.emit(Place(opens, ligne.id)))
        return _left(made)

    def _adding(self, words: str, name: str, leads: Name) -> QWidget:
        made = button(words, picture="plus", name=name)
        made.clicked.connect(lambda: self.asked.emit(Place(leads, self.dossier)))
        return _left(made, shown=self.writes)


def _left(widget: QWidget, *, shown: bool = True) -> QWidget:
    """Return a gesture no wider than its words, or its empty place."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(widget)
    line.addStretch(1)
    widget.setVisible(shown)
    return row

"""« Proposer la sortie »: motive, day, what it rests on; outside the criteria, the comité technique's file.

Names: `sortie_<field>`, `comite_<field>`, `sortie_verdict`, `sortie_decide`, `sortie_d_avance`, `sortie_deja`,
`sortie_proposer`, `revenir`. Nothing is written before « Proposer la sortie »: it is a fact.
"""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.answers import D_AVANCE
from desktop.ui.binding import Form
from desktop.ui.desk import Desk
from desktop.ui.forms import sortie as forms
from desktop.ui.kept import Kept
from desktop.ui.places import Name, Place, parted, side
from desktop.ui.screens.hall import Hall, Step
from desktop.ui.widgets.plain import button, label
from desktop.usecases.saisies import Carte
from desktop.usecases.sortie_proposee import FicheSortie, preparer, proposer
from plie import phrases
from plie.proposition import a_preparer, motifs, qui_decide

_WIDTH = 860
_TITLE = "Proposer la sortie"


class SortieScreen(Hall):
    """Left without « Proposer », it writes nothing: what was typed waits for its return."""

    in_reading_order = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "sortie_ecran", Step.REDIGER, parent)
        self._form: Form | None = None
        self._kept: Kept | None = None
        self._ahead = False
        self._decides = label(role="muted", name="sortie_decide")
        self._when = label(role="muted", name="sortie_d_avance")
        self._comite = Form("comite", forms.COMITE, today=lambda: desk.clock().date())
        self._verdict = label(role="strong", name="sortie_verdict")
        self._reasons = label(role="muted", name="sortie_raisons")
        self._before = label(role="muted", name="sortie_deja")
        self._file = QWidget()
        self._column = QVBoxLayout()
        self._propose = button(_TITLE, role="main", name="sortie_proposer")
        self._with_file = frozenset(m.code for m in motifs(desk.referentiel) if m.comite)
        self.steps.hide()
        self._lay_out_page()
        self._propose.setEnabled(False)
        self._propose.setToolTip("Proposer la sortie (Ctrl+Entrée)")
        self._propose.clicked.connect(self._write)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._propose.click)

    @override
    def arrive(self, id_: str) -> None:
        dossier, where = parted(id_)
        self.dossier, self._ahead = dossier, where == D_AVANCE
        referentiel, on, ahead = self.desk.referentiel, self.desk.clock().date(), self._ahead
        self.desk.jobs.look(
            self,
            lambda rows: preparer(rows, dossier, referentiel=referentiel, on=on, ahead=ahead),
            self._show,
            failed=self._gone,
        )

    @override
    def leave(self) -> None:
        self.left.emit(Place(Name.FILE, side(self.dossier, "emploi")))

    def _gone(self, error: Exception) -> None:
        if not isinstance(error, KeyError):
            self.desk.speak.refuse(error)

    def _show(self, found: FicheSortie) -> None:
        self.person.setText(found.nom)
        self._verdict.setText(f"Aujourd’hui\u00a0: {found.verdict}." if found.verdict else "")
        self._verdict.setVisible(bool(found.verdict))
        self._reasons.setText(" ".join(found.raisons))
        self._reasons.setVisible(bool(found.raisons))
        self._before.setText(found.deja)
        self._before.setVisible(bool(found.deja))
        form = Form(
            "sortie",
            forms.fields(self.desk.referentiel, found.emplois, found.certifications),
            today=lambda: self.desk.clock().date(),
        )
        form.load(found.values, {})
        self._comite.load(found.values, {})
        form.edited.connect(lambda _name: self._show_file())
        self._form = form
        carte = Carte(self.dossier, "sortie", _TITLE, Name.SORTIE, self.dossier)
        self._kept = Kept(self.desk, carte, form, self._comite)
        self._column.addWidget(self._kept)
        self._column.addWidget(form)
        self._show_file()
        self._propose.setEnabled(True)
        form.focus("sortie_le" if self._ahead else "motif")

    def _show_file(self) -> None:
        """Say who decides on that motive; ask for the comité's file only where it may be put to it."""
        motif = self._form.values().get("motif") if self._form is not None else ""
        self._decides.setText(qui_decide(self.desk.referentiel, str(motif or "")))
        rule = a_preparer(self.desk.referentiel, str(motif or ""))
        last = rule.jusqu_au if rule is not None else None
        self._when.setVisible(last is not None)
        if rule is not None and last is not None:
            self._when.setText(
                f"Se prépare d’avance, pour le {phrases.short_date(last)} au plus tard\u00a0: le jour prévu, et vers "
                f"quel dispositif{phrases.cited(rule.article)}."
            )
        self._file.setVisible(motif in self._with_file)

    def _write(self) -> None:
        form, kept = self._form, self._kept
        if form is None or kept is None or not self._propose.isEnabled():
            return
        if not form.can_be_read():
            return
        values = {**form.values()}
        if not self._file.isHidden():
            values |= self._comite.values()
        dossier, referentiel, now = self.dossier, self.desk.referentiel, self.desk.clock()
        day = values.get("sortie_le")
        ahead = isinstance(day, date) and day > now.date()
        self._propose.setEnabled(False)
        kept.write(
            self,
            lambda work: proposer(work, dossier, values, referentiel=referentiel, now=now),
            lambda _changes: self._written(ahead=ahead),
            failed=self._refused,
        )

    def _refused(self, error: Exception) -> None:
        self._propose.setEnabled(True)
        self.desk.speak.refuse(error)

    def _written(self, *, ahead: bool) -> None:
        self.leave()
        done = "La réorientation est préparée" if ahead else "La sortie est proposée"
        self.desk.speak.say(f"{done}. Les pièces à réunir sont dans le dossier.")

    def _lay_out_page(self) -> None:
        page = QWidget()
        page.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(page)
        column.setContentsMargins(8, 0, 16, 16)
        column.setSpacing(12)
        column.addWidget(label(_TITLE, role="heading"))
        column.addWidget(self._decides)
        column.addWidget(self._when)
        self._when.hide()
        for words in (self._before, self._verdict, self._reasons):
            words.hide()
            column.addWidget(words)
        column.addLayout(self._column)
        source, dire = self.desk.referentiel.citer("P7"), self.desk.referentiel.dire
        inside = QVBoxLayout(self._file)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(
            label(f"{dire('Dossier du comité technique')}{phrases.cited(source)}", role="heading")
        )
        inside.addWidget(self._comite)
        column.addWidget(self._file)
        column.addStretch(1)
        self._file.hide()
        area = self.scrolled(page, "sortie_page", _TITLE)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.foot.addWidget(self._propose)

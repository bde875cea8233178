"""One évaluation: a level, an action, the étape that closed a frein; written once, signed by its author (C9-3-5).

Names: `evaluation_<field>`, `evaluation_noter`, `revenir`, `evaluation_histoire_<n>`. Échap goes back.
"""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.binding import Form
from desktop.ui.desk import Desk
from desktop.ui.field import Field
from desktop.ui.kept import Kept
from desktop.ui.places import Name, Place, parted, side
from desktop.ui.screens.hall import Hall, Step
from desktop.ui.widgets.plain import button, label
from desktop.usecases import Changes
from desktop.usecases.evaluations import EvaluationOuverte, evaluer, ouvrir_evaluation
from desktop.usecases.saisies import Carte
from plie.vocabulaire_dossier import SujetEvaluation

_WIDTH = 760


class EvaluationScreen(Hall):
    """Nothing is written before « Noter »: an évaluation is a fact; what was typed waits."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "evaluation_ecran", Step.REDIGER, parent)
        self.steps.hide()
        self._sujet = ""
        self._opened: EvaluationOuverte | None = None
        self._form: Form | None = None
        self._kept: Kept | None = None
        self._title = label(role="title", name="evaluation_titre")
        self._told = label(role="objection", name="evaluation_objection")
        self._told.hide()
        self._keep = button("Noter l’évaluation", role="main", name="evaluation_noter")
        self._keep.setEnabled(False)
        self._column = QVBoxLayout()
        self._lay_out_page()
        self.foot.addWidget(self._keep)
        self._keep.clicked.connect(self._write)

    @override
    def arrive(self, id_: str) -> None:
        self.dossier, self._sujet = parted(id_)
        dossier, referentiel = self.dossier, self.desk.referentiel
        sujet, _, code = self._sujet.partition(":")
        self.desk.jobs.look(
            self,
            lambda rows: ouvrir_evaluation(rows, dossier, sujet, code, referentiel=referentiel),
            self._open,
        )

    @override
    def standing(self, asked: Place) -> Place:
        return Place(asked.name, side(self.dossier, self._sujet))

    @override
    def leave(self) -> None:
        self.left.emit(Place(Name.BACK, side(self.dossier, "diagnostic", self._sujet)))

    def _open(self, opened: EvaluationOuverte) -> None:
        self._opened = opened
        self.person.setText(opened.nom)
        self._title.setText(f"{opened.sujet.sujet.label}\u00a0: {opened.sujet.libelle}")
        if not opened.sujet.code:
            self._title.setText(opened.sujet.libelle)
        self._form = Form("evaluation", _fields(opened), today=lambda: self.desk.clock().date())
        self._form.load({"evalue_le": self.desk.clock().date()}, {})
        self._form.entered.connect(self._write)
        carte = Carte(
            self.dossier,
            f"evaluation:{self._sujet}",
            f"Évaluation\u00a0: {opened.sujet.libelle}",
            Name.EVALUATION,
            side(self.dossier, self._sujet),
        )
        self._kept = Kept(self.desk, carte, self._form)
        self._column.addWidget(self._kept)
        self._column.addWidget(self._form)
        self._column.addWidget(self._told)
        self._column.addWidget(label("Ce qui a été noté", role="heading"))
        for n, said in enumerate(opened.histoire):
            self._column.addWidget(label(said, name=f"evaluation_histoire_{n}"))
        if not opened.histoire:
            self._column.addWidget(label("Rien encore.", role="muted"))
        self._keep.setEnabled(True)
        self._form.focus("niveau")

    def _write(self) -> None:
        if self._form is None or self._kept is None or self._opened is None:
            return
        # Enter pressed again while it is being written asks for nothing more.
        if not self._keep.isEnabled() or not self._form.can_be_read():
            return
        values = self._form.values()
        level = str(values["niveau"])
        sujet = self._opened.sujet
        typed = {
            **values,
            "sujet": sujet.sujet.value,
            "code": sujet.code,
            "niveau": int(level) if level.isdecimal() else None,
        }
        dossier, referentiel, on = self.dossier, self.desk.referentiel, self.desk.clock().date()
        self._keep.setEnabled(False)
        self._kept.write(
            self,
            lambda work: evaluer(work, dossier, typed, referentiel=referentiel, on=on),
            self._written,
            failed=self._refused,
        )

    def _written(self, _changes: Changes) -> None:
        self.leave()
        self.desk.speak.say("L’évaluation est notée.")

    def _refused(self, error: Exception) -> None:
        self._keep.setEnabled(True)
        phrase = getattr(error, "phrase", "")
        self._told.setText(phrase)
        self._told.setVisible(bool(phrase))
        if not phrase:
            self.desk.speak.refuse(error)

    def _lay_out_page(self) -> None:
        page = QWidget()
        page.setMaximumWidth(_WIDTH)
        self._column.setSpacing(8)
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 12, 16)
        inner.addWidget(self._title)
        inner.addLayout(self._column)
        inner.addStretch(1)
        self.scrolled(page, "evaluation_page", "Évaluation")


def _fields(opened: EvaluationOuverte) -> tuple[Field, ...]:
    sujet = opened.sujet
    levels = tuple((str(n), words) for n, words in enumerate(sujet.echelle))
    frein = sujet.sujet is SujetEvaluation.FREIN
    action = Field("action", "Action", "line")
    if sujet.sensible:
        action = Field(
            "action",
            "Action",
            "choice",
            help="De ce frein on ne garde qu’un niveau et une action\u00a0: aucune phrase.",
            options=tuple((one, one) for one in opened.actions),
        )
    closed = Field(
        "etape",
        "Étape qui l’a levé",
        "choice",
        help="Demandée quand un frein qui pesait est levé.",
        options=opened.etapes,
    )
    return (
        Field("niveau", "Niveau", "choice", options=levels),
        Field("evalue_le", "Évalué le", "date", beside=True),
        action,
        *((closed,) if frein else ()),
    )

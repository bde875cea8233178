"""The panel of the diagnostic: conditions, criteria, flags, what was written, and évaluations over time (P5, C9-3-5).

Names: `modifier_diagnostic`, `evaluer_<sujet>_<code>`, `mesure_<sujet>_<code>`, `condition_<n>`, `critere_<n>`, `attentions`.
"""

from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from desktop.ui.forms.diagnostic import LABELS
from desktop.ui.panel import Panel
from desktop.ui.places import Name, Place, side
from desktop.ui.widgets.echelle import Echelle
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.panel_page import row
from desktop.ui.widgets.plain import button, dress, label
from desktop.usecases.diagnostic import VueDiagnostic, vue
from desktop.usecases.evaluations import LigneEvaluation
from plie.evaluation import SujetEvalue


class DiagnosticPanel(Panel):
    """Reads and leads: the diagnostic has its screen, each évaluation too."""

    word = "diagnostic"
    title = "Diagnostic"
    kinds = ("diagnostic", "evaluation")

    @override
    def read(self) -> None:
        dossier, referentiel = self.dossier, self.desk.referentiel
        on = self.desk.clock().date()
        self.look(
            lambda rows: vue(rows, dossier, labels=LABELS, referentiel=referentiel, on=on),
            self._show,
        )

    @override
    def begin_at(self, at: str) -> None:
        """Come back where one evaluated from: the next is beside it, far below the conditions and the criteria."""
        name = f"evaluer_{at.replace(':', '_')}".rstrip("_")
        opens = self.findChildren(QPushButton, name) if at else []
        if opens:
            self.give_keyboard(name)
            self.bring(opens[-1])

    def _show(self, found: VueDiagnostic) -> None:
        self.clear()
        if found.fige:
            self._say(found.fige, "muted", "diagnostic_fige")
        if found.preconisations or not found.fige:
            self.leading(
                "Suivre les préconisations" if found.fige else "Modifier le diagnostic",
                Place(Name.DIAGNOSTIC, self.dossier),
                name="modifier_diagnostic",
            )
        self._answers("Conditions d’adhésion", found.conditions, "condition")
        self._answers("Critères administratifs", found.criteres, "critere")
        if found.criteres_requis:
            self._say(found.criteres_requis, "muted", "criteres_requis")
        if found.attentions:
            self._say("Points d’attention", "heading")
            self._say(" · ".join(found.attentions), name="attentions")
        for title, words in found.textes:
            self._say(title, "heading")
            self._say(words)
        if found.preconisations:
            self._say("Préconisations", "heading")
        for words, detail in found.preconisations:
            self._say(words, "strong")
            self._say(detail, "muted")
        self._evaluations(found)

    def _answers(self, title: str, answers: tuple[tuple[str, str], ...], name: str) -> None:
        if answers:
            self._say(title, "heading")
        for n, (asked, said) in enumerate(answers):
            self._say(asked, "strong")
            self._say(said, "muted", f"{name}_{n}")

    def _evaluations(self, found: VueDiagnostic) -> None:
        if found.evaluations or found.a_evaluer:
            self._say("Freins, motivation, savoirs de base", "heading")
        for line in found.evaluations:
            self.column.addWidget(self._measured(line))
        if found.a_evaluer and self.writes:
            self._say("À évaluer", "muted")
            band = QWidget()
            flow = Flow(band)
            for sujet in found.a_evaluer:
                opens = self._opening(sujet, sujet.libelle)
                dress(opens, "")  # alone, its words would not say that they are pressed
                flow.addWidget(opens)
            self.column.addWidget(band)

    def _measured(self, line: LigneEvaluation) -> QWidget:
        name = _name("mesure", line.sujet)
        opens = self._opening(line.sujet, "Évaluer")
        made = row(line.sujet.libelle, "", opens, name=name)
        made.words.addWidget(chart(line, name))
        made.words.addWidget(label(line.texte, role="muted", name=f"{name}_detail"))
        opens.setVisible(self.writes)
        return made

    def _opening(self, sujet: SujetEvalue, words: str) -> QPushButton:
        opens = button(words, role="quiet", name=_name("evaluer", sujet))
        opens.setAccessibleName(f"Évaluer «\u00a0{sujet.libelle}\u00a0»")
        place = Place(Name.EVALUATION, side(self.dossier, f"{sujet.sujet}:{sujet.code}"))
        opens.clicked.connect(lambda: self.asked.emit(place))
        return opens

    def _say(self, words: str, role: str = "", name: str = "") -> None:
        self.column.addWidget(label(words, role=role, name=name))


def chart(line: LigneEvaluation, name: str) -> Echelle:
    """Return the small chart of an évaluation, with its words."""
    made = Echelle(len(line.sujet.echelle), f"{line.sujet.libelle}\u00a0: {line.texte}")
    made.setObjectName(f"{name}_echelle")
    levels = [
        one.niveau if one is not None else None
        for one in (line.mesure.entree, line.mesure.precedente, line.mesure.actuelle)
    ]
    made.show_levels(*levels)
    return made


def _name(head: str, sujet: SujetEvalue) -> str:
    return f"{head}_{sujet.sujet}_{sujet.code}".rstrip("_")

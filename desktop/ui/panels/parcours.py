"""The panel of the parcours: étapes newest first, objectives, competences acquired (C9-1, C9-3-5, C9-3-6).

Names: `etape_<id>`, `etape_<id>_ouvrir`, `objectif_<id>`, `objectif_<id>_ouvrir`, `nouvelle_etape`, `nouvel_objectif`,
`competence_<id>`, `competence_<id>_ouvrir`, `nouvelle_competence`, and those of `Reviewing`.
"""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.panel import Panel
from desktop.ui.places import Name, Place
from desktop.ui.reviewing import Reviewed, Reviewing
from desktop.ui.widgets.panel_page import empty, row
from desktop.ui.widgets.plain import button, label
from desktop.usecases import Rows
from desktop.usecases.etapes import Ligne, Vue, vue
from desktop.usecases.noms import KINDS


class ParcoursPanel(Panel):
    """Reads and leads: each étape and each objective is typed on a screen of its own."""

    word = "parcours"
    title = "Parcours"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._review = Reviewing(self)
        self.column.addLayout(self._review.place)
        lines = QVBoxLayout()
        lines.setSpacing(8)
        self.column.addLayout(lines)
        # What is drawn again at each reading: the card stays above it.
        self.column = lines

    @override
    def turn(self) -> None:
        self._review.turn()

    @override
    def read(self) -> None:
        dossier, referentiel = self.dossier, self.desk.referentiel
        on = self.desk.clock().date()

        def ask(rows: Rows) -> tuple[Vue, Reviewed]:
            found = vue(rows, dossier, referentiel=referentiel, on=on)
            return found, self._review.read(rows, dossier)

        self.look(ask, lambda found: self._show(*found))

    @override
    def begin_at(self, at: str) -> None:
        self._review.begin_at(at)

    def _show(self, found: Vue, reviewed: Reviewed) -> None:
        self._review.redraw(reviewed)
        empty(self.column)
        self._list("Étapes", "Aucune étape n’est notée.", found.etapes, "etape", Name.ETAPE)
        self._add("Nouvelle étape", "nouvelle_etape", Name.NOUVELLE_ETAPE)
        if self.reads("objectif"):
            self._list(
                "Contrat d’objectifs intermédiaires",
                "Aucun objectif n’est fixé.",
                found.objectifs,
                "objectif",
                Name.OBJECTIF,
            )
            self._add("Nouvel objectif", "nouvel_objectif", Name.NOUVEL_OBJECTIF)
        if self.reads("competence"):
            self._list(
                "Livret de compétences",
                "Aucune compétence acquise n’est notée.",
                found.competences,
                "competence",
                Name.COMPETENCE,
            )
            self._add("Nouvelle compétence", "nouvelle_competence", Name.NOUVELLE_COMPETENCE)
        self._review.drawn()

    def _list(
        self, title: str, nothing: str, lines: tuple[Ligne, ...], kind: str, place: Name
    ) -> None:
        self.column.addWidget(label(title, role="heading"))
        if not lines:
            self.column.addWidget(label(nothing, role="muted"))
        for line in lines:
            name = f"{kind}_{line.id}"
            said = f"{line.titre} — {line.etat.lower()}" if line.etat else line.titre
            review = self._review.leading(
                kind, line.id, f"{KINDS[kind]} «\u00a0{line.titre}\u00a0»"
            )
            opens = review or self._opening(name, line.titre, Place(place, line.id))
            self.column.addWidget(row(said, line.detail, opens, name=name))
            opens.setVisible(self.writes or review is not None)

    def _opening(self, name: str, title: str, place: Place) -> QPushButton:
        opens = button("Ouvrir", role="quiet", name=f"{name}_ouvrir")
        opens.setAccessibleName(f"Ouvrir «\u00a0{title}\u00a0»")
        opens.clicked.connect(lambda: self.asked.emit(place))
        return opens

    def _add(self, words: str, name: str, place: Name) -> None:
        self.leading(words, Place(place, self.dossier), name=name, picture="plus")

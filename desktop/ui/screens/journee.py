"""Ma journée: what today asks for, one line each, and each line ends in its action."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.places import Name, Place
from desktop.ui.screen import Screen
from desktop.ui.widgets.empty_state import States
from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.plain import button, label
from desktop.usecases import Changes, Rows
from desktop.usecases.caseload import LigneJour, file_active, ma_journee
from plie import phrases

_GROUPS = (
    ("rendez_vous", "Rendez-vous du jour"),
    ("entretien", "Entretiens à terminer"),
    ("signature", "Comptes-rendus à signer"),
    ("commentaire", "Commentaires de la semaine"),
    ("alerte", "Parcours à reprendre"),
)
_ACTIONS = {
    "nouvel_entretien": ("Commencer l’entretien", Name.NOUVEL_ENTRETIEN),
    "terminer": ("Terminer", Name.ENTRETIEN),
    "signer": ("Faire signer", Name.RELECTURE),
    "lire": ("Lire", Name.RELECTURE),
    "ouvrir": ("Ouvrir le dossier", Name.FILE),
}
_WIDTH, _MOST = 860, 8


class Journee(Screen):
    """The first screen of the day."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("journee")
        self._title = label(role="title", name="journee_titre")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._states = States(self._area, "journee_etats")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._states, 1)
        self._states.show_loading()

    @override
    def arrive(self, id_: str) -> None:
        self._read()

    @override
    def refresh(self, changes: Changes) -> None:
        if changes:
            self._read()

    def _read(self) -> None:
        referentiel, on = self.desk.referentiel, self.desk.clock().date()
        self._title.setText(phrases.long_date(on).capitalize())

        def ask(rows: Rows) -> tuple[LigneJour, ...]:
            lines = file_active(rows, referentiel=referentiel, on=on)
            return ma_journee(rows, lines, on=on)

        self.desk.jobs.look(self, ask, self._show)

    def _show(self, lines: tuple[LigneJour, ...]) -> None:
        if not lines:
            self._states.show_empty(
                "Rien n’attend aujourd’hui.",
                next_step="Ouvrez Ma file active pour préparer les prochains entretiens.",
                picture="journee",
                action="Ma file active",
                act=lambda: self.left.emit(Place(Name.FILE)),
            )
            return
        self._area.setWidget(self._page(lines))
        self._states.show_content()

    def _page(self, lines: tuple[LigneJour, ...]) -> QWidget:
        page = QWidget()
        page.setObjectName("journee_page")
        page.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        for icon_name, title in _GROUPS:
            group = [line for line in lines if line.icone == icon_name]
            if group:
                column.addSpacing(8)
                column.addWidget(label(f"{title} ({len(group)})", role="heading"))
            for line in group[:_MOST]:
                column.addWidget(self._row(line))
            if len(group) > _MOST:
                more = f"… et {len(group) - _MOST} autres, en tête de Ma file active."
                column.addWidget(label(more, role="muted"))
        column.addStretch(1)
        return page

    def _row(self, line: LigneJour) -> QFrame:
        words, name = _ACTIONS[line.action]
        frame = QFrame()
        frame.setProperty("role", "card")
        row = QHBoxLayout(frame)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(IconLabel("serieuse" if line.icone == "alerte" else line.icone, "muted"))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(label(line.titre, role="strong"))
        texts.addWidget(label(line.detail, role="muted"))
        row.addLayout(texts, 1)
        act = button(words, name=f"{line.action}_{line.id}")
        act.setAccessibleName(f"{words}, {line.titre}")
        target = line.dossier if line.action in {"nouvel_entretien", "ouvrir"} else line.id
        act.clicked.connect(lambda: self.left.emit(Place(name, target)))
        row.addWidget(act)
        return frame

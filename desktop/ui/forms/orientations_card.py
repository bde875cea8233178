"""`OrientationsCard`: the figures of an entry of the directory; each opens the list that it counts (C9-3-1).

Names: `chiffre_<code>`, `annuaire_orientations_titre`, `annuaire_orientations`.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.lists import PersonList
from desktop.ui.widgets.person_delegate import PersonLine
from desktop.ui.widgets.plain import button, label
from desktop.usecases.orientations import Chiffre
from plie import phrases
from plie.orientation import Orientation

_ROWS = 5


class OrientationsCard(QWidget):
    """The figures in a line, and below them the dossiers of the one that was chosen."""

    opened = Signal(str)  # a dossier

    def __init__(self) -> None:
        super().__init__()
        self._figures: tuple[Chiffre, ...] = ()
        self._buttons: dict[str, QPushButton] = {}
        self._chosen = ""
        self._row = QWidget()
        self._flow = Flow(self._row)
        self._what = label(role="strong", name="annuaire_orientations_titre")
        self._list: PersonList[Orientation] = PersonList(
            "annuaire_orientations", _line, lambda one: f"{one.dossier}:{one.recue_le}"
        )
        self._list.setAccessibleName("Dossiers du chiffre choisi")
        self._list.opened.connect(lambda one: self.opened.emit(one.dossier))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("Orientations", role="heading"))
        for part in (self._row, self._what, self._list):
            column.addWidget(part)

    def show_figures(self, figures: tuple[Chiffre, ...]) -> None:
        """Show what is counted; the list that was open stays so."""
        self._figures = figures
        for one in figures:
            if one.code not in self._buttons:
                self._buttons[one.code] = self._made(one.code)
            self._buttons[one.code].setText(f"{one.titre}\u00a0: {len(one.orientations)}")
        self.setVisible(bool(figures))
        self._open(self._chosen)

    def _made(self, code: str) -> QPushButton:
        made = button("", role="link", name=f"chiffre_{code}")
        made.clicked.connect(lambda: self._open(code))
        self._flow.addWidget(made)
        return made

    def _open(self, code: str) -> None:
        self._chosen = code
        found = next((one for one in self._figures if one.code == code), None)
        listed = found.orientations if found else ()
        self._what.setVisible(found is not None)
        self._list.setVisible(bool(listed))
        if found is not None:
            self._what.setText(
                f"{found.titre} ({len(listed)})" if listed else f"{found.titre}\u00a0: personne."
            )
        self._list.people.set_rows(listed)
        self._list.show_at_most(_ROWS)


def _line(one: Orientation) -> PersonLine:
    day = f"reçue le {phrases.short_date(one.recue_le)}" if one.recue_le else "sans date"
    return PersonLine(one.nom, f"{one.suite.label}, {day}")

"""Comptes-rendus found again by a name, a day or a word of their state. Names: `retrouver_mots`, `retrouver_liste`."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.widgets.lists import PersonList
from desktop.ui.widgets.person_delegate import PersonLine
from desktop.ui.widgets.plain import label
from desktop.ui.widgets.search_field import search_field
from desktop.usecases.comptes_rendus import LigneCompteRendu
from plie.lettres import folded

_SHOWN = 6


class FoundAgain(QWidget):
    """The newest first; each word typed keeps those that say it. Enter or a double click opens one."""

    asked = Signal(str)  # the id of the compte-rendu to be read

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[tuple[str, LigneCompteRendu], ...] = ()  # each with how it may be typed
        self._words = search_field(
            "retrouver_mots",
            "Retrouver un compte-rendu",
            "Un nom, un mois, «\u00a0signé\u00a0»…",
        )
        self._none = label("", role="muted", name="retrouver_rien")
        self._list: PersonList[LigneCompteRendu] = PersonList(
            "retrouver_liste", lambda cr: PersonLine(cr.nom, cr.resume), lambda cr: cr.id
        )
        self._list.setAccessibleName("Comptes-rendus, du plus récent au plus ancien")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("Retrouver un compte-rendu", role="title"))
        for part in (self._words, self._none, self._list):
            column.addWidget(part)
        self._words.textChanged.connect(self._show)
        self._words.returnPressed.connect(self._list.setFocus)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self._words, self._list.setFocus)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._list.opened.connect(lambda cr: self.asked.emit(cr.id))
        self._show()

    def show_all(self, lines: Sequence[LigneCompteRendu]) -> None:
        """Show these, among which the words typed choose."""
        self._lines = tuple((_said(cr), cr) for cr in lines)
        self._show()

    def _show(self) -> None:
        wanted = self._words.text().casefold().split()
        found = [cr for said, cr in self._lines if all(word in said for word in wanted)]
        self._list.people.set_rows(found)
        self._list.show_at_most(_SHOWN)
        self._list.setVisible(bool(found))
        self._none.setText(
            "Aucun compte-rendu ne dit ces mots."
            if self._lines
            else "Aucun compte-rendu n’est encore finalisé."
        )
        self._none.setVisible(not found)


def _said(cr: LigneCompteRendu) -> str:
    """Return its words with their accents, and without: « signé » is not « à signer »."""
    said = f"{cr.nom} {cr.resume}"
    return f"{said.casefold()} {folded(said)}"

"""The contacts with an employer, of one job: each a dated line of the dossier, noted here, corrected there.

Names: `contacts`, `contact_noter`, `contact_le`, `contact_texte`, `contact_garder`, `contact_annuler`.
"""

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.ui.binding import Form
from desktop.ui.field import Field
from desktop.ui.forms.day_card import DayCard
from desktop.ui.kept import Kept
from desktop.ui.widgets.panel_page import empty
from desktop.ui.widgets.plain import button, label
from plie.objection import Objection

_FIELDS = (
    Field("le", "Le", "date"),
    Field("texte", "Ce qui s’est dit", "line", beside=True),
)


class ContactsPart(QWidget):
    """Hidden until the job is written: a contact is of something."""

    given = Signal(object, str)  # the day or None, the words

    def __init__(self, today: Callable[[], date], keep: Callable[[Form], Kept]) -> None:
        super().__init__()
        self.setObjectName("contacts")
        self._today, self._keep = today, keep
        self._card: DayCard | None = None
        self._lines, self._place = QVBoxLayout(), QVBoxLayout()
        self._warning = label(role="muted", name="contact_accord")
        self._note = button("Noter un contact…", name="contact_noter")
        self._note.clicked.connect(self._begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(6)
        column.addWidget(label("Contacts avec l’employeur", role="heading"))
        column.addWidget(self._warning)
        column.addLayout(self._lines)
        column.addWidget(self._note)
        column.addLayout(self._place)
        self.hide()

    @property
    def kept(self) -> Kept | None:
        """What keeps the words of the contact being typed."""
        return self._card.words if self._card is not None else None

    def show_contacts(self, lines: Iterable[str], warning: str) -> None:
        """Show what was noted, the latest first, and what is to be known before calling."""
        empty(self._lines)
        for line in lines:
            self._lines.addWidget(label(line))
        if self._lines.isEmpty():
            self._lines.addWidget(label("Aucun contact noté.", role="muted"))
        self._warning.setText(warning)
        self._warning.setVisible(bool(warning))
        self.show()

    def object_all(self, objections: Iterable[Objection]) -> None:
        """Say what stands against the contact typed."""
        if self._card is not None:
            self._card.object_all(objections)

    def put_away(self) -> None:
        """Nothing is typed any more."""
        card, self._card = self._card, None
        within = card is not None and card.isAncestorOf(QApplication.focusWidget() or self)
        empty(self._place)
        if within:
            self._note.setFocus()

    def _begin(self) -> None:
        empty(self._place)
        self._card = DayCard(
            "contact", "Un contact avec l’employeur", _FIELDS, today=self._today, keep=self._keep,
            begun=(self._today(), ""),
        )  # fmt: skip
        self._card.given.connect(self.given)
        self._card.put_away.connect(self.put_away)
        self._place.addWidget(self._card)
        self._card.show()
        self._card.begin()

"""Beside a compte-rendu: its state, what its seals say, what stands in the way, what others said."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui import letter_size
from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.lettered import width_for
from desktop.ui.widgets.plain import label
from plie import phrases
from plie.kinds import Commentaire

_WIDTH, _LETTERS = 340, 26  # the longest word of a role is 18 letters, in a card


class ReadingNotes(QScrollArea):
    """A column of cards, made afresh at each `show_notes`, as wide as its letters ask for. Named `notes`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notes")
        self.setAccessibleName("À propos de ce compte-rendu")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._column = QVBoxLayout()
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if letter_size.changed(event):
            self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(width_for(self, _LETTERS, least=_WIDTH))

    def begin(self) -> None:
        """Start from an empty column."""
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(8)
        self.setWidget(page)

    def add_state(self, title: str, lines: Sequence[str]) -> None:
        """Say in which state the compte-rendu is."""
        card, column = _card()
        column.addWidget(label(title, role="heading", name="etat"))
        for line in lines:
            column.addWidget(label(line, role="muted"))
        self._column.addWidget(card)

    def add_message(self, sentence: str, severity: str, name: str) -> None:
        """Say something that counts: a verdict, an obstacle. `severity` gives icon and colour."""
        frame = QFrame()
        frame.setProperty("severity", severity)
        frame.setObjectName(f"{name}_cadre")
        row = QHBoxLayout(frame)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        icons = QVBoxLayout()
        icons.addWidget(IconLabel(severity, severity))
        icons.addStretch(1)
        row.addLayout(icons)
        row.addWidget(label(sentence, name=name), 1)
        self._column.addWidget(frame)

    def add_comments(self, comments: Sequence[tuple[Commentaire, bool]], zone: tzinfo) -> None:
        """Show what was said about it, each with whether it was received."""
        if not comments:
            return
        card, column = _card()
        column.addWidget(label("Commentaires", role="heading"))
        for place, (comment, received) in enumerate(comments):
            day = phrases.short_date(comment.ecrit_le.astimezone(zone).date())
            state = " · reçu" if received else ""
            column.addWidget(
                label(
                    f"{comment.auteur_nom}, le {day}{state}", role="muted", name=f"auteur_{place}"
                )
            )
            column.addWidget(label(comment.texte, name=f"commentaire_{place}"))
        self._column.addWidget(card)

    def end(self) -> None:
        """Leave the rest of the column empty."""
        self._column.addStretch(1)


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(4)
    return card, column

"""What the store set aside of someone else's work: about what, why, since when; settle it from here.

Names, for an entry <id>: `mis_de_cote_ailleurs_<id>`, `classer_motif_<id>`, `classer_<id>`.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout
from typing_extensions import override

from desktop.ui.typed_text import Typed, TypedText
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.section import Card
from desktop.usecases.mis_de_cote_ailleurs import MisDeCoteAilleurs
from plie import phrases


class ElsewhereCard(Card):
    """One `MisDeCoteAilleurs`: its author corrects it where it was written; it is settled here if they cannot."""

    settled = Signal(str, str)  # which, why

    def __init__(self, one: MisDeCoteAilleurs, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.one = one
        self.setObjectName(f"mis_de_cote_ailleurs_{one.id}")
        self.setProperty("role", "card")
        self.setAccessibleName(f"{one.personne}, {one.objet}, chez {one.auteur}. {one.raison}")
        self._why = QLineEdit()
        self._why.setObjectName(f"classer_motif_{one.id}")
        self._why.setAccessibleName("Pourquoi vous le classez")
        self._why.setPlaceholderText(
            "Pourquoi vous le classez\u00a0: poste perdu, réglé de vive voix…"
        )
        self._reason_typed = TypedText(self._why)
        press = button("Classer", role="quiet", name=f"classer_{one.id}")
        press.setAccessibleDescription(f"{one.personne}, {one.objet}")
        self._objection = label(role="objection", name=f"classer_objection_{one.id}")
        self._objection.hide()
        since = phrases.short_date(one.le.astimezone(clock().tzinfo).date())
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(label(f"{one.personne} — {one.objet}", role="heading"))
        column.addWidget(label(one.raison))
        column.addWidget(
            label(
                f"Chez {one.auteur} depuis le {since}\u00a0: cela se corrige là où c’est écrit, dans "
                "«\u00a0Échanges\u00a0» de son poste.",
                role="muted",
            )
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._why, 1)
        row.addWidget(press)
        column.addLayout(row)
        column.addWidget(self._objection)
        press.clicked.connect(self._done)
        self._why.returnPressed.connect(self._done)

    @property
    @override
    def sources(self) -> tuple[Typed, ...]:
        return (self._reason_typed,)

    def object_to(self, sentence: str) -> None:
        """Say on the card what stands against the gesture."""
        self._objection.setText(sentence)
        self._objection.show()

    def _done(self) -> None:
        self.settled.emit(self.one.id, self._why.text())

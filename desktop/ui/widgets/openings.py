"""Who else opened a dossier, the latest first; nothing at all while nobody did.

Names: `ouvertures_dossier`, `ouvertures_dossier_suite`.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.widgets.plain import button, label

_FIRST = 5


class Openings(QWidget):
    """A line for each opening; the earlier ones on demand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said: tuple[str, ...] = ()
        self._words = label(name="ouvertures_dossier")
        self._more = button(
            "Montrer les ouvertures plus anciennes", role="quiet", name="ouvertures_dossier_suite"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("Ouvert par d’autres que vous", role="heading"))
        column.addWidget(self._words)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._more.clicked.connect(self._show_all)
        self.hide()

    def show_openings(self, said: Sequence[str]) -> None:
        """Show the latest of these, the latest first."""
        self._said = tuple(said)
        self._words.setText("\n".join(self._said[:_FIRST]))
        self._more.setVisible(len(self._said) > _FIRST)
        self.setVisible(bool(self._said))

    def _show_all(self) -> None:
        self._words.setText("\n".join(self._said))
        self._more.hide()

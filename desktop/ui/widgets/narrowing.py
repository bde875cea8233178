"""The boxes that narrow the file active: `sans_rendez_vous`, `en_emploi`; each says how many it would keep."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.usecases.caseload import LigneDossier

_WITHOUT, _WORKING = "Sans rendez-vous prévu ce mois-ci", "En emploi"


class Narrowing(QWidget):
    """A box whose list would be empty is not offered, unless it is ticked."""

    changed = Signal()

    def __init__(self, *, plans: bool, parent: QWidget | None = None) -> None:
        """`plans`: whether those who work here take rendez-vous."""
        super().__init__(parent)
        self._plans = plans
        self._without = _chip(
            "sans_rendez_vous",
            "Personnes en parcours sans rendez-vous prévu d’aujourd’hui à la fin du mois",
        )
        self._working = _chip(
            "en_emploi", "Au travail, ou dans les mois de suivi qui suivent une embauche"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for box in self._boxes:
            box.toggled.connect(lambda _ticked: self.changed.emit())
            column.addWidget(box, alignment=Qt.AlignmentFlag.AlignLeft)
        self.hide()

    @property
    def _boxes(self) -> tuple[QCheckBox, QCheckBox]:
        return self._without, self._working

    @property
    def ticked(self) -> tuple[str, ...]:
        """What the list is narrowed to, in words."""
        named = ((self._without, _WITHOUT), (self._working, _WORKING))
        return tuple(words for box, words in named if box.isChecked())

    def tick(self, *, without: bool) -> None:
        """Keep those without a rendez-vous, or everyone."""
        self._without.setChecked(without)
        self._working.setChecked(False)

    def count(self, lines: Iterable[LigneDossier]) -> None:
        """Say how many of these persons each would keep."""
        seen = tuple(lines)
        without = sum(line.sans_rendez_vous for line in seen)
        working = sum(bool(line.en_emploi) for line in seen)
        self._without.setText(f"{_WITHOUT} ({without})")
        self._working.setText(f"{_WORKING} ({working})")
        # Once the last one is gone, the list is not left empty behind a hidden box.
        told = self._plans and (without > 0 or self._without.isChecked())
        self._without.setVisible(told)
        self._working.setVisible(working > 0 or self._working.isChecked())
        self.setVisible(any(not box.isHidden() for box in self._boxes))

    def keeps(self, line: LigneDossier) -> bool:
        """Whether a person stays in the list."""
        asked = line.sans_rendez_vous or not self._without.isChecked()
        return asked and (bool(line.en_emploi) or not self._working.isChecked())


def _chip(name: str, tip: str) -> QCheckBox:
    # Dressed before it has a parent: later, the sheet would not see it.
    box = QCheckBox()
    box.setObjectName(name)
    box.setProperty("role", "chip")
    box.setToolTip(tip)
    return box

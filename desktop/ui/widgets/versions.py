"""The versions of one compte-rendu, one button each; the one shown is pressed, and says what became of it.

Names: `versions`, `version_<n>`, `version_remplacee`.
"""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.plain import button, label
from plie import phrases
from plie.compte_rendu import replacer
from plie.kinds import CompteRendu


class Versions(QWidget):
    """Hidden while there is one version only."""

    asked = Signal(str)  # the id of the compte-rendu to read

    def __init__(self, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.setObjectName("versions")
        self._row = Flow(spacing=4)
        self._replaced = label(name="version_remplacee")
        self._replaced.setProperty("severity", "avertissement")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._row)
        column.addWidget(self._replaced)
        self.hide()

    def show_versions(self, versions: Sequence[CompteRendu], shown: str) -> None:
        """Offer each version, and say of the one shown which other replaced it."""
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        for cr in versions:
            self._row.addWidget(self._button(cr, versions, here=cr.id == shown))
        sentence = replaced_by(shown, versions, self._zone)
        self._replaced.setText(
            f"{sentence} Elle reste ici telle qu’elle était, à lire et à imprimer."
        )
        self._replaced.setVisible(bool(sentence))
        self.setVisible(len(versions) > 1)

    def _button(self, cr: CompteRendu, versions: Sequence[CompteRendu], *, here: bool) -> QWidget:
        by = replacer(cr.id, versions)
        words = f"Version {cr.version}" + ("" if by else " (en vigueur)")
        made = button(words, name=f"version_{cr.version}")
        made.setCheckable(True)
        made.setChecked(here)
        state = "celle que vous lisez" if here else "la lire"
        made.setAccessibleName(f"{words}, {state}")
        made.setToolTip(replaced_by(cr.id, versions, self._zone) or "C’est la version en vigueur")
        if here:
            # It stays pressed: it is where one is, not what one may not do.
            made.clicked.connect(lambda: made.setChecked(True))
        else:
            made.clicked.connect(lambda _checked=False, id_=cr.id: self.asked.emit(id_))
        return made


def replaced_by(id_: str, versions: Sequence[CompteRendu], zone: tzinfo) -> str:
    """Say which version replaced this one, of when and why; "" when none did."""
    by = replacer(id_, versions)
    if by is None:
        return ""
    day = phrases.short_date(by.finalise_le.astimezone(zone).date())
    why = f"\u00a0: «\u00a0{by.motif}\u00a0»" if by.motif else ""
    return f"Remplacée par la version {by.version} du {day}{why}."

"""One's own devices, in « Mon poste »: each in a line, this one marked, another one declared lost.

Names: `mes_appareils`, `appareil_<id>`, `etat_<id>`, `perdu_<id>`, `appareils_relire`.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.widgets.plain import button, label
from desktop.usecases.appareils import LigneAppareil


class DeviceRows(QWidget):
    """Says what there is; the caller asks before anything is done."""

    lost = Signal(object)  # the LigneAppareil to declare lost
    again = Signal()  # read the list again

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mes_appareils")
        self._note = label(role="muted", name="appareils_note")
        self._again = button("Relire la liste", role="quiet", name="appareils_relire")
        self._again.clicked.connect(self.again)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self._shown: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("Mes appareils", role="heading", name="section_appareils"))
        column.addWidget(self._note)
        column.addLayout(self._lines)
        column.addWidget(self._again, alignment=Qt.AlignmentFlag.AlignLeft)

    def say(self, sentence: str) -> None:
        """Say why there is no list to show, or that it is on its way."""
        self._note.setText(sentence)

    def show_devices(self, devices: Sequence[LigneAppareil]) -> None:
        """Show them as the store has them."""
        for line in self._shown:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._shown = [self._line(device) for device in devices]
        for line in self._shown:
            self._lines.addWidget(line)
        self.say(
            "Chaque ordinateur où vous avez un coffre relié. Un appareil déclaré perdu est refusé à sa "
            "prochaine demande, et se verrouille."
        )

    def _line(self, device: LigneAppareil) -> QWidget:
        box = QFrame()
        box.setObjectName(f"appareil_{device.id}")
        box.setProperty("role", "card")
        here = "\u00a0· cet appareil" if device.ici else ""
        until = f" · certificat jusqu’au {device.jusqu_au}" if device.jusqu_au else ""
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(f"{device.nom}{here}", role="strong"))
        words.addWidget(label(device.mots, name=f"etat_{device.id}"))
        words.addWidget(
            label(f"Relié le {device.depuis} · vu\u00a0: {device.vu}{until}", role="muted")
        )
        row = QHBoxLayout(box)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        row.addLayout(words, 1)
        if device.retirable:
            press = button("Déclarer perdu…", name=f"perdu_{device.id}")
            press.setAccessibleDescription(device.nom)
            press.clicked.connect(partial(self.lost.emit, device))
            row.addWidget(press)
        return box

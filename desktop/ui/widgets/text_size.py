"""How large the letters are, and three ways to change it: `texte_moins`, `texte_plus`, `texte_normal`."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.look import SCALES, Look
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.plain import button, line


class TextSize(QWidget):
    """Changes at once, here and in every screen; says the size of the moment in hundredths."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._size = line(role="muted", name="texte_taille")
        self._smaller = button("Plus petit", name="texte_moins")
        self._larger = button("Plus grand", name="texte_plus")
        self._usual = button("Taille normale", name="texte_normal")
        buttons = QWidget()
        flow = Flow(buttons)
        for act, gesture, keys in (
            (self._smaller, look.smaller, "Ctrl\u00a0−"),
            (self._larger, look.larger, "Ctrl\u00a0+"),
            (self._usual, look.usual, "Ctrl\u00a00"),
        ):
            act.setToolTip(keys)
            act.setAccessibleName(f"{act.text()}, taille du texte")
            act.clicked.connect(gesture)
            flow.addWidget(act)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._size)
        row.addWidget(buttons, 1)
        look.changed.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        scale = self._look.scale
        self._size.setText(f"Taille du texte\u00a0: {scale * 100:.0f}\u00a0%")
        self._smaller.setEnabled(scale > SCALES[0])
        self._larger.setEnabled(scale < SCALES[-1])
        self._usual.setEnabled(scale != 1)

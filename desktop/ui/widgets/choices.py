"""Several answers among options: chips that Space checks; arrows and letters move, Tab leaves."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from desktop.ui.widgets.editors import Options
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.letters import Letters

_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}


class ChoicesEditor(QWidget):
    """A tuple of codes, in the order of the options; unknown codes are kept at the end."""

    edited = Signal()

    def __init__(self, options: Options) -> None:
        super().__init__()
        self._flow = Flow(self)
        self._chips: dict[str, QCheckBox] = {}
        self._letters = Letters(self)
        for code, shown in options:
            self._add(code, shown)
        # A lock brings one back to the chip one was on, by its name.
        self.objectNameChanged.connect(self._name)

    def value(self) -> object:
        """The codes checked."""
        return tuple(code for code, chip in self._chips.items() if chip.isChecked())

    def set_value(self, value: object) -> None:
        """Check these codes and no other."""
        codes = tuple(value) if isinstance(value, list | tuple) else ()
        for code in codes:
            if code not in self._chips:
                self._add(code, code)
        for code, chip in self._chips.items():
            chip.setChecked(code in codes)

    def widget(self) -> QWidget:
        """Itself."""
        return self

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            chips = list(self._chips.values())
            if step is not None and watched in chips:
                self._land(chips[(chips.index(watched) + step) % len(chips)])
                return True
            if watched in chips and self._jump(event, chips, chips.index(watched)):
                return True
        return super().eventFilter(watched, event)

    def _jump(self, event: QKeyEvent, chips: list[QCheckBox], here: int) -> bool:
        """Go to the next chip that the letters typed in a row lead to."""
        if not self._letters.takes(event):
            return False
        place = self._letters.lead([chip.accessibleName() for chip in chips], here)
        if place is not None:
            self._land(chips[place])
        return True

    def _add(self, code: str, shown: str) -> None:
        # An ampersand in a label would be taken for a keyboard shortcut.
        chip = QCheckBox(shown.replace("&", "&&"))
        chip.setProperty("role", "chip")
        chip.setAccessibleName(shown)
        first = not self._chips
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if first else Qt.FocusPolicy.ClickFocus)
        chip.clicked.connect(self.edited)
        chip.installEventFilter(self)
        self._chips[code] = chip
        self._name()
        self._flow.addWidget(chip)
        if first:
            self.setFocusProxy(chip)

    def _name(self) -> None:
        for code, chip in self._chips.items():
            chip.setObjectName(f"{self.objectName()}_{code}")

    def _land(self, chip: QCheckBox) -> None:
        """Give the focus to a chip; Tab will come back to it, as to one control."""
        for other in self._chips.values():
            other.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(chip)
        chip.setFocus(Qt.FocusReason.TabFocusReason)

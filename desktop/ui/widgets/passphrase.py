"""A passphrase typed in secret, shown on demand, with its strength in words as it is typed."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from desktop.ui.icons import icon
from desktop.ui.widgets.plain import button, label

Strength = Callable[[str], tuple[float, str]]
FULL = 80  # bits at which the bar is full


class Passphrase(QWidget):
    """A line that hides its letters. `strength` gives (bits, sentence); without it, no bar."""

    edited = Signal(str)  # the text as it stands
    submitted = Signal()  # Enter was pressed

    def __init__(
        self,
        name: str,
        *,
        title: str,
        strength: Strength | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._strength = strength
        self._bar = QProgressBar(maximum=FULL, textVisible=False)
        self._bar.setObjectName(f"{name}_bar")
        self._words = label(role="help", name=f"{name}_strength")
        self._line = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._line.setObjectName(f"{name}_line")
        self._line.setAccessibleName(title)
        self._eye = button("", role="quiet", picture="oeil", name=f"{name}_show")
        self._eye.setCheckable(True)
        self._show(shown=False)
        self._eye.toggled.connect(lambda shown: self._show(shown=shown))
        self._line.textChanged.connect(self._typed)
        self._line.returnPressed.connect(self.submitted)
        self.setFocusProxy(self._line)
        self._lay_out()

    def text(self) -> str:
        """What is typed."""
        return self._line.text()

    def set_text(self, text: str) -> None:
        """Put a text, e.g. a proposed phrase."""
        self._line.setText(text)

    def retitle(self, title: str) -> None:
        """Ask for another secret in the same line."""
        self._line.setAccessibleName(title)

    def show_letters(self) -> None:
        """Show the letters, as when a phrase is proposed to be copied down."""
        self._eye.setChecked(True)

    def clear(self) -> None:
        """Empty the line and hide letters again: called when the vault locks."""
        self._line.clear()
        self._eye.setChecked(False)

    def _typed(self, text: str) -> None:
        if self._strength is not None:
            bits, sentence = self._strength(text) if text else (0, "")
            self._bar.setValue(min(FULL, round(bits)))
            self._words.setText(sentence)
            self._line.setAccessibleDescription(sentence)
        self.edited.emit(text)

    def _show(self, *, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._line.setEchoMode(mode)
        self._eye.setIcon(icon("oeil_barre" if shown else "oeil"))
        self._eye.setAccessibleName("Cacher les lettres" if shown else "Montrer les lettres")
        self._eye.setToolTip(self._eye.accessibleName())

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._line, 1)
        row.addWidget(self._eye)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        if self._strength is not None:
            column.addWidget(self._bar)
            column.addWidget(self._words)

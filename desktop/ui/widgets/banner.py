"""A sentence at the top of the content: it says and stays out of the way. Never modal."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.plain import button, label, line

PASSING = 8_000  # milliseconds a passing sentence stays


class Banner(QFrame):
    """One sentence at a time, with its icon and word, perhaps a detail and an action."""

    def __init__(self, name: str = "banner", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._act: Callable[[], None] = self.hide
        self._icon = IconLabel("info", "info")
        self._word = line(name=f"{name}_word")
        self._sentence = label(name=f"{name}_sentence")
        self._detail = label(role="muted", name=f"{name}_detail")
        self._action = button("", name=f"{name}_action")
        self._close = button("", role="quiet", picture="fermer", name=f"{name}_close")
        self._close.setAccessibleName("Fermer ce message")
        self._close.setToolTip("Fermer ce message (Échap)")
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._pass)
        self._action.clicked.connect(self._acted)
        self._close.clicked.connect(self.hide)
        self._lay_out()
        self.hide()

    def say(self, sentence: str) -> None:
        """Tell good news: it passes by itself, unless the person is in it."""
        self._tell("info", "", sentence)
        self._timer.start(PASSING)

    def warn(
        self,
        sentence: str,
        *,
        severity: str = "avertissement",
        word: str = "",
        detail: str = "",
        action: str = "",
        act: Callable[[], None] | None = None,
    ) -> None:
        """Tell what must be read: it stays until closed, acted upon, or followed by another."""
        self._timer.stop()
        self._tell(severity, word, sentence)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._action.setText(action)
        self._action.setVisible(act is not None)
        self._act = act or self.hide

    @property
    def sentence(self) -> str:
        """What is being said; empty when nothing is."""
        return "" if self.isHidden() else self._sentence.text()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _tell(self, severity: str, word: str, sentence: str) -> None:
        for dressed in (self, self._word):
            dressed.setProperty("severity", severity)
            dressed.style().unpolish(dressed)
            dressed.style().polish(dressed)
        self._icon.show_icon(severity, severity)
        self._word.setText(word)
        self._word.setVisible(bool(word))
        self._sentence.setText(sentence)
        self._detail.hide()
        self._action.hide()
        self.setAccessibleName(f"{word}. {sentence}" if word else sentence)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))

    def _pass(self) -> None:
        if self._close.hasFocus() or self.underMouse():
            self._timer.start(PASSING)
        else:
            self.hide()

    def _acted(self) -> None:
        act = self._act
        self.hide()
        act()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._sentence)
        words.addWidget(self._detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._word)
        row.addLayout(words, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)

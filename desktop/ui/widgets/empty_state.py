"""What a list or a form shows when it has nothing to show: empty, loading, error, each drawn."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.plain import button, label

PATIENCE = 150  # milliseconds before « Chargement… » is worth saying
_PICTURE = 40


class EmptyState(QWidget):
    """An icon, a sentence, what to do next and the button that does it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._act: Callable[[], None] | None = None
        self._icon = IconLabel("info", "muted", size=_PICTURE)
        self._sentence = label(role="heading", name=f"{name}_sentence")
        self._next = label(role="muted", name=f"{name}_next")
        self._action = button("", name=f"{name}_action")
        self._action.clicked.connect(self._acted)
        self._lay_out()

    def tell(
        self,
        sentence: str,
        *,
        next_step: str = "",
        picture: str = "info",
        tint: str = "muted",
        action: str = "",
        act: Callable[[], None] | None = None,
    ) -> None:
        """Show a sentence, what to do next, and perhaps the button that does it."""
        self._icon.show_icon(picture, tint)
        self._sentence.setText(sentence)
        self._next.setText(next_step)
        self._next.setVisible(bool(next_step))
        self._action.setText(action)
        self._action.setVisible(act is not None)
        self._act = act
        self.setAccessibleName(f"{sentence} {next_step}".strip())

    def _acted(self) -> None:
        if self._act is not None:
            self._act()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (self._sentence, self._next):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            # Not aligned by the layout: a label that wraps would lose its last lines.
            column.addWidget(words)
        column.addSpacing(8)
        column.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)


class States(QStackedWidget):
    """A list or form with its empty, loading and error states; one is shown at a time."""

    def __init__(self, content: QWidget, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._content = content
        self._state = EmptyState(f"{name}_state")
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._show_loading)
        self.addWidget(content)
        self.addWidget(self._state)

    def show_content(self) -> None:
        """Show the list or form itself."""
        self._patience.stop()
        self.setCurrentWidget(self._content)

    def show_loading(self) -> None:
        """Say that it is coming, but only if it takes long enough to be noticed."""
        self._patience.start()

    def show_empty(
        self,
        sentence: str,
        *,
        next_step: str = "",
        picture: str = "info",
        action: str = "",
        act: Callable[[], None] | None = None,
    ) -> None:
        """Say that there is nothing, and the next action."""
        self._patience.stop()
        self._state.tell(sentence, next_step=next_step, picture=picture, action=action, act=act)
        self.setCurrentWidget(self._state)

    def show_error(
        self, sentence: str, retry: Callable[[], None] | None = None, *, why: str = ""
    ) -> None:
        """Say what happened, and perhaps why at length; `retry` gives the button « Réessayer »."""
        self._patience.stop()
        self._state.tell(
            sentence,
            next_step=why,
            picture="serieuse",
            tint="serieuse",
            action="Réessayer",
            act=retry,
        )
        self.setCurrentWidget(self._state)

    def _show_loading(self) -> None:
        self._state.tell("Chargement…", picture="en_attente")
        self.setCurrentWidget(self._state)

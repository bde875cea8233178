"""A sentence above the status line: it says and stays out of the way. Never modal, it moves nothing."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.plain import button, label, line

PASSING = 8_000  # milliseconds a passing sentence stays
UNDOING = 20_000  # when what it tells can still be undone from it


class Banner(QFrame):
    """One sentence at a time, with its icon and word, perhaps a detail and an action."""

    def __init__(self, name: str = "banner", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._act: Callable[[], None] = self.hide
        self._refuses = False
        self._lent = False  # the screen is in the hands of the person accompanied
        self._held: Callable[[], None] | None = None  # what is told once it is back
        self._to: object = None  # the place that its action leads to, when it leads to one
        self._before: QWidget | None = None  # where the keyboard was before it came in here
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
        # A click on it takes the keyboard from nowhere.
        for pressed in (self._action, self._close):
            pressed.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)
        self._action.clicked.connect(self._acted)
        self._close.clicked.connect(self._leave)
        self._lay_out()
        self.hide()

    def say(
        self, sentence: str, *, action: str = "", act: Callable[[], None] | None = None
    ) -> None:
        """Tell good news: it passes by itself, unless the person is in it. `action` undoes it."""
        if self._lent:
            return
        self._tell("info", "", sentence)
        self._offer(action, act)
        self._timer.start(PASSING if act is None else UNDOING)

    def pass_by(self) -> None:
        """One goes to other work: nothing follows there, for the next person may see the screen."""
        if not self.isHidden():
            self._leave()

    def lend(self, *, lent: bool) -> None:
        """What is told to the adviser waits while the person accompanied holds the screen; refusals do not."""
        begins, self._lent = lent and not self._lent, lent
        if lent:
            # What was refused to whoever held it before is theirs alone.
            if begins or not self._refuses:
                self.hide()
        elif self._held is not None:
            held, self._held = self._held, None
            held()

    def refuse(self, sentence: str, *, detail: str = "") -> None:
        """Tell why a gesture is refused: it stays until closed, or until a gesture is not."""
        self._warn(sentence, severity="serieuse", detail=detail)
        self._refuses = True

    def alarm(self, sentence: str, *, detail: str) -> None:
        """Tell what nobody should work on without knowing, whoever holds the screen."""
        self._warn(sentence, severity="critique", detail=detail)

    def was_not_refused(self) -> None:
        """A gesture was done since: what the one before was refused for concerns nobody any more."""
        if self._refuses and not self.isHidden():
            self._leave()

    def warn(
        self,
        sentence: str,
        *,
        severity: str = "avertissement",
        word: str = "",
        detail: str = "",
        action: str = "",
        act: Callable[[], None] | None = None,
        to: object = None,
    ) -> None:
        """Tell what must be read: it stays until closed, acted upon, or followed by another.

        `to` is the place that the action leads to: once one is there, there is nothing to tell.
        """

        def tell() -> None:
            self._warn(sentence, severity=severity, word=word, detail=detail)
            self._offer(action, act)
            self._to = to

        if self._lent:
            self._held = tell
        else:
            tell()

    def arrived(self, at: object) -> None:
        """The person is at this place: what only offered to go there has nothing to offer."""
        if self._to is not None and self._to == at and not self.isHidden():
            self._leave()

    @property
    def sentence(self) -> str:
        """What is being said; empty when nothing is."""
        return "" if self.isHidden() else self._sentence.text()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _warn(self, sentence: str, *, severity: str, word: str = "", detail: str = "") -> None:
        self._timer.stop()
        self._tell(severity, word, sentence)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))

    def _offer(self, action: str, act: Callable[[], None] | None) -> None:
        self._action.setText(action)
        self._action.setVisible(act is not None)
        self._act = act or self.hide

    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and old is not None and self.isAncestorOf(now):
            self._before = self._before if self.isAncestorOf(old) else old

    def _leave(self) -> None:
        """Give the keyboard back to where it was: Qt would send it to whatever comes next."""
        back = self._before
        if self._is_within() and back is not None and isValid(back) and back.isVisible():
            back.setFocus()
        self._timer.stop()
        self.hide()

    def _is_within(self) -> bool:
        here = QApplication.focusWidget()
        return here is not None and self.isAncestorOf(here)

    def _tell(self, severity: str, word: str, sentence: str) -> None:
        self._refuses = False
        self._to = None
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
        if self.underMouse() or self._is_within():
            self._timer.start(PASSING)
        else:
            self.hide()

    def _acted(self) -> None:
        act = self._act
        self._leave()
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

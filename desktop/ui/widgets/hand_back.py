"""The computer goes back to the adviser, who proves who they are: behind it are their screens.

Named `rendre`; its line is `rendre_secret_line`, its button `rendre_ok`, what is wrong `rendre_objection`.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.middle import Middle
from desktop.ui.widgets.passphrase import Passphrase
from desktop.ui.widgets.plain import button, label, line
from plie.phrases import de

_PICTURE, _WIDTH = 56, 420
_TITLES = {"code": "Code de déverrouillage", "phrase": "Phrase de passe"}
_NOTHING = "Tapez votre code ou votre phrase de passe."


class HandBack(QWidget):
    """Nothing of the adviser's is shown before the secret is the right one."""

    proved = Signal(str)  # the secret typed, to be judged

    def __init__(self, dire: Callable[[str], str] = str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rendre")
        sentence = dire("Rendez l’ordinateur à votre accompagnateur·rice")
        self.setAccessibleName(sentence)
        self._detail = label(role="reading", name="rendre_detail")
        self._asked = line(name="rendre_demande")
        self._secret = Passphrase("rendre_secret", title=_TITLES["phrase"])
        self._secret.setFixedWidth(_WIDTH)
        self._hint = label(role="help", name="rendre_aide")
        self._objection = label(role="objection", name="rendre_objection")
        self._ok = button("", role="main", name="rendre_ok")
        self._ok.setProperty("large", True)  # noqa: FBT003 - a style sheet's property
        self._ok.clicked.connect(self._tell)
        self._secret.submitted.connect(self._tell)
        middle = Qt.AlignmentFlag.AlignHCenter
        for told in (self._hint, self._objection):
            told.setAlignment(middle)
        column = Middle(self).column
        column.addWidget(IconLabel("signature", "text", size=_PICTURE), 0, middle)
        for words in (label(sentence, role="display", name="rendre_phrase"), self._detail):
            words.setAlignment(middle)
            column.addWidget(words)
        column.addWidget(self._asked, 0, middle)
        column.addWidget(self._secret, 0, middle)
        column.addWidget(self._hint)
        column.addWidget(self._objection)
        column.addWidget(self._ok, 0, middle)

    def prepare(
        self, detail: str, answer: str, *, expects: str, of: str = "", hint: str = ""
    ) -> None:
        """Say what was kept, what the button answers, which secret is expected `of` whom, what helps."""
        title = f"{_TITLES[expects]} {de(of)}" if of else _TITLES[expects]
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._detail.setText(detail)
        self._ok.setText(answer)
        self._asked.setText(f"{title}\u00a0:")
        self._secret.retitle(title)
        self._secret.clear()
        self._objection.hide()
        self.release()

    def hold(self) -> None:
        """Show that the secret is being tried."""
        self._ok.setEnabled(False)
        self._objection.hide()

    def release(self) -> None:
        """Let it be typed again."""
        self._ok.setEnabled(True)
        self._secret.setFocus()

    def object_to(self, sentence: str) -> None:
        """Say why the secret is not the one; what was typed goes."""
        self._secret.clear()
        self._objection.setText(sentence)
        self._objection.show()
        self.release()

    def forget(self) -> None:
        """Leave no secret in the line."""
        self._secret.clear()

    def _tell(self) -> None:
        if not self._ok.isEnabled():
            return
        if self._secret.text():
            self.proved.emit(self._secret.text())
        else:
            self.object_to(_NOTHING)

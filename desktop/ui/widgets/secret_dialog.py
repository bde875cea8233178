"""A small form for secrets: some lines, one button, and what is wrong said under them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.widgets.passphrase import Passphrase, Strength
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.proposal import Proposal

_WIDTH = 520
_FAILED = "Cela n’a pas pu se faire. Rien n’a été modifié\u00a0: recommencez."


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the form.

    Attributes:
        name: object name of its editor.
        title: what it asks for.
        secret: whether its letters are hidden.
        strength: judges what is typed, under the line.
        text: what stands in it at first.
    """

    name: str
    title: str
    secret: bool = True
    strength: Strength | None = None
    text: str = ""


class SecretDialog(QDialog):
    """Window-modal, opened and never executed; it stays until what was asked for is done."""

    asked = Signal(list)  # the texts typed, in the order of the lines

    def __init__(
        self,
        title: str,
        explanation: str,
        lines: Sequence[Asked],
        *,
        do: str,
        propose: Callable[[], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dialogue_secret")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_WIDTH)
        self._do = do
        self._editors = [_editor(line) for line in lines]
        self._objection = label(role="objection", name="dialogue_objection")
        self._objection.hide()
        self._ok = button(do, role="main", name="dialogue_ok")
        self._no = button("Annuler", name="dialogue_annuler")
        self._ok.clicked.connect(self._ask)
        self._no.clicked.connect(self.reject)
        for editor in self._editors:
            entered = editor.submitted if isinstance(editor, Passphrase) else editor.returnPressed
            entered.connect(self._enter)
        self._lay_out(title, explanation, lines, propose)
        self._editors[0].setFocus()

    def wait(self) -> None:
        """Show that it is being done; what comes of it is seen before one leaves."""
        self._ok.setEnabled(False)
        self._no.setEnabled(False)
        self._ok.setText("Un instant…")
        self._objection.hide()

    def object(self, error: Exception) -> None:
        """Say why it was not done, and let them try again."""
        self.tell(getattr(error, "phrase", _FAILED))

    def tell(self, sentence: str) -> None:
        """Say what is wrong."""
        self._ok.setEnabled(True)
        self._no.setEnabled(True)
        self._ok.setText(self._do)
        self._objection.setText(sentence)
        self._objection.show()
        self._grow()

    @override
    def reject(self) -> None:
        if self._ok.isEnabled():
            super().reject()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grow()

    def _grow(self) -> None:
        """Give wrapped sentences the height they need: a dialog does not follow them by itself."""
        layout = self.layout()
        if layout is not None:
            needed = layout.totalHeightForWidth(self.width())
            self.resize(self.width(), max(self.height(), needed))

    def _lay_out(
        self,
        title: str,
        explanation: str,
        lines: Sequence[Asked],
        propose: Callable[[], str] | None,
    ) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(label(title, role="heading"))
        if explanation:
            column.addWidget(label(explanation, role="muted"))
        if propose is not None:
            proposal = Proposal(propose)
            proposal.another()
            column.addWidget(proposal)
        for line, editor in zip(lines, self._editors, strict=True):
            named = label(line.title)
            named.setBuddy(editor)
            column.addWidget(named)
            column.addWidget(editor)
        column.addWidget(self._objection)
        answers = QHBoxLayout()
        answers.addStretch(1)
        answers.addWidget(self._no)
        answers.addWidget(self._ok)
        column.addLayout(answers)

    def _enter(self) -> None:
        """Enter goes to the line still empty, and once none is, is the button."""
        lacking = next((editor for editor in self._editors if not editor.text()), None)
        if lacking is not None:
            lacking.setFocus()
        else:
            self._ask()

    def _ask(self) -> None:
        if self._ok.isEnabled():
            self.asked.emit([editor.text() for editor in self._editors])


def _editor(asked: Asked) -> Passphrase | QLineEdit:
    if asked.secret:
        return Passphrase(asked.name, title=asked.title, strength=asked.strength)
    made = QLineEdit(asked.text)
    made.setObjectName(asked.name)
    made.setAccessibleName(asked.title)
    return made

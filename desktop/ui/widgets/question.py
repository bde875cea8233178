"""A question before what cannot be undone, or between two ways on: window-modal, opened and never executed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.widgets.plain import button, label

WIDTH = 460


class Question(QDialog):
    """A sentence, perhaps its explanation, and two answers; Échap is « no », and Entrée too unless `usual_yes`."""

    answered = Signal(bool)  # True when the person said yes

    def __init__(
        self,
        question: str,
        *,
        yes: str,
        no: str,
        detail: str = "",
        usual_yes: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("question")
        self.setWindowTitle("Permanence")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        self.setAccessibleName(question)
        self.setAccessibleDescription(detail)
        self._yes = button(yes, role="main", name="question_yes")
        self._no = button(no, name="question_no")
        self._no.setVisible(bool(no))
        usual = self._no if no and not usual_yes else self._yes
        usual.setDefault(True)
        self._lay_out(question, detail)
        self._yes.clicked.connect(self.accept)
        self._no.clicked.connect(self.reject)
        self.finished.connect(lambda result: self.answered.emit(result == self.DialogCode.Accepted))
        usual.setFocus()

    def _lay_out(self, question: str, detail: str) -> None:
        answers = QHBoxLayout()
        answers.addStretch(1)
        answers.addWidget(self._no)
        answers.addWidget(self._yes)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(label(question, role="heading", name="question_sentence"))
        if detail:
            column.addWidget(label(detail, name="question_detail"))
        column.addSpacing(8)
        column.addLayout(answers)

"""What was asked in the review, and the line that answers it: `reponse_<id>`, `repondre_<id>`."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.widgets.plain import button, label


class AnswerLine(QWidget):
    """The words of the question, a field, a button; Enter answers. What is typed is told as it comes."""

    answered = Signal(str, str)  # the question, the answer
    typed = Signal(str, str)  # the question, what stands in the field

    def __init__(
        self,
        question: str,
        words: str,
        *,
        spoken: str,
        begun: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._id = question
        self._field = QLineEdit(begun)
        self._field.setObjectName(f"reponse_{question}")
        self._field.setAccessibleName(f"Réponse. {spoken}")
        self._field.setPlaceholderText("Votre réponse, puis Entrée")
        act = button("Répondre", name=f"repondre_{question}")
        act.setAccessibleName(f"Répondre, {spoken}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(words, role="muted", name=f"question_{question}"))
        row = QHBoxLayout()
        row.addWidget(self._field, 1)
        row.addWidget(act)
        self._given_back = QVBoxLayout()
        column.addLayout(self._given_back)
        column.addLayout(row)
        self._field.textEdited.connect(lambda text: self.typed.emit(self._id, text))
        self._field.returnPressed.connect(self._answer)
        act.clicked.connect(self._answer)

    @property
    def field(self) -> QLineEdit:
        """Where one types."""
        return self._field

    def say_above(self, widget: QWidget) -> None:
        """Put what is to be said of the words above them."""
        self._given_back.addWidget(widget)

    def _answer(self) -> None:
        self.answered.emit(self._id, self._field.text())

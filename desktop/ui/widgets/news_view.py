"""One thing that came in: its document and what its seals say, what was said, what to say of it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.ui.tips import tip
from desktop.ui.widgets.paper import Paper
from desktop.ui.widgets.plain import button, label


@dataclass(frozen=True, slots=True)
class Opened:
    """What is shown: `question` is the reader's own open question about it, "" without one."""

    id: str
    title: str
    verdict: str
    sure: bool
    said: tuple[str, ...]
    question: str
    unread: bool
    document: bool = False
    pdf: bytes | None = None
    fichier: str = ""


class NewsView(QWidget):
    """Its buttons are wired by the screen. What is typed about one thing waits for that thing."""

    def __init__(self, dire: Callable[[str], str] = str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dire = dire
        self._id = ""
        self.question = ""
        self._drawn: tuple[str, int] = ("", 0)
        self._waiting: dict[str, str] = {}
        self._given_back = QVBoxLayout()
        self._title = label(role="title", name="lecture_titre")
        self._verdict = label(name="lecture_verdict")
        self._said = label(role="muted", name="lecture_commentaires")
        self.paper = Paper("lecture_pdf")
        self.read = button("J’en ai pris connaissance", role="main", name="prendre_connaissance")
        self.open_dossier = button("Ouvrir le dossier", role="quiet", name="lecture_dossier")
        self._text = QPlainTextEdit()
        self.comment = button("Envoyer le commentaire", name="commenter")
        self.ask = button("Poser la question", name="demander")
        self.close_question = button("Clore la question", name="clore")
        self._lay_out()

    @property
    def field(self) -> QPlainTextEdit:
        """Where one types."""
        return self._text

    @property
    def shown(self) -> str:
        """The id of what is shown."""
        return self._id

    def say_above(self, widget: QWidget) -> None:
        """Put what is to be said of the words above them."""
        self._given_back.addWidget(widget)

    @property
    def words(self) -> str:
        """What is typed."""
        return self._text.toPlainText()

    def begin(self) -> None:
        """Put the cursor in the words."""
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def sent(self, id_: str) -> None:
        """What was typed about a thing is kept elsewhere now."""
        self._waiting.pop(id_, None)
        if id_ == self._id:
            self._text.clear()

    def show_opened(self, opened: Opened) -> bool:
        """Show a thing; return whether its pages are drawn already."""
        if opened.id != self._id:
            self._waiting[self._id] = self.words
            self._text.setPlainText(self._waiting.pop(opened.id, ""))
        self._id, self.question = opened.id, opened.question
        self._title.setText(opened.title)
        self._verdict.setText(opened.verdict)
        self._verdict.setProperty("severity", "" if opened.sure else "avertissement")
        self._verdict.style().polish(self._verdict)
        self._said.setText("\n".join(opened.said))
        self._said.setVisible(bool(opened.said))
        self.read.setEnabled(opened.unread)
        self.read.setText("J’en ai pris connaissance" if opened.unread else "Pris connaissance")
        self.close_question.setVisible(bool(opened.question))
        self.ask.setVisible(not opened.question)
        self.paper.setVisible(opened.document)
        drawn = (opened.id, len(opened.pdf or b""))
        same, self._drawn = drawn == self._drawn, drawn
        return same

    def _lay_out(self) -> None:
        self._text.setObjectName("commentaire_texte")
        self._text.setAccessibleName(
            self._dire("Commentaire ou question pour l’accompagnateur·rice")
        )
        self._text.setPlaceholderText(
            self._dire("Un commentaire ou une question pour l’accompagnateur·rice (Ctrl+E)")
        )
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(64)
        self.read.setToolTip(tip("Ctrl+Entrée, puis la ligne suivante"))
        self.comment.setToolTip(tip("Alt+C"))
        self.ask.setToolTip(tip("Alt+Q\u00a0: elle reste ouverte jusqu’à ce que vous la fermiez"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 16, 12)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self.open_dossier)
        top.addWidget(self.read)
        acts = QHBoxLayout()
        acts.addStretch(1)
        for act in (self.close_question, self.ask, self.comment):
            acts.addWidget(act)
        column.addLayout(top)
        column.addWidget(self._verdict)
        column.addWidget(self.paper, 1)
        column.addWidget(self._said)
        column.addLayout(self._given_back)
        column.addWidget(self._text)
        column.addLayout(acts)
        column.addStretch(0)

"""The card of the review about one thing of a dossier: what was said of it, its open questions, and what to say.

Names: `revue_carte`, `revue_dit`, `revue_texte`, `revue_commenter`, `revue_demander`, `revue_annuler`, `clore_<question>`,
and those of `AnswerLine`.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.ui.kept import Kept
from desktop.ui.tips import tip
from desktop.ui.typed_text import Typed, TypedText
from desktop.ui.widgets.answer_line import AnswerLine
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.section import Card, Section
from desktop.usecases.demandes import Question
from desktop.usecases.discussions import Discussion
from plie import phrases

_LINES, _EDGES = 3, 16  # of what one types: what is seen at once, and pixels around it
# What keeps the words of one question's answer.
KeepAnswer = Callable[[Question, Typed], Kept]


class ReviewCard(QFrame):
    """Shows what was said again as it comes, and leaves what is being typed as it is."""

    commented = Signal(str)  # the words of a comment
    asked = Signal(str)  # the words of a question
    answered = Signal(object, str, str)  # the Kept of an answer, the question, the words
    closed = Signal(str)  # the question, theirs, that is over
    put_away = Signal()

    def __init__(self, title: str, keep_answer: KeepAnswer, dire: Callable[[str], str]) -> None:
        super().__init__()
        self.setObjectName("revue_carte")
        self.setProperty("role", "card")
        self._keep_answer = keep_answer
        self._title = label(title, role="heading")
        self._said = label(role="muted", name="revue_dit")
        self._questions = Section("Questions ouvertes", "questions")
        self._given_back = QVBoxLayout()
        self.field = QPlainTextEdit()
        self._comment = button("Envoyer le commentaire", name="revue_commenter")
        self._ask = button("Poser la question", name="revue_demander")
        self._leave = button("Annuler", role="quiet", name="revue_annuler")
        self._lay_out(dire)
        self._wire()

    def say_above(self, widget: QWidget) -> None:
        """Put what is to be said of the words above them."""
        self._given_back.addWidget(widget)

    def begin(self) -> None:
        """Lead the keyboard to the answer of the first question that waits for one, else to the words."""
        lines = [c.line for c in self._questions.cards if isinstance(c, _QuestionCard) and c.line]
        (lines[0].field if lines else self.field).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_said(self, found: Discussion) -> None:
        """Show what was said of the thing, and what is asked of it."""
        self._said.setText(
            "\n".join(_dit(c.auteur_nom, c.ecrit_le, c.texte) for c in found.commentaires)
        )
        self._said.setVisible(bool(found.commentaires))
        self._questions.show_all(found.questions, self._question)

    def _question(self, question: Question) -> QWidget:
        card = _QuestionCard(question)
        if card.line is None:
            card.over_asked.connect(partial(self.closed.emit, question.id))
            return card
        (source,) = card.sources
        kept = self._keep_answer(question, source)
        card.line.say_above(kept)
        card.over.connect(kept.forget)
        card.line.answered.connect(partial(self.answered.emit, kept))
        return card

    def _wire(self) -> None:
        self._comment.clicked.connect(lambda: self.commented.emit(self.field.toPlainText()))
        self._ask.clicked.connect(lambda: self.asked.emit(self.field.toPlainText()))
        self._leave.clicked.connect(self.put_away)
        for keys, act in (
            ("Alt+C", self._comment.click),
            ("Alt+Q", self._ask.click),
            ("Escape", self.put_away.emit),
        ):
            QShortcut(
                QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            )

    def _lay_out(self, dire: Callable[[str], str]) -> None:
        self.field.setObjectName("revue_texte")
        said = "Commentaire ou question pour l’accompagnateur·rice et la coordination"
        self.field.setAccessibleName(dire(said))
        self.field.setPlaceholderText(dire(said))
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(_LINES * self.field.fontMetrics().lineSpacing() + _EDGES)
        self._comment.setToolTip(tip("Alt+C"))
        self._ask.setToolTip(tip("Alt+Q\u00a0: elle reste ouverte jusqu’à ce que vous la fermiez"))
        row = QWidget()
        acts = Flow(row)
        for act in (self._ask, self._comment, self._leave):
            acts.addWidget(act)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._said)
        column.addWidget(self._questions)
        column.addLayout(self._given_back)
        column.addWidget(self.field)
        column.addWidget(row)


class _QuestionCard(Card):
    """One open question: its answer, or, for who asked it, its end."""

    over_asked = Signal()

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.setProperty("role", "card")
        said = ((question.auteur_nom, question.le, question.texte), *question.suite)
        words = "\n".join(_dit(*one) for one in said)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        self.line: AnswerLine | None = None
        self._sources: tuple[Typed, ...] = ()
        if not question.mienne:
            self.line = AnswerLine(
                question.id, words, spoken=f"Question {phrases.de(question.auteur_nom)}"
            )
            self._sources = (TypedText(self.line.field),)
            column.addWidget(self.line)
            return
        close = button("Clore la question", name=f"clore_{question.id}")
        close.setAccessibleDescription(question.texte)
        close.clicked.connect(self.over_asked)
        column.addWidget(label(words, role="muted", name=f"question_{question.id}"))
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def sources(self) -> tuple[Typed, ...]:
        return self._sources


def _dit(who: str, at: datetime, texte: str) -> str:
    return f"{who}, le {phrases.short_date(at.date())}\u00a0: {texte}"

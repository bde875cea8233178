"""Terminé: what was signed, what its seals say, and where to go from here.

Names: `termine_phrase`, `termine_verdict`, `termine_document`, `termine_retour`, `termine_suivant`, those of
the copies, and those of `DocumentLines` where several were signed together.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.widgets.copies import Copies
from desktop.ui.widgets.document_lines import DocumentLine, DocumentLines, bounded
from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.middle import Middle
from desktop.ui.widgets.plain import button, dress, label

_PICTURE = 56
_EACH, _MOST = 4, 14  # lines of text that one document takes, and all at the most


class DonePage(QWidget):
    """One main action: the next compte-rendu of this person, else back to the dossier."""

    document = Signal()  # open the document
    one_of = Signal(str)  # open one of those signed together
    back = Signal()  # back to the dossier
    following = Signal()  # sign the next one

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("termine")
        self._icon = IconLabel("fait", "text", size=_PICTURE)
        self._sentence = label(role="display", name="termine_phrase")
        self._verdict = label(role="reading", name="termine_verdict")
        self._open = button("Ouvrir le document", name="termine_document")
        self._back = button("Revenir au dossier", name="termine_retour")
        self._next = button("", name="termine_suivant")
        self._open.clicked.connect(self.document)
        self._lines = DocumentLines()
        self._lines.asked.connect(self.one_of)
        self._area_of_lines = bounded(self._lines)
        self._back.clicked.connect(self.back)
        self._next.clicked.connect(self.following)
        self.copies = Copies()
        self._lay_out()

    def offer(self, documents: Sequence[DocumentLine]) -> None:
        """Let each of those signed together be opened, where they are several."""
        self._open.setVisible(not documents)
        self._area_of_lines.setVisible(bool(documents))
        tall = min(_MOST, _EACH * len(documents))
        self._area_of_lines.setFixedHeight(tall * self.fontMetrics().lineSpacing())
        self._lines.show_sections([("", documents)], after=self._open)

    def tell(
        self, sentence: str, verdict: str, *, picture: str, following: str = "", copies: int = 0
    ) -> None:
        """Say how it ended; `following`: words of the next to sign; `copies`: how many are the person's."""
        self.copies.ask(copies)
        self.setAccessibleName(sentence)
        self._icon.show_icon(picture, "text")
        self._sentence.setText(sentence)
        self._verdict.setText(verdict)
        self._next.setText(following)
        self._next.setVisible(bool(following))
        main, other = (self._next, self._back) if following else (self._back, self._next)
        dress(main, "main")
        dress(other, "")
        main.setFocus()

    def _lay_out(self) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        column = Middle(self).column
        column.addWidget(self._icon, 0, middle)
        for words in (self._sentence, self._verdict):
            words.setAlignment(middle)
            column.addWidget(words)
        column.addWidget(self._area_of_lines)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        for action in (self._open, self._back, self._next):
            action.setProperty("large", True)  # noqa: FBT003 - a style sheet's property
            row.addWidget(action)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.copies)

"""The last page of the person who read several documents: what they sign, one pad, one button.

Names: those of `PadPage` with `approuves` (`pad_approuves`, `valider_approuves`, `rendre_approuves`),
`approuves_liste`, and those of `DocumentLines`.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.widgets.document_lines import DocumentLine, DocumentLines, Section
from desktop.ui.widgets.pad_page import NO_STROKES, PadPage
from desktop.ui.widgets.plain import label

_SIGNED = "Vous signez"
_SEALED = "C’est signé"
_REFUSED = "Vous ne signez pas"
_UNANSWERED = "Vous n’avez pas répondu\u00a0: rien n’est signé"


class ApprovalPage(PadPage):
    """Emits the strokes for all that is listed as signed, and for nothing else."""

    signed = Signal(tuple)  # tuple[Stroke, ...]
    asked = Signal(str)  # the id of the document to be read again
    given_back = Signal()  # the person hands the screen back without signing

    def __init__(self, parent: QWidget | None = None) -> None:
        area = QScrollArea()
        super().__init__("approuves", "Votre signature", area, parent)
        self._area_of_lines, self._lines = area, DocumentLines(large=True)
        self._title = label(role="title", name="approuves_titre")
        self._told = label(role="reading", name="approuves_dit")
        self._fill()
        self.leave.setText("Rendre sans signer")
        self.leave.setProperty("role", "quiet")
        self._lines.asked.connect(self.asked)
        self.main.clicked.connect(self._sign)
        self.leave.clicked.connect(self.given_back)

    def begin(
        self,
        signed: Sequence[DocumentLine],
        *,
        sealed: Sequence[DocumentLine] = (),
        refused: Sequence[DocumentLine] = (),
        unanswered: Sequence[DocumentLine] = (),
    ) -> None:
        """Show what one signature will be put into, and apart what it will not."""
        several = len(signed) > 1
        which = f"les {len(signed)} comptes-rendus" if several else "le compte-rendu"
        self._title.setText(f"Signer {which}")
        self._told.setText(
            f"Une seule signature\u00a0: elle va dans {which} de la liste «\u00a0{_SIGNED}\u00a0»."
            if several
            else f"Votre signature va dans {which} de la liste «\u00a0{_SIGNED}\u00a0»."
        )
        self.main.setText(f"Signer {which}")
        sections: tuple[Section, ...] = (
            (_SIGNED, signed),
            (_SEALED, sealed),
            (_REFUSED, refused),
            (_UNANSWERED, unanswered),
        )
        # What a screen reader says first: all of it, in order.
        self._area_of_lines.setAccessibleName(
            " ".join(_spoken(heading, lines) for heading, lines in sections if lines)
        )
        self._lines.show_sections(sections, after=self._area_of_lines)
        self.object_to("")
        self.tell("")
        self.release()
        self._area_of_lines.setFocus()

    @override
    def hold(self) -> None:
        super().hold()
        self._lines.setEnabled(False)

    @override
    def release(self) -> None:
        super().release()
        self._lines.setEnabled(True)

    def _sign(self) -> None:
        if self.pad.is_empty():
            self.object_to(NO_STROKES)
        else:
            self.signed.emit(self.pad.strokes())

    def _fill(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 0, 8, 8)
        column.addWidget(self._lines)
        column.addStretch(1)
        area = self._area_of_lines
        area.setObjectName("approuves_liste")
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self.words.addWidget(self._title)
        self.words.addWidget(self._told)


def _spoken(heading: str, lines: Sequence[DocumentLine]) -> str:
    said = "\u202f; ".join(", ".join(filter(None, (one.title, one.words))) for one in lines)
    return f"{heading}\u00a0: {said}."

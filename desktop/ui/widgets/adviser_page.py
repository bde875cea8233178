"""The adviser's page: what the person answered, and the second pad, which closes the document or all of them.

Several documents are shown one under the other, each with its line; one stroke and one button sign them.

Names: those of `SigningPage` with `accompagnateur`; « Signer plus tard » is `rendre_accompagnateur`.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.widgets.document_lines import DocumentLine, DocumentLines, bounded
from desktop.ui.widgets.pad_page import NO_STROKES
from desktop.ui.widgets.plain import label
from desktop.ui.widgets.signature_pad import Stroke
from desktop.ui.widgets.signing_page import SigningPage

# Lines of text that one document takes, and all at the most: under them, the whole pad is seen.
_EACH, _MOST = 5, 14
_NOT_SHOWN = "Le document s’affiche\u202f; signez dès qu’il est là."


class AdviserPage(SigningPage):
    """Emits the strokes once the sealed document of the person is shown."""

    signed = Signal(tuple)  # tuple[Stroke, ...]
    postponed = Signal()  # the adviser signs another day

    def __init__(self, dire: Callable[[str], str] = str, parent: QWidget | None = None) -> None:
        super().__init__("accompagnateur", dire("Signature de l’accompagnateur·rice"), parent)
        self._said = label(role="reading", name="reponse_personne")
        self._lines = DocumentLines()
        self._area_of_lines = bounded(self._lines)
        self._closes = label(role="muted")
        self._shown = False
        self._first_pages: Mapping[str, int] = {}
        self.words.addWidget(label("À vous de signer", role="heading"))
        self.words.addWidget(self._said)
        self.words.addWidget(self._area_of_lines)
        self.words.addWidget(self._closes)
        self.leave.setText("Signer plus tard")
        self.leave.setProperty("role", "quiet")
        self._lines.asked.connect(self._turn_to)
        self.main.clicked.connect(self._sign)
        self.leave.clicked.connect(self.postponed)

    def begin(self, said: str, lines: Sequence[DocumentLine] = ()) -> None:
        """Show what the person answered, and an empty pad; `lines`: each document, where there are several."""
        self._shown, self._first_pages = False, {}
        self.pad.clear()
        self.tell_what_is_left(said, lines)
        self.paper.setFocus()

    def tell_what_is_left(self, said: str, lines: Sequence[DocumentLine] = ()) -> None:
        """Show what is still to be signed of what is before the adviser's eyes, and what was drawn."""
        several = len(lines) > 1
        self._said.setText(said)
        self._area_of_lines.setVisible(bool(lines))
        tall = min(_MOST, _EACH * len(lines) + 1)
        self._area_of_lines.setFixedHeight(tall * self.fontMetrics().lineSpacing())
        self._lines.show_sections(
            (("", lines),), after=self.paper.view.focusProxy() or self.paper.view
        )
        self._closes.setText(
            "Une seule signature\u00a0: elle clôt chacun de ces documents."
            if several
            else "Votre signature clôt le document."
        )
        self.main.setText(
            f"Signer les {len(lines)} comptes-rendus" if several else "Valider ma signature"
        )
        self.object_to("")
        self.tell("")
        self.release()

    def document_shown(self, first_pages: Mapping[str, int]) -> None:
        """What is to be signed is before the adviser's eyes: the page, from 1, where each document begins."""
        self._shown, self._first_pages = True, first_pages

    def _turn_to(self, id_: str) -> None:
        if id_ in self._first_pages:
            self.paper.view.turn_to(self._first_pages[id_])

    def _sign(self) -> None:
        strokes: tuple[Stroke, ...] = self.pad.strokes()
        if not strokes or not self._shown:
            self.object_to(NO_STROKES if not strokes else _NOT_SHOWN)
            return
        self.signed.emit(strokes)

"""The adviser's page: what the person answered, and the second pad, which closes the document.

Names: those of `SigningPage` with `accompagnateur`; « Signer plus tard » is `rendre_accompagnateur`.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.widgets.plain import label
from desktop.ui.widgets.signature_pad import Stroke
from desktop.ui.widgets.signing_page import NO_STROKES, SigningPage

_NOT_SHOWN = "Le document s’affiche\u202f; signez dès qu’il est là."


class AdviserPage(SigningPage):
    """Emits the strokes once the sealed document of the person is shown."""

    signed = Signal(tuple)  # tuple[Stroke, ...]
    postponed = Signal()  # the adviser signs another day

    def __init__(self, dire: Callable[[str], str] = str, parent: QWidget | None = None) -> None:
        super().__init__("accompagnateur", dire("Signature de l’accompagnateur·rice"), parent)
        self._said = label(role="reading", name="reponse_personne")
        self._shown = False
        self.words.addWidget(label("À vous de signer", role="heading"))
        self.words.addWidget(self._said)
        self.words.addWidget(label("Votre signature clôt le document.", role="muted"))
        self.main.setText("Valider ma signature")
        self.leave.setText("Signer plus tard")
        self.leave.setProperty("role", "quiet")
        self.main.clicked.connect(self._sign)
        self.leave.clicked.connect(self.postponed)

    def begin(self, said: str, *, strokes: tuple[Stroke, ...] = ()) -> None:
        """Show what the person answered, and the pad; `strokes` are those just drawn for another."""
        self._said.setText(said)
        self._shown = False
        self.pad.offer(strokes)
        self.object_to("")
        self.release()
        self.paper.setFocus()

    def document_shown(self) -> None:
        """The document to sign is before the adviser's eyes."""
        self._shown = True

    def _sign(self) -> None:
        strokes: tuple[Stroke, ...] = self.pad.strokes()
        if not strokes or not self._shown:
            self.object_to(NO_STROKES if not strokes else _NOT_SHOWN)
            return
        self.signed.emit(strokes)

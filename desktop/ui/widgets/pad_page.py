"""What the pages where one signs have in common: what is read at left; words, pad and answer at right."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.widgets.lettered import Lettered
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.signature_pad import SignaturePad

_WIDTH, _LETTERS = 500, 48
HERE = "Signez ici, avec le stylet, le doigt, la souris ou le clavier\u00a0:"
NO_STROKES = "Signez dans le cadre avec le stylet, le doigt, la souris ou le clavier."


class PadPage(Lettered):
    """Named `page_<who>`; `pad_<who>`, `valider_<who>`, `rendre_<who>`, `objection_<who>`."""

    def __init__(
        self, who: str, signatory: str, left: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"page_{who}")
        self.words = QVBoxLayout()
        self.pad = SignaturePad(f"pad_{who}", who=signatory)
        # Letters grow, a hand does not: a larger pad would only be further out of sight.
        self.pad.setMaximumSize(self.pad.sizeHint())
        self._here = label(HERE, role="muted")
        self.objection = label(role="objection", name=f"objection_{who}")
        self.leave = button("", name=f"rendre_{who}")
        self.main = button("", role="main", name=f"valider_{who}")
        # A second press of the hand that answered the page before signs nothing on this one.
        self.main.installEventFilter(_OnePress(self))
        self._area = QScrollArea()
        self._right = QWidget()
        self._lay_out(left)
        self.pad.changed.connect(lambda: self.object_to(""))
        self.pad.keyed.connect(self._here.setText)
        # Where one types, the text has its own: there the key takes words back, not strokes.
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self._undo)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def object_to(self, sentence: str) -> None:
        """Say what stands in the way; nothing takes it back. A pad that lacks its strokes is shown."""
        self.objection.setText(sentence)
        self.objection.setVisible(bool(sentence))
        if sentence == NO_STROKES:
            self.keep_pad_in_view()

    def tell(self, sentence: str) -> None:
        """Say above the pad what to know before signing; "" says how one signs."""
        self._here.setText(sentence or HERE)

    def keep_pad_in_view(self) -> None:
        """Show the whole pad, where the words above it leave too little room. Never under the pen."""
        self.keep_in_view(self.pad)

    def keep_in_view(self, part: QWidget) -> None:
        """Show the whole of something at right."""
        # Once the layout has given it its place.
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(part, 0, 8))

    def show_pad(self, *, shown: bool) -> None:
        """Offer the pad, or not."""
        self._here.setText(HERE)
        self.show_words(shown=shown)
        self.pad.setVisible(shown)

    def show_words(self, *, shown: bool) -> None:
        """Say what stands above the pad, or not."""
        self._here.setVisible(shown)

    def hold(self) -> None:
        """Let nothing change while what was answered is being kept."""
        self._right.setEnabled(False)

    def release(self) -> None:
        """Take the pen back: it could not be kept, and it is all still here."""
        self._right.setEnabled(True)

    def _undo(self) -> None:
        if self.pad.isVisible() and self.pad.isEnabled():
            self.pad.undo()

    def _lay_out(self, left: QWidget) -> None:
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(8)
        self.words.setSpacing(8)
        inside.addLayout(self.words)
        inside.addWidget(self._here)
        inside.addWidget(self.pad)
        inside.addStretch(1)
        area = self._area
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        # One under the other: side by side, large letters would be cut.
        actions = QVBoxLayout()
        self.main.setProperty("large", True)  # noqa: FBT003 - a style sheet's property
        actions.addWidget(self.main)
        actions.addWidget(self.leave)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 8)
        right.setSpacing(8)
        right.addWidget(area, 1)
        right.addWidget(self.objection)
        right.addLayout(actions)
        self.widen(self._right, letters=_LETTERS, least=_WIDTH)
        self.objection.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(left, 1)
        row.addWidget(self._right)


class _OnePress(QObject):
    """Lets no second press of a double click through."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() is QEvent.Type.MouseButtonDblClick

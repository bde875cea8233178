"""Undo and redo of a form as two buttons, `annuler` and `retablir`; their keys are the form's."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.ui.binding import Form
from desktop.ui.widgets.plain import button


class UndoButtons(QWidget):
    """Lit only while there is something to undo or redo."""

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._undo = _picture("annuler", "Annuler", "Ctrl+Z")
        self._redo = _picture("retablir", "Rétablir", "Ctrl+Maj+Z ou Ctrl+Y")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        self._undo.clicked.connect(form.undo)
        self._redo.clicked.connect(form.redo)
        form.history_moved.connect(self._light)
        self._light()

    def _light(self) -> None:
        self._undo.setEnabled(self._form.can_undo)
        self._redo.setEnabled(self._form.can_redo)


def _picture(name: str, words: str, keys: str) -> QPushButton:
    made = button("", role="quiet", picture=name, name=name)
    made.setAccessibleName(words)
    made.setToolTip(f"{words} ({keys})")
    return made

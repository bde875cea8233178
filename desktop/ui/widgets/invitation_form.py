"""An invitation to a store: an address and a code typed, or a file. It presents nothing itself."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.file_window import make_ours
from desktop.ui.widgets.plain import button, label
from desktop.usecases.synchronisation import (
    BadInvitation,
    Invitation,
    read_invitation,
    typed_invitation,
)

LARGEST = 64_000  # bytes of a file worth reading


def content_of(path: Path) -> bytes:
    """Read a file, no further than an invitation goes; not on the screen's thread.

    Raises:
        OSError: it cannot be read.
    """
    if not path.is_file():
        raise FileNotFoundError(path)
    with path.open("rb") as file:
        return file.read(LARGEST)


class InvitationForm(QWidget):
    """What it asks is done elsewhere; `object` says what came of it."""

    asked = Signal(object)  # an Invitation to present
    chosen = Signal(object)  # the Path of a file to read and give to `use`

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._url = _line("poste_adresse", "Adresse du magasin central")
        self._code = _line("poste_code", "Code d’invitation")
        self._link = button("Relier ce poste", role="main", name="relier")
        self._file = button("Ouvrir un fichier d’invitation…", name="ouvrir_invitation")
        self._objection = label(role="objection", name="poste_objection")
        self._objection.hide()
        self._lay_out()
        self.setFocusProxy(self._url)
        self._link.clicked.connect(self._typed)
        self._code.returnPressed.connect(self._typed)
        self._file.clicked.connect(self._choose)

    def use(self, content: bytes) -> None:
        """Present an invitation read from a file."""
        try:
            self._ask(read_invitation(content))
        except BadInvitation as error:
            self.object(error.phrase)

    def unread(self, _error: Exception) -> None:
        """Say that the file chosen cannot be read."""
        self.object(BadInvitation("ce fichier ne peut pas être lu").phrase)

    def object(self, sentence: str) -> None:
        """Say what was refused, and let them try again; "" says nothing."""
        self._link.setEnabled(True)
        self._objection.setText(sentence)
        self._objection.setVisible(bool(sentence))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for field in (self._url, self._code):
            named = label(field.accessibleName())
            named.setBuddy(field)
            column.addWidget(named)
            column.addWidget(field)
        column.addWidget(self._objection)
        row = QHBoxLayout()
        row.addWidget(self._link)
        row.addWidget(self._file)
        row.addStretch(1)
        column.addLayout(row)

    def _typed(self) -> None:
        try:
            self._ask(typed_invitation(self._url.text(), self._code.text()))
        except BadInvitation as error:
            self.object(error.phrase)

    def _ask(self, invitation: Invitation) -> None:
        self._link.setEnabled(False)
        self._objection.hide()
        self.asked.emit(invitation)

    def _choose(self) -> None:
        dialog = QFileDialog(self, "Fichier d’invitation", "", "Invitation (*.json)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        make_ours(dialog, look_in="Chercher dans\u00a0:", file="Fichier\u00a0:")
        dialog.fileSelected.connect(lambda name: self.chosen.emit(Path(name)))
        dialog.open()


def _line(name: str, title: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    field.setAccessibleName(title)
    return field

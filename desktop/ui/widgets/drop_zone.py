"""Where a file is dropped, or chosen. It reads no file: it says which."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.file_window import make_ours
from desktop.ui.widgets.plain import button, label


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be dropped: the name of its button, its words, the files that are offered."""

    name: str
    what: str
    title: str
    hint: str
    kinds: str


SCANS = Wanted(
    "choisir_scan",
    "Document numérisé",
    "Déposez ici le document numérisé",
    "PDF ou image, pages dans n’importe quel ordre, toutes ensemble ou une par fichier, plusieurs comptes-rendus à la "
    "fois\u00a0: leurs codes les ramènent à leur entretien.",
    "Documents numérisés (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)",
)
TABLES = Wanted(
    "choisir_tableau",
    "Tableau",
    "Déposez ici le tableau",
    "Un classeur .xlsx ou un fichier .csv, une personne par ligne. Rien n’est importé avant votre accord.",
    "Tableaux (*.xlsx *.xlsm *.csv *.txt)",
)


class Droppable(QFrame):
    """A card on which files are dropped; it shows that it is the one they would go to.

    What is dropped is copied, whatever is proposed: who gives a file that it is told was moved takes it away.
    """

    dropped = Signal(object)  # the tuple of paths

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_paths(event.mimeData().urls()):
            _copied(event)
            self._show_over(over=True)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        _copied(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_over(over=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._show_over(over=False)
        paths = local_paths(event.mimeData().urls())
        if paths:
            _copied(event)
            self.dropped.emit(paths)

    def _show_over(self, *, over: bool) -> None:
        self.setProperty("over", over)
        self.style().unpolish(self)
        self.style().polish(self)


class DropZone(Droppable):
    """Named `depot`; its button has the name of what is wanted."""

    given = Signal(object)  # the tuple of paths dropped or chosen

    def __init__(self, wanted: Wanted = SCANS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self.setObjectName("depot")
        self.setAccessibleName(wanted.title)
        self.setAcceptDrops(True)
        self._choose = button("Choisir un fichier…", picture="plus", name=wanted.name)
        self.setFocusProxy(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(label(wanted.title, role="heading"))
        column.addWidget(label(wanted.hint, role="muted"))
        column.addWidget(self._choose)
        self.dropped.connect(self.given)
        self._choose.clicked.connect(self._ask)

    def _ask(self) -> None:
        ask_for_files(self, self.given.emit, wanted=self._wanted)


def ask_for_files(
    parent: QWidget,
    then: Callable[[tuple[Path, ...]], None],
    *,
    several: bool = True,
    wanted: Wanted = SCANS,
) -> None:
    """Open the choice of files; `then` has their paths."""
    dialog = QFileDialog(parent, wanted.what, "", wanted.kinds)
    dialog.setObjectName(f"{wanted.name}_fichier")
    dialog.setFileMode(
        QFileDialog.FileMode.ExistingFiles if several else QFileDialog.FileMode.ExistingFile
    )
    make_ours(dialog, look_in="Chercher dans\u00a0:", file="Fichier\u00a0:")
    dialog.filesSelected.connect(lambda names: then(tuple(map(Path, names))))
    dialog.open()


def _copied(event: QDropEvent) -> None:
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def local_paths(urls: Sequence[QUrl]) -> tuple[Path, ...]:
    """Return the files of this machine among what is dropped."""
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())

"""A window on the files of this computer, made ours: French, in Documents or where one was last, all read."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QStandardPaths
from PySide6.QtWidgets import (
    QFileDialog,
    QFileSystemModel,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)
from typing_extensions import override

from desktop.sizes import taille

_PROPERTY = "permanence_dossier"  # where one was last, as long as the application runs
_SIZE = (900, 560)
_NAME, _OCTETS, _TYPE = 0, 1, 2  # columns of Qt's own list


def make_ours(dialog: QFileDialog, *, look_in: str, file: str) -> None:
    """Dress a file window before it opens, and let the next one begin where this one ends."""
    # The desktop's own would remember the file among the recent ones.
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setHistory([])
    dialog.setDirectory(_begin())
    for part, words in (
        (QFileDialog.DialogLabel.LookIn, look_in),
        (QFileDialog.DialogLabel.FileName, file),
        (QFileDialog.DialogLabel.FileType, "Type de fichier\u00a0:"),
    ):
        dialog.setLabelText(part, words)
    dialog.resize(*_SIZE)
    listed = dialog.findChild(QTreeView, "treeView")
    if isinstance(listed, QTreeView):
        # Qt has no French for what this column says, and a name has more use of the room.
        listed.setColumnHidden(_TYPE, True)  # noqa: FBT003 - Qt's own signature
        listed.setItemDelegateForColumn(_OCTETS, _Octets(listed))
        header = listed.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
    dialog.filesSelected.connect(_remember)
    dialog.finished.connect(lambda _how: _leave_no_place(dialog))


def forget() -> None:
    """Let the next window begin in Documents: another person may be there."""
    application = QCoreApplication.instance()
    if application is not None:
        application.setProperty(_PROPERTY, None)


def _leave_no_place(dialog: QFileDialog) -> None:
    """Qt writes in a file of its own, as the window goes, the folder it shows: one may bear a person's name."""
    dialog.setDirectory(str(Path.home()))
    dialog.setHistory([])


class _Octets(QStyledItemDelegate):
    """Says how large a file is as the rest of the application does: Qt would, as the system speaks."""

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        files = index.model()
        if option.text and isinstance(files, QFileSystemModel):
            option.text = taille(files.size(index))


def _begin() -> str:
    application = QCoreApplication.instance()
    last = application.property(_PROPERTY) if application is not None else None
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    for folder in (last, documents):
        if isinstance(folder, str) and folder and Path(folder).is_dir():
            return folder
    return str(Path.home())


def _remember(names: list[str]) -> None:
    application = QCoreApplication.instance()
    if application is not None and names:
        application.setProperty(_PROPERTY, str(Path(names[0]).parent))

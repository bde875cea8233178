"""A window on the files of this computer says their sizes in French, whatever the system speaks."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QStyleOptionViewItem, QTreeView
from pytestqt.qtbot import QtBot

from desktop.ui.file_window import make_ours


def sizes(listed: QTreeView) -> list[str]:
    """Return what a list of files says of their sizes."""
    said = []
    for row in range(listed.model().rowCount(listed.rootIndex())):
        option = QStyleOptionViewItem()
        index = listed.model().index(row, 1, listed.rootIndex())
        listed.itemDelegateForIndex(index).initStyleOption(option, index)
        said.append(option.text)
    return said


def test_a_size_is_told_in_french(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "feuille.pdf").write_bytes(bytes(89_190))
    dialog = QFileDialog()
    qtbot.addWidget(dialog)

    make_ours(dialog, look_in="Dans\u00a0:", file="Fichier\u00a0:")
    dialog.setDirectory(str(tmp_path))
    dialog.show()

    listed = dialog.findChild(QTreeView, "treeView")
    assert isinstance(listed, QTreeView)
    qtbot.waitUntil(lambda: sizes(listed) == ["89\u00a0Ko"])

"""A window on the files of this computer: French whatever the system speaks, and no place of it is written down."""

from pathlib import Path

import shiboken6
from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QStyleOptionViewItem, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.file_window import make_ours
from desktop.ui.window import clear_around


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


def test_the_folder_one_was_in_is_left_in_no_file_of_qt(qtbot: QtBot, tmp_path: Path) -> None:
    """Scans are often kept in folders named after people."""
    folder = tmp_path / "Kervazo Azenor"
    folder.mkdir()
    config = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))
    dialog = QFileDialog()

    make_ours(dialog, look_in="Dans\u00a0:", file="Fichier\u00a0:")
    dialog.setDirectory(str(folder))
    dialog.open()
    with qtbot.waitSignal(dialog.finished):
        dialog.close()
    shiboken6.delete(dialog)

    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, config)
    written = (tmp_path / "QtProject.conf").read_text(encoding="utf-8")
    assert "lastVisited" in written
    assert "Kervazo" not in written


def test_after_a_lock_nobody_begins_where_another_was(qtbot: QtBot, tmp_path: Path) -> None:
    window, first, second = QWidget(), QFileDialog(), QFileDialog()
    for made in (window, first, second):
        qtbot.addWidget(made)
    make_ours(first, look_in="Dans\u00a0:", file="Fichier\u00a0:")
    first.filesSelected.emit([str(tmp_path / "feuille.pdf")])

    clear_around(window)

    make_ours(second, look_in="Dans\u00a0:", file="Fichier\u00a0:")
    assert second.directory().absolutePath() != str(tmp_path)

"""The name proposed for a copy is nobody's: an earlier export is never the one that a click replaces."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.saving import ask_where, free


@pytest.fixture
def last_place(qapp: QApplication) -> Iterator[Callable[[Path], object]]:
    """Say where one was last; nowhere once the test is over."""
    yield lambda folder: qapp.setProperty("permanence_dossier", str(folder))
    qapp.setProperty("permanence_dossier", None)


@pytest.mark.parametrize(
    ("there", "beside", "proposed"),
    [
        ((), (), "liste.pdf"),
        (("liste.pdf",), (), "liste (2).pdf"),
        (("liste.pdf", "liste (2).pdf"), (), "liste (3).pdf"),
        (("liste.json",), (), "liste.pdf"),
        (("liste.json",), (".json",), "liste (2).pdf"),
        (("liste.zip",), (".json", ".zip"), "liste (2).pdf"),
    ],
)
def test_a_name_that_is_taken_is_numbered(
    tmp_path: Path, there: tuple[str, ...], beside: tuple[str, ...], proposed: str
) -> None:
    for name in there:
        (tmp_path / name).touch()

    assert free(tmp_path / "liste.pdf", beside) == tmp_path / proposed


def test_the_name_follows_the_folder_until_it_is_typed(
    qtbot: QtBot, last_place: Callable[[Path], object], tmp_path: Path
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    full, empty = tmp_path / "plein", tmp_path / "vide"
    for folder in (full, empty):
        folder.mkdir()
    (full / "liste.pdf").touch()
    last_place(full)

    dialog = ask_where(parent, "Enregistrer", "liste.pdf", "PDF (*.pdf)", lambda _path: None)

    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name.text() == "liste (2).pdf"
    go_to(dialog, empty)
    assert name.text() == "liste.pdf"
    name.setText("la mienne.pdf")
    go_to(dialog, full)
    assert name.text() == "la mienne.pdf"
    dialog.close()


def go_to(dialog: QFileDialog, folder: Path) -> None:
    """Enter a folder as a double click does."""
    dialog.setDirectory(str(folder))
    dialog.directoryEntered.emit(str(folder))

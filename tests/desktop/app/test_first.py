"""A second start on the same folder brings the first window forward."""

from pathlib import Path

from PySide6.QtCore import QLockFile
from pytestqt.qtbot import QtBot

from desktop.app.first import First, another_began, begin, is_open_already


def test_a_second_start_calls_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first = First(tmp_path / "donnees")

    with qtbot.waitSignal(first.called):
        there = is_open_already(tmp_path / "donnees")

    assert there
    first.close()
    assert not is_open_already(tmp_path / "donnees")


def test_another_folder_is_another_application(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot
    first = First(tmp_path / "donnees")

    assert not is_open_already(tmp_path / "autres")

    first.close()


def test_of_two_starts_at_once_one_goes_on_and_the_next_after_it_may(tmp_path: Path) -> None:
    first, second = begin(tmp_path), begin(tmp_path)
    held = first.isLocked(), second.isLocked()

    first.unlock()

    assert held == (True, False)
    assert begin(tmp_path).isLocked()


def test_a_start_that_the_machine_gives_no_place_for_waits_for_nobody(tmp_path: Path) -> None:
    """Its temporary folder is gone, or full: the vault has its own lock."""
    nowhere = QLockFile(str(tmp_path / "absent" / "verrou"))
    nowhere.tryLock(0)
    first, second = begin(tmp_path), begin(tmp_path)

    assert [another_began(one) for one in (nowhere, first, second)] == [False, False, True]

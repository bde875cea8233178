"""A second start on the same folder brings the first window forward."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.app.first import First, begin, is_open_already


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

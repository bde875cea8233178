"""The journal: an allow-list of keys, in a real file; whatever an error said stays out of it."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import journal

CANARY = "Maëlys Ouvrard-N’Guessan"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The journal's folder, for the time of a test."""
    root = logging.getLogger("permanence")
    before = root.handlers, root.level, root.propagate
    journal.open_journal(tmp_path / "journaux")
    yield tmp_path / "journaux"
    for handler in root.handlers:
        handler.close()
    root.handlers, root.level, root.propagate = before


@pytest.fixture
def file(folder: Path) -> Path:
    return folder / "permanence.log"


def test_a_disk_that_refuses_the_journal_prevents_nothing_and_prints_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.touch()  # where the folder should be, a file

    journal.open_journal(folder)
    journal.warn("not_saved", kind="entretien")

    assert capsys.readouterr().err == ""


def test_a_crash_says_its_type_and_where_and_never_its_message(file: Path) -> None:
    def greet(name: str) -> None:
        raise LookupError(f"no dossier of {name}")

    try:
        greet(CANARY)
    except LookupError as error:
        journal.crash(error)

    written = file.read_text()
    said = json.loads(written)
    assert (said["event"], said["level"], said["error"]) == ("bug", "error", "LookupError")
    assert said["where"][-1].startswith("test_journal.py:")
    assert said["where"][-1].endswith(" greet")
    assert not [word for word in (CANARY, "Maëlys", "Ma\\u00eblys", "dossier") if word in written]


def test_a_key_that_is_not_on_the_list_is_dropped(file: Path) -> None:
    journal.warn("not_saved", kind="entretien", nom=CANARY, count=3)

    said = json.loads(file.read_text())
    assert set(said) == {"event", "level", "timestamp", "kind", "count"}

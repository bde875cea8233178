"""`permanence` as it is typed: wrong usage, the référentiels, no traceback ever."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.cli import main, told

Capsys = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    "typed",
    [
        ["danser"],
        ["verifier"],
        ["verifier", "a.pdf", "b.pdf"],
        ["verifier", "a.pdf", "--confiance"],
        ["verifier", "a.pdf", "--inconnu"],
        ["referentiels", "--xml"],
        ["demo", "--out"],
    ],
)
def test_wrong_usage_is_one_french_line_and_status_2(capsys: Capsys, typed: list[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(typed)

    said = capsys.readouterr()
    assert leaving.value.code == 2
    assert said.out == ""
    assert said.err.startswith("permanence\u00a0: commande mal formée. Aide\u00a0: permanence")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("typed", [["--help"], ["--aide"], ["verifier", "--aide"]])
def test_the_help_is_french(capsys: Capsys, typed: list[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(typed)

    said = capsys.readouterr().out
    assert leaving.value.code == 0
    assert said.startswith("Emploi\u00a0: permanence")
    assert not any(word in said for word in ("usage", "options", "positional", "exit"))


def test_the_referentiels_are_listed_for_a_machine(capsys: Capsys) -> None:
    assert main(["referentiels", "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert all(set(one) == {"id", "nom"} and one["nom"] for one in found)
    assert {"demo", "rouen-2021-2027"} <= {one["id"] for one in found}


def test_the_referentiels_are_listed_for_a_person(capsys: Capsys) -> None:
    assert main(["referentiels"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("demo\t") for line in lines)


def test_a_process_without_a_display_answers_in_one_line(tmp_path: Path) -> None:
    """The real process: no window, no traceback, nothing written on this machine."""
    bare = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }

    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-m", "desktop", "verifier", str(tmp_path / "absent.pdf"), "--json"],
        capture_output=True,
        check=False,
        env={**bare, "PERMANENCE_DONNEES": str(tmp_path / "ailleurs")},
        text=True,
    )

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "absent.pdf" in done.stderr
    assert not (tmp_path / "ailleurs").exists()


@pytest.mark.parametrize("alphabet", ["ascii", "latin-1"])
def test_a_terminal_of_another_alphabet_is_answered(
    monkeypatch: pytest.MonkeyPatch, alphabet: str
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=alphabet))

    told.tell("Dû\u202f: l’intégration")

    assert raw.getvalue().decode() == "Dû\u202f: l’intégration\n"


def test_a_reader_that_is_gone_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as gone:
        monkeypatch.setattr(sys, "stdout", gone)

        status = main(["referentiels"])

    assert status == 0


def test_a_full_disk_is_said_in_one_line(capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)

        status = main(["referentiels", "--json"])

    said = capsys.readouterr().err
    assert status == 2
    assert said.count("\n") == 1
    assert "disque est plein" in said

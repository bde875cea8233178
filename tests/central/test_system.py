"""What the machine refuses is said in one French line, by the command as it is typed: no traceback."""

import errno
import io
import json
import os
import re
import socket
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from central.__main__ import main
from central.system import phrase
from tests.central.test_command import INIT

Capsys = pytest.CaptureFixture[str]
_INVITE = ["inviter", "--nom", "Ana Bo", "--role", "accompagnateur"]
# What Python, the system and the libraries say when nobody translates them.
_ENGLISH = re.compile(
    r"\b(No such|directory|Address|already|Permission|denied|file|invalid|known)\b"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "magasin"
    assert main(["--donnees", str(place), *INIT]) == 0
    return place


@pytest.mark.parametrize(
    ("typed", "phrase"),
    [
        (["servir", "--hote", "192.0.2.1", "--derriere-proxy"], "--hote"),
        (["servir", "--jeton", "ABSENT"], "n’existe pas"),
        (["servir", "--jeton", "DOSSIER"], "est un dossier"),
        (["servir", "--jeton", "OCTETS"], "n’est pas du texte en UTF-8"),
        (["recevoir", "ABSENT"], "n’existe pas"),
        (["recevoir", "DOSSIER"], "est un dossier"),
        (["lots", "importer", "ABSENT"], "n’existe pas"),
        ([*_INVITE, "--fichier", "ABSENT/invitation.json"], "n’existe pas"),
        ([*_INVITE, "--fichier", "DOSSIER"], "est un dossier"),
        (["sauvegarder", "OCTETS"], "n’est pas un dossier"),
        (["dossiers", "--base", "postgresql://magasin@127.0.0.1:abc/reel"], "ne se lit pas"),
        (["migrer", "--base", "postgresql://magasin@[::1/reel"], "ne se lit pas"),
    ],
)
def test_what_the_machine_refuses_is_said_in_french(
    folder: Path, tmp_path: Path, capsys: Capsys, typed: list[str], phrase: str
) -> None:
    (tmp_path / "octets").write_bytes(b"\xff\xfe\x00jeton")
    places = {"ABSENT": "absent", "DOSSIER": "magasin", "OCTETS": "octets"}
    for word, name in places.items():
        typed = [one.replace(word, str(tmp_path / name)) for one in typed]

    _refused(capsys, ["--donnees", str(folder), *typed], phrase)
    _refused(capsys, ["--donnees", str(folder), *typed, "--json"], phrase)


@pytest.mark.parametrize("alphabet", ["ascii", "koi8-r"])
def test_a_terminal_of_another_alphabet_is_answered(
    folder: Path, monkeypatch: pytest.MonkeyPatch, alphabet: str
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=alphabet))

    status = main(["--donnees", str(folder), "appareils"])

    assert status == 0
    assert raw.getvalue().decode() == "Aucun appareil enrôlé.\n"


def test_a_reader_that_is_gone_ends_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as gone:
        monkeypatch.setattr(sys, "stdout", gone)

        status = main(["--donnees", str(folder), "appareils"])

    assert status == 0


def test_an_answer_that_a_full_disk_refuses_is_told_as_done(
    folder: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)

        status = main(["--donnees", str(folder), "hors-ligne", "12"])

    said = capsys.readouterr().err
    assert status == 2
    assert "est fait, mais la réponse" in said
    assert said.count("\n") == 1


def test_a_disk_that_fills_while_a_file_is_written_is_told() -> None:
    full = OSError(errno.ENOSPC, "No space left on device")

    assert "est plein. Ce que tient le magasin est intact" in phrase(full)


@pytest.mark.parametrize(
    "typed", [["utilisateurs", "reactiver", "Ren\udce9e"], ["revoquer", "\udcff"]]
)
def test_half_a_character_is_told(folder: Path, capsys: Capsys, typed: list[str]) -> None:
    _refused(capsys, ["--donnees", str(folder), *typed], "ne se lit pas")


def test_a_port_that_is_taken_is_told(folder: Path, capsys: Capsys) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = str(other.getsockname()[1])

        _refused(
            capsys, ["servir", "--donnees", str(folder), "--port", port],
            f"port {port}\u00a0: un autre programme y répond déjà",
        )  # fmt: skip


@pytest.mark.parametrize("command", [INIT, ["dossiers"], ["servir"]])
def test_a_store_that_is_no_folder_is_told(capsys: Capsys, command: list[str]) -> None:
    _refused(capsys, ["--donnees", "/dev/null", *command], "/dev/null n’est pas un dossier")


def test_a_code_that_cannot_be_written_is_not_made(
    folder: Path, tmp_path: Path, capsys: Capsys
) -> None:
    typed = [*_INVITE, "--donnees", str(folder), "--fichier"]

    _refused(capsys, [*typed, str(tmp_path / "absent" / "invitation.json")], "n’existe pas")

    assert _invitations(folder) == 0


def test_an_invitation_that_is_refused_leaves_no_file(
    folder: Path, tmp_path: Path, capsys: Capsys
) -> None:
    card = tmp_path / "invitation.json"
    typed = [*_INVITE, "--donnees", str(folder)]
    assert main([*typed, "--fichier", str(card)]) == 0
    assert json.loads(card.read_text())["code"]
    assert main(["utilisateurs", "desactiver", "Ana Bo", "--donnees", str(folder)]) == 0
    capsys.readouterr()

    _refused(capsys, [*typed, "--fichier", str(tmp_path / "autre.json")], "a été retiré")

    assert card.exists()
    assert not (tmp_path / "autre.json").exists()


def _invitations(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "central.db")) as base:
        (count,) = base.execute("SELECT count(*) FROM invitation").fetchone()
    return int(count)


def _refused(capsys: Capsys, typed: list[str], phrase: str) -> None:
    capsys.readouterr()

    assert main(typed) == 2

    said = capsys.readouterr()
    assert phrase in said.err
    assert said.err.startswith("permanence-central\u00a0: ")
    assert said.err.count("\n") == 1
    assert not _ENGLISH.search(said.err)
    assert said.out == ""

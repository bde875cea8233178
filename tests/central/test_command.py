"""`permanence-central` as it is typed: a real process, French answers, exit codes."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from central.__main__ import main
from tests.central.monde import signe, un_id, une_cle
from wire.messages import ENROL, HEALTH, HELLO, Enrol, Enrolled, Hello, Welcome
from wire.pack import pack, unpack

Capsys = pytest.CaptureFixture[str]
_INVITE = ["inviter", "--nom", "Ana Bo", "--role", "accompagnateur"]
_FREE = ["--port", "0", "--avec-parent"]
INIT = ["init", "--plie", "essai", "--nom", "PLIE d’essai", "--referentiel", "demo"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert main(["--donnees", str(tmp_path), *INIT]) == 0
    return tmp_path


def test_a_store_is_served_and_dies_with_its_parent(folder: Path, tmp_path: Path) -> None:
    card = tmp_path / "invitation.json"
    main([*_INVITE, "--donnees", str(folder), "--fichier", str(card)])

    with subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, "-m", "central", "servir", "--donnees", str(folder), *_FREE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        ready = json.loads(server.stdout.readline())
        with httpx2.Client(base_url=ready["url"], trust_env=False) as http:
            health = http.get(HEALTH).text
            code = json.loads(card.read_text())["code"]
            asked = Enrol(code=code, device=un_id("poste"), public_key=une_cle(), nom="Poste")
            message = signe(asked)
            enrolled = unpack(http.post(ENROL, content=pack(message)).content, Enrolled)
            headers = {"authorization": f"Bearer {enrolled.token}"}
            hello = pack(Hello(replica="copie", epoch=enrolled.epoch, since=0))
            welcome = unpack(http.post(HELLO, content=hello, headers=headers).content, Welcome)
            main(["revoquer", message.device, "--donnees", str(folder)])
            after = http.post(HELLO, content=hello, headers=headers).status_code
        server.stdin.close()
        status = server.wait(timeout=30)

    assert health == "ok\n"
    assert welcome.epoch == enrolled.epoch
    assert after == 401
    assert status == 0


def test_a_store_served_by_hand_says_its_address_in_words(folder: Path) -> None:
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "central", "servir", "--donnees", str(folder), "--port", "0"],
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as server:
        assert server.stdout is not None
        said = server.stdout.readline()
        server.terminate()

    assert said.startswith("Le magasin répond à l’adresse http://127.0.0.1:")


def test_init_says_what_devices_must_trust(tmp_path: Path, capsys: Capsys) -> None:
    status = main(["--donnees", str(tmp_path / "neuf"), "--json", *INIT])

    answer = json.loads(capsys.readouterr().out)
    assert status == 0
    assert len(answer["authority_sha256"]) == 64
    assert Path(answer["autorite"]).read_text().startswith("-----BEGIN CERTIFICATE")


def test_a_plie_is_opened_with_rules_that_are_known_or_not_at_all(
    tmp_path: Path, capsys: Capsys
) -> None:
    asked = [*INIT[:-1], "inconnu"]

    status = main(["--donnees", str(tmp_path / "neuf"), *asked])

    assert status == 2
    said = capsys.readouterr().err
    assert "«\u00a0inconnu\u00a0»" in said
    assert "demo, rouen-2021-2027" in said
    assert not (tmp_path / "neuf").exists()


def test_an_invitation_file_holds_what_a_device_needs(folder: Path, tmp_path: Path) -> None:
    card = tmp_path / "invitation.json"

    main(
        ["inviter", "--donnees", str(folder), "--nom", "Ana Bo", "--role", "coordination",
         "--url", "https://magasin.invalid", "--fichier", str(card), "--valable-jours", "2"]
    )  # fmt: skip

    said = json.loads(card.read_text())
    assert set(said) == {"url", "code", "authority_sha256", "plie", "expire_le"}
    assert said["url"] == "https://magasin.invalid"
    assert card.stat().st_mode & 0o077 == 0


def test_an_invitation_is_written_over_no_other_file(
    folder: Path, tmp_path: Path, capsys: Capsys
) -> None:
    card = tmp_path / "invitation.json"
    card.write_text("l’invitation de quelqu’un d’autre")

    refused = main([*_INVITE, "--donnees", str(folder), "--fichier", str(card)])

    assert (refused, card.read_text()) == (2, "l’invitation de quelqu’un d’autre")
    assert "existe déjà" in capsys.readouterr().err
    assert main(["utilisateurs", "--donnees", str(folder)]) == 0
    assert "Personne encore." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "phrase"),
    [
        ([], "commande incomplète ou mal écrite"),
        (["danser"], "(voir COMMANDE)"),
        (["inviter", "--nom", "Ana"], "--role"),
        (["inviter", "--nom", "Ana", "--role", "chef"], "--role"),
        ([*_INVITE, "--url", "http://magasin.exemple"], "lus en chemin"),
        ([*_INVITE, "--url", "magasin.exemple"], "s’écrit en entier"),
        (["servir", "--port", "soixante"], "--port"),
        (["servir", "--port", "70000"], "--port"),
        (["revoquer", "inconnu"], "Aucun appareil"),
        ([*INIT], "tient déjà un PLIE"),
        (["init", "--plie", "autre", "--nom", " ", "--referentiel", "demo"], "Ce nom ne peut pas"),
        (["init", "--plie", "../x", "--nom", "a", "--referentiel", "b"], "--plie"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_french_line(
    folder: Path, capsys: Capsys, typed: list[str], phrase: str
) -> None:
    capsys.readouterr()

    status = _status(["--donnees", str(folder), *typed])

    said = capsys.readouterr()
    assert status == 2
    assert phrase in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""


@pytest.mark.parametrize("command", [["servir"], ["dossiers"], ["appareils"], ["revoquer", "x"]])
def test_a_folder_without_a_store_is_told(
    tmp_path: Path, capsys: Capsys, command: list[str]
) -> None:
    assert main(["--donnees", str(tmp_path), *command]) == 2

    assert "commencez par «\u00a0init\u00a0»" in capsys.readouterr().err


def test_the_folder_must_be_named_somewhere(
    capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PERMANENCE_CENTRAL", raising=False)

    assert main(["dossiers"]) == 2

    assert "PERMANENCE_CENTRAL" in capsys.readouterr().err


def test_the_folder_may_come_from_the_environment(
    folder: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERMANENCE_CENTRAL", str(folder))
    capsys.readouterr()

    assert main(["dossiers", "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == []


def test_help_is_french(capsys: Capsys) -> None:
    assert _status(["inviter", "--aide"]) == 0

    said = capsys.readouterr().out
    assert said.startswith("Emploi\u00a0: permanence-central inviter")
    assert "usage:" not in said
    assert "options:" not in said


def _status(typed: list[str]) -> int | str | None:
    try:
        return main(typed)
    except SystemExit as leaving:
        return leaving.code


def test_a_dossier_is_given_by_command_until_a_day_or_for_good(
    folder: Path, capsys: Capsys
) -> None:
    main([*_INVITE, "--donnees", str(folder)])
    capsys.readouterr()

    for given in (["inconnu", "--a", "Ana Bo"], ["x", "--a", "Bo Ana"]):
        assert main(["reaffecter", *given, "--donnees", str(folder)]) == 2
        assert "permanence-central" in capsys.readouterr().err
    assert main(["retraits", "--donnees", str(folder)]) == 0

    assert capsys.readouterr().out == "Aucun accusé.\n"


def test_a_store_is_saved_then_restored_elsewhere(
    folder: Path, tmp_path: Path, capsys: Capsys
) -> None:
    copy, other = tmp_path / "copie", tmp_path / "ailleurs"
    capsys.readouterr()

    saved = main(["sauvegarder", str(copy), "--donnees", str(folder), "--json"])
    restored = main(["restaurer", str(copy), "--donnees", str(other)])
    again = main(["restaurer", str(copy), "--donnees", str(other)])

    said = capsys.readouterr()
    assert (saved, restored, again) == (0, 0, 2)
    assert json.loads(said.out.splitlines()[0])["operations"] == 1
    assert "Révoquez à nouveau" in said.out
    assert "\u00a0: 1 opération numérotée, 0 fichier. Révoquez" in said.out
    assert "n’échangent plus avec ce magasin" in said.out
    assert said.err.count("\n") == 1


def test_a_backup_without_a_file_that_the_disk_lost_is_made_and_is_a_no(
    folder: Path, tmp_path: Path, capsys: Capsys
) -> None:
    with sqlite3.connect(folder / "central.db") as base:
        base.execute(
            "INSERT INTO blob (plie, sha256, size, stored, complete) "
            "SELECT plie, 'abc', 3, 3, 1 FROM plie"
        )
    base.close()
    place = ["--donnees", str(folder)]
    capsys.readouterr()

    statuses = [main(["sauvegarder", str(tmp_path / str(n)), *place, *said]) for n, said in _TWICE]

    text, answer = capsys.readouterr().out.splitlines()
    assert statuses == [1, 1]
    assert "Il manque 1 fichier au disque du magasin, que les postes renverront" in text
    assert json.loads(answer)["manquants"] == ["abc"]
    assert main(["restaurer", str(tmp_path / "0"), "--donnees", str(tmp_path / "ailleurs")]) == 0


_TWICE: tuple[tuple[int, list[str]], ...] = ((0, []), (1, ["--json"]))


def test_a_journal_that_was_changed_is_a_no(folder: Path, capsys: Capsys) -> None:
    main([*_INVITE, "--donnees", str(folder)])
    assert main(["journal", "verifier", "--donnees", str(folder)]) == 0
    with sqlite3.connect(folder / "central.db") as base:
        base.execute("UPDATE journal SET code = 'autre' WHERE seq = 1")
    base.close()
    capsys.readouterr()

    status = main(["journal", "verifier", "--donnees", str(folder), "--json"])

    assert status == 1
    assert json.loads(capsys.readouterr().out)["intact"] is False

"""Several processes serve one PostgreSQL store, and count together."""

import json
import re
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from central.__main__ import main
from central.watch import MEASURES
from tests.central.grappe import Grappe
from tests.central.monde import signe, un_id, une_cle
from tests.central.serveur import servi
from wire.messages import ENROL, HELLO, Enrol, Enrolled, Hello
from wire.pack import pack, unpack

INIT = ["init", "--plie", "essai", "--nom", "PLIE d’essai", "--referentiel", "demo"]
INVITE = ["inviter", "--nom", "Ana Bo", "--role", "accompagnateur", "--json"]


def test_two_processes_serve_and_count_together(
    grappe: Grappe, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = grappe.empty(tmp_path / "magasin")
    place = ["--donnees", str(settings.folder), "--base", settings.base]
    main([*INIT, *place, "--proprietaire", settings.proprietaire])
    capsys.readouterr()
    main([*INVITE, *place])
    code = json.loads(capsys.readouterr().out)["code"]

    with servi(*place, "--processus", "2") as url:
        asked = Enrol(code=code, device=un_id("poste"), public_key=une_cle(), nom="Poste")
        message = signe(asked)
        enrolled = unpack(_post(url + ENROL, pack(message)), Enrolled)
        hello = pack(Hello(replica="copie", epoch=enrolled.epoch, since=0))
        for _ in range(12):
            _post(url + HELLO, hello, enrolled.token)
        figures = httpx2.get(url + MEASURES, trust_env=False).text

    counted = re.search(r'requetes_total{porte="hello",statut="200"} (\S+)', figures)
    assert counted is not None
    assert float(counted[1]) == 12
    grappe.drop(settings)


def test_several_processes_without_their_authority_are_refused_in_one_line(
    grappe: Grappe, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    settings = grappe.base(tmp_path)
    place = ["--donnees", str(settings.folder), "--base", settings.base]
    main([*INIT, *place, "--proprietaire", settings.proprietaire])
    settings.authority_certificate.unlink()

    done = main(["servir", "--port", "0", "--processus", "2", *place])

    said = capfd.readouterr().err
    assert done == 2
    assert "L’autorité du magasin ne se lit pas" in said
    assert said.count("\n") == 1
    grappe.drop(settings)


def _post(url: str, body: bytes, token: str = "") -> bytes:
    # A connection each: the kernel gives them to either process.
    headers = {"authorization": f"Bearer {token}"} if token else {}
    reply = httpx2.post(url, content=body, headers=headers, trust_env=False)
    assert reply.status_code == 200
    return reply.content


def test_told_to_stop_while_its_parent_lives_it_ends_as_it_should(
    grappe: Grappe, tmp_path: Path
) -> None:
    """Its thread that waits for the parent still reads: that must abort nothing."""
    settings = grappe.empty(tmp_path / "magasin")
    place = ["--donnees", str(settings.folder), "--base", settings.base]
    main([*INIT, *place, "--proprietaire", settings.proprietaire])
    words = ["servir", "--port", "0", "--avec-parent", "--processus", "2", *place]

    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "central", *words],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        assert server.stdout is not None
        assert server.stderr is not None
        assert "url" in json.loads(server.stdout.readline())
        server.terminate()
        said = server.stderr.read()

    assert "Fatal" not in said
    assert server.returncode == 0
    grappe.drop(settings)

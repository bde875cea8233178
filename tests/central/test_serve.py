"""How the store is served: TLS of its own, never in clear out of this machine, figures kept in."""

import socket
import ssl
from contextlib import closing
from pathlib import Path

import httpx2
import pytest

from central.__main__ import main
from central.serve import _listen
from central.watch import MEASURES
from tests.central.serveur import certificat, servi
from wire.messages import ENROL, HEALTH, Enrol
from wire.pack import pack

INIT = ["init", "--plie", "essai", "--nom", "PLIE d’essai", "--referentiel", "demo"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "magasin"
    assert main(["--donnees", str(place), *INIT]) == 0
    return place


def test_the_store_speaks_tls_by_itself(folder: Path, tmp_path: Path) -> None:
    chain, key = certificat(tmp_path)
    trusted = ssl.create_default_context(cafile=str(chain))
    words = ["--donnees", str(folder), "--certificat", str(chain), "--cle", str(key)]

    with servi(*words) as url, httpx2.Client(verify=trusted, trust_env=False) as http:
        health = http.get(url + HEALTH)
        figures = http.get(url + MEASURES)

    assert url.startswith("https://127.0.0.1:")
    assert health.text == "ok\n"
    assert figures.status_code == 200


def test_behind_a_proxy_the_figures_want_their_token(folder: Path, tmp_path: Path) -> None:
    token = tmp_path / "jeton"
    token.write_text("un-secret\n")
    words = ["--donnees", str(folder), "--derriere-proxy", "--jeton", str(token)]

    with servi(*words) as url, httpx2.Client(base_url=url, trust_env=False) as http:
        forged = http.get(MEASURES, headers={"x-forwarded-for": "127.0.0.1"}).status_code
        known = http.get(MEASURES, headers={"authorization": "Bearer un-secret"}).status_code

    assert (forged, known) == (404, 200)


def test_behind_a_proxy_wrong_codes_count_for_the_address_it_names(folder: Path) -> None:
    wrong = pack(Enrol(code="AAAAA-BBBBB", device="poste", public_key="", nom="Poste 3"))
    words = ["--donnees", str(folder), "--derriere-proxy"]

    with servi(*words) as url, httpx2.Client(base_url=url, trust_env=False) as http:
        theirs, another = (
            [
                http.post(ENROL, content=wrong, headers={"x-forwarded-for": address}).status_code
                for _ in range(11)
            ]
            # The last is the proxy's word; what comes before it is the caller's, who says anything.
            for address in ("192.0.2.1, 198.51.100.7", "198.51.100.7, 192.0.2.8")
        )

    assert theirs == another == [403] * 10 + [429]


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_reply_does_not_wait_for_the_acknowledgement_of_its_headers(host: str) -> None:
    with closing(_listen(host, 0)) as listening:
        with socket.create_connection(listening.getsockname()[:2]):
            accepted, _ = listening.accept()
        with closing(accepted):
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        (["--processus", "2"], "PostgreSQL"),
        (["--processus", "0"], "--processus"),
        (["--hote", "0.0.0.0"], "en clair"),  # noqa: S104 - what is refused
        (["--derriere-proxy", "pas une adresse"], "«\u00a0pas une adresse\u00a0» n’est ni"),
        (["--derriere-proxy", "10.0.0.4,10.0.0.4/8"], "«\u00a010.0.0.4/8\u00a0» n’est ni"),
        (["--jeton", "/dev/null"], "/dev/null est vide"),
        (["--certificat", __file__], "--cle"),
        (["--certificat", __file__, "--cle", __file__], "ne se lisent pas"),
        (["--certificat", "absent.pem", "--cle", __file__], "absent.pem"),
    ],
)
def test_what_is_not_safely_served_is_refused_in_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], phrase: str
) -> None:
    capsys.readouterr()

    try:
        status: object = main(["servir", "--donnees", str(folder), "--port", "0", *words])
    except SystemExit as leaving:
        status = leaving.code

    said = capsys.readouterr()
    assert status == 2
    assert phrase in said.err
    assert said.err.count("\n") == 1

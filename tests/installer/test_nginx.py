"""The nginx that is shipped, before a real store: real vaults enrol, push, pull and fetch through it."""

import json
import ssl
from pathlib import Path

import httpx2
import pytest

from central.__main__ import main
from central.machine import MINT
from central.watch import MEASURES
from desktop.models import blobs
from desktop.models.envelope import FLOOR_KIB, Kdf
from desktop.models.line import Identity
from desktop.models.vault import Surroundings, Vault
from desktop.sync.client import StoreClient, open_client
from desktop.sync.cycle import cycle
from desktop.sync.enrol import Invitation, new_private_key
from desktop.sync.turn import Outcome
from desktop.usecases.synchronisation import enroler
from plie.kinds import CompteRendu, Id, Personne
from plie.vocabulaire import Role
from tests.builders import un_compte_rendu
from tests.central.serveur import certificat, servi
from tests.installer import nginx
from wire.messages import ENROL, HEALTH, PUSH, Enrol
from wire.pack import pack

pytestmark = pytest.mark.skipif(nginx.PROGRAM is None, reason="no nginx program on this machine")

KDF = Kdf(memory_kib=FLOOR_KIB, passes=1, lanes=4)
# Several pieces, and no buffer of nginx holds one.
PDF = b"%PDF-1.7 " + bytes(range(256)) * 1_500


class Porte:
    """A vault that knows its store through the proxy only."""

    def __init__(self, folder: Path, card: Path, trusted: ssl.SSLContext) -> None:
        said = json.loads(card.read_text())
        identity = Identity(
            utilisateur="hors-ligne", nom="Poste", role=Role.ACCOMPAGNATEUR.value,
            referentiel="demo", device=MINT.new_id(), private_key=new_private_key(),
        )  # fmt: skip
        around = Surroundings(MINT.clock, MINT.token_bytes)
        self.vault = Vault.create(
            folder, "phrase de passe d’essai", identity, around=around, kdf=KDF
        )
        invitation = Invitation(
            url=said["url"], code=said["code"], authority_sha256=said["authority_sha256"]
        )
        known = enroler(
            self.vault,
            invitation,
            nom="Poste",
            connect=lambda url: open_client(url, verify=trusted),
        )
        self.client = StoreClient(open_client(said["url"], verify=trusted), token=known.token)

    def cycle(self) -> Outcome:
        return cycle(
            self.vault, self.client, now=MINT.now(), tell=lambda _step: None,
            stopped=lambda: False,
        )  # fmt: skip

    def close(self) -> None:
        self.client.close()
        self.vault.close()


def test_two_vaults_exchange_through_the_proxy_that_is_shipped(tmp_path: Path) -> None:
    place, token = tmp_path / "magasin", tmp_path / "jeton"
    token.write_text("un-secret\n")
    assert main([
        "init", "--donnees", str(place), "--plie", "essai", "--nom", "PLIE d’essai",
        "--referentiel", "demo",
    ]) == 0  # fmt: skip
    chain, key = certificat(tmp_path)
    trusted = ssl.create_default_context(cafile=str(chain))
    words = ["--donnees", str(place), "--derriere-proxy", "--jeton", str(token)]

    with servi(*words) as store, nginx.devant(store, chain, key, tmp_path / "nginx") as url:
        ae = Porte(tmp_path / "ae", _invited(place, url, "accompagnateur"), trusted)
        coordination = Porte(tmp_path / "coord", _invited(place, url, "coordination"), trusted)
        digest = _work(ae.vault)
        sent, received = ae.cycle(), coordination.cycle()
        with coordination.vault.look() as rows:
            arrived = [(cr.pdf, rows.blob(cr.pdf)) for cr in rows.all(CompteRendu)]
        with httpx2.Client(base_url=url, verify=trusted, trust_env=False) as http:
            health = http.get(HEALTH)
            known = {"authorization": "Bearer un-secret", "x-forwarded-for": "127.0.0.1"}
            figures = http.get(MEASURES, headers=known).status_code
            too_large = http.post(PUSH, content=bytes(4_200_000)).status_code
            tries = _guess(http)
        ae.close()
        coordination.close()

    assert (sent.complete, sent.done.files_sent) == (True, 1)
    assert (received.complete, received.done.files_received) == (True, 1)
    assert arrived == [(digest, PDF)]
    assert (health.text, health.headers["strict-transport-security"]) == (
        "ok\n",
        "max-age=31536000",
    )
    assert (figures, too_large) == (404, 413)
    assert (429, "text/html", ("60",)) in tries
    assert {one for one in tries if one[0] != 429} == {(403, "application/zstd", ())}


def _invited(place: Path, url: str, role: str) -> Path:
    card = place / f"{role}.json"
    assert main([
        "inviter", "--donnees", str(place), "--nom", f"Une {role}", "--role", role,
        "--url", url, "--fichier", str(card),
    ]) == 0  # fmt: skip
    return card


def _work(vault: Vault) -> str:
    with vault.work() as work:
        dossier = Id(work.new_id())
        work.insert(Personne(id=dossier, nom_naissance="Trévignac", prenoms="Maïwenn"))
        digest = blobs.file(work.connection, PDF, scope=dossier)
        # A whole PLIE is sent its recent files only.
        paper = un_compte_rendu(
            id=Id(work.new_id()), dossier=dossier, pdf=digest, finalise_le=MINT.now()
        )
        work.insert(paper)
        work.commit()
    return digest


def _guess(http: httpx2.Client) -> list[tuple[int, str, tuple[str, ...]]]:
    """Try codes quickly; what each answer is, in whose words (the store's are packed), and how long to wait."""
    body = pack(Enrol(code="FAUX", device="poste", public_key="", nom="Poste"))
    replies = [http.post(ENROL, content=body) for _ in range(40)]
    return [
        (one.status_code, one.headers["content-type"], tuple(one.headers.get_list("retry-after")))
        for one in replies
    ]

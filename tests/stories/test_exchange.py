"""L’échange par le vrai réseau : un vrai magasin dans son processus, tué et relancé, deux vrais coffres."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.models import blobs
from desktop.models.envelope import FLOOR_KIB, Kdf
from desktop.models.line import Identity
from desktop.models.vault import Surroundings, Vault
from desktop.sync.enrol import new_private_key
from desktop.usecases.revue import commentaires, commenter
from desktop.usecases.synchronisation import (
    Outcome,
    Phase,
    Step,
    enroler,
    etat,
    ligne,
    phrase,
    read_invitation,
    synchronise,
)
from plie.kinds import CompteRendu, Entretien, Id, Personne, Sha256
from tests.builders import un_compte_rendu, une_personne
from tests.desktop.sync.postes import DEBUT, Montre, hasard
from wire.messages import BLOB_PIECE

PDF = b"%PDF-1.7\n" + hasard("pdf").randbytes(5 * BLOB_PIECE)


class Magasin:
    """`permanence-central`, tel qu’on le lance."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0
        self.run("init", "--plie", "essai", "--nom", "PLIE d’essai", "--referentiel", "demo")
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            self._command("servir", "--json", "--port", str(self.port)),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self.process.stdout
        self.port = json.loads(self.process.stdout.readline())["port"]

    def kill(self) -> None:
        """Kill -9, as a power cut would."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()

    def invitation(self, nom: str, role: str, file: Path) -> bytes:
        url = f"http://127.0.0.1:{self.port}"
        self.run("inviter", "--nom", nom, "--role", role, "--url", url, "--fichier", str(file))
        return file.read_bytes()

    def run(self, *arguments: str) -> str:
        command = self._command(*arguments)
        done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - ours
        return done.stdout.decode()

    def _command(self, *arguments: str) -> list[str]:
        donnees = ("--donnees", str(self.folder))
        return [sys.executable, "-m", "central", arguments[0], *donnees, *arguments[1:]]


class Bureau:
    """Le coffre de quelqu’un, et sa ligne."""

    def __init__(self, folder: Path, nom: str) -> None:
        self.montre, chance = Montre(), hasard(nom)
        identity = Identity(
            utilisateur="avant", nom=nom, role="accompagnateur", referentiel="demo",
            device=f"poste-{chance.getrandbits(40):x}", private_key=new_private_key(),
        )  # fmt: skip
        around = Surroundings(self.montre, chance.randbytes)
        kdf = Kdf(FLOOR_KIB, 1, 4)
        self.vault = Vault.create(folder, "une phrase d’essai", identity, around=around, kdf=kdf)

    def relier(self, invitation: bytes) -> None:
        enroler(self.vault, read_invitation(invitation), nom="Poste d’essai")

    def echanger(
        self,
        tell: Callable[[Step], None] = lambda _step: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Outcome:
        with self.vault.look() as rows:
            line = ligne(rows.identity())
        assert line
        try:
            return synchronise(self.vault, line, now=self.montre(), tell=tell, stopped=stopped)
        finally:
            line.close()

    def ops(self) -> dict[str, int | None]:
        with self.vault.look() as rows:
            found = rows.connection.exec_driver_sql("SELECT op_id, number FROM op")
            return {row[0]: row[1] for row in found}


@pytest.fixture
def magasin(tmp_path: Path) -> Iterator[Magasin]:
    started = Magasin(tmp_path / "magasin")
    yield started
    started.kill()


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Callable[[str], Bureau]]:
    opened: list[Bureau] = []

    def ouvrir(nom: str) -> Bureau:
        opened.append(Bureau(tmp_path / f"coffre-{len(opened)}", nom))
        return opened[-1]

    yield ouvrir
    for one in opened:
        one.vault.close()


def finaliser(bureau: Bureau) -> tuple[Id, Id]:
    """Écrire un dossier, un entretien et son compte-rendu ; rendre le dossier et le CR."""
    with bureau.vault.work() as work:
        dossier, entretien, cr = work.new_id(), work.new_id(), work.new_id()
        work.insert(une_personne(id=dossier))
        work.insert(Entretien(id=entretien, dossier=dossier, contenu="Le projet se précise."))
        pdf = blobs.file(work.connection, PDF, scope=dossier)
        work.insert(un_compte_rendu(id=cr, dossier=dossier, entretien=entretien, pdf=Sha256(pdf)))
        work.commit()
    return dossier, cr


def test_le_travail_d_avant_l_echange_arrive_a_la_coordination_et_le_commentaire_revient(
    magasin: Magasin, bureau: Callable[[str], Bureau], tmp_path: Path
) -> None:
    ae, coordination = bureau("Odilon Carpentras"), bureau("Philomène Astruc")
    dossier, cr = finaliser(ae)
    ae.relier(magasin.invitation("Odilon Carpentras", "accompagnateur", tmp_path / "ae.json"))
    coordination.relier(
        magasin.invitation("Philomène Astruc", "coordination", tmp_path / "coord.json")
    )

    assert ae.echanger().complete
    assert coordination.echanger().complete

    with coordination.vault.look() as rows:
        assert rows.find(Personne, dossier)
        assert rows.blob(rows.get(CompteRendu, cr).pdf) == PDF
    with coordination.vault.work() as work:
        commenter(work, cr, texte="Pensez au permis.", now=coordination.montre())
    coordination.echanger()
    assert ae.echanger().done.changes.touches(dossier)
    with ae.vault.look() as rows:
        assert [c.texte for c, _ in commentaires(rows, cr)] == ["Pensez au permis."]
    coordination.echanger()
    with coordination.vault.look() as rows:
        assert [received for _, received in commentaires(rows, cr)] == [True]


@pytest.mark.parametrize("phase", [Phase.CONTACT, Phase.ENVOI, Phase.ENVOI_FICHIERS])
def test_le_magasin_tue_en_plein_echange_reprend_sans_rien_perdre_ni_doubler(
    magasin: Magasin, bureau: Callable[[str], Bureau], tmp_path: Path, phase: Phase
) -> None:
    ae, coordination = bureau("Odilon Carpentras"), bureau("Philomène Astruc")
    ae.relier(magasin.invitation("Odilon Carpentras", "accompagnateur", tmp_path / "ae.json"))
    coordination.relier(
        magasin.invitation("Philomène Astruc", "coordination", tmp_path / "coord.json")
    )
    dossier, cr = finaliser(ae)
    told: list[Step] = []
    asked: list[None] = []

    def tell(step: Step) -> None:
        told.append(step)
        if step.phase is phase and phase is not Phase.ENVOI_FICHIERS:
            magasin.kill()

    def stopped() -> bool:
        # Asked before each piece: the store dies when two pieces of the PDF have reached it.
        if told and told[-1].phase is Phase.ENVOI_FICHIERS and magasin.process.poll() is None:
            asked.append(None)
            if phase is Phase.ENVOI_FICHIERS and len(asked) == 4:
                magasin.kill()
        return False

    cut = ae.echanger(tell, stopped)
    with ae.vault.look() as rows:
        said = phrase(etat(rows, last=cut), now=DEBUT)

    assert cut.failure
    assert said.startswith("Hors ligne\u00a0: tout est enregistré ici")
    magasin.start()
    assert ae.echanger().complete
    assert coordination.echanger().complete
    assert ae.ops() == coordination.ops()
    assert sorted(n or 0 for n in ae.ops().values()) == list(range(1, len(ae.ops()) + 1))
    with coordination.vault.look() as rows:
        assert rows.blob(rows.get(CompteRendu, cr).pdf) == PDF
    (line,) = json.loads(magasin.run("dossiers", "--json"))
    assert (line["id"], line["comptes_rendus"]) == (dossier, 1)


def test_un_magasin_eteint_ne_coute_qu_une_phrase(
    magasin: Magasin, bureau: Callable[[str], Bureau], tmp_path: Path
) -> None:
    ae = bureau("Odilon Carpentras")
    ae.relier(magasin.invitation("Odilon Carpentras", "accompagnateur", tmp_path / "ae.json"))
    ae.echanger()
    magasin.kill()
    finaliser(ae)

    outcome = ae.echanger()

    with ae.vault.look() as rows:
        shown = etat(rows, last=outcome)
    assert phrase(shown, now=DEBUT + timedelta(days=1)) == (
        "Hors ligne\u00a0: tout est enregistré ici · 3\u00a0changements en attente · "
        "dernier échange hier 08:30"
    )
    assert "Le magasin central ne répond pas" in shown.raison

"""Tuée entre deux pages de la signature : ce qui est signé le reste, et l’on reprend à la bonne page.

Une page dans `make test` ; toutes avec PERMANENCE_TORTURE=1 (`make torture`). enketo#1043.
"""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.app.surroundings import real
from desktop.demo import scene
from desktop.demo.seat import Seat
from desktop.demo.store import REFERENTIEL, DemoStore
from desktop.ui.look import Look
from desktop.usecases import entretiens
from desktop.usecases.a_signer import lire
from desktop.usecases.identite import Candidature, creer
from desktop.usecases.referentiels import charger
from desktop.usecases.verification import Verdict, verifier
from plie.kinds import Entretien, Signature
from plie.vocabulaire import Role, Signataire
from tests.desktop import processes
from tests.stories import gestes
from tests.stories.coupure import PAGES, entrer, rouvrir

ICI = real()
TOUTES = tuple(PAGES) if os.environ.get("PERMANENCE_TORTURE") else ("rendre",)
# Ce qui est signé quand la page est là, et la page où l’on reprend.
ATTENDU = {
    "remise": ((), "remise_ok"),
    "personne": ((), "remise_ok"),
    "rendre": ((Signataire.ADHERENT,), "rendre_ok"),
    "accompagnateur": ((Signataire.ADHERENT,), "rendre_ok"),
    "termine": ((Signataire.ADHERENT, Signataire.ACCOMPAGNATEUR), ""),
}


@pytest.fixture
def coffres(tmp_path: Path) -> Path:
    return tmp_path / "coffres"


@pytest.fixture
def compte_rendu(coffres: Path, store: DemoStore) -> str:
    """Un coffre relié au magasin, où un compte-rendu attend d’être signé ; rendre ce dernier."""
    vault = scene.make_vault(coffres / "coffre", "Odilon Carpentras", ICI)
    scene.enrol(vault, store, Role.ACCOMPAGNATEUR)
    now = ICI.local()
    with vault.work() as work:
        asked = Candidature(prenoms="Maïwenn", nom="Trévignac")
        dossier = creer(work, asked, on=now.date()).id_of("personne")
    with vault.work() as work:
        draft = entretiens.ouvrir(work, dossier, now=now).id_of("entretien")
    with vault.work() as work:
        shown = work.seen(Entretien, draft)
        entretiens.enregistrer(work, draft, seen=shown, values={"duree_min": 4})
    with vault.work() as work:
        done = entretiens.finaliser(work, draft, referentiel=charger(REFERENTIEL), now=now)
    vault.close()
    return done.id_of("compte_rendu")


@pytest.mark.parametrize("page", TOUTES)
def test_tuee_entre_deux_pages_la_signature_reprend_ou_elle_en_etait(
    page: str, coffres: Path, compte_rendu: str, look: Look
) -> None:
    """C9-3-6 ; documents.md : « saved before the next screen opens »."""
    signes, reprise = ATTENDU[page]
    with processes.running(
        processes.module("tests.stories.coupure", coffres, page, compte_rendu)
    ) as vivante:
        assert vivante.stdout is not None
        assert vivante.stdout.readline().strip() == page
        vivante.kill()

    seat = gestes.ouvrir(coffres, look)
    try:
        if reprise:
            rouvrir(seat, compte_rendu)
            assert qui_a_signe(seat, compte_rendu) == signes
            reprendre_a(seat, reprise)
        else:
            entrer(seat)
        assert qui_a_signe(seat, compte_rendu) == tuple(Signataire)
        with seat.house.vault.look() as rows:
            lu = lire(rows, compte_rendu, referentiel=charger(REFERENTIEL))
            assert verifier(rows, lu.pdf or b"").verdict is Verdict.INTACT
    finally:
        seat.door.close()
        seat.window.close()
        seat.window.deleteLater()
        QApplication.processEvents()


def reprendre_a(seat: Seat, reprise: str) -> None:
    """Reprendre à la page attendue, aucun cadre n’étant montré avant elle ; aller au bout."""
    words = seat.hands.find(QPushButton, "faire_signer").text()
    assert (words == "Signer à mon tour") is (reprise == "rendre_ok")
    seat.hands.click("faire_signer")
    gestes.attendre(seat, reprise, "la page où l’on en était")
    assert not seat.hands.shows("pad_personne")
    assert not seat.hands.shows("pad_accompagnateur")
    if reprise == "remise_ok":
        seat.hands.click("remise_ok")
        gestes.pages(seat, "pdf_personne")
        gestes.personne_signe(seat)
    gestes.reprendre(seat)
    gestes.accompagnatrice_signe(seat)
    gestes.fin(seat)


def qui_a_signe(seat: Seat, compte_rendu: str) -> tuple[Signataire, ...]:
    with seat.house.vault.look() as rows:
        found = {s.qui for s in rows.all(Signature, compte_rendu=compte_rendu)}
    return tuple(who for who in Signataire if who in found)

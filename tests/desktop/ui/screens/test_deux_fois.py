"""Pressed twice, a gesture is done once, and nothing that was just done is refused."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from desktop.ui.places import Name, Place
from desktop.ui.screens.piece import PieceScreen
from desktop.usecases.apercu import Apercu
from desktop.usecases.demandes import demander
from plie.kinds import BilanEtape, Commentaire, Etape, PieceExamen
from tests import builders
from tests.desktop.ui.screens.house import NOW, House
from tests.desktop.ui.screens.test_documents import drop, signed_scan
from tests.desktop.ui.screens.test_volet_pieces import at_pieces, examining, given
from tests.desktop.usecases.alertes import AE, COORDINATION, as_

__all__ = ["at_pieces"]


def twice(button: QWidget) -> None:
    for _ in range(2):
        assert isinstance(button, QAbstractButton)
        button.click()


def test_one_bilan_of_an_etape(house: House) -> None:
    with house.vault.work() as work:
        work.insert(builders.une_etape(debut=date(2026, 9, 1), objectifs=""))
        work.commit()
    (etape,) = house.all(Etape)
    house.window.go(Place(Name.ETAPE, etape.id))
    house.write("bilan_texte", "Elle vient chaque jour.")
    house.write("bilan_signataire_nom", "Hyacinthe Ombredane")
    house.write("bilan_signe_le", "9/9/2026")

    twice(house.find(QWidget, "bilan_garder"))

    house.find(QLabel, "bilan_signature")
    house.jobs.drain()
    assert len(house.all(BilanEtape)) == 1


def test_one_refusal_of_a_piece(at_pieces: House, apercu: Apercu) -> None:
    house = at_pieces
    screen = examining(house, given(house), apercu)
    assert isinstance(screen, PieceScreen)
    refuse = screen.findChild(QWidget, "piece_refuser")
    house.qtbot.waitUntil(refuse.isVisible)
    house.qtbot.keyClicks(screen.findChild(QWidget, "piece_motif"), "Illisible")

    twice(refuse)

    house.qtbot.waitUntil(lambda: bool(house.all(PieceExamen)))
    house.jobs.drain()
    assert len(house.all(PieceExamen)) == 1


def test_one_answer_to_a_question(house: House) -> None:
    as_(house.vault, COORDINATION)
    with house.vault.work() as work:
        work.insert(builders.un_compte_rendu())
        asked = demander(
            work, "compte_rendu", builders.CR,
            dossier=builders.PERSONNE, texte="Et la garde d’enfants\u202f?", now=NOW,
        ).id_of("demande")  # fmt: skip
    as_(house.vault, AE)
    house.window.go(Place(Name.JOURNEE))
    house.write(f"reponse_{asked}", "Elle a une place")

    for _ in range(2):
        house.press(Qt.Key.Key_Return)

    house.qtbot.waitUntil(lambda: bool(house.all(Commentaire)))
    house.jobs.drain()
    assert len(house.all(Commentaire)) == 1


def test_a_sheet_is_attached_and_refuses_nothing(house: House, tmp_path: Path) -> None:
    cr = house.compte_rendu()
    house.window.go(Place(Name.DOCUMENTS))
    drop(house, signed_scan(house, cr, tmp_path / "scan.pdf"))
    for qui in ("adherent", "accompagnateur"):
        house.find(QAbstractButton, f"signe_{cr}_{qui}").click()

    twice(house.find(QWidget, f"rattacher_{cr}"))

    house.qtbot.waitUntil(lambda: len(house.signatures(cr)) == 2)
    said = house.find(QLabel, f"objection_{cr}")
    house.qtbot.waitUntil(lambda: said.text().startswith("Rattaché"))
    house.jobs.drain()
    assert said.text().startswith("Rattaché")

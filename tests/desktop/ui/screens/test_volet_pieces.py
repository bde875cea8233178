"""The panel of pièces on real widgets: a file dropped on its slot, read apart, seen, and examined (C9-3-5)."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from desktop.pages.scans import read_pages
from desktop.ui.places import Name, Place, side
from desktop.ui.screens.piece import PieceScreen
from desktop.ui.widgets.drop_zone import DropZone
from desktop.usecases.apercu import Apercu
from desktop.usecases.pieces import verser
from plie.kinds import CompteRendu, Cv, Id, PieceExamen, PieceVersee
from plie.piece import Emplacement
from plie.regles.dossier import BesoinPiece
from plie.vocabulaire import Role
from tests import builders
from tests.desktop.ui.screens.house import NOW, House
from tests.desktop.usecases.alertes import as_

SLOT = "piece_emploi-1_contrat"


@pytest.fixture
def at_pieces(house: House) -> House:
    with house.vault.work() as work:
        work.insert(
            builders.un_emploi(type="cdi", employeur="Les Ateliers", debut=date(2026, 2, 2))
        )
        work.commit()
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "pieces")))
    return house


def drop(house: House, *paths: Path, name: str = SLOT) -> None:
    what = QMimeData()
    what.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    given = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    slot, copy = house.find(QWidget, name), Qt.DropAction.CopyAction
    # Qt drops only where the pointer entered.
    QApplication.sendEvent(slot, QDragEnterEvent(QPoint(5, 5), copy, what, *given))
    QApplication.sendEvent(slot, QDropEvent(QPointF(5, 5), copy, what, *given))


def state(house: House) -> str:
    return house.find(QLabel, f"{SLOT}_etat").text()


def test_a_file_dropped_on_its_slot_is_received_and_seen_inside(
    at_pieces: House, tmp_path: Path
) -> None:
    id_ = at_pieces.compte_rendu()
    with at_pieces.vault.look() as rows:
        pdf = rows.blob(rows.get(CompteRendu, id_).pdf)
    assert pdf is not None
    (tmp_path / "contrat.pdf").write_bytes(pdf)
    assert state(at_pieces) == "Manquante"

    drop(at_pieces, tmp_path / "contrat.pdf")

    at_pieces.qtbot.waitUntil(lambda: state(at_pieces) == "Reçue")
    (kept,) = at_pieces.all(PieceVersee)
    assert (kept.nom_fichier, kept.pour_id) == ("contrat.pdf", "emploi-1")
    at_pieces.click(f"{SLOT}_voir")
    at_pieces.until_pages("piece_pdf")
    assert "Reçue" in at_pieces.find(QLabel, "piece_ou").text()


def test_a_version_of_the_cv_is_kept_for_its_target(at_pieces: House, tmp_path: Path) -> None:
    id_ = at_pieces.compte_rendu()
    with at_pieces.vault.look() as rows:
        pdf = rows.blob(rows.get(CompteRendu, id_).pdf)
    assert pdf is not None
    (tmp_path / "cv.pdf").write_bytes(pdf)
    at_pieces.click("nouveau_cv")

    at_pieces.write("cv_cible", "Aide-soignante")
    at_pieces.find(DropZone, "depot").given.emit((tmp_path / "cv.pdf",))

    at_pieces.qtbot.waitUntil(lambda: bool(at_pieces.all(Cv)))
    (kept,) = at_pieces.all(Cv)
    assert (kept.cible, kept.date) == ("Aide-soignante", NOW.date())
    assert "Aide-soignante" in at_pieces.find(QPushButton, f"cv_{kept.id}").text()
    at_pieces.click(f"cv_{kept.id}")
    at_pieces.until_pages("piece_pdf")


def test_what_is_no_document_is_refused_with_a_sentence(at_pieces: House, tmp_path: Path) -> None:
    (tmp_path / "contrat.pdf").write_bytes(b"MZ\x00\x01 rien d'un document")

    drop(at_pieces, tmp_path / "contrat.pdf")

    at_pieces.qtbot.waitUntil(lambda: bool(at_pieces.say()))
    assert state(at_pieces) == "Manquante"
    assert not at_pieces.all(PieceVersee)


def test_coordination_refuses_with_a_reason_then_accepts(at_pieces: House, apercu: Apercu) -> None:
    house = at_pieces
    screen = examining(house, given(house), apercu)
    where, refuse = screen.findChild(QLabel, "piece_ou"), screen.findChild(QWidget, "piece_refuser")
    house.qtbot.waitUntil(refuse.isVisible)

    house.qtbot.mouseClick(refuse, Qt.MouseButton.LeftButton)
    house.qtbot.waitUntil(lambda: "Dites pourquoi" in house.say())
    house.qtbot.keyClicks(screen.findChild(QWidget, "piece_motif"), "Illisible")
    house.jobs.changed.connect(screen.refresh)
    house.qtbot.mouseClick(refuse, Qt.MouseButton.LeftButton)
    house.qtbot.waitUntil(lambda: len(house.all(PieceExamen)) == 1)
    house.qtbot.waitUntil(lambda: where.text().startswith("Refusée"))
    house.qtbot.mouseClick(screen.findChild(QWidget, "piece_accepter"), Qt.MouseButton.LeftButton)

    house.qtbot.waitUntil(lambda: where.text().startswith("Acceptée"))
    assert not refuse.isVisible()


def test_a_reason_begun_waits_for_the_return_to_the_piece(at_pieces: House, apercu: Apercu) -> None:
    house = at_pieces
    id_ = given(house)
    screen = examining(house, id_, apercu)
    house.qtbot.waitUntil(screen.findChild(QWidget, "piece_refuser").isVisible)
    house.jobs.drain()
    house.qtbot.keyClicks(screen.findChild(QWidget, "piece_motif"), "Illisible")

    screen.hide()

    again = examining(house, id_, apercu).findChild(QLineEdit, "piece_motif")
    house.qtbot.waitUntil(lambda: again.text() == "Illisible")


def given(house: House) -> str:
    with house.vault.work() as work:
        return verser(
            work, builders.PERSONNE, _slot(), "contrat", b"%PDF-", nom="c.pdf", now=NOW
        ).id_of("piece")


def examining(house: House, id_: str, apercu: Apercu) -> PieceScreen:
    as_(house.vault, Role.COORDINATION)
    desk = house.window.desk
    reviewer = replace(desk, user=replace(desk.user, role=Role.COORDINATION))
    screen = PieceScreen(reviewer, apercu)
    house.qtbot.addWidget(screen)
    screen.show()
    screen.arrive(id_)
    return screen


def _slot() -> Emplacement:
    return Emplacement(
        besoin=BesoinPiece.EMPLOI, codes=("contrat",), pour_kind="emploi", pour_id=Id("emploi-1")
    )


def test_the_comptes_rendus_of_the_dossier_are_there_the_latest_first(house: House) -> None:
    days = [date(2026, month, 3) for month in range(2, 9)]
    with house.vault.work() as work:
        made = [work.new_id() for _ in days]
        for id_, day in zip(made, days, strict=True):
            work.insert(builders.un_compte_rendu(id=id_, entretien=id_, date=day))
        work.commit()
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "pieces")))

    house.click("comptes_rendus_suite")

    latest, oldest = made[-1], made[0]
    found = house.find(QPushButton, f"compte_rendu_{oldest}")
    assert found.text() == "Suivi du 3\u00a0février\u00a02026 — à signer"
    assert house.focused() == found.objectName()
    house.click(f"compte_rendu_{latest}")
    assert house.window.place == Place(Name.RELECTURE, latest)


def test_the_signed_acte_is_put_from_the_panel_of_the_commission_and_seen_there(
    house: House, tmp_path: Path
) -> None:
    """C7-1: its paper stands among the pièces; accepted, it is locked like any."""
    id_ = house.compte_rendu()
    with house.vault.work() as work:
        work.insert(builders.une_decision(prise_le=NOW.date()))
        work.commit()
    with house.vault.look() as rows:
        pdf = rows.blob(rows.get(CompteRendu, id_).pdf)
    assert pdf is not None
    (tmp_path / "acte.pdf").write_bytes(pdf)
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "commission")))
    house.click("acte_document_voir")

    slot = f"piece_{builders.PARCOURS}_acte_engagement"
    drop(house, tmp_path / "acte.pdf", name=slot)
    house.qtbot.waitUntil(lambda: house.find(QLabel, f"{slot}_etat").text() == "Reçue")

    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "commission")))
    house.qtbot.waitUntil(lambda: "reçue" in house.find(QLabel, "acte_document").text())
    house.click("acte_document_voir")
    house.until_pages("piece_pdf")


def test_a_file_dropped_is_copied_whatever_its_giver_proposes(
    at_pieces: House, tmp_path: Path
) -> None:
    """A file manager that is told of a move may take the file away."""
    (tmp_path / "contrat.pdf").write_bytes(b"%PDF-")
    what = QMimeData()
    what.setUrls([QUrl.fromLocalFile(str(tmp_path / "contrat.pdf"))])
    both = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    given = (what, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enters = QDragEnterEvent(QPoint(5, 5), both, *given)
    dropped = QDropEvent(QPointF(5, 5), both, *given)
    slot = at_pieces.find(QWidget, SLOT)

    QApplication.sendEvent(slot, enters)
    assert slot.property("over")
    QApplication.sendEvent(slot, dropped)

    assert not slot.property("over")
    assert [e.dropAction() for e in (enters, dropped)] == [Qt.DropAction.CopyAction] * 2
    assert enters.isAccepted()
    assert dropped.isAccepted()


def test_every_picture_dropped_on_one_slot_is_kept_by_name(
    at_pieces: House, tmp_path: Path
) -> None:
    """A card is photographed on both sides: the second picture was left out without a word."""
    names = ("page 10.png", "page 2.png")
    for name in names:
        drawn = QImage(60, 40, QImage.Format.Format_RGB32)
        drawn.fill(Qt.GlobalColor.white)
        assert drawn.save(str(tmp_path / name))

    drop(at_pieces, *(tmp_path / name for name in names))

    at_pieces.qtbot.waitUntil(lambda: state(at_pieces) == "Reçue")
    (kept,) = at_pieces.all(PieceVersee)
    with at_pieces.vault.look() as rows:
        content = rows.blob(kept.fichier) or b""
    assert kept.nom_fichier == "page 2 et 1 autre.pdf"
    assert len(read_pages(content)) == len(names)

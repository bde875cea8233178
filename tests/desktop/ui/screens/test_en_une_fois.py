"""domain.md §5: all that waits is signed in one gesture, each with the real date of its signing."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.ui.places import Name, Place
from desktop.ui.screens.signature import SignatureScreen
from desktop.ui.widgets.pdf_view import PdfView
from desktop.usecases.a_signer import lire
from desktop.usecases.verification import Verdict, verifier
from plie.kinds import CompteRendu, Evenement
from plie.vocabulaire import Position, Signataire
from tests.desktop import vaults
from tests.desktop.ui.screens.house import NOW, Clock, House
from tests.desktop.ui.screens.signing import draw_by_keys, person_reads_next

REMARQUE = "Je préfère le matin."


class Running(Clock):
    """An hour that goes on: no two instants are the same."""

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Running()


def test_one_stroke_of_each_signs_all_and_each_seal_has_its_own_document_and_instant(
    house: House,
) -> None:
    """C9-3-6, by keyboard alone: the chain rendered, seen by the person, seen by the adviser, for each."""
    first = house.compte_rendu()
    second = house.compte_rendu(date=(NOW - timedelta(days=2)).date())
    house.go(Name.SIGNATURE, first)
    assert "2 comptes-rendus" in house.find(QLabel, "remise_detail").text()
    press(house, "remise_ok")
    house.until_pages("pdf_personne")
    screen = house.window.screen_shown
    assert isinstance(screen, SignatureScreen)
    assert not screen._person.page.pad.isVisible()
    press(house, "position_accord")
    press(house, "valider_personne")
    answer_with_a_remark(house, screen)
    assert house.find(QPushButton, "valider_approuves").text() == "Signer les 2 comptes-rendus"
    assert REMARQUE in house.spoken(house.find(QWidget, "approuves_liste"))
    in_the_person_s_hands(house, screen)
    reach(house, f"voir_{second}")
    house.tab_to("pad_approuves")
    draw_by_keys(house)
    press(house, "valider_approuves")
    house.find(QWidget, "rendre_ok")
    house.write("rendre_secret_line", vaults.PHRASE)
    house.press(Qt.Key.Key_Return)
    house.until_pages("pdf_accompagnateur")
    assert "un sous l’autre" in house.find(QLabel, "reponse_personne").text()
    assert any(REMARQUE in text for text in house.texts())
    press(house, f"voir_{first}")
    assert house.find(PdfView, "pdf_accompagnateur").page == 2
    house.tab_to("pad_accompagnateur")
    draw_by_keys(house)
    press(house, "valider_accompagnateur")

    done = house.find(QLabel, "termine_phrase")
    assert done.text().startswith("2 comptes-rendus signés par les deux parties")
    house.click("copie_remise")
    house.qtbot.waitUntil(lambda: bool(house.all(Evenement)))
    assert {e.compte_rendu for e in house.all(Evenement)} == {first, second}
    instants = set()
    for cr, position in ((first, Position.ACCORD), (second, Position.REMARQUE)):
        both = {s.qui: s for s in house.signatures(cr)}
        person, adviser = both[Signataire.ADHERENT], both[Signataire.ACCOMPAGNATEUR]
        instants |= {person.signe_le, adviser.signe_le}
        assert person.position == position
        assert adviser.sha256_montre == person.sha256_scelle
        with house.vault.look() as rows:
            bare = rows.get(CompteRendu, cr).pdf
            assert (person.sha256_montre == bare) is (position is Position.ACCORD)
            pdf = lire(rows, cr, referentiel=house.window.desk.referentiel).pdf
            assert verifier(rows, pdf or b"").verdict is Verdict.INTACT
    assert len(instants) == 4
    opens_each(house, second)


def opens_each(house: House, cr: str) -> None:
    """Not the last one alone: which one opens is chosen."""
    assert not house.window.screen_shown.findChild(QWidget, "termine_document").isVisible()
    press(house, f"voir_{cr}")
    house.until_pages("relecture_pdf")
    assert house.window.place == Place(Name.RELECTURE, cr)


def reach(house: House, name: str) -> None:
    """Press Tab until it is reached, once it is there: what was just drawn is shown a moment later."""
    house.find(QWidget, name)
    house.tab_to(name)


def press(house: House, name: str) -> None:
    reach(house, name)
    house.press(Qt.Key.Key_Space)


def answer_with_a_remark(house: House, screen: SignatureScreen) -> None:
    """The document is drawn again with it, and shown, before the answer is taken."""
    person_reads_next(house, "2 sur 2")
    reach(house, "position_accord")
    house.press(Qt.Key.Key_Down)
    house.press(Qt.Key.Key_Space)
    house.write("remarque", REMARQUE)
    press(house, "valider_personne")
    assert house.find(QLabel, "objection_personne").text()
    house.qtbot.waitUntil(lambda: screen._person.page._on_paper == REMARQUE)
    press(house, "valider_personne")


def in_the_person_s_hands(house: House, screen: SignatureScreen) -> None:
    house.qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert house.window.screen_shown is screen
    assert house.find(QWidget, "valider_approuves")
    assert not screen.findChild(QWidget, "revenir").isVisible()
    assert not [w for w in screen.findChildren(QWidget, "pad_accompagnateur") if w.isVisible()]
    assert [w.objectName() for w in house.controls() if not house.spoken(w)] == []

"""A remark and the signature drawn beside it: a signature binds the text that was there (C9-3-6)."""

from PySide6.QtWidgets import QWidget

from desktop.ui.places import Name
from desktop.ui.screens.signature import SignatureScreen
from plie.vocabulaire import Position
from tests.desktop.ui.screens.house import House
from tests.desktop.ui.screens.signing import person_reads


def test_a_signature_drawn_at_once_after_a_remark_is_kept(house: House) -> None:
    cr = house.compte_rendu()
    person_reads(house, cr)
    house.click("position_remarque")
    house.write("remarque", "Je préfère le matin.")
    house.draw("pad_personne")
    screen = house.window.screen_shown
    assert isinstance(screen, SignatureScreen)

    house.qtbot.waitUntil(lambda: screen._person.page._on_paper == "Je préfère le matin.")
    house.click("valider_personne")
    house.find(QWidget, "rendre_ok")

    (signed,) = house.signatures(cr)
    assert (signed.position, signed.remarque) == (Position.REMARQUE, "Je préfère le matin.")


def test_a_letter_added_to_the_remark_takes_the_signature_away_at_once(house: House) -> None:
    cr = house.compte_rendu()
    person_reads(house, cr)
    house.click("position_remarque")
    house.write("remarque", "Je préfère le matin")
    house.draw("pad_personne")

    house.write("remarque", ".")

    screen = house.window.screen_shown
    assert isinstance(screen, SignatureScreen)
    assert screen._person.page.pad.is_empty()


def test_what_was_said_to_the_adviser_is_not_shown_to_the_person(house: House) -> None:
    cr = house.compte_rendu()
    house.go(Name.SIGNATURE, cr)
    house.find(QWidget, "remise_ok")

    house.banner.warn("Un autre entretien est noté au même moment.")

    assert house.banner.isHidden()
    person_reads(house, cr)
    assert house.banner.isHidden()

"""Several comptes-rendus in one hand-over, where one of them is not answered, or is not here."""

from dataclasses import replace
from datetime import date, timedelta
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.ui.places import Name
from desktop.ui.screens.relecture import Relecture
from desktop.ui.screens.signature import SignatureScreen
from desktop.ui.signing_words import under
from desktop.ui.widgets.signature_pad import SignaturePad
from desktop.usecases.a_signer import lire
from desktop.usecases.signatures import Trace, signer_adherent
from plie.compte_rendu import etat
from plie.kinds import CompteRendu
from plie.vocabulaire import EtatCompteRendu, Position, Signataire
from tests.desktop.ui.screens.house import NOW, House
from tests.desktop.ui.screens.signing import person_approves, person_reads, person_reads_next
from tests.patience import PATIENCE

HIER = (NOW - timedelta(days=2)).date()


@pytest.fixture
def recent(house: House) -> str:
    return house.compte_rendu()


@pytest.fixture
def ancien(house: House) -> str:
    return house.compte_rendu(date=HIER, prochain_le=date(2026, 9, 25))


def signs(house: House, who: str) -> None:
    house.draw(f"pad_{who}")
    house.click(f"valider_{who}")


def spoken_list(house: House) -> str:
    """Return what a screen reader says of the last page of the person."""
    return house.spoken(house.find(QWidget, "approuves_liste")).replace("\u00a0", " ")


def signed_apart(house: House, cr: str) -> None:
    """The person signs one, alone, on another day."""
    rules = house.window.desk.referentiel
    with house.vault.work() as work:
        shown = lire(work.rows, cr, referentiel=rules).sha256
        trace = Trace((((0.1, 0.1), (0.9, 0.6)),), Position.ACCORD)
        signer_adherent(work, cr, trace, montre=shown, referentiel=rules, now=house.clock())


def taken_away(house: House, digest: str) -> None:
    """As on a machine that was given its dossiers again: the file comes when it is read."""
    with house.vault.work() as work:
        gone = work.connection.exec_driver_sql("DELETE FROM blob WHERE sha256 = ?", (digest,))
        assert gone.rowcount == 1
        work.commit()


def corrected(house: House, cr: str) -> None:
    """As when another machine's correction comes by an exchange."""
    with house.vault.work() as work:
        old = work.get(CompteRendu, cr)
        work.insert(replace(old, id=work.new_id(), version=2, remplace=old.id, motif="Le lieu"))
        work.commit()


def test_who_answers_one_and_stops_signs_that_one_and_is_told_what_is_kept(
    house: House, recent: str, ancien: str
) -> None:
    person_reads(house, recent)
    person_approves(house, "1 sur 2")
    person_reads_next(house, "2 sur 2")

    house.click("rendre_personne")
    assert "Vous n’avez pas répondu" in spoken_list(house)
    assert house.find(QPushButton, "valider_approuves").text() == "Signer le compte-rendu"
    assert house.signatures(recent) == ()
    signs(house, "approuves")

    said = house.find(QLabel, "rendre_detail").text().replace("\u00a0", " ")
    assert said.startswith("Ce que vous avez répondu est enregistré.")
    assert "8 septembre 2026 reste à signer" in said
    assert len(house.signatures(recent)) == 1
    assert house.signatures(ancien) == ()


def test_a_refusal_concerns_one_document_and_is_told_apart_from_what_is_signed(
    house: House, recent: str, ancien: str
) -> None:
    person_reads(house, recent)
    house.click("position_refus")
    house.write("motif_refus", "Pas celui-là")
    house.click("valider_personne")
    person_approves(house, "2 sur 2")

    said = spoken_list(house)
    assert said.index("Vous signez") < said.index("8 septembre") < said.index("Vous ne signez pas")
    assert (
        said.index("Vous ne signez pas") < said.index("10 septembre") < said.index("Pas celui-là")
    )
    signs(house, "approuves")
    house.find(QWidget, "rendre_ok")

    state = {cr.id: etat(cr, house.signatures(cr.id)) for cr in house.comptes_rendus()}
    assert state[recent] is EtatCompteRendu.REFUSE
    assert [s.qui for s in house.signatures(ancien)] == [Signataire.ADHERENT]


def test_one_that_can_no_longer_be_sealed_stops_none_of_the_others_and_is_told(
    house: House, recent: str, ancien: str
) -> None:
    person_reads(house, recent)
    person_approves(house, "1 sur 2")
    person_approves(house, "2 sur 2")
    house.find(QWidget, "pad_approuves")
    (digest,) = (cr.pdf for cr in house.comptes_rendus() if cr.id == recent)
    taken_away(house, digest)

    signs(house, "approuves")

    house.qtbot.waitUntil(lambda: "Le document a changé" in house.say())
    said = spoken_list(house)
    assert said.index("10 septembre") < said.index("C’est signé") < said.index("8 septembre")
    assert house.signatures(recent) == ()
    assert len(house.signatures(ancien)) == 1
    assert not house.find(SignaturePad, "pad_approuves").is_empty()


def test_what_was_approved_is_read_again_and_answered_otherwise_before_signing(
    house: House, recent: str, ancien: str
) -> None:
    """A signature binds one text: what was drawn for another list goes."""
    person_reads(house, recent)
    person_approves(house, "1 sur 2")
    person_approves(house, "2 sur 2")
    house.draw("pad_approuves")
    house.click(f"voir_{recent}")
    person_reads_next(house, "1 sur 2")
    house.click("rendre_personne")
    assert not house.find(SignaturePad, "pad_approuves").is_empty()

    house.click(f"voir_{recent}")
    person_reads_next(house, "1 sur 2")
    house.click("position_refus")
    house.write("motif_refus", "À revoir")
    house.click("valider_personne")

    assert house.find(SignaturePad, "pad_approuves").is_empty()
    signs(house, "approuves")
    house.find(QWidget, "rendre_ok")
    assert [s.position for s in house.signatures(recent)] == [Position.REFUS]
    assert [s.position for s in house.signatures(ancien)] == [Position.ACCORD]


def test_nothing_is_read_again_while_the_seals_are_put(
    house: House, recent: str, ancien: str
) -> None:
    person_reads(house, recent)
    person_approves(house, "1 sur 2")
    person_approves(house, "2 sur 2")
    again, sealing = house.find(QPushButton, f"voir_{ancien}"), Event()
    house.jobs.look(house.window, lambda _rows: sealing.wait(PATIENCE / 1000), lambda _: None)

    signs(house, "approuves")

    held = not again.isEnabled()
    sealing.set()
    assert held
    house.find(QWidget, "rendre_ok")


def test_one_corrected_elsewhere_meanwhile_is_neither_read_nor_signed(
    house: House, recent: str, ancien: str
) -> None:
    person_reads(house, recent)
    corrected(house, ancien)

    person_approves(house, "1 sur 2")

    house.find(QWidget, "pad_approuves")
    said = spoken_list(house)
    assert "10 septembre" in said
    assert "8 septembre" not in said


@pytest.mark.usefixtures("ancien")
def test_one_corrected_while_it_is_read_is_passed_over_once_that_is_said(
    house: House, recent: str
) -> None:
    person_reads(house, recent)
    person_reads_next(house, "1 sur 2")
    corrected(house, recent)

    house.click("position_accord")
    house.click("valider_personne")

    person_reads_next(house, "2 sur 2")
    assert "plus récente" in house.say()


@pytest.mark.usefixtures("ancien")
def test_the_second_press_of_a_double_click_signs_nothing_on_the_next_page(
    house: House, recent: str
) -> None:
    """Reading one again, the strokes stay: the list comes back under the hand that answered."""
    person_reads(house, recent)
    person_approves(house, "1 sur 2")
    person_approves(house, "2 sur 2")
    house.draw("pad_approuves")
    sign = house.find(QPushButton, "valider_approuves")
    pressed: list[bool] = []
    sign.clicked.connect(pressed.append)

    house.qtbot.mouseDClick(sign, Qt.MouseButton.LeftButton)
    house.qtbot.mouseRelease(sign, Qt.MouseButton.LeftButton)

    assert pressed == []


def test_who_refuses_before_a_document_is_shown_is_not_said_to_have_seen_the_one_before(
    house: House, recent: str, ancien: str
) -> None:
    person_reads(house, recent)
    person_reads_next(house, "1 sur 2")
    drawing = Event()
    for _ in range(2):  # as many as draw documents
        house.jobs.run(
            house.window, lambda _tell, _stopped: drawing.wait(PATIENCE / 1000), lambda _: None
        )
    house.click("position_accord")
    house.click("valider_personne")
    place = house.find(QLabel, "encore_un")
    house.qtbot.waitUntil(lambda: "2 sur 2" in place.text())

    house.click("position_refus")
    house.write("motif_refus", "Pas celui-là")
    house.click("valider_personne")
    house.qtbot.waitUntil(lambda: bool(house.signatures(ancien)))

    drawing.set()
    assert [s.sha256_montre for s in house.signatures(ancien)] == [""]


def test_seals_that_a_cut_separated_are_told_where_the_line_is_taken_up(
    house: House, recent: str, ancien: str
) -> None:
    """Those done are done, those left wait: on the side of the person, and on that of the adviser."""
    signed_apart(house, recent)
    house.go(Name.SIGNATURE, ancien)
    told = house.find(QLabel, "remise_detail").text().replace("\u00a0", " ")
    assert "10 septembre 2026 porte déjà sa signature et attend la vôtre" in told

    house.go(Name.SIGNATURE, recent)

    said = house.find(QLabel, "rendre_detail").text().replace("\u00a0", " ")
    assert "8 septembre 2026 reste à signer" in said


def test_one_whose_file_is_not_here_is_not_asked_of_the_person(
    house: House, recent: str, ancien: str
) -> None:
    """Nor do the adviser's screens open in their hands because of it."""
    (digest,) = (cr.pdf for cr in house.comptes_rendus() if cr.id == ancien)
    taken_away(house, digest)
    house.go(Name.SIGNATURE, recent)
    assert "le compte-rendu" in house.find(QLabel, "remise_detail").text()
    person_reads(house, recent)
    house.click("position_accord")

    signs(house, "personne")

    assert house.find(QWidget, "rendre_ok").isVisible()
    assert isinstance(house.window.screen_shown, SignatureScreen)


def test_a_file_that_goes_while_the_screen_is_handed_over_shows_nothing_of_the_adviser_s(
    house: House, recent: str
) -> None:
    house.go(Name.SIGNATURE, recent)
    house.find(QWidget, "remise_ok")
    taken_away(house, house.comptes_rendus()[0].pdf)

    house.click("remise_ok")

    assert house.find(QWidget, "rendre_ok").isVisible()
    assert house.find(QLabel, "rendre_detail").text() == "Rien n’a été signé."


def test_one_signed_whose_file_is_not_here_does_not_stand_before_the_others(
    house: House, recent: str, ancien: str
) -> None:
    """The oldest comes first, but what cannot be shown is not sealed, and is no refusal either."""
    for cr in (ancien, recent):
        signed_apart(house, cr)
    (first,) = house.signatures(ancien)
    taken_away(house, first.sha256_scelle)
    house.go(Name.SIGNATURE, recent)

    house.take_back()

    house.until_pages("pdf_accompagnateur")
    signs(house, "accompagnateur")
    assert "signé par les deux parties" in house.find(QLabel, "termine_phrase").text()
    state = {cr.id: etat(cr, house.signatures(cr.id)) for cr in house.comptes_rendus()}
    assert state == {recent: EtatCompteRendu.SIGNE, ancien: EtatCompteRendu.FINALISE}


def test_one_signed_whose_file_goes_meanwhile_is_not_called_refused(
    house: House, recent: str
) -> None:
    signed_apart(house, recent)
    house.go(Name.SIGNATURE, recent)
    house.find(QWidget, "rendre_ok")
    (person,) = house.signatures(recent)
    assert person.qui == Signataire.ADHERENT
    taken_away(house, person.sha256_scelle)

    house.take_back()

    house.qtbot.waitUntil(lambda: isinstance(house.window.screen_shown, Relecture))
    assert not [text for text in house.texts() if "refus" in text.casefold()]


def test_what_was_closed_is_told_to_the_adviser_who_leaves_the_rest_for_another_day(
    house: House, recent: str, ancien: str
) -> None:
    for cr in (ancien, recent):
        signed_apart(house, cr)
    house.go(Name.SIGNATURE, recent)
    house.take_back()
    house.until_pages("pdf_accompagnateur")
    taken_away(house, house.signatures(ancien)[0].sha256_scelle)
    signs(house, "accompagnateur")
    house.qtbot.waitUntil(lambda: "Le document a changé" in house.say())

    house.click("rendre_accompagnateur")

    assert "signé par les deux parties" in house.find(QLabel, "termine_phrase").text()
    assert len(house.signatures(recent)) == 2
    assert len(house.signatures(ancien)) == 1


def test_the_adviser_is_told_how_many_more_wait_for_those_shown() -> None:
    assert under(10, 0) == "10 documents, l’un sous l’autre\u00a0:"
    assert "un autre viendra" in under(10, 1)
    assert "3 autres viendront" in under(10, 3)


def test_one_that_the_clock_contradicts_is_not_signed_along_with_another(
    house: House, ancien: str
) -> None:
    """The adviser is asked of each: a seal would bear an hour before its document."""
    house.clock.at = NOW + timedelta(hours=2)
    late = house.compte_rendu()
    house.clock.at = NOW + timedelta(minutes=5)
    person_reads(house, ancien)
    house.click("position_accord")
    signs(house, "personne")
    house.take_back()
    house.until_pages("pdf_accompagnateur")
    signs(house, "accompagnateur")

    house.click("termine_suivant")

    told = house.find(QLabel, "remise_detail")
    house.qtbot.waitUntil(lambda: "L’horloge de ce poste" in told.text())
    assert house.signatures(late) == ()

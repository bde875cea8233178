"""Relire and Signer: one order, the very document, and what a crash or a refusal leaves behind."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from desktop.models import line
from desktop.ui.places import Name
from desktop.ui.screens.signature import SignatureScreen
from desktop.ui.widgets.signature_pad import SignaturePad
from desktop.usecases.a_signer import lire
from desktop.usecases.verification import Verdict, verifier
from plie.compte_rendu import etat
from plie.kinds import Commentaire, Sha256
from plie.vocabulaire import EtatCompteRendu, Position, Signataire
from tests import builders
from tests.desktop import vaults
from tests.desktop.ui.screens.house import AUTRE, NOW, House
from tests.desktop.ui.screens.signing import draw_by_keys, person_reads, person_signs


def state(house: House, id_: str) -> EtatCompteRendu:
    (cr,) = (cr for cr in house.comptes_rendus() if cr.id == id_)
    return etat(cr, house.signatures(id_))


def test_tab_goes_from_the_document_to_the_answer_then_to_the_buttons(house: House) -> None:
    person_reads(house, house.compte_rendu())
    house.click("position_remarque")
    house.find(QWidget, "pdf_personne").setFocus()

    met = []
    for _ in range(5):
        house.press(Qt.Key.Key_Tab)
        met.append(house.focused())

    assert met[0].startswith("position_")
    assert met[1:] == ["remarque", "pad_personne", "valider_personne", "rendre_personne"]


def test_ctrl_z_takes_back_the_last_stroke_from_anywhere_but_a_text(house: House) -> None:
    person_reads(house, house.compte_rendu())
    house.click("position_accord")
    house.draw("pad_personne")
    pad = house.find(SignaturePad, "pad_personne")
    two = pad.strokes()
    house.tab_to("valider_personne")

    QTest.keyClick(house.window.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert len(two) == 2
    assert pad.strokes() == two[:1]


def test_a_draft_becomes_a_sealed_document_signed_by_both(house: House) -> None:
    """C9-3-6: « signé par les deux parties »; the whole line, by mouse."""
    house.go(Name.ENTRETIEN, house.draft())
    house.click("finaliser")
    house.until_pages("relecture_pdf")
    (cr,) = house.comptes_rendus()
    house.click("faire_signer")
    house.click("remise_ok")
    house.until_pages("pdf_personne")
    house.click("position_accord")
    house.draw("pad_personne")
    house.click("valider_personne")
    house.take_back()
    house.until_pages("pdf_accompagnateur")
    house.draw("pad_accompagnateur")
    house.click("valider_accompagnateur")

    done = house.find(QLabel, "termine_phrase").text()
    assert done == "Compte-rendu signé par les deux parties, scellé à 14\u00a0h\u00a032"
    assert "les deux signatures sont scellées" in house.find(QLabel, "termine_verdict").text()
    assert state(house, cr.id) is EtatCompteRendu.SIGNE
    with house.vault.look() as rows:
        pdf = lire(rows, cr.id, referentiel=house.window.desk.referentiel).pdf
        assert verifier(rows, pdf or b"").verdict is Verdict.INTACT
    house.click("termine_document")
    assert "sceau" in house.find(QLabel, "verdict").text()


def test_a_remark_is_drawn_into_the_document_before_it_is_signed(house: House) -> None:
    cr = house.compte_rendu()
    person_reads(house, cr)
    house.click("position_remarque")
    house.draw("pad_personne")
    house.write("remarque", "Je préfère le matin.")
    house.click("valider_personne")
    # The signature drawn before the remark bound another text.
    assert house.find(QLabel, "objection_personne").text()
    assert house.signatures(cr) == ()
    screen = house.window.screen_shown
    assert isinstance(screen, SignatureScreen)
    house.qtbot.waitUntil(lambda: screen._person.page._on_paper == "Je préfère le matin.")
    house.draw("pad_personne")
    house.click("valider_personne")
    house.find(QWidget, "rendre_ok")

    (signed,) = house.signatures(cr)
    assert (signed.position, signed.remarque) == (Position.REMARQUE, "Je préfère le matin.")
    with house.vault.look() as rows:
        referentiel = house.window.desk.referentiel
        bare = lire(rows, cr, referentiel=referentiel).compte_rendu.pdf
        assert signed.sha256_montre != bare
    house.take_back()
    assert "Je préfère le matin." in house.find(QLabel, "reponse_personne").text()


def test_a_refusal_is_kept_with_its_reason_and_counts_as_not_signed(house: House) -> None:
    cr = house.compte_rendu()
    person_reads(house, cr)
    house.click("position_refus")
    house.click("valider_personne")
    assert house.find(QLabel, "objection_personne").text()
    house.write("motif_refus", "Je veux en parler d’abord")
    house.click("valider_personne")
    house.take_back()

    assert "compte comme non signé" in house.find(QLabel, "termine_verdict").text()
    (answer,) = house.signatures(cr)
    assert (answer.position, answer.motif_refus) == (Position.REFUS, "Je veux en parler d’abord")
    assert state(house, cr) is EtatCompteRendu.REFUSE


def test_another_document_than_the_one_shown_is_not_signed(house: House) -> None:
    cr = house.compte_rendu()
    person_reads(house, cr)
    screen = house.window.screen_shown
    assert isinstance(screen, SignatureScreen)
    screen._person.montre = Sha256("b" * 64)
    house.click("position_accord")
    house.draw("pad_personne")

    house.click("valider_personne")

    house.qtbot.waitUntil(lambda: "Rien n’a été signé" in house.say())
    assert house.signatures(cr) == ()
    assert not screen._person.page.pad.is_empty()


def test_an_empty_frame_or_no_answer_is_not_a_signature(house: House) -> None:
    cr = house.compte_rendu()
    person_reads(house, cr)
    house.click("valider_personne")
    assert "réponse" in house.find(QLabel, "objection_personne").text()

    house.click("position_accord")
    house.click("valider_personne")

    assert "cadre" in house.find(QLabel, "objection_personne").text()
    assert house.signatures(cr) == ()


def test_a_crash_between_the_two_signatures_resumes_at_the_hand_back(
    make_house: Callable[..., House],
) -> None:
    before = make_house()
    cr = before.compte_rendu()
    person_signs(before, cr)

    after = make_house()
    after.go(Name.RELECTURE, cr)
    assert after.find(QPushButton, "faire_signer").text() == "Signer à mon tour"
    after.click("faire_signer")

    after.take_back()
    after.until_pages("pdf_accompagnateur")
    after.draw("pad_accompagnateur")
    after.click("valider_accompagnateur")
    after.find(QLabel, "termine_phrase")
    assert state(after, cr) is EtatCompteRendu.SIGNE


def test_the_person_s_answer_is_durable_before_the_next_page(house: House) -> None:
    cr = house.compte_rendu()

    person_signs(house, cr)

    assert [s.qui for s in house.signatures(cr)] == [Signataire.ADHERENT]


def test_in_the_person_s_hands_nothing_leads_to_the_adviser_s_screens(house: House) -> None:
    cr = house.compte_rendu()
    person_reads(house, cr)
    screen = house.window.screen_shown

    house.qtbot.keyClick(screen, Qt.Key.Key_Escape)

    assert house.window.screen_shown is screen
    assert house.find(QWidget, "valider_personne")
    assert not screen.findChild(QWidget, "revenir").isVisible()
    assert not screen.findChild(QWidget, "steps_1").isEnabled()
    assert not [w for w in screen.findChildren(QWidget, "pad_accompagnateur") if w.isVisible()]


def test_the_screen_can_be_handed_back_without_an_answer(house: House) -> None:
    cr = house.compte_rendu()
    person_reads(house, cr)

    house.click("rendre_personne")
    house.take_back()

    house.until_pages("relecture_pdf")
    assert house.signatures(cr) == ()


def test_the_adviser_s_page_opens_behind_their_secret_only(house: House) -> None:
    cr = house.compte_rendu()
    person_signs(house, cr)

    for wrong in ("", "une autre phrase que la bonne"):
        house.write("rendre_secret_line", wrong)
        house.click("rendre_ok")
        objection = house.find(QLabel, "rendre_objection")
        house.qtbot.waitUntil(lambda said=objection: bool(said.text()) and said.isVisible())
        screen = house.window.screen_shown
        for hidden in ("pad_accompagnateur", "pad_personne"):
            assert not [w for w in screen.findChildren(QWidget, hidden) if w.isVisible()]
    for shortcut in house.window.findChildren(QShortcut):
        if shortcut.key().toString() != "Ctrl+L":
            QTest.keySequence(QApplication.focusWidget() or house.window, shortcut.key())
    assert house.find(QWidget, "rendre_ok")
    assert house.window.screen_shown is screen

    house.take_back()

    house.until_pages("pdf_accompagnateur")


def test_without_a_certificate_the_reason_is_said_and_nothing_is_signed(
    make_house: Callable[..., House],
) -> None:
    first = make_house()
    cr = first.compte_rendu()
    with first.vault.work() as work:
        bare = replace(work.rows.identity(), certificate="", authority="", token="")
        line.save_identity(work.connection, bare)
        work.commit()

    house = make_house()
    house.go(Name.RELECTURE, cr)

    assert "certificat" in house.find(QLabel, "obstacle").text()
    assert not house.find(QWidget, "faire_signer").isEnabled()


def test_a_document_that_is_not_here_and_cannot_come_is_told(house: House) -> None:
    cr = house.compte_rendu()
    with house.vault.work() as work:
        work.connection.exec_driver_sql("DELETE FROM blob")
        work.commit()

    house.go(Name.RELECTURE, cr)

    house.qtbot.waitUntil(lambda: any("n’est pas sur ce poste" in text for text in house.texts()))
    assert house.find(QWidget, "relecture_pdf_etats_state_action").isVisible()
    assert not house.find(QWidget, "faire_signer").isEnabled()


def test_comments_are_beside_the_document(house: House) -> None:
    cr = house.compte_rendu()
    with house.vault.work() as work:
        work.insert(
            Commentaire(
                id=work.new_id(),
                dossier=builders.PERSONNE,
                sur_kind="compte_rendu",
                sur_id=house.comptes_rendus()[0].id,
                texte="Pensez à l’aide au permis.",
                auteur_nom="Bérangère Quillan",
                ecrit_le=NOW,
            )
        )
        work.commit()

    house.go(Name.RELECTURE, cr)

    assert house.find(QLabel, "commentaire_0").text() == "Pensez à l’aide au permis."


def test_the_signing_pages_show_nobody_else(house: House) -> None:
    person_reads(house, house.compte_rendu())

    assert not [text for text in house.texts() if AUTRE in text]
    assert [w.objectName() for w in house.controls() if not house.spoken(w)] == []


def test_both_sign_by_keyboard_alone(house: House) -> None:
    """The person's mark and the adviser's are drawn by keys."""
    cr = house.compte_rendu()
    house.go(Name.SIGNATURE, cr)
    house.find(QWidget, "remise_ok")
    house.press(Qt.Key.Key_Space)
    house.until_pages("pdf_personne")

    house.tab_to("position_accord")
    house.press(Qt.Key.Key_Space)
    house.tab_to("pad_personne")
    draw_by_keys(house)
    house.tab_to("valider_personne")
    house.press(Qt.Key.Key_Space)
    house.find(QWidget, "rendre_ok")
    house.write("rendre_secret_line", vaults.PHRASE)
    house.press(Qt.Key.Key_Return)
    house.until_pages("pdf_accompagnateur")
    house.tab_to("pad_accompagnateur")
    draw_by_keys(house)
    house.tab_to("valider_accompagnateur")
    house.press(Qt.Key.Key_Space)

    house.find(QLabel, "termine_phrase")
    assert state(house, cr) is EtatCompteRendu.SIGNE

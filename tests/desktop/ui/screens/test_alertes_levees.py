"""Each alert through the real screens: its button, the gesture there, and its card is gone (C7-2, C9-3-6)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from desktop.models.vault import Vault
from desktop.ui.answers import WITHOUT
from desktop.ui.places import Name, Place
from desktop.ui.tips import tip
from desktop.ui.widgets.drop_zone import DropZone
from desktop.ui.widgets.lists import PersonList
from desktop.usecases.dossiers import assemble
from plie.dossier_suivi import alertes_du_dossier
from plie.kinds import Cv, SortieProposee
from plie.vocabulaire import CodeAlerte, Signataire
from plie.vocabulaire import NatureEntretien as Nature
from plie.vocabulaire_dossier import PartieActe
from tests.desktop import vaults
from tests.desktop.documents.papers import Authority
from tests.desktop.ui.screens.house import Clock, House, identity
from tests.desktop.usecases.alertes import CASES, COORDINATION, LATER, NOW, ON, WHO, as_, put

Start = Callable[..., House]


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def peopled(tmp_path: Path, authority: Authority, clock: Clock) -> Iterator[Vault]:
    """An enrolled vault, empty: each case puts its person in it."""
    around = replace(vaults.surroundings(), clock=clock)
    vault = Vault.create(
        tmp_path / "coffre", vaults.PHRASE, identity(authority), around=around, kdf=vaults.FLOOR
    )
    yield vault
    vault.close()


def phrase_of(house: House, code: CodeAlerte) -> str:
    """Return what the alert of a code says now; "" when it does not hold."""
    with house.vault.look() as rows:
        found = alertes_du_dossier(
            assemble(rows, WHO), referentiel=house.window.desk.referentiel, on=ON
        )
    return next((a.phrase for a in found if a.code is code and not a.annoncee), "")


def cards(house: House) -> dict[str, str]:
    """Return the sentence of each card shown, and the name of its button."""
    house.find(QLabel, "dossier_nom")
    shown = [w for w in house.window.screen_shown.findChildren(QLabel) if w.isVisible()]
    return {
        w.text(): w.objectName().replace("_phrase", "_action")
        for w in shown
        if w.objectName().startswith("alerte_") and w.objectName().endswith("_phrase")
    }


def choose(house: House, name: str, value: str) -> None:
    box = house.find(QComboBox, name)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def escape(house: House) -> None:
    house.press(Qt.Key.Key_Escape)


def tell(nature: str) -> Callable[[House], None]:
    def done(house: House) -> None:
        house.write("entretien_contenu", "La garde est trouvée.")
        choose(house, "entretien_nature", nature)
        escape(house)

    return done


def begin_an_etape(house: House) -> None:
    house.write("etape_intitule", "Atelier mobilité")
    house.click("etape_commencer")
    escape(house)


def write_the_day(name: str) -> Callable[[House], None]:
    def done(house: House) -> None:
        house.write(name, f"{ON:%d/%m/%Y}")
        escape(house)

    return done


def in_the_field_led_to(name: str) -> Callable[[House], None]:
    def done(house: House) -> None:
        house.qtbot.waitUntil(lambda: house.focused() == name, timeout=5_000)
        write_the_day(name)(house)

    return done


def give_a_cv(house: House) -> None:
    path = house.vault.folder.parent / "cv.pdf"
    Image.new("L", (600, 800), "white").save(path)
    house.write("cv_cible", "Aide-soignante")
    house.find(DropZone, "depot").given.emit((path,))
    house.qtbot.waitUntil(lambda: bool(house.all(Cv)), timeout=20_000)


def propose(house: House) -> None:
    house.click("proposer_sortie")
    house.qtbot.waitUntil(lambda: house.focused() == "sortie_motif")
    house.click("sortie_proposer")
    house.qtbot.waitUntil(lambda: bool(house.all(SortieProposee)))


def keep_the_bilan(house: House) -> None:
    choose(house, "bilan_verdict_0", "atteint")
    house.write("bilan_signataire_nom", "Hyacinthe Ombredane")
    house.write("bilan_signe_le", f"{ON:%d/%m/%Y}")
    house.click("bilan_garder")
    house.find(QLabel, "bilan_signature")
    escape(house)


def note_the_three_signatures(house: House) -> None:
    """By the keyboard alone: once one is kept, Enter begins the next."""
    for partie in PartieActe:
        name = f"acte_{partie}_noter"
        if partie is PartieActe.ADHERENT:
            house.find(QPushButton, name).setFocus()
        house.qtbot.waitUntil(lambda name=name: house.focused() == name, timeout=5_000)
        house.press(Qt.Key.Key_Return)
        if partie is PartieActe.EQUIPE:
            house.write("acte_nom", "Ysée Lormont")
        house.write("acte_signe_le", f"{ON:%d/%m/%Y}")
        house.press(Qt.Key.Key_Return)


def put_on_the_agenda(house: House, objet: str = "entree", motif: str = "") -> None:
    house.click("geste_inscrire")
    choose(house, "geste_objet", objet)
    house.write("geste_commission_le", f"{ON:%d/%m/%Y}")
    if motif:
        choose(house, "geste_motif_reexamen", motif)
    house.click("geste_enregistrer")
    house.qtbot.waitUntil(lambda: "ordre du jour" in house.say(), timeout=5_000)


BY_HAND: dict[CodeAlerte, Callable[[House], None]] = {
    CodeAlerte.ENTRETIEN_MENSUEL: tell(Nature.SUIVI),
    CodeAlerte.SANS_ENTRETIEN_2_MOIS: tell(Nature.SUIVI),
    CodeAlerte.POINT_ETAPE_6_MOIS: tell(Nature.BILAN),
    CodeAlerte.SANS_ETAPE_2_MOIS: begin_an_etape,
    CodeAlerte.DIAGNOSTIC_RENFORCE: put_on_the_agenda,
    CodeAlerte.OBJECTIF_ECHU: write_the_day("objectif_atteint_le"),
    CodeAlerte.CV_PERIME: give_a_cv,
    CodeAlerte.SORTIE_POSSIBLE: propose,
    CodeAlerte.FIN_POST_FORMATION: propose,
    CodeAlerte.ETAPE_A_CLOTURER: in_the_field_led_to("etape_fin"),
    CodeAlerte.LIAISON_A_TRANSMETTRE: in_the_field_led_to("etape_objectifs_transmis_le"),
    CodeAlerte.BILAN_ETAPE_DU: keep_the_bilan,
    CodeAlerte.ACTE_A_SIGNER: note_the_three_signatures,
}
# The motive of the réexamen, and what the Commission then decides.
BY_THE_COMMISSION: dict[CodeAlerte, tuple[str, str]] = {
    CodeAlerte.HORS_PARCOURS_6_MOIS: ("hors_parcours_6_mois", "suspension"),
    CodeAlerte.TROIS_ANS: ("trois_ans", "maintien"),
    CodeAlerte.REEXAMEN_DU: ("interet_a_reevaluer", "maintien"),
    CodeAlerte.SUSPENSION_FINIE: ("interet_a_reevaluer", "reprise"),
}
BOTH_SIGN = (CodeAlerte.CR_A_SIGNER,)


def test_every_code_is_carried_through_or_says_why_not() -> None:
    told = [*BY_HAND, *BY_THE_COMMISSION, *BOTH_SIGN, *WITHOUT]

    assert sorted(told) == sorted(CodeAlerte)


@pytest.mark.parametrize("code", BY_HAND)
def test_the_button_of_an_alert_leads_to_what_clears_it(
    make_house: Start, code: CodeAlerte
) -> None:
    house = arrive(make_house, code)
    phrase = phrase_of(house, code)

    house.click(cards(house)[phrase])
    BY_HAND[code](house)

    house.qtbot.waitUntil(lambda: phrase_of(house, code) == "", timeout=5_000)
    house.go(Name.FILE, WHO)
    house.qtbot.waitUntil(lambda: phrase not in cards(house), timeout=5_000)


@pytest.mark.parametrize("code", BY_THE_COMMISSION)
def test_being_on_the_agenda_is_no_answer_the_decision_is(
    make_house: Start, code: CodeAlerte
) -> None:
    motif, issue = BY_THE_COMMISSION[code]
    house = arrive(make_house, code)
    phrase = phrase_of(house, code)

    house.click(cards(house)[phrase])
    put_on_the_agenda(house, "reexamen", motif)
    assert phrase_of(house, code) == phrase

    as_(house.vault, COORDINATION)
    again = make_house(CASES[code].referentiel)
    again.window.go(Place(Name.FILE, f"{WHO}#commission"))
    again.click("geste_decider")
    choose(again, "geste_issue", issue)
    again.write("geste_prochain_reexamen", f"{LATER:%d/%m/%Y}")
    if issue == "suspension":
        again.write("geste_suspendu_jusqu_au", f"{LATER:%d/%m/%Y}")
    again.click("geste_enregistrer")
    again.qtbot.waitUntil(lambda: phrase_of(again, code) == "", timeout=5_000)
    again.qtbot.waitUntil(lambda: phrase not in cards(again), timeout=5_000)


def test_a_compte_rendu_waits_until_both_have_signed_it(make_house: Start, clock: Clock) -> None:
    """C9-3-6: finalised twenty days ago, it is late; the person's signature alone is no answer."""
    house, code = make_house(), CodeAlerte.CR_A_SIGNER
    put(house.vault, replace(CASES[code], things=()))
    clock.at = NOW - timedelta(days=19, hours=14)
    cr = house.compte_rendu()
    clock.at = NOW
    house.go(Name.FILE, WHO)
    house.qtbot.waitUntil(lambda: bool(cards(house)), timeout=5_000)
    phrase = phrase_of(house, code)

    house.click(cards(house)[phrase])
    house.click("faire_signer")
    house.click("remise_ok")
    house.until_pages("pdf_personne")
    house.click("position_accord")
    house.draw("pad_personne")
    house.click("valider_personne")
    house.find(QWidget, "rendre_ok")
    assert phrase_of(house, code) == phrase
    house.take_back()
    house.until_pages("pdf_accompagnateur")
    house.draw("pad_accompagnateur")
    house.click("valider_accompagnateur")

    house.qtbot.waitUntil(lambda: len(house.signatures(cr)) == len(Signataire), timeout=20_000)
    assert phrase_of(house, code) == ""
    house.click("termine_retour")
    house.go(Name.FILE, WHO)
    house.qtbot.waitUntil(lambda: phrase not in cards(house), timeout=5_000)


def test_the_list_says_whole_with_its_article_what_a_row_says_in_a_few_words(
    make_house: Start,
) -> None:
    house = arrive(make_house, CodeAlerte.SANS_ETAPE_2_MOIS)
    phrase = phrase_of(house, CodeAlerte.SANS_ETAPE_2_MOIS)

    people = house.find(PersonList, "file_liste").people
    told = people.data(people.index(0, 0), Qt.ItemDataRole.ToolTipRole)

    assert told == tip(f"{phrase} Protocole, article C7-2A.")


def arrive(make_house: Start, code: CodeAlerte) -> House:
    """Open the dossier of a case, its alerts shown."""
    house = make_house(CASES[code].referentiel)
    put(house.vault, CASES[code])
    house.go(Name.FILE, WHO)
    house.qtbot.waitUntil(lambda: bool(cards(house)), timeout=5_000)
    return house

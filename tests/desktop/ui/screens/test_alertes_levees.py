"""Each alert through the real screens: its button, the gesture there, and its card is gone (C7-2, C9-3-6)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from desktop.models.vault import Vault
from desktop.ui.answers import ANSWERS
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
from tests import builders
from tests.desktop.documents.papers import Authority
from tests.desktop.ui.screens.house import Clock, House, new_vault
from tests.desktop.usecases.alertes import CASES, COORDINATION, LATER, NOW, ON, WHO, as_, put

Start = Callable[..., House]
# Carried through in test_bilan_lot.py.
OF_A_LOT = CodeAlerte.BILAN_DU


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def peopled(tmp_path: Path, authority: Authority, clock: Clock) -> Iterator[Vault]:
    """An enrolled vault, empty: each case puts its person in it."""
    vault = new_vault(tmp_path, authority, clock)
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


def tell(house: House) -> None:
    house.write("entretien_contenu", "La garde est trouvée.")
    escape(house)


def begin_an_etape(house: House) -> None:
    house.write("etape_intitule", "Atelier mobilité")
    house.click("etape_commencer")
    escape(house)


def write_the_day(name: str) -> Callable[[House], None]:
    def done(house: House) -> None:
        house.write(name, f"{ON:%d/%m/%Y}")
        escape(house)

    return done


def give_a_cv(house: House) -> None:
    path = house.vault.folder.parent / "cv.pdf"
    Image.new("L", (600, 800), "white").save(path)
    house.write("cv_cible", "Aide-soignante")
    house.find(DropZone, "depot").given.emit((path,))
    house.qtbot.waitUntil(lambda: bool(house.all(Cv)))


def propose(house: House) -> None:
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
    """By the keyboard alone: the first is begun, and once one is kept, Enter begins the next."""
    for partie in PartieActe:
        name = f"acte_{partie}_noter"
        if partie is not PartieActe.ADHERENT:
            house.qtbot.waitUntil(lambda name=name: house.focused() == name)
            house.press(Qt.Key.Key_Return)
        if partie is PartieActe.EQUIPE:
            house.write("acte_nom", "Ysée Lormont")
        house.write("acte_signe_le", f"{ON:%d/%m/%Y}")
        house.press(Qt.Key.Key_Return)


def put_on_the_agenda(house: House) -> None:
    house.write("geste_commission_le", f"{ON:%d/%m/%Y}")
    house.click("geste_enregistrer")
    house.qtbot.waitUntil(lambda: "ordre du jour" in house.say())


def prepare(house: House) -> None:
    """When, then where to: said without, it is refused."""
    house.write("sortie_sortie_le", f"{LATER:%d/%m/%Y}")
    house.click("sortie_proposer")
    house.qtbot.waitUntil(lambda: "vers quel dispositif" in house.say())
    assert house.all(SortieProposee) == ()
    house.write("sortie_texte", "Le Département, avec la référente RSA")
    propose(house)
    (kept,) = house.all(SortieProposee)
    assert (kept.motif, kept.sortie_le) == ("reorientation", LATER)
    house.qtbot.waitUntil(lambda: "La réorientation est préparée." in house.say())


BY_HAND: dict[CodeAlerte, Callable[[House], None]] = {
    CodeAlerte.ENTRETIEN_MENSUEL: tell,
    CodeAlerte.SANS_ENTRETIEN_2_MOIS: tell,
    CodeAlerte.POINT_ETAPE_6_MOIS: tell,
    CodeAlerte.SANS_ETAPE_2_MOIS: begin_an_etape,
    CodeAlerte.DIAGNOSTIC_RENFORCE: put_on_the_agenda,
    CodeAlerte.OBJECTIF_ECHU: write_the_day("objectif_atteint_le"),
    CodeAlerte.CV_PERIME: give_a_cv,
    CodeAlerte.SORTIE_POSSIBLE: propose,
    CodeAlerte.FIN_POST_FORMATION: propose,
    CodeAlerte.ETAPE_A_CLOTURER: write_the_day("etape_fin"),
    CodeAlerte.LIAISON_A_TRANSMETTRE: write_the_day("etape_objectifs_transmis_le"),
    CodeAlerte.BILAN_ETAPE_DU: keep_the_bilan,
    CodeAlerte.ACTE_A_SIGNER: note_the_three_signatures,
    CodeAlerte.REORIENTATION_A_PREPARER: prepare,
}
# What the Commission then decides.
BY_THE_COMMISSION: dict[CodeAlerte, str] = {
    CodeAlerte.HORS_PARCOURS_6_MOIS: "suspension",
    CodeAlerte.TROIS_ANS: "maintien",
    CodeAlerte.REEXAMEN_DU: "maintien",
    CodeAlerte.SUSPENSION_FINIE: "reprise",
}
LISTED = "geste_commission_le"
REEXAMEN = {"geste_objet": "reexamen"}
NATURE = {"entretien_nature": Nature.SUIVI.value}
# Where each alert puts the keyboard, and what its form proposes already.
LED: dict[CodeAlerte, tuple[str, dict[str, str]]] = {
    CodeAlerte.ENTRETIEN_MENSUEL: ("entretien_contenu", NATURE),
    CodeAlerte.SANS_ENTRETIEN_2_MOIS: ("entretien_contenu", NATURE),
    CodeAlerte.POINT_ETAPE_6_MOIS: ("entretien_contenu", {"entretien_nature": Nature.BILAN.value}),
    CodeAlerte.SANS_ETAPE_2_MOIS: ("etape_intitule", {}),
    CodeAlerte.HORS_PARCOURS_6_MOIS: (
        LISTED, REEXAMEN | {"geste_motif_reexamen": "hors_parcours_6_mois"}
    ),
    CodeAlerte.TROIS_ANS: (LISTED, REEXAMEN | {"geste_motif_reexamen": "trois_ans"}),
    CodeAlerte.REEXAMEN_DU: (LISTED, REEXAMEN | {"geste_motif_reexamen": "interet_a_reevaluer"}),
    CodeAlerte.SUSPENSION_FINIE: (
        LISTED, REEXAMEN | {"geste_motif_reexamen": "interet_a_reevaluer"}
    ),
    CodeAlerte.DIAGNOSTIC_RENFORCE: (LISTED, {"geste_objet": "entree"}),
    CodeAlerte.CR_A_SIGNER: ("faire_signer", {}),
    CodeAlerte.OBJECTIF_ECHU: ("objectif_constat", {}),
    CodeAlerte.CV_PERIME: ("cv_cible", {}),
    CodeAlerte.SORTIE_POSSIBLE: ("sortie_motif", {"sortie_motif": "positive"}),
    CodeAlerte.FIN_POST_FORMATION: ("sortie_motif", {}),
    CodeAlerte.ETAPE_A_CLOTURER: ("etape_fin", {}),
    CodeAlerte.LIAISON_A_TRANSMETTRE: ("etape_objectifs_transmis_le", {}),
    CodeAlerte.BILAN_ETAPE_DU: ("bilan_verdict_0", {}),
    CodeAlerte.ACTE_A_SIGNER: ("acte_signe_le", {}),
    CodeAlerte.REORIENTATION_A_PREPARER: ("sortie_sortie_le", {"sortie_motif": "reorientation"}),
}  # fmt: skip
BOTH_SIGN = (CodeAlerte.CR_A_SIGNER,)


def test_every_code_is_carried_through() -> None:
    told = [*BY_HAND, *BY_THE_COMMISSION, *BOTH_SIGN, OF_A_LOT]

    assert sorted(told) == sorted(CodeAlerte)
    assert {*LED, OF_A_LOT} == set(ANSWERS)


@pytest.mark.parametrize("code", BY_HAND)
def test_the_button_of_an_alert_leads_to_what_clears_it(
    make_house: Start, code: CodeAlerte
) -> None:
    house = arrive(make_house, code)
    phrase = phrase_of(house, code)

    house.click(cards(house)[phrase])
    is_led(house, code)
    BY_HAND[code](house)

    house.qtbot.waitUntil(lambda: phrase_of(house, code) == "")
    house.go(Name.FILE, WHO)
    house.qtbot.waitUntil(lambda: phrase not in cards(house))


@pytest.mark.parametrize("code", BY_THE_COMMISSION)
def test_being_on_the_agenda_is_no_answer_the_decision_is(
    make_house: Start, code: CodeAlerte
) -> None:
    issue = BY_THE_COMMISSION[code]
    house = arrive(make_house, code)
    phrase = phrase_of(house, code)

    house.click(cards(house)[phrase])
    is_led(house, code)
    put_on_the_agenda(house)
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
    again.qtbot.waitUntil(lambda: phrase_of(again, code) == "")
    again.qtbot.waitUntil(lambda: phrase not in cards(again))


def test_a_compte_rendu_waits_until_both_have_signed_it(make_house: Start, clock: Clock) -> None:
    """C9-3-6: finalised twenty days ago, it is late; the person's signature alone is no answer."""
    house, code = make_house(), CodeAlerte.CR_A_SIGNER
    put(house.vault, replace(CASES[code], things=()))
    clock.at = NOW - timedelta(days=19, hours=14)
    cr = house.compte_rendu()
    clock.at = NOW
    house.go(Name.FILE, WHO)
    house.qtbot.waitUntil(lambda: bool(cards(house)))
    phrase = phrase_of(house, code)

    house.click(cards(house)[phrase])
    is_led(house, code)
    house.press(Qt.Key.Key_Return)
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

    house.qtbot.waitUntil(lambda: len(house.signatures(cr)) == len(Signataire))
    assert phrase_of(house, code) == ""
    house.click("termine_retour")
    house.go(Name.FILE, WHO)
    house.qtbot.waitUntil(lambda: phrase not in cards(house))


@pytest.mark.parametrize("code", [*BY_HAND, *BY_THE_COMMISSION])
def test_being_led_writes_nothing(make_house: Start, code: CodeAlerte) -> None:
    """What is proposed stands in a form only: left as it is found, the alert is as it was."""
    house = arrive(make_house, code)
    phrase = phrase_of(house, code)
    house.click(cards(house)[phrase])
    is_led(house, code)

    escape(house)

    house.window.go(Place(Name.FILE, WHO))
    house.qtbot.waitUntil(lambda: phrase_of(house, code) == phrase)


@pytest.mark.parametrize("code", [CodeAlerte.TROIS_ANS, CodeAlerte.ACTE_A_SIGNER])
def test_a_panel_is_led_to_from_ma_journee_as_from_the_dossier(
    make_house: Start, code: CodeAlerte
) -> None:
    house = make_house(CASES[code].referentiel)
    put(house.vault, CASES[code])
    house.window.go(Place(Name.JOURNEE))
    group = "alerte" if code is CodeAlerte.TROIS_ANS else "rappel"
    if group == "rappel":
        house.click("autres_rappel")

    house.window.resize(1366, 768)
    house.click(f"repondre_alerte_{WHO}_{code}_")

    is_led(house, code)
    keep = "geste_enregistrer" if code is CodeAlerte.TROIS_ANS else "acte_garder"
    button = house.find(QWidget, keep)
    house.qtbot.waitUntil(lambda: button.visibleRegion().boundingRect() == button.rect())


def test_an_inscription_begun_is_found_again_as_it_was(make_house: Start) -> None:
    code = CodeAlerte.TROIS_ANS
    house = arrive(make_house, code)
    phrase = phrase_of(house, code)
    house.click(cards(house)[phrase])
    is_led(house, code)
    house.write(LISTED, "12/11/2026")

    house.click(cards(house)[phrase])

    assert house.find(QLineEdit, LISTED).text() == "12/11/2026"
    house.qtbot.waitUntil(lambda: house.focused() == LISTED)


def test_who_is_on_the_agenda_already_is_not_put_there_twice(make_house: Start) -> None:
    code = CodeAlerte.TROIS_ANS
    house = make_house(CASES[code].referentiel)
    waiting = builders.une_inscription(objet="reexamen", commission_le=LATER)
    put(house.vault, replace(CASES[code], things=(waiting,)))
    house.go(Name.FILE, WHO)
    house.qtbot.waitUntil(lambda: bool(cards(house)))

    house.click(cards(house)[phrase_of(house, code)])

    detail = house.find(QLabel, "commission_detail")
    house.qtbot.waitUntil(lambda: "à l’ordre du jour" in detail.text())
    assert house.window.screen_shown.findChild(QWidget, "geste_carte") is None


def test_a_cv_to_update_is_proposed_for_the_target_of_the_last(make_house: Start) -> None:
    """C9-3-5: typed over, or kept with the new file."""
    case = CASES[CodeAlerte.CV_PERIME]
    old = builders.un_cv(date=ON - timedelta(days=300), cible="Cariste", code_rome="N1101")
    house = make_house(case.referentiel)
    put(house.vault, replace(case, things=(old,), integre=ON - timedelta(days=320)))
    house.go(Name.FILE, WHO)
    house.qtbot.waitUntil(lambda: bool(cards(house)))

    house.click(cards(house)[phrase_of(house, CodeAlerte.CV_PERIME)])

    house.qtbot.waitUntil(lambda: house.focused() == "cv_cible")
    target = house.find(QLineEdit, "cv_cible")
    house.qtbot.waitUntil(lambda: target.text() == "Cariste")
    assert target.selectedText() == "Cariste"
    assert house.find(QLineEdit, "cv_code_rome").text() == "N1101"


def test_the_list_says_whole_what_a_row_cuts_then_more_of_it_with_its_article(
    make_house: Start,
) -> None:
    house = arrive(make_house, CodeAlerte.SANS_ETAPE_2_MOIS)
    phrase = phrase_of(house, CodeAlerte.SANS_ETAPE_2_MOIS)

    people = house.find(PersonList, "file_liste").people
    told = people.data(people.index(0, 0), Qt.ItemDataRole.ToolTipRole)

    row = people.data(people.index(0, 0), Qt.ItemDataRole.DisplayRole)
    assert told == tip(f"{row}\n{phrase} Protocole, article C7-2A.")
    assert row.startswith("Maïwenn Trévignac, Important, Sans étape")


def is_led(house: House, code: CodeAlerte) -> None:
    """Wait until the keyboard is where the alert is answered, and look at what is proposed there."""
    name, proposed = LED[code]
    house.qtbot.waitUntil(lambda: house.focused() == name)
    assert {f: house.find(QComboBox, f).currentData() for f in proposed} == proposed


def arrive(make_house: Start, code: CodeAlerte) -> House:
    """Open the dossier of a case, its alerts shown."""
    house = make_house(CASES[code].referentiel)
    put(house.vault, CASES[code])
    house.go(Name.FILE, WHO)
    house.qtbot.waitUntil(lambda: bool(cards(house)))
    return house

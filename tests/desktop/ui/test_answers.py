"""Each alert leads to where it is answered."""

from datetime import date

import pytest

from desktop.ui.answers import ANSWERS, BILAN, OF_THING, answer
from desktop.ui.places import Name, Place, begun, parted, side
from desktop.usecases.etapes import ETAPE, OBJECTIF
from desktop.usecases.referentiels import charger
from plie.alertes.alerte import ACTIONS, Alerte
from plie.vocabulaire import CodeAlerte, Gravite


def an_alert(code: CodeAlerte, objet: str | None = None) -> Alerte:
    return Alerte(
        titre=code.label,
        code=code,
        gravite=Gravite.INFO,
        annoncee=False,
        depuis=date(2026, 9, 1),
        objet=objet,
        phrase="",
        action=ACTIONS[code],
        article="C7-2",
    )


def test_every_code_has_a_place() -> None:
    assert set(ANSWERS) == set(CodeAlerte)


@pytest.mark.parametrize("id_", ["rouen-2021-2027", "atout-plie-2018-2022"])
def test_each_alert_of_a_protocol_is_answered_with_words(id_: str) -> None:
    for regle in charger(id_).alertes:
        words, place = answer(an_alert(regle.code, "e1"), "d1")

        assert words
        assert place is not None


def test_an_alert_about_a_thing_leads_to_it() -> None:
    found = answer(an_alert(CodeAlerte.ETAPE_A_CLOTURER, "e1"), "d1")

    assert found == ("Clôturer l’étape", Place(Name.ETAPE, side("e1", "fin")))


@pytest.mark.parametrize("code", [c for c, one in ANSWERS.items() if one.name in OF_THING])
def test_an_alert_that_does_not_name_its_thing_leads_nowhere(code: CodeAlerte) -> None:
    assert answer(an_alert(code), "d1") == ("", None)


def test_an_alert_about_the_dossier_leads_to_its_panel_or_begins_something_in_it() -> None:
    panel = answer(an_alert(CodeAlerte.TROIS_ANS), "d1")
    begun = answer(an_alert(CodeAlerte.SANS_ENTRETIEN_2_MOIS), "d1")

    assert panel == (
        "Préparer le réexamen",
        Place(Name.FILE, side("d1", "commission", "inscrire:trois_ans")),
    )
    assert begun == ("Nouvel entretien", Place(Name.NOUVEL_ENTRETIEN, "d1"))


def test_the_alert_of_a_lot_leads_to_its_bilan() -> None:
    found = answer(an_alert(CodeAlerte.BILAN_DU, "2026-06-30"), "lot-3")

    assert found == ("Rédiger le bilan", Place(Name.BILAN_LOT, side("lot-3", "2026-06-30")))


def test_the_field_that_answers_is_one_of_its_form() -> None:
    fields = {Name.ETAPE: {BILAN, *ETAPE}, Name.OBJECTIF: {*OBJECTIF}}

    for one in ANSWERS.values():
        assert one.where in fields.get(one.name, {one.where})


def test_a_place_says_its_dossier_its_panel_and_what_is_begun_there() -> None:
    for id_, told in (
        ("d1", ("d1", "", "")),
        (side("d1", "fse"), ("d1", "fse", "")),
        (side("d1", "fse", "six_mois"), ("d1", "fse", "six_mois")),
    ):
        assert (*parted(id_), begun(id_)) == told

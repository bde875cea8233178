"""Étapes, objectifs, bilans, immersions: where they stand, what is warned of (C9-1, C9-3-6, L5135-5, D5135-3)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from plie import etape as regles
from plie.immersion import depassements
from plie.kinds import BilanEtape, Etape, Id, Objectif
from plie.refus import Refus
from plie.regles.dossier import Immersion
from plie.vocabulaire_dossier import EtatEtape, EtatObjectif
from tests.builders import PERSONNE

MOIS = Immersion(genre="immersion", mois=1, jours=60, article="code du travail, L5135-5 et D5135-3")
ON = date(2026, 9, 10)


def une_etape(**changes: Any) -> Etape:
    return Etape(**{"id": Id("etape-1"), "dossier": PERSONNE, "intitule": "Atelier", **changes})


def une_immersion(n: int, debut: date, fin: date, **changes: Any) -> Etape:
    return une_etape(
        **{"id": Id(f"i{n}"), "genre": "immersion", "partenaire": "Les Ateliers", "debut": debut}
        | {"fin": fin, **changes}
    )


def champs(found: tuple[Any, ...]) -> list[tuple[str, str]]:
    return [(o.field, o.code) for o in found]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({}, EtatEtape.PREVUE),
        ({"debut": ON + timedelta(1)}, EtatEtape.PREVUE),
        ({"debut": ON}, EtatEtape.EN_COURS),
        ({"debut": ON, "fin": ON + timedelta(1)}, EtatEtape.EN_COURS),
        ({"debut": ON, "fin": ON}, EtatEtape.TERMINEE),
        ({"abandonnee_le": ON}, EtatEtape.ABANDONNEE),
    ],
)
def test_an_etape_stands_where_its_dates_say(dates: dict[str, date], expected: EtatEtape) -> None:
    """C9-1: planned or carried out."""
    assert regles.etat(une_etape(**dates), on=ON) is expected


def test_the_etape_that_waits_to_begin_is_the_first_to_come_proposed_by_then() -> None:
    others = [
        une_etape(debut=ON),
        une_etape(fin=ON),
        une_etape(abandonnee_le=ON),
        une_etape(proposee_le=ON + timedelta(1)),
    ]
    later = une_etape(id=Id("a"), proposee_le=ON, debut_prevu=ON + timedelta(200))
    soon = une_etape(id=Id("b"), debut_prevu=ON + timedelta(20))

    assert regles.a_commencer([*others, later, soon], on=ON) == soon
    assert regles.a_commencer(others, on=ON) is None


def test_an_objective_is_open_until_the_day_it_is_attained_or_given_up() -> None:
    """C9-3-6."""
    of = Objectif(id=Id("o"), dossier=PERSONNE, atteint_le=ON)

    assert regles.etat_objectif(of, on=ON - timedelta(1)) is EtatObjectif.OUVERT
    assert regles.etat_objectif(of, on=ON) is EtatObjectif.ATTEINT


def test_objectives_sent_after_the_start_are_kept_and_said_to_be_late() -> None:
    """C9-3-6: sent to the partner before the start."""
    late = une_etape(debut=date(2026, 9, 1), objectifs_transmis_le=date(2026, 9, 2))

    assert regles.transmission(late) == "objectifs transmis après le démarrage, le 02/09/2026"
    assert champs(regles.objections(late, (), immersion=None)) == [
        ("objectifs_transmis_le", "transmis_tard")
    ]
    on_time = une_etape(debut=date(2026, 9, 2), objectifs_transmis_le=date(2026, 9, 2))
    assert regles.transmission(on_time) == "objectifs transmis le 02/09/2026"
    assert regles.transmission(une_etape(objectifs="Venir")) == "objectifs à transmettre"
    assert regles.transmission(une_etape()) == ""


def test_an_abandon_asks_for_its_reason_and_no_day_precedes_the_start() -> None:
    """domain.md §4: « abandoned needs a reason »."""
    wrong = une_etape(
        debut=ON, fin=ON - timedelta(1), fin_prevue=ON - timedelta(2), abandonnee_le=ON
    )

    assert champs(regles.objections(wrong, (), immersion=None)) == [
        ("fin_prevue", "fin_avant_debut"),
        ("fin", "fin_avant_debut"),
        ("motif_abandon", "abandon_sans_motif"),
        ("abandonnee_le", "fin_et_abandon"),
    ]
    assert champs(regles.objections(une_etape(fin=ON), (), immersion=None)) == [
        ("fin", "fin_sans_debut")
    ]


def test_an_abandon_without_its_reason_is_refused_with_its_article() -> None:
    """C9-3-5: the étapes carried out; domain.md §4: « abandoned needs a reason »."""
    with pytest.raises(Refus) as refusal:
        regles.juger_abandon(une_etape(abandonnee_le=ON, motif_abandon="  "))

    assert (refusal.value.code, refusal.value.article) == ("abandon_sans_motif", "C9-3-5")
    regles.juger_abandon(une_etape(abandonnee_le=ON, motif_abandon="Trop loin"))
    regles.juger_abandon(une_etape())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"verdicts": ("atteint",)}, "bilan_sans_verdict"),
        ({"verdicts": ("atteint", "")}, "bilan_sans_verdict"),
        ({"objectifs": (), "verdicts": ()}, "bilan_vide"),
        ({"signataire_nom": " "}, "bilan_sans_signature"),
        ({"signe_le": None}, "bilan_sans_signature"),
        ({"signe_le": ON + timedelta(1)}, "bilan_futur"),
        ({"signe_le": date(2026, 8, 31)}, "bilan_avant_etape"),
    ],
)
def test_a_bilan_gives_a_verdict_on_each_objective_and_is_signed(
    changes: dict[str, Any], code: str
) -> None:
    """C9-3-6."""
    whole: dict[str, Any] = {
        "objectifs": ("Venir", "Rester"),
        "verdicts": ("atteint", "partiel"),
        "signataire_nom": "Hyacinthe Ombredane",
        "signe_le": ON,
    }
    made = {"id": Id("b"), "dossier": PERSONNE, "etape": Id("etape-1"), "fait_le": ON}
    begun = une_etape(debut=date(2026, 9, 1))

    regles.juger_bilan(BilanEtape(**made, **whole), begun, on=ON)
    with pytest.raises(Refus) as refusal:
        regles.juger_bilan(BilanEtape(**made, **whole | changes), begun, on=ON)

    assert refusal.value.code == code


def test_an_immersion_lasts_a_month_at_most_at_a_time() -> None:
    """L5135-5: one month; 1 to 30 September is one, 1 October is a day too many."""
    whole = une_immersion(1, date(2026, 9, 1), date(2026, 9, 30))
    longer = une_immersion(1, date(2026, 9, 1), date(2026, 10, 1))

    assert depassements(whole, (), MOIS) == ()
    (told,) = depassements(longer, (), MOIS)
    assert (told.field, told.code, told.blocking) == ("fin", "immersion_trop_longue", False)
    assert "30/09/2026" in told.phrase
    assert "L5135-5" in told.phrase


def test_the_days_of_twelve_months_at_one_place_add_up_once() -> None:
    """D5135-3: sixty days over twelve months in the same structure."""
    first = une_immersion(1, date(2026, 1, 1), date(2026, 1, 30))  # 30 days
    second = une_immersion(2, date(2026, 3, 1), date(2026, 3, 30))  # 30 more: sixty
    same_days = une_immersion(3, date(2026, 3, 10), date(2026, 3, 30), partenaire="les  ateliers")
    one_more = une_immersion(4, date(2026, 6, 1), date(2026, 6, 1))

    assert depassements(second, (first, same_days), MOIS) == ()
    (told,) = depassements(one_more, (first, second), MOIS)
    assert (told.field, told.code) == ("partenaire", "immersion_cumul")
    assert "61\u00a0jours" in told.phrase


def test_another_place_another_kind_or_another_year_do_not_count() -> None:
    """D5135-3: « dans la même structure », over twelve months."""
    now = une_immersion(1, date(2026, 6, 1), date(2026, 6, 30))
    far = [
        une_immersion(2, date(2026, 5, 1), date(2026, 5, 31), partenaire="La Criée"),
        une_immersion(3, date(2026, 4, 1), date(2026, 4, 30), genre="formation"),
        une_immersion(4, date(2025, 5, 1), date(2025, 5, 31)),
    ]

    assert depassements(now, far, MOIS) == ()
    assert depassements(now, (), None) == ()
    unplaced = une_immersion(5, date(2026, 6, 1), date(2026, 6, 30), partenaire="")
    assert depassements(unplaced, (une_immersion(6, ON, ON, partenaire=""),), MOIS) == ()


def test_the_window_of_twelve_months_slides() -> None:
    """D5135-3: days of May 2025 are more than twelve months before the end of June 2026, not its first."""
    earlier = une_immersion(1, date(2025, 6, 2), date(2025, 7, 1))  # 30 days
    middle = une_immersion(2, date(2025, 12, 1), date(2025, 12, 30))  # 30 days
    late = une_immersion(3, date(2026, 6, 1), date(2026, 6, 1))

    (told,) = depassements(late, (earlier, middle), MOIS)

    assert "61\u00a0jours" in told.phrase
    after = une_immersion(3, date(2026, 7, 2), date(2026, 7, 2))
    assert depassements(after, (earlier, middle), MOIS) == ()


def test_planned_days_are_warned_of_before_the_immersion_begins() -> None:
    """L5135-5, D5135-3: the convention is signed before; the real days take their place once they are told."""
    planned = une_etape(
        genre="immersion", partenaire="Les Ateliers", debut_prevu=date(2026, 10, 1),
        fin_prevue=date(2026, 12, 31),
    )  # fmt: skip
    last_week = une_immersion(2, date(2026, 9, 1), date(2026, 9, 7))

    long, together = depassements(planned, (last_week,), MOIS)

    assert (long.field, long.code) == ("fin_prevue", "immersion_trop_longue")
    assert "31/10/2026" in long.phrase
    assert "99\u00a0jours" in together.phrase
    kept_short = replace(planned, debut=date(2026, 10, 5), fin=date(2026, 10, 9))
    assert depassements(kept_short, (last_week,), MOIS) == ()
    given_up = replace(planned, abandonnee_le=date(2026, 9, 20))
    assert depassements(given_up, (last_week,), MOIS) == ()
    (told,) = depassements(une_immersion(3, date(2027, 1, 4), date(2027, 1, 5)), (planned,), MOIS)
    assert told.code == "immersion_cumul"
    assert depassements(une_immersion(3, ON, ON), (given_up,), MOIS) == ()

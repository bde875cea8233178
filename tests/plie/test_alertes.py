"""Les alertes d’un dossier fait de ses faits (domain.md §6) : quatre, chaque jour de deux ans, contre un calcul naïf."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from plie.alertes.toutes import folded
from plie.calendrier import add_months
from plie.dossier import Dossier
from plie.dossier_suivi import alertes_du_dossier
from plie.kinds import Id
from plie.vocabulaire import CodeAlerte, Gravite
from tests.builders import (
    le_referentiel,
    les_deux_signatures,
    un_compte_rendu,
    un_dossier,
    un_dossier_integre,
    un_entretien,
    un_instant,
    une_decision,
    une_etape,
)
from tests.plie.naive_alertes import Scenario, expected
from tests.plie.scenarios import DEUX_ANS, ECRITS, au_hasard, dossier_de, jour

CODES = ("entretien_mensuel", "sans_entretien_2_mois", "hors_parcours_6_mois", "cr_a_signer")
# These four are answered by every kind of fact that this file's dossiers hold; the others are in
# test_alertes_suivi.py.
DEMO = replace(
    le_referentiel(), alertes=tuple(r for r in le_referentiel().alertes if r.code in CODES)
)


@pytest.mark.parametrize(
    "scenario", [*ECRITS, *(au_hasard(n) for n in range(4))], ids=lambda s: s.nom
)
def test_chaque_jour_de_deux_ans_donne_les_alertes_du_calcul_naif(scenario: Scenario) -> None:
    """C9-3-6, C7-2A, C9-1, C9-3-3."""
    dossier = dossier_de(scenario)
    for n in range(DEUX_ANS):
        on = jour(n)

        found = alertes_du_dossier(dossier, referentiel=DEMO, on=on)

        seen = [(str(a.code), a.annoncee, a.depuis, a.objet) for a in found]
        assert sorted(seen, key=str) == sorted(expected(scenario, on), key=str), on


def test_les_scenarios_montrent_chaque_alerte_annoncee_ou_tenue() -> None:
    shown = {
        (code, announced)
        for scenario in ECRITS
        for n in range(0, DEUX_ANS, 3)
        for code, announced, _, _ in expected(scenario, jour(n))
    }

    assert shown == {
        ("entretien_mensuel", True),
        ("entretien_mensuel", False),
        ("sans_entretien_2_mois", False),
        ("hors_parcours_6_mois", False),
        ("cr_a_signer", False),
    }


def codes(dossier: Dossier, on: date) -> list[tuple[str, bool]]:
    return [(str(a.code), a.annoncee) for a in alertes_du_dossier(dossier, referentiel=DEMO, on=on)]


@pytest.mark.parametrize(
    ("on", "attendu"),
    [
        (date(2026, 2, 20), []),
        (date(2026, 2, 21), [("entretien_mensuel", True)]),
        (date(2026, 2, 28), [("entretien_mensuel", True)]),
        (date(2026, 3, 1), [("entretien_mensuel", False)]),
    ],
)
def test_un_mois_apres_le_31_janvier_est_le_28_fevrier(
    on: date, attendu: list[tuple[str, bool]]
) -> None:
    """C9-3-6: « une fois par mois »; announced 7 days before, held the day after."""
    assert codes(un_dossier_integre(date(2026, 1, 31)), on) == attendu


def test_six_mois_sont_hors_parcours_le_jour_meme() -> None:
    """C9-1: R ≥ D, where two months are « plus de »."""
    dossier = un_dossier_integre(date(2026, 1, 15))

    veille, jour_meme = codes(dossier, date(2026, 7, 14)), codes(dossier, date(2026, 7, 15))

    assert ("hors_parcours_6_mois", False) not in veille
    assert jour_meme[0] == ("hors_parcours_6_mois", False)


def test_la_plus_grave_vient_d_abord_puis_l_ordre_du_protocole() -> None:
    vieux = un_compte_rendu(finalise_le=un_instant(date(2026, 1, 20)), date=date(2026, 1, 20))
    dossier = un_dossier_integre(comptes_rendus=(vieux,))

    found = alertes_du_dossier(dossier, referentiel=DEMO, on=date(2026, 12, 1))

    assert [a.code for a in found] == [
        "hors_parcours_6_mois",
        "sans_entretien_2_mois",
        "entretien_mensuel",
        "cr_a_signer",
    ]
    assert [a.gravite for a in found] == [
        Gravite.CRITIQUE,
        Gravite.SERIEUSE,
        Gravite.AVERTISSEMENT,
        Gravite.AVERTISSEMENT,
    ]
    assert [str(a.action) for a in found] == [
        "preparer_reexamen",
        "planifier_entretien",
        "planifier_entretien",
        "faire_signer",
    ]


def test_une_alerte_dit_pourquoi_en_une_phrase_avec_ses_dates() -> None:
    dossier = un_dossier_integre(entretiens=(un_entretien(),))

    [alerte] = [
        a
        for a in alertes_du_dossier(dossier, referentiel=DEMO, on=date(2026, 10, 10))
        if a.code == "entretien_mensuel"
    ]

    assert alerte.depuis == date(2026, 10, 4)
    assert alerte.phrase == (
        "Dernier entretien physique le 03/09/2026\u202f; un nouvel entretien était dû le 03/10/2026."
    )


def test_un_entretien_le_jour_meme_de_l_integration_est_le_dernier_entretien() -> None:
    dossier = un_dossier_integre(
        date(2026, 1, 15), entretiens=(un_entretien(date=date(2026, 1, 15)),)
    )

    [alerte] = alertes_du_dossier(dossier, referentiel=DEMO, on=date(2026, 2, 20))

    assert alerte.phrase.startswith("Dernier entretien physique le 15/01/2026")


def test_la_reprise_redemarre_les_delais_a_la_decision() -> None:
    """A reprise before the planned end restarts the clocks at the decision."""
    suspension = une_decision(
        id=Id("s"),
        issue="suspension",
        prise_le=date(2026, 3, 1),
        suspendu_jusqu_au=date(2026, 9, 30),
    )
    reprise = une_decision(id=Id("t"), issue="reprise", prise_le=date(2026, 6, 10))
    dossier = un_dossier(decisions=(une_decision(), suspension, reprise))

    assert codes(dossier, date(2026, 7, 2)) == []
    [alerte] = alertes_du_dossier(dossier, referentiel=DEMO, on=date(2026, 7, 3))
    assert alerte.phrase.startswith("Reprise du parcours le 10/06/2026, sans entretien physique")


@pytest.mark.parametrize("issue", ["refus", "diagnostic_renforce"])
def test_qui_n_est_pas_en_parcours_n_a_que_ses_cr_a_signer(issue: str) -> None:
    dossier = un_dossier(
        decisions=(une_decision(issue=issue),), comptes_rendus=(un_compte_rendu(),)
    )

    assert codes(dossier, date(2027, 6, 1)) == [("cr_a_signer", False)]


def test_les_faits_d_apres_la_date_sont_ignores() -> None:
    futur = un_entretien(date=date(2026, 12, 1))
    dossier = un_dossier_integre(entretiens=(futur,))

    assert codes(dossier, date(2026, 5, 1)) == codes(un_dossier_integre(), date(2026, 5, 1)) != []


def test_une_etape_du_parcours_precedent_ne_couvre_pas_celui_ci() -> None:
    ancienne = une_etape(parcours=Id("parcours-0"), debut=date(2025, 1, 1))
    ici = une_etape(id=Id("ici"), debut=date(2026, 1, 20))

    couvert = un_dossier_integre(etapes=(ici,))
    decouvert = un_dossier_integre(etapes=(ancienne,))

    phrases = [
        alertes_du_dossier(dossier, referentiel=DEMO, on=date(2026, 8, 1))[0].phrase
        for dossier in (couvert, decouvert)
    ]
    assert "sans compte-rendu signé depuis" in phrases[0]
    assert "sans compte-rendu signé depuis" in phrases[1]
    assert codes(_met_every_day(decouvert), date(2026, 8, 1)) == [("hors_parcours_6_mois", False)]
    assert codes(_met_every_day(couvert), date(2026, 8, 1)) == []


def _met_every_day(dossier: Dossier) -> Dossier:
    le = date(2026, 7, 31)
    cr = un_compte_rendu(date=le, finalise_le=un_instant(le))
    return replace(
        dossier,
        entretiens=(un_entretien(date=le),),
        comptes_rendus=(cr,),
        signatures=les_deux_signatures(signe_le=un_instant(le)),
    )


def test_un_plie_sans_alerte_n_en_a_pas() -> None:
    sans = replace(DEMO, alertes=())

    assert alertes_du_dossier(un_dossier_integre(), referentiel=sans, on=date(2030, 1, 1)) == ()


def test_les_delais_viennent_du_referentiel() -> None:
    [mensuel] = [r for r in DEMO.alertes if r.code == "entretien_mensuel"]
    lent = replace(DEMO, alertes=(replace(mensuel, mois=None, jours=100, annonce_jours=0),))
    dossier = un_dossier_integre(date(2026, 1, 15))

    echeance = date(2026, 1, 15) + timedelta(days=100)

    assert alertes_du_dossier(dossier, referentiel=lent, on=echeance) == ()
    assert len(alertes_du_dossier(dossier, referentiel=lent, on=echeance + timedelta(days=1))) == 1


def test_le_mois_sans_entretien_se_replie_sous_les_deux_mois() -> None:
    """domain.md §6: the gravest folds those it includes; C7-2A includes C9-3-6's month."""
    dossier = un_dossier_integre()
    later = add_months(dossier.integration or date.max, 3)

    found = alertes_du_dossier(dossier, referentiel=DEMO, on=later)

    assert CodeAlerte.ENTRETIEN_MENSUEL in {a.code for a in found}
    assert CodeAlerte.ENTRETIEN_MENSUEL not in {a.code for a in folded(found)}
    assert folded(found)[0].code is CodeAlerte.SANS_ENTRETIEN_2_MOIS

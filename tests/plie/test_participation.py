"""Deux façons de participer (A3.1) : des données, des mots, et les alertes que l’autre façon n’a pas."""

from dataclasses import replace
from datetime import date

import pytest

from plie import participation
from plie.dossier import Dossier
from plie.dossier_suivi import alertes_du_dossier
from plie.referentiel import read
from plie.vocabulaire import CodeAlerte
from tests.builders import le_referentiel, un_dossier, un_parcours, une_decision
from tests.plie.test_accords import refus, sans, texte

ATOUT = le_referentiel("atout-plie-2018-2022")
DEMO = le_referentiel()
ON = date(2026, 9, 10)
DU = CodeAlerte.POINT_ETAPE_6_MOIS


def qui(code: str, **dits: str) -> Dossier:
    """En parcours depuis huit mois, sans aucun bilan."""
    parcours = un_parcours(participation=code, **dits)
    return un_dossier(parcours=(parcours,), decisions=(une_decision(prise_le=date(2026, 1, 5)),))


@pytest.mark.parametrize(
    ("code", "tient"),
    [("", True), ("accompagnement", True), ("actions", True), ("actions_exterieur", False)],
)
def test_suivie_hors_du_plie_une_personne_n_a_aucune_alerte_de_contact(
    code: str,
    tient: bool,  # noqa: FBT001 — a parameter
) -> None:
    """A3.1: « soit de l’opérateur qui a orienté la personne »; the others still hold."""
    codes = {a.code for a in alertes_du_dossier(qui(code), referentiel=ATOUT, on=ON)}

    assert (DU in codes) is tient
    assert CodeAlerte.CV_PERIME in codes


def test_sans_la_table_rien_ne_change_et_rien_ne_se_dit() -> None:
    """No key, no rule: a way of another PLIE is no way here."""
    dossier = qui("actions_exterieur", referent_nom="Ysée Lormont")

    assert DEMO.participation is None
    assert alertes_du_dossier(dossier, referentiel=DEMO, on=ON) == alertes_du_dossier(
        qui(""), referentiel=DEMO, on=ON
    )
    assert (participation.en_mots(dossier, DEMO), participation.ailleurs(dossier, DEMO)) == (
        "",
        False,
    )


@pytest.mark.parametrize(
    ("code", "bref", "mots"),
    [
        ("", "", ""),
        ("accompagnement", "", ""),
        ("d_un_autre_plie", "", ""),
        ("actions", "Actions spécifiques, suivi par le PLIE", "Actions spécifiques, suivi par le PLIE"),
        (
            "actions_exterieur",
            "Actions spécifiques, suivi extérieur",
            "Actions spécifiques, suivi extérieur (Ysée Lormont, Mission locale)",
        ),
    ],
)  # fmt: skip
def test_ce_qui_n_est_pas_l_ordinaire_se_dit(code: str, bref: str, mots: str) -> None:
    dossier = qui(code, referent_nom="Ysée Lormont", referent_structure="Mission locale")

    assert participation.en_bref(dossier, ATOUT) == bref
    assert participation.en_mots(dossier, ATOUT) == mots


def test_le_parcours_d_avant_ne_dit_rien_de_celui_ci() -> None:
    dossier = qui("actions_exterieur")
    suivant = un_parcours(id="p2", numero=2)

    assert participation.ailleurs(dossier, ATOUT)
    assert not participation.ailleurs(
        replace(dossier, parcours=(*dossier.parcours, suivant)), ATOUT
    )


def test_qui_accompagne_hors_du_plie_est_demande_et_ne_bloque_rien() -> None:
    def dit(code: str, nom: str = "", structure: str = "") -> list[str]:
        found = participation.objections(
            ATOUT.participation, participation=code, referent_nom=nom, referent_structure=structure
        )
        assert not any(one.blocking for one in found)
        return [one.field for one in found]

    assert dit("actions_exterieur") == dit("actions_exterieur", " ") == ["referent_nom"]
    assert dit("actions_exterieur", "Ysée Lormont") == []
    assert dit("actions_exterieur", "", "Mission locale") == []
    assert dit("actions") == dit("") == []


@pytest.mark.parametrize(
    ("modele", "par", "dit"),
    [
        (r'"point_etape_6_mois"\](?=, article = "A3.1" },\n\])', '"reexamen_du"]', "formes[3].sans_alertes"),
        (r'"point_etape_6_mois"\](?=, article = "A3.1" },\n\])', '"ennui"]', "formes[3].sans_alertes"),
        (r"^formes = \[.*?^\]\n", "formes = []\n", "formes"),
        (r"^formes = \[.*?^\]\n", "", "formes"),
        (r'code = "actions",', 'code = "accompagnement",', "formes"),
        (r"^referent = .*?\n", "", "referent"),
        (r"exterieur = true", 'exterieur = "oui"', "formes[3].exterieur"),
        (r"exterieur = true", "dehors = true", "formes[3].dehors"),
    ],
)  # fmt: skip
def test_une_table_mal_ecrite_est_refusee(modele: str, par: str, dit: str) -> None:
    avant, table, apres = texte(ATOUT.id).partition("[participation]\n")
    dans, suite, reste = apres.partition("[suivi_emploi]\n")

    said = refus(avant + table + sans(dans, modele, par) + suite + reste)

    assert said.startswith(f"participation.{dit}\u00a0»")


def test_l_alerte_d_un_lot_n_est_d_aucune_personne() -> None:
    """C11: no dossier has it, hence nobody is without it."""
    table = '[participation]\nlibelle = "x"\nreferent = "x"\narticle = "x"\nformes = '
    table += '[{ code = "a", libelle = "x", sans_alertes = ["CODE"], article = "x" }]\n'
    demo = texte("demo")

    assert "«\u00a0bilan_du\u00a0» n’est pas dans" in refus(
        f"{demo}\n{table.replace('CODE', 'bilan_du')}"
    )
    lu = read(f"{demo}\n{table.replace('CODE', 'cv_perime')}", source="demo.toml").participation
    assert lu is not None
    assert lu.ordinaire.sans_alertes == (CodeAlerte.CV_PERIME,)

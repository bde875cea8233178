"""DOSSIER.json se lit strictement : chaque refus dit la clé et pourquoi (interfaces.md)."""

import json
from datetime import date

import pytest

from plie.formes.suivi import read
from plie.refus import Illisible
from plie.suivi import EntretienSuivi, EtapeSuivie, Reexamen, Suspension
from plie.vocabulaire import EtatParcours
from tests.plie.naive_suivi import Form

# The example of interfaces.md, word for word where it gives one value.
EXEMPLE = """
{"etat": "integre",
 "orientation": "2025-11-03", "integration": "2026-01-15",
 "suspensions": [{"debut": "2026-04-01", "fin": "2026-06-30"}], "suspendu_jusqu_au": null,
 "diagnostic_renforce_le": null, "prochain_reexamen": null, "acte_signe_le": "2026-01-20",
 "entretiens": [{"date": "2026-02-10", "duree_min": 45, "modalite": "physique",
                 "nature": "suivi", "etat": "signe", "finalise_le": "2026-02-10",
                 "signe_le": "2026-02-10", "remplace": false, "refus_signature": null}],
 "etapes": [{"intitule": "…", "proposee_le": "2026-02-10", "debut": "2026-03-01",
             "fin_prevue": "2026-06-30", "fin": null, "abandonnee_le": null,
             "partenaire": null, "objectifs_transmis_le": null, "bilan_signe_le": null,
             "specifique_plie": false}],
 "reexamens": [{"date": "2026-05-12", "motif": "sans_entretien_2_mois", "decision": "suspension"}],
 "objectifs": [{"intitule": "…", "echeance": "2026-06-30", "atteint_le": null, "abandonne_le": null}],
 "cvs": [{"date": "2026-01-20"}],
 "contrats": [], "certifications": [], "sortie_proposee_le": null}
"""
LISTES = (
    "suspensions",
    "entretiens",
    "etapes",
    "reexamens",
    "objectifs",
    "cvs",
)


def exemple(**faits: object) -> Form:
    return {**json.loads(EXEMPLE), **faits}


def lu(form: Form):  # noqa: ANN201 — a Suivi
    return read(json.dumps(form), source="dossier.json")


def refus(form: Form) -> str:
    with pytest.raises(Illisible) as refused:
        lu(form)
    return refused.value.phrase


def test_l_exemple_des_interfaces_se_lit_en_entier() -> None:
    suivi = lu(exemple())

    assert suivi.etat is EtatParcours.INTEGRE
    assert suivi.suspensions == (Suspension(debut=date(2026, 4, 1), fin=date(2026, 6, 30)),)
    assert suivi.entretiens == (
        EntretienSuivi(
            date=date(2026, 2, 10),
            duree_min=45,
            modalite="physique",
            nature="suivi",
            etat="signe",
            finalise_le=date(2026, 2, 10),
            signe_le=date(2026, 2, 10),
        ),
    )
    assert suivi.etapes == (
        EtapeSuivie(
            intitule="…",
            proposee_le=date(2026, 2, 10),
            debut=date(2026, 3, 1),
            fin_prevue=date(2026, 6, 30),
        ),
    )
    assert suivi.reexamens == (
        Reexamen(date=date(2026, 5, 12), motif="sans_entretien_2_mois", decision="suspension"),
    )
    assert (suivi.cvs, suivi.cas.integration) == ((date(2026, 1, 20),), date(2026, 1, 15))


@pytest.mark.parametrize("liste", LISTES)
def test_chaque_element_peut_porter_un_identifiant_et_aucune_autre_cle(liste: str) -> None:
    form = exemple()
    form[liste][0]["id"] = "a-1"
    lu(form)

    form[liste][0]["surnom"] = "x"
    assert f"«\u00a0{liste}[1].surnom\u00a0»\u00a0: clé inconnue" in refus(form)


@pytest.mark.parametrize("etat", EtatParcours)
def test_seuls_l_etat_et_l_integration_sont_requis(etat: EtatParcours) -> None:
    joined = {"integre", "suspendu", "sorti"}

    if etat not in joined:
        assert lu({"etat": str(etat)}).etat is etat
        return

    assert "«\u00a0integration\u00a0»\u00a0: clé manquante" in refus({"etat": str(etat)})
    assert lu({"etat": str(etat), "integration": "2026-01-15"}).etat is etat


def test_un_brouillon_sans_date_se_lit_et_ne_compte_pas() -> None:
    """domain.md §5: a draft may lack anything; an export must be accepted as it is."""
    assert lu(exemple(entretiens=[{"etat": "brouillon", "date": None}])).entretiens == ()
    assert "entretiens[1].date\u00a0»\u00a0: clé manquante" in refus(
        exemple(entretiens=[{"etat": "finalise"}])
    )


@pytest.mark.parametrize(
    ("faits", "cle", "raison"),
    [
        ({"etat": "perdu"}, "etat", "code inconnu"),
        ({"nir": "x"}, "nir", "clé inconnue"),
        ({"integration": "15/01/2026"}, "integration", "AAAA-MM-JJ"),
        ({"integration": "2026-02-30"}, "integration", "AAAA-MM-JJ"),
        ({"cvs": ["2026-01-20"]}, "cvs", "liste de tables"),
        ({"suspensions": [{"debut": "2026-04-02", "fin": "2026-04-01"}]}, "suspensions[1].fin", "précède"),
        ({"etapes": [{}, {"debut": "2026-04-02", "fin": "2026-04-01"}]}, "etapes[2].fin", "précède"),
        (
            {"contrats": [{"type": "cdi", "debut": "2026-04-02", "fin": "2026-04-01"}]},
            "contrats[1].fin",
            "précède",
        ),
        ({"entretiens": [{"date": "2026-02-10", "etat": "refuse"}]}, "entretiens[1].etat", "inconnu"),
        ({"entretiens": [{"date": "2026-02-10", "duree_min": -1}]}, ".duree_min", "entier"),
        ({"reexamens": [{"date": "2026-05-12", "decision": "refus"}]}, ".decision", "inconnu"),
        ({"reexamens": [{"date": "2026-05-12", "motif": "ennui"}]}, ".motif", "inconnu"),
    ],
)  # fmt: skip
def test_une_cle_fautive_est_refusee_avec_son_chemin(faits: Form, cle: str, raison: str) -> None:
    said = refus(exemple(**faits))

    assert f"{cle}\u00a0»" in said
    assert raison in said

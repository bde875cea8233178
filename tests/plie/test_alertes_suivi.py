"""Toutes les alertes d’un dossier (domain.md §6), chaque jour de deux ans, contre un calcul naïf."""

import json
import os
from dataclasses import replace
from datetime import date

import pytest

from plie.alertes.alerte import ACTIONS
from plie.alertes.toutes import alertes, folded
from plie.formes.suivi import read
from plie.suivi import EntretienSuivi, Suivi
from plie.vocabulaire import CodeAlerte, EtatParcours, Gravite
from tests.builders import le_referentiel
from tests.plie.dossiers_au_hasard import un_dossier_au_hasard
from tests.plie.naive_suivi import ATOUT, NOTICES, ROUEN, Form, Found, NaiveSuivi
from tests.plie.scenarios import DEUX_ANS, jour

LES_DEUX = {"rouen-2021-2027": True, "atout-plie-2018-2022": False}
GARDES = {id_: le_referentiel(id_) for id_ in LES_DEUX}
# Seeds 6 to 10 are of another state than `integre` each; every sixth may make an exit.
SEEDS = range(200) if os.environ.get("PERMANENCE_TORTURE") else (0, 1, 3, 5, *range(6, 12))


def lu(form: Form) -> Suivi:
    return read(json.dumps(form, default=str), source="dossier.json")


def vues(suivi: Suivi, id_: str, on: date) -> list[Found]:
    found = alertes(suivi, referentiel=GARDES[id_], on=on)
    return [(str(a.code), a.annoncee, a.depuis, a.objet) for a in found]


@pytest.mark.parametrize("id_", LES_DEUX)
def test_chaque_jour_de_deux_ans_donne_les_alertes_du_calcul_naif(id_: str) -> None:
    """C7, C7-2, C9-1, C9-3, P5, P7, A3.1; and each code is seen, announced where it can be."""
    shown: set[tuple[str, bool]] = set()
    for seed in SEEDS:
        form = un_dossier_au_hasard(seed, emplois=seed % 6 == 5)
        naive, suivi = NaiveSuivi(form, rouen=LES_DEUX[id_]), lu(form)
        for n in range(DEUX_ANS):
            on = jour(n)
            attendu = naive.expected(on)
            shown |= {(code, announced) for code, announced, _, _ in attendu}

            vu = vues(suivi, id_, on)

            assert sorted(vu, key=str) == sorted(attendu, key=str), (seed, on)

    codes = ROUEN if LES_DEUX[id_] else ATOUT
    assert shown == {(c, False) for c in codes} | {(c, True) for c in codes if c in NOTICES}


ENTREE = date(2026, 1, 15)


def codes(suivi: Suivi, on: date, id_: str = "rouen-2021-2027") -> set[tuple[str, bool]]:
    return {(code, announced) for code, announced, _, _ in vues(suivi, id_, on)}


def integre(**faits: object) -> Suivi:
    return lu({"etat": "integre", "integration": ENTREE, **faits})


@pytest.mark.parametrize(
    ("on", "attendu"),
    [
        (date(2028, 11, 15), set()),
        (date(2028, 11, 16), {("trois_ans", True)}),
        (date(2029, 1, 14), {("trois_ans", True)}),
        (date(2029, 1, 15), {("trois_ans", False)}),
    ],
)
def test_les_trois_ans_courent_pendant_la_suspension(
    on: date, attendu: set[tuple[str, bool]]
) -> None:
    """P5, C7-2B: announced 60 days before, held the very day; while suspended, nothing of contact."""
    suspendu = lu({"etat": "suspendu", "integration": ENTREE, "suspensions": [{"debut": ENTREE}]})

    assert codes(suspendu, on) == attendu


def test_un_reexamen_des_trois_ans_ne_leve_que_dans_les_60_jours() -> None:
    """C7-2B."""
    on = date(2029, 2, 1)

    def avec(le: date, motif: str = "trois_ans") -> bool:
        suivi = integre(reexamens=[{"date": le, "motif": motif, "decision": "maintien"}])
        return ("trois_ans", False) in codes(suivi, on)

    assert avec(date(2028, 11, 15))
    assert not avec(date(2028, 11, 16))
    assert not avec(on)
    assert avec(date(2029, 2, 2))
    assert avec(on, "hors_parcours_6_mois")


def test_le_point_d_etape_du_est_le_plus_ancien_sans_bilan() -> None:
    """A3.1: one per dossier; a bilan answers what is due 30 days later at most, and all before."""
    on = date(2028, 3, 1)

    def du(*bilans: date) -> list[Found]:
        suivi = integre(
            entretiens=[{"date": b, "nature": "bilan", "etat": "brouillon"} for b in bilans]
        )
        found = vues(suivi, "atout-plie-2018-2022", on)
        return [one for one in found if one[0] == "point_etape_6_mois"]

    assert du() == [("point_etape_6_mois", False, date(2026, 7, 15), None)]
    assert du(date(2026, 6, 14)) == du()
    assert du(date(2026, 6, 15)) == [("point_etape_6_mois", False, date(2027, 1, 15), None)]
    assert du(date(2027, 12, 20)) == []


def test_le_parcours_sans_etape_ne_compte_pas_pendant_un_contrat() -> None:
    """C7-2A, C9-1: a work contract is an étape from its start to its end."""
    contrat = {"type": "cddi", "debut": date(2026, 2, 1), "fin": date(2026, 5, 10)}
    suivi = integre(contrats=[contrat])

    assert ("sans_etape_2_mois", False) not in codes(suivi, date(2026, 7, 10))
    assert ("sans_etape_2_mois", False) in codes(suivi, date(2026, 7, 11))
    assert ("sans_etape_2_mois", False) not in codes(integre(contrats=[contrat]), date(2026, 5, 10))


def test_la_liaison_s_eteint_a_l_envoi_ou_au_demarrage() -> None:
    """C9-3-6."""
    etape = {"intitule": "Stage", "partenaire": "L’atelier", "debut": date(2026, 3, 10)}

    def tient(on: date, **faits: object) -> bool:
        return ("liaison_a_transmettre", False) in codes(integre(etapes=[etape | faits]), on)

    jours = [date(2026, 3, n) for n in (6, 7, 9, 10)]
    assert [tient(on) for on in jours] == [False, True, True, False]
    assert not tient(date(2026, 3, 8), objectifs_transmis_le=date(2026, 3, 8))
    assert tient(date(2026, 3, 8), objectifs_transmis_le=date(2026, 3, 9))
    assert not tient(date(2026, 3, 8), abandonnee_le=date(2026, 3, 8))
    assert not tient(date(2026, 3, 8), partenaire=None)


def test_la_liaison_attend_le_debut_reel_quand_le_jour_prevu_est_passe() -> None:
    """C9-3-6; domain.md §6: from three days before the planned start, until sent or started."""
    etape = {"intitule": "Stage", "partenaire": "L’atelier", "debut_prevu": date(2026, 3, 10)}

    def tient(on: date, **faits: object) -> bool:
        return ("liaison_a_transmettre", False) in codes(integre(etapes=[etape | faits]), on)

    jours = [date(2026, 3, n) for n in (6, 7, 10, 15)]
    assert [tient(on) for on in jours] == [False, True, True, True]
    parti = {"debut": date(2026, 3, 12)}
    assert [tient(date(2026, 3, n), **parti) for n in (9, 11, 12)] == [True, True, False]


def test_une_etape_abandonnee_apres_son_debut_est_finie_ce_jour_la() -> None:
    """domain.md §6: it counts only if it had started; then its bilan is due, and nothing to close."""
    etape = {
        "intitule": "Stage",
        "partenaire": "L’atelier",
        "debut": date(2026, 3, 10),
        "fin_prevue": date(2026, 4, 10),
        "abandonnee_le": date(2026, 3, 20),
    }
    on = date(2026, 4, 20)

    assert ("bilan_etape_du", False) in codes(integre(etapes=[etape]), on)
    assert ("etape_a_cloturer", False) not in codes(integre(etapes=[etape]), on)
    jamais = etape | {"abandonnee_le": date(2026, 3, 9)}
    assert ("bilan_etape_du", False) not in codes(integre(etapes=[jamais]), on)


def test_une_sortie_proposee_eteint_les_deux_alertes_de_sortie() -> None:
    """P7, C2: until a sortie is proposed; a proposal dated later is not known yet."""
    certifie = {"nature": "titre", "obtenue_le": date(2026, 2, 1)}

    def de_sortie(on: date, **faits: object) -> set[str]:
        suivi = integre(certifications=[certifie], **faits)
        return {"sortie_possible", "fin_post_formation"} & {code for code, _ in codes(suivi, on)}

    assert de_sortie(date(2026, 8, 1)) == {"sortie_possible", "fin_post_formation"}
    assert de_sortie(date(2026, 8, 1), sortie_proposee_le=date(2026, 8, 1)) == set()
    assert len(de_sortie(date(2026, 8, 1), sortie_proposee_le=date(2026, 8, 2))) == 2


def test_une_certification_compte_si_elle_est_obtenue_depuis_l_integration() -> None:
    """domain.md §7: not one of before, nor one that is still to come."""

    def tient(obtenue_le: date, on: date) -> bool:
        certifie = {"nature": "cqp", "obtenue_le": obtenue_le, "suivi_jusqu_au": date(2026, 4, 1)}
        found = codes(integre(certifications=[certifie]), on)
        return bool({("fin_post_formation", True), ("fin_post_formation", False)} & found)

    assert tient(ENTREE, date(2026, 3, 2))
    assert not tient(ENTREE, date(2026, 3, 1))
    assert not tient(date(2026, 1, 14), date(2026, 3, 2))
    assert not tient(date(2026, 3, 10), date(2026, 3, 9))


def test_un_diagnostic_renforce_a_venir_n_est_pas_annonce() -> None:
    """Facts dated after the day are ignored, whatever the numbers of the référentiel."""
    rouen = GARDES["rouen-2021-2027"]
    [regle] = [r for r in rouen.alertes if r.code is CodeAlerte.DIAGNOSTIC_RENFORCE]
    court = replace(rouen, alertes=(replace(regle, jours=3, annonce_jours=7),))
    suivi = lu({"etat": "diagnostic_renforce", "diagnostic_renforce_le": ENTREE})

    assert alertes(suivi, referentiel=court, on=date(2026, 1, 14)) == ()
    assert [a.annoncee for a in alertes(suivi, referentiel=court, on=ENTREE)] == [True]


def test_sans_suivi_dans_le_referentiel_pas_de_fin_post_formation() -> None:
    """« where the référentiel has a follow-up »: the same rule, and no number for it."""
    suivi = integre(certifications=[{"nature": "titre", "obtenue_le": date(2026, 2, 1)}])
    rouen, atout = GARDES["rouen-2021-2027"], GARDES["atout-plie-2018-2022"]
    melange = replace(rouen, sortie=atout.sortie)

    def tient(referentiel: object) -> bool:
        found = alertes(suivi, referentiel=referentiel, on=date(2026, 9, 1))
        return any(a.code is CodeAlerte.FIN_POST_FORMATION for a in found)

    assert tient(rouen)
    assert not tient(melange)
    assert not tient(replace(rouen, sortie=None))


def test_hors_parcours_replie_ce_qu_il_dit_deja() -> None:
    """domain.md §6: hors parcours, for want of an entretien, ⊃ sans entretien ⊃ entretien mensuel."""
    rouen = GARDES["rouen-2021-2027"]
    en_etape = integre(etapes=[{"debut": ENTREE, "fin": None}])
    rencontres = tuple(
        EntretienSuivi(date=le, etat="signe", signe_le=le, modalite="physique", nature="suivi")
        for le in (date(2026, 5, 1),)
    )
    sans_etape = replace(integre(), entretiens=rencontres)

    faute_d_entretien = folded(alertes(en_etape, referentiel=rouen, on=date(2026, 7, 15)))
    faute_d_etape = folded(alertes(sans_etape, referentiel=rouen, on=date(2026, 7, 15)))

    assert {"hors_parcours_6_mois", "sans_entretien_2_mois", "entretien_mensuel"} & {
        str(a.code) for a in faute_d_entretien
    } == {"hors_parcours_6_mois"}
    assert {"hors_parcours_6_mois", "sans_entretien_2_mois", "entretien_mensuel"} & {
        str(a.code) for a in faute_d_etape
    } == {"hors_parcours_6_mois", "sans_entretien_2_mois"}


def test_une_annonce_ne_replie_rien_de_ce_qui_tient() -> None:
    rouen = GARDES["rouen-2021-2027"]
    annoncees = tuple(
        replace(r, annonce_jours=20) if r.code is CodeAlerte.SANS_ENTRETIEN_2_MOIS else r
        for r in rouen.alertes
    )

    found = folded(
        alertes(integre(), referentiel=replace(rouen, alertes=annoncees), on=date(2026, 3, 10))
    )

    assert {
        (str(a.code), a.annoncee) for a in found if a.code.value.startswith(("sans_en", "entr"))
    } == {("sans_entretien_2_mois", True), ("entretien_mensuel", False)}


def test_chaque_code_a_son_action_et_le_tri_va_du_plus_grave_au_tableau() -> None:
    assert set(ACTIONS) == set(CodeAlerte)

    found = alertes(
        lu(un_dossier_au_hasard(2)), referentiel=GARDES["rouen-2021-2027"], on=jour(700)
    )

    graves, tableau = list(Gravite), list(CodeAlerte)
    rangs = [(-graves.index(a.gravite), tableau.index(a.code)) for a in found]
    assert len(rangs) > 5
    assert rangs == sorted(rangs)


def test_le_bilan_d_un_lot_n_est_d_aucun_dossier() -> None:
    """C11: `bilan_du` is in the data, and no dossier has it."""
    tous = {
        code
        for etat in EtatParcours
        for code, _ in codes(lu({"etat": str(etat), "integration": ENTREE}), date(2031, 1, 1))
    }

    assert "bilan_du" not in tous
    assert len(tous) > 5

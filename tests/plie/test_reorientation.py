"""La dernière année de l’accompagnement, chaque personne a une réorientation préparée (C9-3-4) : des données, puis une alerte."""

from dataclasses import replace
from datetime import date

import pytest

from plie.dossier import Dossier
from plie.dossier_suivi import alertes_du_dossier, suivi
from plie.kinds import Id, SortieProposee
from plie.proposition import a_preparer, verifier
from plie.refus import Refus
from plie.vocabulaire import ActionAlerte, CodeAlerte, EtatParcours
from tests.builders import (
    PARCOURS,
    PERSONNE,
    le_referentiel,
    un_dossier_integre,
    un_emploi,
    une_decision,
)
from tests.plie.test_accords import ROUEN as ID
from tests.plie.test_accords import refus, sans, texte

ROUEN, ATOUT = le_referentiel(ID), le_referentiel("atout-plie-2018-2022")
CODE = CodeAlerte.REORIENTATION_A_PREPARER
EN_2027 = date(2027, 2, 10)
PLUS_TARD = date(2027, 11, 30)
VERS = "Le Département, avec la référente RSA"


def tient(dossier: Dossier, on: date, referentiel: object = ROUEN) -> list[tuple[bool, date]]:
    found = alertes_du_dossier(dossier, referentiel=referentiel, on=on)  # type: ignore[arg-type]
    return [(a.annoncee, a.depuis) for a in found if a.code is CODE]


def preparee(**change: object) -> SortieProposee:
    return SortieProposee(
        **{
            "id": Id("sortie-1"), "dossier": PERSONNE, "parcours": PARCOURS, "proposee_le": EN_2027,
            "motif": "reorientation", "sortie_le": PLUS_TARD, "texte": VERS, **change,
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("on", "attendu"),
    [
        (date(2026, 12, 31), []),
        (date(2027, 1, 1), [(False, date(2027, 1, 1))]),
        (date(2027, 12, 31), [(False, date(2027, 1, 1))]),
        (date(2028, 1, 1), []),
    ],
)
def test_l_alerte_tient_toute_la_derniere_annee_et_elle_seule(
    on: date, attendu: list[tuple[bool, date]]
) -> None:
    """C9-3-4: « Pendant la dernière année du marché »."""
    assert tient(un_dossier_integre(), on) == attendu


def test_elle_dit_la_fin_et_mene_a_la_preparation() -> None:
    [alerte] = [
        a
        for a in alertes_du_dossier(un_dossier_integre(), referentiel=ROUEN, on=EN_2027)
        if a.code is CODE
    ]

    assert alerte.phrase == (
        "L’accompagnement prend fin le 31/12/2027\u202f; la réorientation vers un autre dispositif est à "
        "préparer depuis le 01/01/2027."
    )
    assert (alerte.action, alerte.article) == (ActionAlerte.PREPARER_REORIENTATION, "C9-3-4")


def test_qui_arrive_cette_annee_la_doit_des_son_integration() -> None:
    assert tient(un_dossier_integre(date(2027, 3, 2)), date(2027, 3, 2)) == [
        (False, date(2027, 3, 2))
    ]


def test_un_parcours_suspendu_en_a_une_pas_une_candidature_ni_une_sortie() -> None:
    def avec(**fait: object) -> Dossier:
        later = une_decision(id=Id("d2"), objet="reexamen", prise_le=date(2027, 1, 5), **fait)
        dossier = un_dossier_integre()
        return replace(dossier, decisions=(*dossier.decisions, later))

    suspendu = avec(issue="suspension", suspendu_jusqu_au=date(2027, 6, 1))
    sorti = avec(issue="sortie", motif_sortie="abandon")

    assert suspendu.etat is EtatParcours.SUSPENDU
    assert tient(suspendu, EN_2027)
    assert sorti.etat is EtatParcours.SORTI
    assert not tient(sorti, EN_2027)
    assert not tient(un_dossier_integre(date(2027, 3, 2)), EN_2027)
    assert not tient(replace(suspendu, decisions=()), EN_2027)


def test_une_reorientation_preparee_la_leve_du_jour_ou_elle_l_est() -> None:
    dossier = un_dossier_integre(sorties_proposees=(preparee(),))

    assert tient(dossier, date(2027, 2, 9))
    assert not tient(dossier, EN_2027)
    assert suivi(dossier, on=EN_2027).reorientation_preparee_le == EN_2027
    assert suivi(dossier, on=EN_2027).sortie_proposee_le is None


def test_une_sortie_proposee_la_leve_aussi() -> None:
    """Who leaves is not reoriented."""
    dossier = un_dossier_integre(
        sorties_proposees=(preparee(motif="demenagement", sortie_le=EN_2027),)
    )

    assert not tient(dossier, EN_2027)


def test_preparer_n_eteint_pas_la_sortie_possible_avant_le_jour_dit() -> None:
    """P7: who gets a job before the day planned leaves otherwise; the day come, the exit is proposed."""
    emploi = un_emploi(type="cdi", debut=date(2026, 6, 1), heures_hebdo=35.0)
    dossier = un_dossier_integre(emplois=(emploi,), sorties_proposees=(preparee(),))

    def possible(on: date) -> bool:
        found = alertes_du_dossier(dossier, referentiel=ROUEN, on=on)
        return CodeAlerte.SORTIE_POSSIBLE in {a.code for a in found}

    assert possible(EN_2027)
    assert possible(date(2027, 11, 29))
    assert not possible(PLUS_TARD)
    assert suivi(dossier, on=PLUS_TARD).sortie_proposee_le == EN_2027


def test_elle_revient_quand_la_commission_garde_la_personne() -> None:
    garde = une_decision(id=Id("d2"), objet="sortie", issue="maintien", prise_le=date(2027, 4, 1))
    dossier = un_dossier_integre(sorties_proposees=(preparee(),))
    dossier = replace(dossier, decisions=(*dossier.decisions, garde))

    assert not tient(dossier, date(2027, 3, 31))
    assert tient(dossier, date(2027, 4, 1))


def test_une_annonce_se_dit_au_futur() -> None:
    regles = [replace(r, annonce_jours=30) if r.code is CODE else r for r in ROUEN.alertes]
    annoncee = replace(ROUEN, alertes=tuple(regles))
    dossier = un_dossier_integre()

    assert tient(dossier, date(2026, 12, 1), annoncee) == []
    assert tient(dossier, date(2026, 12, 2), annoncee) == [(True, date(2026, 12, 2))]
    [phrase] = [
        a.phrase
        for a in alertes_du_dossier(dossier, referentiel=annoncee, on=date(2026, 12, 31))
        if a.code is CODE
    ]
    assert phrase.endswith("sera à préparer à partir du 01/01/2027.")


def test_sans_la_regle_ni_alerte_ni_sortie_d_avance() -> None:
    """No key, no rule."""
    sans_regle = replace(ROUEN, alertes=tuple(r for r in ROUEN.alertes if r.code is not CODE))

    assert tient(un_dossier_integre(), EN_2027, sans_regle) == []
    assert tient(un_dossier_integre(), EN_2027, ATOUT) == []
    assert a_preparer(sans_regle, "reorientation") is None
    with pytest.raises(Refus, match="sortie_future"):
        verifier(
            un_dossier_integre(), motif="reorientation", sortie_le=PLUS_TARD,
            referentiel=sans_regle, on=EN_2027, texte=VERS,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("motif", "le", "mots", "code"),
    [
        ("reorientation", PLUS_TARD, VERS, ""),
        ("reorientation", date(2027, 12, 31), VERS, ""),
        ("reorientation", EN_2027, "", ""),
        ("reorientation", PLUS_TARD, " ", "reorientation_sans_dispositif"),
        ("reorientation", date(2028, 1, 1), VERS, "reorientation_trop_tard"),
        ("demenagement", PLUS_TARD, VERS, "sortie_future"),
        ("reorientation", None, VERS, "sortie_sans_date"),
    ],
)
def test_une_reorientation_se_prepare_pour_un_jour_a_venir_avec_son_dispositif(
    motif: str, le: date | None, mots: str, code: str
) -> None:
    """C9-3-4: « vers un dispositif approprié »; every other exit once its day has come (C7-3)."""

    def juge() -> object:
        return verifier(
            un_dossier_integre(), motif=motif, sortie_le=le, referentiel=ROUEN, on=EN_2027, texte=mots
        )  # fmt: skip

    if not code:
        assert juge() is None
        return
    with pytest.raises(Refus, match=code) as said:
        juge()
    if code.startswith("reorientation"):
        assert said.value.article == "C9-3-4"


@pytest.mark.parametrize(
    ("modele", "par", "dit"),
    [
        (r"^depuis = 2027-01-01\n", "", "depuis\u00a0»\u00a0: clé manquante"),
        (r"^jusqu_au = 2027-12-31\n", "", "jusqu_au\u00a0»\u00a0: clé manquante"),
        (r"^jusqu_au = 2027-12-31", "jusqu_au = 2026-12-31", "jusqu_au\u00a0»\u00a0: la fin précède"),
        (r"^depuis = 2027-01-01", "mois = 3\ndepuis = 2027-01-01", "mois\u00a0»\u00a0: clé inconnue"),
        (r'^motifs = \["reorientation"\]\n', "", "motifs\u00a0»\u00a0: clé manquante"),
    ],
)  # fmt: skip
def test_une_regle_mal_ecrite_est_refusee(modele: str, par: str, dit: str) -> None:
    avant, table, apres = texte(ID).partition('code = "reorientation_a_preparer"\n')

    assert dit in refus(avant + table + sans(apres, modele, par))


@pytest.mark.parametrize("motifs", ["[]", '["ailleurs"]', '["reorientation", "ailleurs"]'])
def test_ce_qui_la_leve_est_un_motif_de_sortie_de_ce_plie(motifs: str) -> None:
    ecrit = sans(texte(ID), r'^motifs = \["reorientation"\]', f"motifs = {motifs}")

    assert refus(ecrit).startswith("motif_sortie\u00a0»")

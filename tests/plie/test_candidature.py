"""Une candidature sans lot dit pourquoi (C8) ; ce que le prescripteur doit savoir le reste tant qu’il ne le sait pas (C9-3-1)."""

from dataclasses import replace
from datetime import date

import pytest

from plie.candidature import Retour, lots, retours, sans_lot
from plie.dossier import Dossier
from plie.kinds import Etape, Evenement, Id, Personne
from plie.referentiel import Referentiel
from plie.vocabulaire import GenreEvenement
from tests.builders import (
    PERSONNE,
    des_coordonnees,
    le_referentiel,
    un_dossier,
    une_decision,
    une_etape,
    une_inscription,
    une_personne,
    une_prescription,
)

DEMO = le_referentiel()
ADULTES = replace(DEMO, lots=tuple(lot for lot in DEMO.lots if "jeune" not in lot.publics))
JEUNE = une_personne(naissance_le=date(2004, 3, 2))
ADULTE = une_personne(naissance_le=date(1985, 3, 2))


def connu(personne: Personne, insee: str = "76231", commune: str = "Elbeuf") -> Dossier:
    return un_dossier(
        personne=personne,
        prescriptions=(une_prescription(recue_le=date(2026, 8, 31)),),
        coordonnees=des_coordonnees(commune=commune, commune_insee=insee),
    )


@pytest.mark.parametrize(
    ("dossier", "referentiel", "dit"),
    [
        (connu(ADULTE), replace(DEMO, lots=()), "ne découpe pas de lots"),
        (connu(ADULTE, insee=""), DEMO, "commune n’est pas choisie"),
        (connu(une_personne(naissance_le=None)), DEMO, "date de naissance manque"),
        (replace(connu(ADULTE), prescriptions=()), DEMO, "l’orientation n’est pas notée"),
        (
            replace(connu(ADULTE), prescriptions=(une_prescription(recue_le=None),)),
            DEMO,
            "la date de l’orientation manque",
        ),
        (connu(ADULTE, "76540", "Rouen"), DEMO, "couvre la commune (Rouen)"),
        (connu(JEUNE), ADULTES, "Elbeuf, ils sont pour un autre âge\u00a0: Adulte"),
    ],
)
def test_aucun_lot_propose_dit_pourquoi(
    dossier: Dossier, referentiel: Referentiel, dit: str
) -> None:
    """C8."""
    assert lots(dossier, referentiel) == ()
    assert dit in sans_lot(dossier, referentiel)


@pytest.mark.parametrize(("personne", "code"), [(JEUNE, "lot-2"), (ADULTE, "lot-1")])
def test_la_demonstration_a_le_lot_de_ses_communes(personne: Personne, code: str) -> None:
    """C8."""
    assert [lot.code for lot in lots(connu(personne), DEMO)] == [code]


JOUR = date(2026, 5, 4)
LONGTEMPS = date(2028, 5, 4)


def en_parcours(*etapes: Etape) -> Dossier:
    return un_dossier(etapes=etapes)


def commencee(n: int, intitule: str) -> Etape:
    return une_etape(id=Id(f"etape-{n}"), intitule=intitule, debut=JOUR)


def trace(texte: str, genre: str = GenreEvenement.COURRIEL, n: int = 1) -> Evenement:
    return Evenement(id=Id(f"ev-{n}"), dossier=PERSONNE, date=JOUR, genre=genre, texte=texte)


def etapes_dues(dossier: Dossier, *evenements: Evenement) -> list[Retour]:
    return [r for r in retours(dossier, evenements, on=LONGTEMPS) if r.moment == "etape"]


def test_un_retour_reste_a_faire_deux_ans_apres() -> None:
    """C9-3-1: « en continu »."""
    assert [r.quoi for r in etapes_dues(en_parcours(commencee(1, "Atelier")))] == ["Atelier"]


def test_deux_etapes_d_un_meme_jour_se_disent_l_une_puis_l_autre() -> None:
    """C9-3-1."""
    dossier = en_parcours(commencee(1, "Atelier"), commencee(2, "Remise à niveau"))
    first, second = etapes_dues(dossier)

    assert etapes_dues(dossier, trace(first.trace)) == [second]
    assert etapes_dues(dossier, trace(first.trace), trace(second.trace, n=2)) == []


def test_deux_etapes_de_meme_nom_et_de_meme_jour_demandent_deux_traces() -> None:
    """C9-3-1."""
    dossier = en_parcours(commencee(1, "Atelier"), commencee(2, "Atelier"))
    first, _ = etapes_dues(dossier)

    assert len(etapes_dues(dossier, trace(first.trace))) == 1
    assert etapes_dues(dossier, trace(first.trace), trace(first.trace, n=2)) == []


def test_une_trace_d_avant_sans_le_nom_vaut_pour_son_jour() -> None:
    """C9-3-1: what was logged before the traces named the étape stays told."""
    dossier = en_parcours(commencee(1, "Atelier"), commencee(2, "Remise à niveau"))

    assert (
        etapes_dues(dossier, trace("Retour au prescripteur\u00a0: étape commencée du 04/05/2026"))
        == []
    )


def test_un_intitule_corrige_ne_redemande_pas_le_retour() -> None:
    """C9-3-1."""
    (told,) = etapes_dues(en_parcours(commencee(1, "Atelir")))
    put_right = en_parcours(commencee(1, "Atelier"))

    assert etapes_dues(put_right, trace(told.trace)) == []
    more = en_parcours(commencee(1, "Atelier"), commencee(2, "Remise à niveau"))
    assert len(etapes_dues(more, trace(told.trace))) == 1


def test_un_retour_dit_sans_objet_n_est_plus_demande() -> None:
    """C9-3-1."""
    dossier = en_parcours(commencee(1, "Atelier"))
    (due,) = etapes_dues(dossier)

    assert etapes_dues(dossier, trace(due.trace, GenreEvenement.RETOUR_SANS_OBJET)) == []
    assert etapes_dues(dossier, trace(due.trace, GenreEvenement.APPEL)) == [due]


def test_d_un_parcours_fini_seule_la_fin_se_dit() -> None:
    """C9-3-1: the progression of a parcours that has ended is its end."""
    sortie = une_decision(
        id=Id("sortie"),
        objet="sortie",
        issue="sortie",
        motif_sortie="positive",
        prise_le=date(2027, 1, 5),
    )
    sorti = un_dossier(
        etapes=(commencee(1, "Atelier"),),
        inscriptions=(une_inscription(),),
        decisions=(une_decision(), sortie),
    )

    (due,) = retours(sorti, (), on=LONGTEMPS)

    assert (due.moment, due.le) == ("sortie", date(2027, 1, 5))

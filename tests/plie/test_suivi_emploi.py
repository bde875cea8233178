"""« En emploi » : chaque mise en situation de travail, puis les mois qui suivent l’embauche (C9-3-3, A4.2)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from plie.suivi_emploi import en_emploi, suivi_apres_sortie
from tests import builders

ROUEN = builders.le_referentiel("rouen-2021-2027")
LE = date(2026, 9, 10)


def dit(on: date = LE, **facts: Any) -> str:
    return en_emploi(builders.un_dossier_integre(**facts), referentiel=ROUEN, on=on)


@pytest.mark.parametrize(
    ("debut", "fin", "suivi"),
    [
        (date(2020, 1, 1), None, True),  # en cours, même embauché depuis longtemps
        (date(2026, 9, 11), None, False),  # pas encore
        (date(2026, 1, 1), LE, True),  # le dernier jour
        (date(2026, 3, 11), date(2026, 4, 1), True),  # terminé, embauché depuis moins de six mois
        (date(2026, 3, 10), date(2026, 4, 1), False),  # six mois sont passés
    ],
)
def test_le_suivi_dure_le_contrat_et_les_six_mois_de_l_embauche(
    debut: date,
    fin: date | None,
    suivi: bool,  # noqa: FBT001 - a parameter of the table
) -> None:
    assert bool(dit(emplois=(builders.un_emploi(debut=debut, fin=fin),))) is suivi


def test_une_immersion_en_cours_est_une_mise_en_situation_de_travail() -> None:
    immersion = builders.une_etape(genre="immersion", debut=date(2026, 9, 7))

    assert dit(etapes=(immersion,))
    assert not dit(etapes=(replace(immersion, fin=date(2026, 9, 9)),))
    assert not dit(etapes=(replace(immersion, genre="formation"),))


def test_apres_la_sortie_un_emploi_qui_dure_n_est_plus_suivi_une_fois_les_six_mois_passes() -> None:
    """« Au cours du parcours » (C9-3-3); what became of who left is asked once, six months later."""
    decisions = (
        builders.une_decision(prise_le=date(2025, 1, 15)),
        builders.une_decision(id="d2", prise_le=date(2026, 3, 31), objet="sortie", issue="sortie"),
    )
    jobs = (builders.un_emploi(type="cdi", debut=date(2025, 9, 1)),)

    assert dit(date(2026, 9, 29), decisions=decisions, emplois=jobs)
    assert not dit(date(2026, 9, 30), decisions=decisions, emplois=jobs)
    # Hired since, they are followed six months more.
    later = (*jobs, builders.un_emploi(id="e2", debut=date(2026, 9, 1), fin=date(2026, 9, 5)))
    assert dit(date(2026, 9, 30), decisions=decisions, emplois=later)


def test_sans_cette_table_personne_n_est_dit_en_emploi() -> None:
    silent = replace(ROUEN, suivi_emploi=None)
    hired = builders.un_dossier_integre(emplois=(builders.un_emploi(debut=date(2026, 1, 1)),))

    assert not en_emploi(hired, referentiel=silent, on=LE)


def test_six_mois_apres_la_sortie_on_demande_des_nouvelles() -> None:
    decisions = (
        builders.une_decision(prise_le=date(2026, 1, 15)),
        builders.une_decision(id="d2", prise_le=date(2026, 8, 31), objet="sortie", issue="sortie"),
    )

    left = builders.un_dossier(decisions=decisions)

    assert suivi_apres_sortie(left, referentiel=ROUEN) == date(2027, 2, 28)
    assert suivi_apres_sortie(builders.un_dossier_integre(), referentiel=ROUEN) is None


def test_on_ne_demande_rien_de_qui_est_mort() -> None:
    decisions = (
        builders.une_decision(prise_le=date(2026, 1, 15)),
        builders.une_decision(
            id="d2",
            prise_le=date(2026, 8, 31),
            objet="sortie",
            issue="sortie",
            motif_sortie="deces",
        ),
    )

    left = builders.un_dossier(decisions=decisions)

    assert suivi_apres_sortie(left, referentiel=ROUEN) is None

"""Le résumé d’un compte-rendu, pour une personne qui lit avec difficulté."""

from datetime import date, time

import pytest

from plie.kinds import Id
from plie.phrases import spoken_time
from plie.resume import resume
from tests.builders import un_compte_rendu


def test_le_resume_dit_quand_combien_de_temps_et_la_suite() -> None:
    cr = un_compte_rendu(
        debut=time(14, 30),
        suites=("Appeler l’école",),
        prochain_le=date(2026, 9, 24),
        prochain_debut=time(9),
        prochain_lieu="Mairie annexe",
    )

    found = resume(cr)

    assert found.quand == (
        "Nous nous sommes vus le jeudi 3\u00a0septembre\u00a02026 à 14\u00a0h\u00a030, pendant 45\u00a0min."
    )
    assert found.decisions == ("Appeler l’école",)
    assert found.prochain == (
        "Prochain rendez-vous\u00a0: jeudi 24\u00a0septembre\u00a02026 à 9\u00a0h, Mairie annexe."
    )


@pytest.mark.parametrize(
    ("modalite", "debut"),
    [("telephone", "Nous nous sommes parlé au téléphone"), ("visio", "Nous nous sommes parlé en")],
)
def test_un_entretien_a_distance_ne_dit_pas_qu_on_s_est_vus(modalite: str, debut: str) -> None:
    assert resume(un_compte_rendu(modalite=modalite)).quand.startswith(debut)


def test_sans_prochain_rendez_vous_le_resume_ne_parle_que_de_cet_entretien() -> None:
    """Un autre entretien a pu en fixer un : c’est ce que dit le compte-rendu, et rien de plus."""
    said = "Aucun prochain rendez-vous n’a été fixé lors de cet entretien."

    assert resume(un_compte_rendu()).prochain == said


def test_une_heure_se_dit_sans_ses_minutes_quand_elle_est_pleine() -> None:
    assert (spoken_time(time(9, 5)), spoken_time(time(9))) == ("9\u00a0h\u00a005", "9\u00a0h")


def test_une_correction_se_dit_avec_sa_raison() -> None:
    found = resume(un_compte_rendu(version=2, remplace=Id("v1"), motif="Le lieu manquait"))

    assert found.corrige == (
        "Ce compte-rendu remplace celui d’avant (version 1)\u00a0: «\u00a0Le lieu manquait\u00a0»."
    )
    assert resume(un_compte_rendu()).corrige == ""

"""Qui signe à l’écran pour le PLIE."""

import pytest

from plie.kinds import Id
from plie.refus import Refus
from plie.signataire import anothers, is_theirs, refuse_anothers
from tests.builders import AE, un_compte_rendu


def test_qui_a_mene_l_entretien_le_signe_quel_que_soit_son_nom_aujourd_hui() -> None:
    """C9-3-6: « signé par les deux parties »."""
    renamed = un_compte_rendu(accompagnateur_nom="Odilon Carpentras-Guérande")

    assert is_theirs(renamed, AE, author="")
    refuse_anothers(renamed, AE, author="", answered=False)


def test_ce_qui_fut_ecrit_avant_d_etre_relie_se_signe_par_qui_l_ecrivit() -> None:
    alone = un_compte_rendu(accompagnateur=Id("avant d’être reliée"))

    assert is_theirs(alone, AE, author=AE)
    assert not is_theirs(alone, Id("remplaçante"), author=AE)


def test_nul_ne_signe_a_la_place_d_un_autre_meme_homonyme() -> None:
    with pytest.raises(Refus, match="cr_d_un_autre") as refused:
        refuse_anothers(un_compte_rendu(), Id("remplaçante"), author=AE, answered=False)

    assert refused.value.article == "C9-3-6"


def test_le_papier_n_est_propose_que_si_personne_n_a_signe() -> None:
    cr = un_compte_rendu()

    assert "sur papier" in anothers(cr, answered=False)
    assert "papier" not in anothers(cr, answered=True)
    for answered in (False, True):
        assert anothers(cr, answered=answered).count(cr.accompagnateur_nom) == 3

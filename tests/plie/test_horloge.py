"""Les heures d’un compte-rendu se suivent."""

from datetime import timedelta, timezone

import pytest

from plie.horloge import behind, refuse_before_the_person
from plie.refus import Refus
from tests.builders import un_compte_rendu, une_signature

ICI = timezone(timedelta(hours=2))
LOIN = timedelta(days=20)


def test_une_horloge_juste_ne_dit_rien() -> None:
    cr, person = un_compte_rendu(), une_signature()

    assert behind(cr, (), at=cr.finalise_le) == ""
    assert behind(cr, (person,), at=person.signe_le) == ""
    refuse_before_the_person(cr, (person,), at=person.signe_le)


def test_signer_avant_la_finalisation_se_dit_a_l_heure_de_qui_lit() -> None:
    """C9-3-6: « avec mention de la date »."""
    cr = un_compte_rendu()

    said = behind(cr, (), at=(cr.finalise_le - LOIN).astimezone(ICI))

    assert "14\u00a0août\u00a02026 à 17\u00a0h, avant la finalisation" in said
    assert "(3\u00a0septembre\u00a02026 à 17\u00a0h)" in said
    refuse_before_the_person(cr, (), at=cr.finalise_le - LOIN)


def test_la_seconde_signature_ne_precede_pas_la_premiere() -> None:
    cr, person = un_compte_rendu(), une_signature()
    before = person.signe_le - timedelta(seconds=1)

    assert "avant la signature de la personne" in behind(cr, (person,), at=before)
    with pytest.raises(Refus, match="horloge_en_retard"):
        refuse_before_the_person(cr, (person,), at=before)


def test_un_refus_n_est_pas_un_sceau() -> None:
    cr, refused = un_compte_rendu(), une_signature(position="refus")

    assert behind(cr, (refused,), at=cr.finalise_le) == ""

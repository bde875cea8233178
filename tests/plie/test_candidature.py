"""Une candidature sans lot : la phrase dit lequel des motifs est le bon (C8)."""

from dataclasses import replace
from datetime import date

import pytest

from plie.candidature import lots, sans_lot
from plie.dossier import Dossier
from plie.kinds import Personne
from plie.referentiel import Referentiel
from tests.builders import (
    des_coordonnees,
    le_referentiel,
    un_dossier,
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

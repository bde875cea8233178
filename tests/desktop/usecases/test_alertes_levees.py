"""Each alert is there until the fact that answers it, and gone with it: in the dossier and in the list alike."""

from datetime import timedelta

import pytest

from desktop.models.vault import Vault
from desktop.usecases.caseload import file_active
from desktop.usecases.dossiers import assemble
from desktop.usecases.rendez_vous import prendre
from plie.alertes.toutes import folded
from plie.dossier_suivi import alertes_du_dossier
from plie.referentiel import Referentiel
from plie.vocabulaire import CodeAlerte
from tests.desktop.usecases.alertes import AE, CASES, MORNING, NOW, ON, WHO, as_, put

# What no gesture of a dossier answers, and why.
WITHOUT = {
    CodeAlerte.BILAN_DU: "it is a lot’s, never a dossier’s (C11): test_bilans.py",
}


def held(vault: Vault, referentiel: Referentiel) -> set[CodeAlerte]:
    """Return the alerts that hold, as the dossier says them; the list must say the same."""
    with vault.look() as rows:
        whole = assemble(rows, WHO)
        found = alertes_du_dossier(whole, referentiel=referentiel, on=ON)
        (line,) = file_active(rows, referentiel=referentiel, on=ON)
    assert line.alertes == folded(found)
    return {alerte.code for alerte in found if not alerte.annoncee}


def test_every_code_has_its_case_or_its_reason() -> None:
    assert set(CASES) | set(WITHOUT) == set(CodeAlerte)
    assert not set(CASES) & set(WITHOUT)


@pytest.mark.parametrize("code", CASES)
def test_an_alert_stays_until_the_fact_that_answers_it(vault: Vault, code: CodeAlerte) -> None:
    """Planning a rendez-vous is no answer, not even to a missing entretien (C9-3-6, C7-2A)."""
    case = CASES[code]
    as_(vault, AE)
    put(vault, case)
    assert code in held(vault, case.referentiel)

    with vault.work() as work:
        prendre(work, WHO, le=ON + timedelta(days=1), debut=MORNING, duree_min=45, lieu="", now=NOW)
    assert code in held(vault, case.referentiel)

    case.answer(vault)
    assert code not in held(vault, case.referentiel)

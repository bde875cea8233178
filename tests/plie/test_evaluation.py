"""Évaluations: entry, before, now; what closes a frein; what is kept of a sensitive one (C3, C9-3-5, RGPD)."""

from datetime import date
from typing import Any

import pytest

from plie.evaluation import Mesure, actions, juger, mesure, sujets
from plie.kinds import Evaluation, Id
from plie.refus import Refus
from tests.builders import AE, PERSONNE, le_referentiel

ROUEN = le_referentiel("rouen-2021-2027")
LOGEMENT = next(s for s in sujets(ROUEN) if s.code == "logement")
SANTE = next(s for s in sujets(ROUEN) if s.code == "sante")
ON = date(2026, 9, 10)


def une_evaluation(**changes: Any) -> Evaluation:
    return Evaluation(
        **{
            "id": Id("v1"),
            "dossier": PERSONNE,
            "sujet": "frein",
            "code": "logement",
            "niveau": 2,
            "evalue_le": ON,
            "auteur": AE,
            "auteur_nom": "Odilon Carpentras",
            **changes,
        }
    )


def refused(made: Evaluation, before: Mesure, of: Any = LOGEMENT) -> str:
    try:
        juger(made, of, before, etapes=["e1"], actions=actions(ROUEN), on=ON)
    except Refus as refusal:
        return refusal.code
    return ""


def test_the_entry_the_one_before_and_now_are_told_apart() -> None:
    """C9-3-5: each évaluation is dated."""
    three = [
        une_evaluation(id=Id(f"v{n}"), niveau=3 - n, evalue_le=date(2026, n, 1)) for n in (3, 1, 2)
    ]

    found = mesure([*three, une_evaluation(id=Id("x"), code="sante", niveau=0)], LOGEMENT)

    levels = [m.niveau for m in (found.entree, found.precedente, found.actuelle) if m]
    assert levels == [2, 1, 0]
    one = mesure(three[:1], LOGEMENT)
    assert (one.entree, one.precedente, one.actuelle) == (three[0], None, three[0])
    assert mesure((), LOGEMENT) == Mesure(None, None, None)


def test_closing_a_frein_names_the_etape_that_did_it() -> None:
    """C9-3-5; a frein that never weighed needs none."""
    open_ = mesure([une_evaluation()], LOGEMENT)
    closing = une_evaluation(niveau=0)

    assert refused(closing, open_) == "frein_sans_etape"
    assert refused(une_evaluation(niveau=0, etape=Id("e1")), open_) == ""
    assert refused(une_evaluation(niveau=0, etape=Id("e9")), open_) == "etape_absente"
    assert refused(closing, Mesure(None, None, None)) == ""


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"action": "Suit un traitement"}, "frein_sensible"),
        ({"action": "Action sociale"}, ""),
        ({"action": ""}, ""),
    ],
)
def test_of_a_sensitive_frein_a_level_and_an_action_are_kept(
    changes: dict[str, Any], code: str
) -> None:
    """RGPD, article 9: never a sentence."""
    assert refused(une_evaluation(code="sante", **changes), mesure((), SANTE), SANTE) == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"niveau": 4}, "niveau_inconnu"),
        ({"niveau": -1}, "niveau_inconnu"),
        ({"evalue_le": date(2026, 9, 11)}, "evaluation_future"),
        ({"action": "Demande de logement social"}, ""),
    ],
)
def test_a_level_of_the_scale_on_a_day_that_has_come(changes: dict[str, Any], code: str) -> None:
    assert refused(une_evaluation(**changes), mesure((), LOGEMENT)) == code

"""The day of a sitting, and leaving it for another: what is refused says what, where, and what to do (C7)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from plie import commission, legalite
from plie.dossier import Dossier
from plie.kinds import Id
from tests import builders

_KNOWN = builders.le_referentiel("rouen-2021-2027").commission
assert _KNOWN is not None
RULES = _KNOWN


def met() -> Dossier:
    return builders.un_dossier(entretiens=(builders.un_entretien(date=date(2026, 1, 20)),))


def listed(dossier: Dossier, **more: Any) -> Dossier:
    made = builders.une_inscription(**{"id": Id("i1"), "commission_le": date(2026, 2, 10), **more})
    return replace(dossier, inscriptions=(made,))


@pytest.mark.parametrize(
    ("listed_on", "decided", "says"),
    [
        (date(2026, 2, 10), None, "déjà inscrit, incomplet, à la séance du 10/02/2026"),
        (date(2026, 2, 10), "ajournement", "a répondu le 10/02/2026"),
        (None, None, "diagnostic en cours » depuis le 20/01/2026"),
    ],
)
def test_a_day_too_early_says_what_it_is_before_and_what_to_do(
    listed_on: date | None, decided: str | None, says: str
) -> None:
    dossier = met()
    if listed_on is not None:
        dossier = listed(dossier, commission_le=listed_on, incomplet=True)
    if decided is not None:
        answer = builders.une_decision(inscription=Id("i1"), issue=decided)
        dossier = replace(dossier, decisions=(answer,))
    made = builders.une_inscription(id=Id("i2"), commission_le=date(2026, 1, 13))

    (against,) = commission.inscription(made, dossier, RULES)

    assert (against.code, against.article) == ("commission_passee", "C7")
    said = against.phrase.replace("\u00a0", " ")
    assert says in said
    assert "choisissez une séance" in said or "« Changer de séance »" in said


def test_a_sitting_that_was_held_is_left_by_nobody() -> None:
    """C7: what was before the Commission is answered by it."""
    found = legalite.retirer(listed(met()), tenue=True)

    assert found is not None
    assert (found.code, found.article) == ("seance_tenue", "C7")
    assert "10/02/2026" in found.phrase


@pytest.mark.parametrize(
    ("day", "motif", "codes"),
    [
        (date(2026, 2, 3), "Plus tôt possible", []),
        (date(2026, 3, 10), "", ["retrait_sans_motif"]),
        (date(2026, 2, 10), "Hospitalisée", ["meme_seance"]),
        (date(2026, 1, 25), "Hospitalisée", ["seance_passee"]),
        (date(2026, 1, 19), "Hospitalisée", ["commission_passee", "seance_passee"]),
    ],
)
def test_a_dossier_moves_to_a_sitting_to_come_and_says_why(
    day: date, motif: str, codes: list[str]
) -> None:
    left = builders.un_retrait(motif=motif, inscription=Id("i1"), retire_le=date(2026, 2, 1))
    moved = builders.une_inscription(id=Id("i2"), commission_le=day)

    against = commission.deplacement(moved, left, listed(met()), RULES)

    assert [one.code for one in against] == codes

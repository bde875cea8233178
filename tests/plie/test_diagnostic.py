"""What the Commission has seen of a diagnostic is what it judged: it changes no more (C7, domain.md §12)."""

from datetime import date, timedelta

import pytest

from plie.diagnostic import fige
from tests import builders

SEANCE = date(2026, 2, 10)  # the sitting of `une_inscription`
AVANT, APRES = SEANCE - timedelta(days=1), SEANCE + timedelta(days=1)


def dossier(*issues: str, **more: object) -> builders.Dossier:
    decisions = tuple(
        builders.une_decision(id=builders.Id(f"decision-{n}"), issue=issue)
        for n, issue in enumerate(issues)
    )
    facts = {"inscriptions": (builders.une_inscription(),), "decisions": decisions, **more}
    return builders.un_dossier(**facts)


def test_a_file_on_an_agenda_is_completed_until_the_day_of_its_sitting() -> None:
    """C7, last line: encore incomplet le jour venu, il est ajourné."""
    assert fige(dossier(), on=AVANT) is None
    assert fige(dossier(), on=SEANCE) is not None


@pytest.mark.parametrize("issue", ["integration", "refus"])
def test_once_answered_it_stays_as_it_was_seen(issue: str) -> None:
    refus = fige(dossier(issue), on=APRES)

    assert refus is not None
    assert "la Commission du 10/02/2026" in refus.phrase
    assert refus.article == "C7"


@pytest.mark.parametrize("issue", ["ajournement", "diagnostic_renforce"])
def test_sent_back_it_is_written_again(issue: str) -> None:
    assert fige(dossier(issue), on=APRES) is None


def test_seen_a_second_time_it_is_closed_again() -> None:
    again = builders.une_inscription(
        id=builders.Id("inscription-2"), commission_le=SEANCE + timedelta(days=28)
    )
    whole = dossier("ajournement", inscriptions=(builders.une_inscription(), again))

    assert fige(whole, on=again.commission_le - timedelta(days=1)) is None
    assert fige(whole, on=again.commission_le) is not None


def test_without_a_commission_nothing_closes_it() -> None:
    """P6, A3.2: a reprise comes with the decision of another protocol."""
    assert fige(dossier(inscriptions=()), on=APRES) is None

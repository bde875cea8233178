"""What is still to be said of rendez-vous (C7-2, C9-3-6)."""

from datetime import date, datetime, time, timedelta, timezone

import pytest

from plie.calendrier import end_of_month
from plie.dossier import Dossier
from plie.kinds import Id, RendezVous
from plie.rendez_vous import a_dire, fil, issues, prochain, sans_rendez_vous, tenu_par
from plie.vocabulaire import IssueRendezVous
from tests import builders

NOW = datetime(2026, 9, 10, 14, 32, tzinfo=timezone(timedelta(hours=2)))
TODAY = NOW.date()


def rdv(day: date | None, start: time | None = None, **changes: object) -> RendezVous:
    return builders.un_rendez_vous(
        id=Id(f"rdv-{day}-{start}"), date=day, debut=start, duree_min=45, **changes
    )


def suivi(*rendez_vous: RendezVous, **changes: object) -> Dossier:
    return builders.un_dossier_integre(rendez_vous=rendez_vous, **changes)


@pytest.mark.parametrize(
    ("rendez_vous", "without"),
    [
        ((), True),
        ((rdv(date(2026, 9, 9)),), True),
        ((rdv(date(2026, 9, 10)),), False),
        ((rdv(date(2026, 9, 30)),), False),
        ((rdv(date(2026, 10, 1)),), True),
        ((rdv(date(2026, 9, 20), issue="excuse"),), True),
        ((rdv(None),), True),
    ],
)
def test_the_month_is_looked_at_from_today_to_its_end(
    rendez_vous: tuple[RendezVous, ...],
    without: bool,  # noqa: FBT001 — a parameter of the test
) -> None:
    assert sans_rendez_vous(suivi(*rendez_vous), TODAY) is without


def test_only_the_active_caseload_counts() -> None:
    assert not sans_rendez_vous(builders.un_dossier(), TODAY)


def test_the_end_of_a_month() -> None:
    assert end_of_month(date(2028, 2, 3)) == date(2028, 2, 29)
    assert end_of_month(date(2026, 12, 31)) == date(2026, 12, 31)


def test_what_is_over_is_asked_about_the_oldest_first() -> None:
    old, morning = rdv(TODAY - timedelta(days=3)), rdv(TODAY, time(9))
    now_on, later, unhoured = rdv(TODAY, time(14)), rdv(TODAY, time(16)), rdv(TODAY)
    answered = rdv(TODAY - timedelta(days=1), issue="honore")

    dossier = suivi(morning, later, now_on, old, unhoured, answered)

    assert a_dire(dossier, NOW) == (old, morning)


def test_nothing_is_asked_while_its_entretien_is_written() -> None:
    morning = rdv(TODAY, time(9))

    draft = builders.un_entretien(date=TODAY, debut=time(9, 10))

    assert a_dire(suivi(morning, entretiens=(draft,)), NOW) == ()


@pytest.mark.parametrize(
    ("start", "minutes", "kept"),
    [
        (time(9), 45, False),  # of the morning: another time
        (time(12, 15), 45, True),  # received early
        (time(12, 14), 45, False),
        (time(15, 45), 30, True),  # and late: it lasted until a quarter to three
        (time(15, 46), 30, False),
        (time(9), None, False),
        (None, 45, True),  # nobody said when
    ],
)
def test_an_entretien_keeps_the_rendez_vous_of_its_moment_only(
    start: time | None, minutes: int | None, *, kept: bool
) -> None:
    held = builders.un_entretien(date=TODAY, debut=start, duree_min=minutes)

    assert tenu_par(rdv(TODAY, time(14)), held) is kept
    assert tenu_par(rdv(TODAY), held)
    assert not tenu_par(rdv(TODAY + timedelta(days=1), time(14)), held)


def test_one_of_the_morning_is_asked_about_while_the_entretien_of_the_afternoon_is_written() -> (
    None
):
    morning = rdv(TODAY, time(9))
    draft = builders.un_entretien(date=TODAY, debut=time(14))

    assert a_dire(suivi(morning, entretiens=(draft,)), NOW) == (morning,)


def test_the_next_one_is_the_nearest_that_is_not_over() -> None:
    today, after = rdv(TODAY, time(14)), rdv(TODAY + timedelta(days=7))

    assert prochain(suivi(after, today, rdv(TODAY, time(9))), NOW) == today
    assert prochain(suivi(after), NOW) == after
    assert prochain(suivi(rdv(TODAY, time(9))), NOW) is None


def test_what_is_to_come_can_only_be_excused_or_put_off() -> None:
    assert issues(rdv(TODAY + timedelta(days=1)), NOW) == (
        IssueRendezVous.EXCUSE,
        IssueRendezVous.REPORTE,
        IssueRendezVous.ANNULE,
    )
    assert set(issues(rdv(TODAY), NOW)) == set(IssueRendezVous) - {IssueRendezVous.PREVU}


def test_nobody_is_absent_without_a_word_before_the_hour() -> None:
    minute = timedelta(minutes=1)
    before, after = (NOW - minute).time(), (NOW + minute).time()

    assert IssueRendezVous.NON_EXCUSE in issues(rdv(TODAY, before), NOW)
    assert set(issues(rdv(TODAY, after), NOW)) == (
        set(IssueRendezVous) - {IssueRendezVous.PREVU, IssueRendezVous.NON_EXCUSE}
    )


def test_one_put_off_twice_is_followed_from_its_first_day_to_its_last() -> None:
    first = rdv(TODAY)
    second = rdv(TODAY + timedelta(days=1), reporte_de=first.id)
    # Put off on another machine too: what it became there is another rendez-vous.
    beside = rdv(TODAY + timedelta(days=2), reporte_de=first.id)
    third = rdv(TODAY + timedelta(days=3), reporte_de=second.id)

    known = (third, beside, first, second)

    assert {fil(one, known) for one in (first, second, third)} == {(first, third)}
    assert fil(beside, known) == (beside, beside)


def test_rendez_vous_that_stand_for_each_other_lead_nowhere() -> None:
    one = rdv(TODAY, reporte_de=Id(f"rdv-{TODAY + timedelta(days=1)}-None"))
    other = rdv(TODAY + timedelta(days=1), reporte_de=one.id)

    assert fil(one, (one, other)) == (other, other)

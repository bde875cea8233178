"""The alerts of domain.md §6 a second time, naively: day after day, with no code of plie.alertes.

It looks at each day in turn and asks what happened on it; the months are counted on the fingers.
Everything is read off the facts of a scenario: what is under test is the arithmetic.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rencontre:
    """An entretien with its compte-rendu's fate; a correction makes a second version."""

    le: date
    physique: bool = True
    finalise_le: date | None = None
    signe_le: date | None = None
    refuse_le: date | None = None
    corrige_le: date | None = None
    correction_signee_le: date | None = None


@dataclass(frozen=True)
class Activite:
    """An étape or, without proposal, a work contract."""

    debut: date | None = None
    fin: date | None = None
    proposee_le: date | None = None
    abandonnee_le: date | None = None
    emploi: bool = False


@dataclass(frozen=True)
class Scenario:
    """What happened to one person."""

    nom: str
    integration: date
    rencontres: tuple[Rencontre, ...] = ()
    activites: tuple[Activite, ...] = ()
    suspensions: tuple[tuple[date, date], ...] = ()
    suspendu_depuis: date | None = None
    sorti_le: date | None = None

    @property
    def suit_son_parcours(self) -> bool:
        return self.suspendu_depuis is None and self.sorti_le is None


def month_later(day: date, months: int) -> date:
    """One month after another, then back to the last day that exists."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError


def back_from(on: date, until: date) -> Iterator[date]:
    day = on
    while day >= until:
        yield day
        day -= ONE_DAY


def expected(scenario: Scenario, on: date) -> list[tuple[str, bool, date, str | None]]:
    """Return (code, announced, since, object) for a day, in no order."""
    found: list[tuple[str, bool, date, str | None]] = []
    if scenario.suit_son_parcours and scenario.integration <= on:
        met = {r.le for r in scenario.rencontres}
        in_person = {r.le for r in scenario.rencontres if r.physique}
        month = month_later(_restart(scenario, on, in_person), 1)
        found += _judge("entretien_mensuel", month, on, strict=True, notice=7)
        two = month_later(_restart(scenario, on, met), 2)
        found += _judge("sans_entretien_2_mois", two, on, strict=True, notice=0)
        signed = {r.le for r in scenario.rencontres if _is_signed(r, on)}
        busy = {day for day in back_from(on, scenario.integration) if _busy(scenario, day, on)}
        six = min(month_later(_restart(scenario, on, days), 6) for days in (signed, busy))
        found += _judge("hors_parcours_6_mois", six, on, strict=False, notice=0)
    if scenario.sorti_le is None:
        for number, rencontre in enumerate(scenario.rencontres):
            for version, finalised in _waiting(rencontre, on):
                due = finalised + 7 * ONE_DAY
                about = f"cr-{number}-{version}"
                found += _judge("cr_a_signer", due, on, strict=True, notice=0, about=about)
    return found


def _restart(scenario: Scenario, on: date, days: set[date]) -> date:
    """Walk back from `on` to the first day on which something started the clock."""
    ends = {end for _, end in scenario.suspensions}
    for day in back_from(on, scenario.integration):
        if day in days or day in ends or day == scenario.integration:
            return day
    raise AssertionError


def _judge(
    code: str, due: date, on: date, *, strict: bool, notice: int, about: str | None = None
) -> list[tuple[str, bool, date, str | None]]:
    """Ask each day from before the notice what held; the first that answers as `on` does is `since`."""

    def status(day: date) -> str:
        if day > due or (day == due and not strict):
            return "holds"
        return "announced" if notice and (due - day).days <= notice else ""

    now = status(on)
    if not now:
        return []
    since = due - (notice + 1) * ONE_DAY
    while status(since) != now:
        since += ONE_DAY
    return [(code, now == "announced", since, about)]


def _is_signed(rencontre: Rencontre, on: date) -> bool:
    """Whether the version in force on that day is signed on that day."""
    corrected = rencontre.corrige_le is not None and rencontre.corrige_le <= on
    signed = rencontre.correction_signee_le if corrected else rencontre.signe_le
    refused = not corrected and rencontre.refuse_le is not None and rencontre.refuse_le <= on
    return signed is not None and signed <= on and not refused


def _waiting(rencontre: Rencontre, on: date) -> list[tuple[int, date]]:
    if rencontre.finalise_le is None or rencontre.finalise_le > on or _is_signed(rencontre, on):
        return []
    if rencontre.corrige_le is not None and rencontre.corrige_le <= on:
        return [(2, rencontre.corrige_le)]
    if rencontre.refuse_le is not None and rencontre.refuse_le <= on:
        return []
    return [(1, rencontre.finalise_le)]


def _busy(scenario: Scenario, day: date, on: date) -> bool:
    """Whether on that day, as known on `on`, an étape was proposed, started or under way."""
    return any(_busy_with(activite, day, on) for activite in scenario.activites)


def _busy_with(activite: Activite, day: date, on: date) -> bool:
    given_up = activite.abandonnee_le
    if given_up is not None and given_up > on:
        given_up = None
    if given_up is not None and (activite.debut is None or activite.debut > given_up):
        return False
    under_way = (
        activite.debut is not None
        and activite.debut <= day
        and (activite.fin is None or day <= activite.fin)
        and (given_up is None or day <= given_up)
    )
    return under_way or day == activite.proposee_le

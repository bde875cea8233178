"""What can be printed in one job: every day, week and place that has something waiting."""

from datetime import date

from desktop.usecases.impression import convient, tirages
from tests import builders

FRIDAY, MONDAY = date(2026, 9, 18), date(2026, 9, 21)
WAITING = tuple(
    builders.un_compte_rendu(id=f"cr-{n}", date=day, lieu=place)
    for n, (day, place) in enumerate([(FRIDAY, "Pôle"), (FRIDAY, ""), (MONDAY, "Mairie")])
)


def chosen(what: str) -> list[str]:
    return [cr.id for cr in WAITING if convient(cr, what)]


def test_last_friday_is_printed_on_monday_the_latest_day_and_week_first() -> None:
    offered = tirages(WAITING)

    assert [words.replace("\u00a0", " ") for words, _ in offered] == [
        "Tous",
        "Entretiens du 21 septembre 2026",
        "Entretiens du 18 septembre 2026",
        "Entretiens de la semaine du 21 septembre 2026",
        "Entretiens de la semaine du 14 septembre 2026",
        "Entretiens : Mairie",
        "Entretiens : Pôle",
    ]
    assert [chosen(what) for _, what in offered] == [
        ["cr-0", "cr-1", "cr-2"], ["cr-2"], ["cr-0", "cr-1"], ["cr-2"], ["cr-0", "cr-1"], ["cr-2"],
        ["cr-0"],
    ]  # fmt: skip


def test_nothing_waits_all_is_still_offered() -> None:
    assert [what for _, what in tirages(())] == ["tous:"]

"""What can be printed in one job: every day, week and place that has something waiting."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from sqlalchemy import event

from desktop.models.vault import Vault
from desktop.usecases.comptes_rendus import tous
from desktop.usecases.impression import Tirage, a_signer, convient, nom_du_fichier, tirages
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


def test_two_of_one_day_and_two_versions_of_one_have_their_own_names() -> None:
    morning = builders.un_compte_rendu(date=FRIDAY, debut=time(9, 5))
    noon, unknown = replace(morning, debut=time(12)), replace(morning, debut=None)
    mended = replace(noon, version=2, remplace=noon.id, motif="Le lieu")

    names = [nom_du_fichier(Tirage("", b"", (cr,))) for cr in (morning, noon, mended, unknown)]

    assert names == [
        "compte-rendu-2026-09-18-09h05.pdf",
        "compte-rendu-2026-09-18-12h00.pdf",
        "compte-rendu-2026-09-18-12h00-v2.pdf",
        "compte-rendu-2026-09-18.pdf",
    ]


def test_what_waits_and_what_is_found_again_are_read_once_for_both(vault: Vault) -> None:
    with vault.work() as work:
        for one in WAITING:
            work.insert(replace(one, entretien=one.id))
        for one in builders.les_deux_signatures(compte_rendu="cr-2"):
            work.insert(one)
        work.commit()
    said: list[str] = []

    def note(*args: Any) -> None:
        said.append(str(args[2]))

    with vault.look() as rows:
        event.listen(rows.connection, "before_cursor_execute", note)
        waiting, found = a_signer(rows), tous(rows)
        event.remove(rows.connection, "before_cursor_execute", note)

    assert len(said) == 2
    assert [cr.id for cr in waiting] == ["cr-0", "cr-1"]
    assert {line.id for line in found} == {"cr-0", "cr-1", "cr-2"}

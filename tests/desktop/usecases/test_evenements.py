"""What is noted of a person between two entretiens is a fact, dated, in the story of their dossier."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from desktop.models.vault import Vault
from desktop.usecases.dossiers import assemble
from desktop.usecases.evenements import GENRES, noter
from desktop.usecases.fil import fil
from plie.kinds import Evenement
from plie.refus import Refus
from tests import builders

NOW = datetime(2026, 9, 10, 14, 32, 41, tzinfo=timezone(timedelta(hours=2)))
TODAY = NOW.date()
_NUMBER = 1_850_775_123_456
NIR = f"{_NUMBER} {97 - _NUMBER % 97:02}"  # of nobody: made here, valid by its key alone


@pytest.fixture(autouse=True)
def known(vault: Vault) -> None:
    """One person, oriented on 5 January."""
    with vault.work() as work:
        work.insert(builders.une_personne())
        work.insert(builders.un_parcours())
        work.insert(builders.une_prescription())
        work.commit()


def note(vault: Vault, texte: str = "Pas de réponse", **changes: object) -> None:
    asked: dict[str, object] = {"genre": "relance", "le": TODAY, **changes}
    with vault.work() as work:
        noter(work, builders.PERSONNE, texte=texte, now=NOW, **asked)  # type: ignore[arg-type]


def kept(vault: Vault) -> list[tuple[date, time | None, str, str]]:
    with vault.look() as rows:
        return [(e.date, e.heure, e.genre, e.texte) for e in rows.all(Evenement)]


def test_a_line_of_today_keeps_the_hour_of_the_clock(vault: Vault) -> None:
    note(vault, "  Pas de\u00a0réponse  ")

    assert kept(vault) == [(TODAY, time(14, 32), "relance", "Pas de\u00a0réponse")]


def test_a_line_of_another_day_has_no_hour(vault: Vault) -> None:
    note(vault, le=TODAY - timedelta(days=2))

    assert kept(vault) == [(date(2026, 9, 8), None, "relance", "Pas de réponse")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"le": TODAY + timedelta(days=1)}, "evenement_futur"),
        ({"le": date(2026, 1, 4)}, "evenement_avant_prescription"),
        ({"texte": "  "}, "evenement_vide"),
        ({"genre": "annulation"}, "genre_inconnu"),
        ({"genre": "remise"}, "genre_inconnu"),
        ({"texte": f"Son numéro\u00a0: {NIR}"}, "nir_ecrit"),
    ],
)
def test_what_cannot_have_happened_is_refused(
    vault: Vault, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(Refus) as refused:
        note(vault, **changes)  # type: ignore[arg-type]

    assert refused.value.code == code
    assert kept(vault) == []


def test_a_rendez_vous_that_was_in_no_agenda_is_missed_in_one_line(vault: Vault) -> None:
    """C7-2: missed appointments are told; « one line, ten seconds, from the dossier »."""
    note(vault, "N’est pas venue à 14 h, sans prévenir", genre="absence")

    assert [genre for _, _, genre, _ in kept(vault)] == ["absence"]


def test_a_copy_handed_over_has_its_own_gesture() -> None:
    codes = [code for code, _ in GENRES]

    assert codes == [
        "appel",
        "courriel",
        "courrier",
        "visite",
        "partenaire",
        "relance",
        "employeur",
        "absence",
    ]


def test_the_story_proves_the_means_used_by_the_hour(vault: Vault) -> None:
    """C7-2: the relances are told, the latest first."""
    note(vault, "Message laissé", le=TODAY - timedelta(days=3))
    note(vault, "Courriel resté sans réponse")

    with vault.look() as rows:
        lines = [
            (x.le, x.heure, x.titre, x.detail)
            for x in fil(assemble(rows, builders.PERSONNE), zone=UTC)
        ]

    assert lines[:2] == [
        (TODAY, time(14, 32), "Relance", "Courriel resté sans réponse"),
        (date(2026, 9, 7), None, "Relance", "Message laissé"),
    ]


def test_a_missed_rendez_vous_is_one_line_of_the_story(vault: Vault) -> None:
    with vault.work() as work:
        missed = builders.un_rendez_vous(date=TODAY, issue="non_excuse")
        work.insert(missed)
        work.insert(
            builders.un_evenement(
                genre="absence", date=TODAY, rendez_vous=missed.id, texte="Absence non excusée"
            )
        )
        work.commit()

    with vault.look() as rows:
        told = [x.titre for x in fil(assemble(rows, builders.PERSONNE), zone=UTC) if x.le == TODAY]

    assert told == ["Rendez-vous manqué"]

"""The status bar's sentence: how many changes wait, the last success, the plain reason."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from desktop.usecases.synchronisation import EtatExchange, etat, phrase, rappel
from tests.desktop.sync import faults
from tests.desktop.sync.postes import Poste

PARIS = timezone(timedelta(hours=2))
NOW = datetime(2026, 9, 10, 14, 32, tzinfo=PARIS)
HIER = datetime(2026, 9, 9, 15, 42, tzinfo=UTC)


def un_etat(**changes: object) -> EtatExchange:
    return EtatExchange(**{"enrolled": True, "waiting": 0, "last_success": HIER, **changes})  # type: ignore[arg-type]  # each test names real fields


@pytest.mark.parametrize(
    ("shown", "sentence"),
    [
        (
            un_etat(titre="Hors ligne", waiting=3),
            (
                "Hors ligne\u00a0: tout est enregistré ici · 3\u00a0changements en attente · "
                "dernier échange hier 17:42"
            ),
        ),
        (
            un_etat(titre="Hors ligne", waiting=1, set_aside=1),
            (
                "Hors ligne\u00a0: tout est enregistré ici · 1\u00a0changement en attente · "
                "1\u00a0élément mis de côté · dernier échange hier 17:42"
            ),
        ),
        (
            un_etat(disputed=2),
            "À jour · 2\u00a0éléments à trancher · dernier échange hier 17:42",
        ),
        (
            un_etat(leaving=1),
            (
                "À jour · 1\u00a0dossier attend votre accord pour partir · dernier échange hier 17:42"
            ),
        ),
        (
            un_etat(last_success=NOW - timedelta(minutes=1)),
            "À jour · dernier échange aujourd’hui 14:31",
        ),
        (
            un_etat(waiting=1_234, last_success=datetime(2026, 1, 2, 9, 5, tzinfo=UTC)),
            (
                "Tout est enregistré ici · 1\u202f234\u00a0changements en attente · "
                "dernier échange le 02/01/2026 à 11:05"
            ),
        ),
        (
            un_etat(last_success=None),
            "Tout est enregistré ici · aucun échange pour l’instant",
        ),
        (
            un_etat(titre="Hors ligne", unkept=True),
            (
                "Hors ligne\u00a0: ce que vous avez tapé n’est pas encore enregistré · "
                "dernier échange hier 17:42"
            ),
        ),
        (
            un_etat(unkept=True),
            "Ce que vous avez tapé n’est pas encore enregistré · dernier échange hier 17:42",
        ),
        (
            un_etat(enrolled=False, waiting=2, last_success=None),
            "Sans magasin central\u00a0: tout est enregistré ici · 2\u00a0changements en attente",
        ),
    ],
)
def test_the_sentence(shown: EtatExchange, sentence: str) -> None:
    assert phrase(shown, now=NOW) == sentence


@pytest.mark.parametrize(
    ("days", "waiting", "sentence"),
    [
        (6, 34, ""),
        (
            8,
            34,
            (
                "Dernier échange il y a 8\u00a0jours\u202f; 34\u00a0changements ne sont que sur cette "
                "machine."
            ),
        ),
        (
            7,
            1,
            "Dernier échange il y a 7\u00a0jours\u202f; 1\u00a0changement n’est que sur cette machine.",
        ),
        (
            30,
            0,
            (
                "Dernier échange il y a 30\u00a0jours\u202f; ce que les autres ont écrit depuis n’est pas "
                "encore arrivé ici."
            ),
        ),
    ],
)
def test_a_long_silence_is_told_inside_the_work(days: int, waiting: int, sentence: str) -> None:
    shown = un_etat(last_success=NOW - timedelta(days=days), waiting=waiting)

    assert rappel(shown, now=NOW) == sentence


def test_a_machine_without_a_store_is_reminded_of_nothing() -> None:
    assert rappel(un_etat(enrolled=False, last_success=None, waiting=34), now=NOW) == ""


def test_the_state_follows_a_day(ae: Poste) -> None:
    ae.dossier()
    ae.line.plan("hello", faults.portal)
    failed = ae.synchronise()

    with ae.vault.look() as rows:
        offline = etat(rows, last=failed)
    succeeded = ae.synchronise()
    with ae.vault.look() as rows:
        online = etat(rows, last=succeeded)

    assert offline.waiting == 2
    assert offline.titre == "Hors ligne"
    assert "portail" in offline.raison
    assert offline.last_success is None
    assert online.up_to_date
    assert online.last_success == succeeded.at
    assert online.raison == ""

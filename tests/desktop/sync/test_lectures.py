"""A dossier opened by coordination is told at its next exchange, and seen by its AE at theirs."""

from datetime import UTC, datetime, timedelta

from desktop.usecases.lectures import ouvert_par, ouvrir
from tests.desktop.sync.postes import Poste

NOW = datetime(2026, 9, 10, 14, 5, tzinfo=UTC)


def opens(poste: Poste, dossier: str, now: datetime = NOW) -> None:
    with poste.vault.work() as work:
        ouvrir(work, dossier, now=now)


def said(poste: Poste, dossier: str) -> str:
    with poste.vault.look() as rows:
        return ouvert_par(rows, dossier, now=NOW)


def readings(poste: Poste) -> int:
    with poste.vault.look() as rows:
        return int(rows.connection.exec_driver_sql("SELECT count(*) FROM lecture").scalar() or 0)


def test_the_ae_sees_who_opened_their_dossier(ae: Poste, coordination: Poste) -> None:
    dossier = ae.dossier()
    assert ae.cycle().complete
    assert coordination.cycle().complete
    before = said(ae, dossier)

    opens(coordination, dossier)
    assert coordination.cycle().complete
    outcome = ae.cycle()

    assert before == ""
    assert said(ae, dossier) == "Ouvert par Philomène Astruc (coordination) le 10/09/2026 à 14:05"
    assert outcome.done.changes.touches(dossier)
    assert said(coordination, dossier) == ""


def test_opened_again_within_the_hour_it_is_one_reading(coordination: Poste) -> None:
    for minutes in (0, 30, 50, 90):
        opens(coordination, "dossier-1", NOW + timedelta(minutes=minutes))

    assert readings(coordination) == 2


def test_an_ae_tells_nothing(ae: Poste) -> None:
    opens(ae, ae.dossier())

    assert readings(ae) == 0

"""What is opened and exported is told at the next exchange; an AE sees at theirs who opened their dossiers."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from central import chain, tables
from central.context import the_store
from desktop.usecases.lectures import Doing, noter, ouvert_par, ouvrir
from plie.droits import REFERENT
from plie.kinds import Affectation, Id
from plie.vocabulaire import RoleSuivi
from tests.desktop.sync.postes import PLIE, Magasin, Poste

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
    assert (
        said(ae, dossier)
        == "Ouvert par Philomène Astruc (coordination) le 10/09/2026 à 14\u00a0h\u00a005"
    )
    assert outcome.done.changes.touches(dossier)
    assert said(coordination, dossier) == ""


def test_opened_again_within_the_hour_it_is_one_reading(coordination: Poste) -> None:
    for minutes in (0, 30, 50, 90):
        opens(coordination, "dossier-1", NOW + timedelta(minutes=minutes))

    assert readings(coordination) == 2


def test_an_ae_tells_nothing(ae: Poste) -> None:
    opens(ae, ae.dossier())

    assert readings(ae) == 0


@pytest.mark.parametrize("role", [REFERENT, RoleSuivi.REMPLACANT.value])
def test_who_stands_in_and_who_refers_for_a_structure_are_not_its_ae(
    ae: Poste, suivante: Poste, coordination: Poste, role: str
) -> None:
    dossier = ae.dossier()
    with suivante.vault.look() as rows:
        other = rows.identity()
    assert ae.cycle().complete
    assert coordination.cycle().complete
    with coordination.vault.work() as work:
        given = {"dossier": dossier, "utilisateur": Id(other.utilisateur), "role": role}
        work.insert(Affectation(id=work.new_id(), debut=NOW.date(), **given))
        work.commit()
    assert coordination.cycle().complete
    assert suivante.cycle().complete

    opens(suivante, dossier)
    assert suivante.cycle().complete
    assert ae.cycle().complete

    assert said(ae, dossier).startswith(f"Ouvert par {other.nom} (accompagnateur")


def does(poste: Poste, doing: Doing, now: datetime = NOW, dossier: str = "") -> None:
    with poste.vault.work() as work:
        noter(work, doing, now=now, dossier=dossier)


def journal(magasin: Magasin) -> list[tuple[str, str, str, str]]:
    kept = tables.journal
    told = select(kept.c.event, kept.c.device, kept.c.dossier, kept.c.code)
    of_devices = kept.c.event.in_([doing.value for doing in Doing])
    with magasin.store.look(the_store(PLIE)) as connection:
        rows = connection.execute(told.where(of_devices).order_by(kept.c.seq)).all()
    return [tuple(row) for row in rows]


def test_what_was_opened_and_exported_offline_reaches_the_journal_once(
    ae: Poste, magasin: Magasin
) -> None:
    dossier = ae.dossier()
    assert ae.cycle().complete
    does(ae, Doing.OUVERTURE)
    does(ae, Doing.OUVERTURE, NOW + timedelta(minutes=20))
    for minutes in (1, 2):
        does(ae, Doing.COPIE, NOW + timedelta(minutes=minutes), dossier)
    does(ae, Doing.CALENDRIER, NOW + timedelta(minutes=3))

    for _ in range(2):
        assert ae.cycle().complete

    with ae.vault.look() as rows:
        device = rows.identity().device
    assert journal(magasin) == [
        ("ouverture", device, "", "2026-09-10T14:05:00+00:00"),
        ("export_copie", device, dossier, "2026-09-10T14:06:00+00:00"),
        ("export_copie", device, dossier, "2026-09-10T14:07:00+00:00"),
        ("export_calendrier", device, "", "2026-09-10T14:08:00+00:00"),
    ]
    assert chain.verify(magasin.store, plie=PLIE).intact
    # Their own doings are no visit.
    assert said(ae, dossier) == ""


def test_a_vault_that_no_store_knows_keeps_no_account(magasin: Magasin, nouveau: object) -> None:
    assert callable(nouveau)
    poste = nouveau("Odilon Carpentras")

    does(poste, Doing.OUVERTURE)

    assert readings(poste) == 0
    assert journal(magasin) == []


def test_what_is_of_no_kind_known_or_of_a_dossier_out_of_sight_is_not_kept(
    ae: Poste, magasin: Magasin
) -> None:
    ae.dossier()
    assert ae.cycle().complete
    does(ae, Doing.COPIE, dossier="dossier-d-un-autre")
    does(ae, Doing.IMPRESSION)
    ae.sql("UPDATE lecture SET genre = 'Zoé Roc' WHERE genre = 'export_impression'")

    assert ae.cycle().complete

    assert journal(magasin) == []

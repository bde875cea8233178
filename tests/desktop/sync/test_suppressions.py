"""Tombstones in many dossiers at once stop the reading and ask; a few, or drafts given up, do not."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from desktop.models import holdings
from desktop.models.holdings import Etape
from desktop.sync.errors import Removals
from desktop.usecases.affectations import confier, laisser_supprimer, rendre, suppressions_demandees
from plie.kinds import Affectation, Entretien, Id, Personne
from plie.vocabulaire import Role, RoleSuivi
from tests.desktop.sync.mains import held, utilisateur
from tests.desktop.sync.postes import DEBUT, Magasin, Poste


@pytest.fixture
def ailleurs(magasin: Magasin, nouveau: Callable[[str], Poste]) -> Poste:
    """The same adviser's other machine."""
    poste = nouveau("Odilon Carpentras, ailleurs")
    poste.enrol(magasin.invite("Odilon Carpentras", Role.ACCOMPAGNATEUR))
    return poste


@pytest.fixture
def six(ae: Poste, ailleurs: Poste) -> list[Id]:
    dossiers = [ae.dossier() for _ in range(6)]
    for dossier in dossiers:
        ae.entretien(dossier, "brouillon")
    assert ae.cycle().complete
    assert ailleurs.cycle().complete
    return dossiers


def delete(poste: Poste, kind: type[Personne] | type[Entretien], *dossiers: Id) -> None:
    with poste.vault.work() as work:
        for dossier in dossiers:
            of_it = {"id": dossier} if kind is Personne else {"dossier": dossier}
            for thing in work.rows.all(kind, **of_it):
                work.delete(kind, thing.id, work.seen(kind, thing.id))
        work.commit()
    assert poste.cycle().complete


def asked(poste: Poste) -> int:
    with poste.vault.look() as rows:
        return suppressions_demandees(rows)


def test_too_many_stop_and_ask_and_come_once_agreed(
    ae: Poste, ailleurs: Poste, magasin: Magasin, six: list[Id]
) -> None:
    delete(ailleurs, Personne, *six[:2])
    mine = ae.entretien(six[5], "écrit avant de savoir")
    since = ae.since()

    for _ in range(2):
        outcome = ae.cycle()

        assert isinstance(outcome.failure, Removals)
        assert held(ae) == set(six)
        assert asked(ae) == 2
        assert ae.since() == since
    # What was written here did not wait.
    assert any(str(mine) in body for _, body in magasin.numbered().values())

    with ae.vault.work() as work:
        laisser_supprimer(work)
    assert ae.cycle().complete
    assert held(ae) == set(six[2:])
    assert asked(ae) == 0
    with ae.vault.look() as rows:
        assert holdings.among(rows.connection, Etape.SUPPRESSION_ADMISE) == frozenset()


def test_a_yes_holds_for_what_was_asked_and_for_nothing_more(
    ae: Poste, ailleurs: Poste, six: list[Id]
) -> None:
    delete(ailleurs, Personne, *six[:2])
    ae.cycle()
    with ae.vault.work() as work:
        laisser_supprimer(work)
    delete(ailleurs, Personne, *six[2:5])

    assert isinstance(ae.cycle().failure, Removals)
    assert held(ae) == set(six)


def test_one_alone_is_plain(ae: Poste, ailleurs: Poste, six: list[Id]) -> None:
    delete(ailleurs, Personne, six[0])

    assert ae.cycle().complete
    assert held(ae) == set(six[1:])


def test_drafts_given_up_are_every_days_work(ae: Poste, ailleurs: Poste, six: list[Id]) -> None:
    delete(ailleurs, Entretien, *six)

    assert ae.cycle().complete
    with ae.vault.look() as rows:
        assert rows.all(Entretien) == ()


def test_an_absence_undone_before_it_begins_takes_nothing_away(
    ae: Poste, suivante: Poste, coordination: Poste, six: list[Id]
) -> None:
    assert coordination.cycle().complete
    on = DEBUT.date()
    du, jusqu_au = on + timedelta(days=5), on + timedelta(days=9)
    with coordination.vault.work() as work:
        confier(work, six, a=utilisateur(suivante), on=on, du=du, jusqu_au=jusqu_au)
    for poste in (coordination, ae):
        assert poste.cycle().complete
    with coordination.vault.work() as work:
        rendre(work, six, on=on)
    assert coordination.cycle().complete

    outcome = ae.cycle()

    assert outcome.failure is None
    assert outcome.complete
    assert held(ae) == set(six)
    with ae.vault.look() as rows:
        assert [a.role for a in rows.all(Affectation)] == [RoleSuivi.ACCOMPAGNATEUR.value] * 6


def test_coordination_which_holds_everything_is_asked_as_well(
    ailleurs: Poste, coordination: Poste, six: list[Id]
) -> None:
    assert coordination.cycle().complete
    delete(ailleurs, Personne, *six[:3])

    assert isinstance(coordination.cycle().failure, Removals)
    assert held(coordination) == set(six)
    with coordination.vault.work() as work:
        laisser_supprimer(work)
    assert coordination.cycle().complete
    assert held(coordination) == set(six[3:])

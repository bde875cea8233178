"""The limited opening, machine to machine: what reaches the referent, what leaves, what comes whole."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from desktop.models import oplog
from desktop.usecases.affectations import passages, reaffecter, suivis
from desktop.usecases.agenda import personnes
from desktop.usecases.caseload import file_active
from desktop.usecases.journee import ma_journee
from desktop.usecases.ouvertures import (
    DossierOuvert,
    en_partie,
    fermer,
    ouverts,
    ouvrir,
    structures,
)
from desktop.usecases.referentiels import charger
from plie.droits import limited_kinds
from plie.kinds import Entretien, Etape, Id, Objectif, Personne
from plie.refus import Refus
from plie.vocabulaire import Role
from tests.desktop.sync.mains import CANARI, fill, held, read_on, utilisateur
from tests.desktop.sync.postes import DEBUT, Magasin, Poste

ON = DEBUT.date()
DEMO = charger("demo")


@pytest.fixture
def referente(magasin: Magasin, nouveau: Callable[[str], Poste]) -> Poste:
    poste = nouveau("Ana Bo")
    poste.enrol(magasin.invite("Ana Bo", Role.ACCOMPAGNATEUR))
    return poste


@pytest.fixture
def dossier(ae: Poste, coordination: Poste, referente: Poste) -> Id:
    """A dossier full of words, whose person is in parcours in a structure."""
    id_ = fill(ae)
    with ae.vault.work() as work:
        work.insert(
            Etape(
                id=work.new_id(), dossier=id_, intitule="Chantier", partenaire="L’Atelier", debut=ON
            )
        )
        work.insert(Objectif(id=work.new_id(), dossier=id_, intitule="Tenir le rythme"))
        work.commit()
    for poste in (ae, coordination, referente):
        assert poste.cycle().complete
    read_on(referente)
    return id_


def _opened(coordination: Poste, dossier: str, to: Poste) -> None:
    with coordination.vault.work() as work:
        ouvrir(work, [dossier], a=utilisateur(to), on=ON)
    _turn(coordination, to)


def _turn(*postes: Poste) -> None:
    for poste in postes:
        outcome = poste.cycle()
        assert outcome.complete, outcome.failure


def _kinds(poste: Poste, dossier: str) -> set[str]:
    with poste.vault.look() as rows:
        return {op.kind for op in oplog.numbered(rows.connection, dossier, 2**62).values()}


def _shown(poste: Poste) -> tuple[DossierOuvert, ...]:
    with poste.vault.look() as rows:
        return ouverts(rows, on=ON)


def test_the_part_and_nothing_else_reaches_the_referent_and_stands_apart(
    ae: Poste, coordination: Poste, referente: Poste, dossier: Id
) -> None:
    with referente.vault.look() as rows:
        before = file_active(rows, referentiel=DEMO, on=ON)

    _opened(coordination, dossier, referente)

    assert _kinds(referente, dossier) <= limited_kinds()
    (one,) = _shown(referente)
    assert (one.id, one.nom, one.suivi_par) == (dossier, f"Maïwenn {CANARI}", "Odilon Carpentras")
    assert one.etapes == ("Chantier · L’Atelier · du 10/09/2026",)
    assert one.objectifs == ("Tenir le rythme · en cours",)
    with referente.vault.look() as rows:
        assert rows.all(Entretien, dossier=dossier) == ()
        assert file_active(rows, referentiel=DEMO, on=ON) == before
        assert dossier not in {id_ for id_, _ in personnes(rows, on=ON)}
        assert all(
            line.dossier != dossier for line in ma_journee(rows, referentiel=DEMO, now=DEBUT)
        )
        assert any("Ouvert en partie" in p.detail for p in passages(rows, now=DEBUT))
    with coordination.vault.look() as rows:
        line = next(one for one in suivis(rows, on=ON) if one.id == dossier)
        assert (line.accompagnateur, line.ouvert_a) == ("Odilon Carpentras", "Ana Bo")
        assert structures(rows, on=ON) == {"L’Atelier": frozenset({dossier})}
        assert en_partie(rows, on=ON) == frozenset()
    with ae.vault.look() as rows:
        assert en_partie(rows, on=ON) == frozenset()
    passed = len(referente.line.passed)
    _turn(referente)
    assert len(referente.line.passed) - passed == 1, "nothing to say stays one request"


def test_what_its_ae_writes_later_reaches_the_referent_in_part(
    ae: Poste, coordination: Poste, referente: Poste, dossier: Id
) -> None:
    _opened(coordination, dossier, referente)
    ae.entretien(dossier, CANARI)
    with ae.vault.work() as work:
        work.insert(Objectif(id=work.new_id(), dossier=dossier, intitule="Le permis"))
        work.commit()

    _turn(ae, referente)

    assert _kinds(referente, dossier) <= limited_kinds()
    assert len(_shown(referente)[0].objectifs) == 2


def test_its_end_takes_the_dossier_away_as_any_other(
    coordination: Poste, referente: Poste, dossier: Id
) -> None:
    _opened(coordination, dossier, referente)
    kept = held(referente) - {dossier}

    with coordination.vault.work() as work:
        fermer(work, [dossier], on=ON)
    _turn(coordination, referente)

    assert held(referente) == kept
    assert _shown(referente) == ()
    with referente.vault.look() as rows:
        assert rows.find(Personne, dossier) is None


def test_who_leaves_the_charge_and_stays_referent_keeps_the_part_only(
    ae: Poste, coordination: Poste, referente: Poste, dossier: Id
) -> None:
    _turn(coordination)
    with coordination.vault.work() as work:
        reaffecter(work, [dossier], a=utilisateur(referente), on=ON + timedelta(days=0))
    with coordination.vault.work() as work:
        ouvrir(work, [dossier], a=utilisateur(ae), on=ON)
    _turn(coordination, referente)
    assert _kinds(ae, dossier) > limited_kinds() & _kinds(ae, dossier)

    _turn(ae)
    _turn(ae)

    assert _kinds(ae, dossier) <= limited_kinds()
    assert [one.id for one in _shown(ae)] == [dossier]
    with ae.vault.look() as rows:
        assert rows.all(Entretien, dossier=dossier) == ()
    with referente.vault.look() as rows:
        assert any(CANARI in e.contenu for e in rows.all(Entretien, dossier=dossier))


def test_who_takes_charge_of_what_was_open_in_part_receives_the_rest(
    coordination: Poste, referente: Poste, dossier: Id
) -> None:
    _opened(coordination, dossier, referente)

    with coordination.vault.work() as work:
        reaffecter(work, [dossier], a=utilisateur(referente), on=ON)
    _turn(coordination, referente)

    assert _shown(referente) == ()
    with referente.vault.look() as rows:
        assert any(CANARI in e.contenu for e in rows.all(Entretien, dossier=dossier))
        assert dossier in {line.id for line in file_active(rows, referentiel=DEMO, on=ON)}


def test_nobody_is_opened_nothing_and_who_follows_already_has_more(
    ae: Poste, coordination: Poste, dossier: Id
) -> None:
    for who in ("", utilisateur(coordination)):
        with coordination.vault.work() as work, pytest.raises(Refus, match="sans_accompagnateur"):
            ouvrir(work, [dossier], a=who, on=ON)
    yesterday = ON - timedelta(days=1)
    with coordination.vault.work() as work, pytest.raises(Refus, match="date_passee"):
        ouvrir(work, [dossier], a=utilisateur(ae), on=ON, jusqu_au=yesterday)
    with coordination.vault.work() as work:
        ouvrir(work, [dossier], a=utilisateur(ae), on=ON)

    assert coordination.waiting() == 0


def test_nothing_is_opened_nor_closed_from_a_day_that_the_store_does_not_know(
    coordination: Poste, referente: Poste, dossier: Id
) -> None:
    """Opened from next year it would reach nobody until then; closed from there it would stay open."""
    _opened(coordination, dossier, referente)
    coordination.montre.instant += timedelta(days=365, hours=1)
    assert coordination.cycle().complete
    wrong = coordination.montre().date()

    for gesture in (
        lambda work: ouvrir(work, [dossier], a=utilisateur(referente), on=wrong),
        lambda work: fermer(work, [dossier], on=wrong),
    ):
        with coordination.vault.work() as work, pytest.raises(Refus, match="horloge_fausse"):
            gesture(work)

    assert coordination.waiting() == 0

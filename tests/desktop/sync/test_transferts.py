"""A dossier changes hands: real vaults, the real store; nothing lost, and no trace where it left."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from desktop.models import drafts, holdings
from desktop.models.holdings import Etape
from desktop.models.tables import BLOB
from desktop.sync.cycle import cycle
from desktop.sync.turn import Outcome, Phase, Step
from plie.kinds import CompteRendu, Entretien, Id
from plie.vocabulaire import Role
from tests.desktop.pages_en_clair import pages
from tests.desktop.sync import faults
from tests.desktop.sync.mains import (
    CANARI,
    databases,
    fill,
    hand_over,
    held,
    kept,
    key,
    read_on,
    reassign,
    reopen,
    traces,
)
from tests.desktop.sync.postes import Magasin, Poste


class Killed(BaseException):
    """The process ends here."""


def test_a_dossier_that_left_leaves_no_trace_and_is_whole_on_the_other_side(
    ae: Poste, suivante: Poste, magasin: Magasin
) -> None:
    dossier, other = fill(ae), ae.dossier()
    ae.cycle()
    ae.vault.back_up()
    own = read_on(suivante)
    ae.note(ae.entretien(dossier), f"{CANARI}, hors ligne.")
    assert len(traces(ae)) > 10
    reassign(magasin, suivante, dossier)

    # The new adviser does not wait for the former one's machine.
    assert suivante.cycle().done.arrived == 1
    assert held(suivante) == {dossier, own}
    outcome = ae.cycle()
    suivante.cycle()

    assert outcome.complete
    assert outcome.done.left == 1
    assert held(ae) == {other}
    assert traces(ae) == []
    assert len(databases(ae)) == 2
    assert kept(magasin) == [dossier]
    with suivante.vault.look() as rows:
        texts = [e.contenu for e in rows.all(Entretien, dossier=dossier)]
        report = rows.all(CompteRendu, dossier=dossier)[0]
        assert f"{CANARI}, hors ligne." in texts
        assert rows.blob(report.pdf) == f"%PDF de {CANARI}".encode() * 2_000
    assert ae.cycle().complete
    assert kept(magasin) == [dossier]


def test_what_stays_is_untouched_and_evidence_stays_guarded(
    ae: Poste, suivante: Poste, magasin: Magasin
) -> None:
    gone, stays = fill(ae), fill(ae, "Restante")
    ae.cycle()
    ae.vault.back_up()
    reassign(magasin, suivante, gone)

    ae.cycle()

    assert traces(ae) == []
    with ae.vault.look() as rows:
        assert len(rows.all(CompteRendu, dossier=stays)) == 1
        assert [found.dossier for found in rows.search("restante", most=9)] == [stays] * 2
        assert rows.search("canarizabeth", most=9) == ()
        names = rows.connection.scalars(text("SELECT name FROM sqlite_master WHERE type='trigger'"))
        assert {"compte_rendu_conserve", "signature_conservee"} <= set(names)
        assert rows.connection.scalars(select(BLOB.c.scope)).all() == [stays]
    assert any(b"Restante" in page for page in pages(databases(ae)[1], key(ae)))


def test_nothing_is_erased_before_the_store_has_taken_it(
    ae: Poste, suivante: Poste, magasin: Magasin
) -> None:
    dossier = fill(ae)
    ae.cycle()
    reassign(magasin, suivante, dossier)
    for word, fault in (
        ("push", faults.before_send),
        ("push", faults.after_commit),
        ("PATCH", faults.timeout),
    ):
        ae.entretien(dossier, f"Écrit tard, {word}")
        ae.file(word.encode() * 100, dossier)
        ae.line.plan(word, fault)

        assert not ae.cycle().complete, word
        assert held(ae) == {dossier}, word

    assert ae.cycle().complete
    assert held(ae) == set()
    assert magasin.set_aside() == {}


def test_what_is_written_during_the_exchange_itself_is_not_erased(
    ae: Poste, suivante: Poste, magasin: Magasin
) -> None:
    """Between the push and the erasing, an entretien then a scan come in."""
    dossier = fill(ae)
    ae.cycle()
    reassign(magasin, suivante, dossier)
    written = [
        lambda: ae.entretien(dossier, "Pendant l’échange"),
        lambda: ae.file(b"scan" * 100, dossier),
    ]

    def tell(step: Step) -> None:
        if step.phase is Phase.RETRAIT and written:
            written.pop(0)()

    for left in (1, 0):
        outcome = cycle(ae.vault, ae.client, now=ae.montre(), tell=tell, stopped=lambda: False)
        assert outcome.complete
        assert len(written) == left
        assert held(ae) == {dossier}

    assert ae.cycle().done.left == 1
    assert held(ae) == set()
    assert any("Pendant l’échange" in body for _, body in magasin.numbered().values())


def test_what_is_being_typed_is_not_taken_away(
    ae: Poste, suivante: Poste, magasin: Magasin
) -> None:
    dossier = ae.dossier()
    draft = ae.entretien(dossier, "Je tape")
    with ae.vault.work() as work:
        drafts.hold(work.connection, draft)
        work.commit()
    ae.cycle()
    reassign(magasin, suivante, dossier)

    assert ae.cycle().complete
    assert held(ae) == {dossier}
    with ae.vault.work() as work:
        drafts.let_go(work.connection, draft)
        work.commit()
    ae.cycle()

    assert held(ae) == set()


@dataclass
class Ending:
    """Ends the process at the nth step told, or the nth request of a word."""

    at: int
    count: int = 0

    def __call__(self, step: Step) -> None:
        if step.phase in {Phase.RETRAIT, Phase.RECEPTION_DOSSIERS}:
            self.count += 1
            if self.count == self.at:
                raise Killed


def killed_cycle(poste: Poste, at: int) -> Outcome | None:
    try:
        return cycle(
            poste.vault, poste.client, now=poste.montre(), tell=Ending(at), stopped=lambda: False
        )
    except Killed:
        return None


@pytest.mark.parametrize("at", range(1, 4))
def test_killed_at_each_step_it_resumes(
    ae: Poste, suivante: Poste, magasin: Magasin, at: int
) -> None:
    dossiers = [fill(ae, "Emportée"), fill(ae)]
    others = [ae.dossier() for _ in range(9)]
    ae.cycle()
    ae.vault.back_up()
    own = read_on(suivante)
    reassign(magasin, suivante, dossiers[0])

    assert killed_cycle(ae, at) is None
    reopen(ae)
    assert ae.cycle().complete

    assert held(ae) == {dossiers[1], *others}
    assert kept(magasin) == [dossiers[0]]
    assert traces(ae, "Emportée") == []
    assert killed_cycle(suivante, 1) is None
    reopen(suivante)
    assert suivante.cycle().complete
    assert held(suivante) == {dossiers[0], own}


@pytest.mark.parametrize(
    ("word", "fault"),
    [
        ("perimetre", faults.truncated),
        ("snapshot", faults.before_send),
        ("receipts", faults.after_commit),
    ],
)
def test_a_line_cut_anywhere_resumes(
    ae: Poste, suivante: Poste, magasin: Magasin, word: str, fault: faults.Fault
) -> None:
    dossier = fill(ae)
    ae.cycle()
    own = read_on(suivante)
    reassign(magasin, suivante, dossier)
    for poste in (ae, suivante):
        poste.line.plan(word, fault)
        poste.cycle()

        assert poste.cycle().complete

    assert held(ae) == set()
    assert held(suivante) == {dossier, own}
    assert kept(magasin) == [dossier]
    assert traces(ae) == []


def test_a_dossier_given_back_is_here_again(ae: Poste, suivante: Poste, magasin: Magasin) -> None:
    dossier = fill(ae)
    ae.cycle()
    reassign(magasin, suivante, dossier)
    ae.cycle()
    suivante.cycle()
    suivante.entretien(dossier, "Chez Ana")
    suivante.cycle()
    reassign(magasin, ae, dossier)

    assert ae.cycle().done.arrived == 1
    assert suivante.cycle().done.left == 1

    assert held(ae) == {dossier}
    assert held(suivante) == set()
    assert traces(suivante) == []
    with ae.vault.look() as rows:
        assert len(rows.all(Entretien, dossier=dossier)) == 2
        assert len(rows.all(CompteRendu, dossier=dossier)) == 1


def test_the_copy_is_no_clone_once_its_last_batch_is_erased(
    ae: Poste, suivante: Poste, magasin: Magasin
) -> None:
    dossier = ae.dossier()
    ae.cycle()
    with ae.vault.look() as rows:
        replica = rows.cursor().replica
    reassign(magasin, suivante, dossier)
    ae.cycle()

    ae.cycle()

    with ae.vault.look() as rows:
        assert rows.cursor().replica == replica


def test_what_no_store_knows_yet_never_leaves(ae: Poste) -> None:
    ae.cycle()
    dossier = ae.dossier()
    ae.line.plan("push", faults.before_send)
    ae.cycle()

    assert held(ae) == {dossier}
    assert ae.cycle().complete
    assert held(ae) == {dossier}
    assert [p.path for p in ae.line.passed if "perimetre" in p.path] == []


def test_fifty_dossiers_are_handed_over_to_two_colleagues_and_come_back(
    ae: Poste, suivante: Poste, magasin: Magasin, nouveau: Callable[[str], Poste]
) -> None:
    """The absent one is offline at the start, and finds all of it when the day has come."""
    troisieme = nouveau("Luc Ys")
    troisieme.enrol(magasin.invite("Luc Ys", Role.ACCOMPAGNATEUR))
    dossiers = [ae.dossier() for _ in range(50)]
    ae.cycle()
    for standing in (suivante, troisieme):
        standing.cycle()
    ae.entretien(dossiers[0], "Écrit hors ligne, avant de partir")
    hand_over(magasin, suivante, *dossiers[:30])
    hand_over(magasin, troisieme, *dossiers[30:])
    for standing, count in ((suivante, 30), (troisieme, 20)):
        assert standing.cycle().done.arrived == count
    suivante.entretien(dossiers[0], "Pendant l’absence")
    suivante.cycle()
    ae.cycle()
    assert held(ae) == set(dossiers)
    with ae.vault.look() as rows:
        assert len(rows.all(Entretien, dossier=dossiers[0])) == 2

    magasin.mint.clock.instant += timedelta(days=11)  # type: ignore[attr-defined]  # ours
    late = troisieme.entretien(dossiers[40], "Le dernier jour, hors ligne")
    for standing in (suivante, troisieme):
        assert standing.cycle().complete
        # The two clocks disagree on the day: so many at once, and the person is asked first.
        assert len(held(standing)) > 0
        standing.montre.instant += timedelta(days=11)
        # They knew until when: nothing is asked.
        assert standing.cycle().complete
        assert held(standing) == set()
    ae.cycle()

    assert held(ae) == set(dossiers)
    with ae.vault.look() as rows:
        assert rows.find(Entretien, late) is not None


def test_what_is_being_signed_stays_until_it_is_put_down(
    ae: Poste, suivante: Poste, magasin: Magasin
) -> None:
    dossier, other = fill(ae), ae.dossier()
    ae.cycle()
    reassign(magasin, suivante, dossier, other)
    ae.vault.in_hand.add(dossier)
    ae.cycle()
    with ae.vault.work() as work:
        holdings.agree(work.connection)
        work.commit()

    assert ae.cycle().complete
    assert held(ae) == {dossier}
    ae.vault.in_hand.clear()
    assert ae.cycle().complete

    assert held(ae) == set()
    assert traces(ae) == []
    assert sorted(kept(magasin)) == sorted([dossier, other])


@pytest.fixture
def six(ae: Poste) -> list[Id]:
    dossiers = [ae.dossier() for _ in range(6)]
    ae.cycle()
    return dossiers


def test_too_many_at_once_stops_and_asks(
    ae: Poste, suivante: Poste, magasin: Magasin, six: list[Id]
) -> None:
    reassign(magasin, suivante, *six[:2])

    assert ae.cycle().complete
    assert held(ae) == set(six)
    with ae.vault.look() as rows:
        assert holdings.among(rows.connection, Etape.DEMANDE) == set(six[:2])
    # Given back before the answer: nothing is asked any more.
    reassign(magasin, ae, six[0])
    ae.cycle()

    assert held(ae) == set(six) - {six[1]}
    with ae.vault.look() as rows:
        assert holdings.among(rows.connection, Etape.DEMANDE) == frozenset()

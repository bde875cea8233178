"""A cycle against a real store: what goes up, what comes down, and what it costs."""

from bench.prose import prose
from desktop.sync.cycle import cycle
from desktop.sync.push import parts_of
from desktop.sync.turn import Phase, Step
from plie.kinds import Affectation, Lieu, Personne
from tests.builders import une_op
from tests.desktop.sync import faults
from tests.desktop.sync.postes import Magasin, Poste
from wire.messages import PART_BYTES, PART_OPS
from wire.op import Op, encode


def test_what_was_written_here_is_numbered_there(ae: Poste, magasin: Magasin) -> None:
    dossier = ae.dossier()
    entretien = ae.entretien(dossier, "Premier entretien.")

    outcome = ae.cycle()

    assert outcome.complete, outcome.failure
    assert ae.waiting() == 0
    theirs = {op_id: number for op_id, (number, _) in magasin.numbered().items()}
    assert {op_id: number for op_id, (number, _) in ae.ops().items()} == theirs
    assert ae.contenu(entretien) == "Premier entretien."


def test_an_adviser_is_given_the_dossier_that_they_open(ae: Poste) -> None:
    dossier = ae.dossier()

    ae.cycle()

    with ae.vault.look() as rows:
        assert [a.dossier for a in rows.all(Affectation)] == [dossier]


def test_nothing_to_say_is_one_request_of_less_than_a_kilobyte(ae: Poste) -> None:
    ae.dossier()
    ae.cycle()
    ae.line.passed.clear()

    assert ae.cycle().complete

    (hello,) = ae.line.passed
    assert hello.up + hello.down <= 1_000


def test_a_day_s_work_is_two_requests_and_six_kilobytes(ae: Poste) -> None:
    """Eight entretiens changed, one field of 2 kB each (sync.md §5)."""
    entretiens = [ae.entretien(ae.dossier()) for _ in range(8)]
    ae.cycle()
    for seed, entretien in enumerate(entretiens):
        ae.note(entretien, prose(seed, 2_000))
    ae.line.passed.clear()

    outcome = ae.cycle()

    assert outcome.done.sent == 8
    assert [p.path for p in ae.line.passed] == ["/v1/hello", "/v1/push"]
    assert sum(p.up for p in ae.line.passed) <= 6_000


def test_what_others_wrote_meanwhile_is_read_in_the_same_cycle(
    ae: Poste, coordination: Poste
) -> None:
    first = ae.dossier()
    ae.cycle()
    coordination.cycle()
    second = ae.dossier()
    ae.cycle()
    with coordination.vault.work() as work:
        work.insert(Lieu(id=work.new_id(), nom="Mairie annexe"))
        work.commit()

    outcome = coordination.cycle()

    assert outcome.done.changes.touches(second)
    assert not outcome.done.changes.touches(first)
    with coordination.vault.look() as rows:
        assert rows.find(Personne, second)
    assert coordination.cycle().done.received == 0


def test_a_success_is_remembered_and_a_failure_does_not_move_it(ae: Poste) -> None:
    good = ae.cycle()
    ae.line.plan("hello", faults.before_send)
    ae.cycle()

    with ae.vault.look() as rows:
        assert rows.cursor().last_success == good.at


def test_the_steps_are_told_in_order(ae: Poste) -> None:
    ae.file(b"%PDF-1.7 essai", ae.dossier())
    told: list[Step] = []

    cycle(ae.vault, ae.client, now=ae.montre(), tell=told.append, stopped=lambda: False)

    assert [step.phase for step in told] == [
        Phase.CONTACT,
        Phase.ENVOI,
        Phase.ENVOI_FICHIERS,
        Phase.RECEPTION,
    ]
    assert told[1] == Step(Phase.ENVOI, 0, 2)


def test_parts_are_the_same_each_time_and_none_is_larger_than_agreed() -> None:
    small = tuple(une_op(op_id=f"petite-{n}") for n in range(PART_OPS + 1))
    large = tuple(une_op(op_id=f"grande-{n}", fields={"nom": "x" * 100_000}) for n in range(5))
    huge = (une_op(op_id="enorme", fields={"nom": "x" * PART_BYTES * 2}),)

    cut = list(parts_of((*small, *large, *huge)))

    assert cut == list(parts_of((*small, *large, *huge)))
    assert tuple(op for part in cut for op in part) == (*small, *large, *huge)
    assert all(len(part) <= PART_OPS for part in cut)
    assert all(len(part) == 1 or weight(part) <= PART_BYTES for part in cut)
    assert cut[-1] == huge
    assert list(parts_of(())) == []


def weight(ops: tuple[Op, ...]) -> int:
    return sum(len(encode(op)) for op in ops)

"""The line cut at each of the points where it may be, then resumed: nothing lost, nothing twice."""

from hashlib import sha256

import httpx2
import pytest
from sqlalchemy import delete

from central import tables
from central.context import the_store
from desktop.sync.errors import BadAnswer, LineError, StoreUnreachable
from plie.kinds import CompteRendu, Entretien, Sha256
from tests.builders import un_compte_rendu
from tests.desktop.sync import faults
from tests.desktop.sync.faults import Fault, Inner
from tests.desktop.sync.postes import PLIE, Magasin, Poste, hasard, illisible
from wire.messages import BLOB_PIECE, Fates
from wire.pack import pack

PDF = hasard("pdf").randbytes(3 * BLOB_PIECE + 1_234)


def same_on_both_sides(poste: Poste, magasin: Magasin) -> bool:
    """Whether every operation of either side is on the other, under the same number, once."""
    theirs = {op_id: (number, None) for op_id, (number, _) in magasin.numbered().items()}
    numbers = [number for number, _ in theirs.values()]
    assert sorted(numbers) == list(range(1, len(numbers) + 1)), "a gap, or a number twice"
    return poste.ops() == theirs


@pytest.mark.parametrize(
    "fault",
    [
        faults.before_send, faults.timeout, faults.after_commit, faults.truncated, faults.flipped,
        faults.portal, faults.redirect, faults.status(500), faults.status(502),
        faults.status(407), faults.status(404), faults.status(401), faults.cut_down(7),
        faults.says(200, b""), faults.says(200, b"{}"), faults.says(500, b"<html>"),
    ],
    ids=lambda f: getattr(f, "__qualname__", str(f)),
)  # fmt: skip
def test_a_cycle_that_fails_anywhere_resumes_whole(
    ae: Poste, magasin: Magasin, fault: Fault
) -> None:
    for word in ("hello", "push", "pull"):
        entretien = ae.entretien(ae.dossier(), "Avant la coupure.")
        ae.line.plan(word, fault)

        failed = ae.cycle()
        ae.note(entretien, "Après la coupure.")
        resumed = ae.cycle()

        assert isinstance(failed.failure, LineError), word
        assert "enregistré ici" in failed.failure.phrase
        assert resumed.complete, (word, resumed.failure)
        assert same_on_both_sides(ae, magasin)
        assert ae.contenu(entretien) == "Après la coupure."


def test_before_send_nothing_left_and_everything_waits(ae: Poste, magasin: Magasin) -> None:
    ae.dossier()
    known = magasin.numbered()
    ae.line.plan("push", faults.before_send)

    outcome = ae.cycle()

    assert isinstance(outcome.failure, StoreUnreachable)
    assert magasin.numbered() == known
    assert ae.waiting() == 2


def test_after_commit_the_same_batch_gets_the_same_numbers(ae: Poste, magasin: Magasin) -> None:
    ae.dossier()
    ae.line.plan("push", faults.after_commit)
    ae.cycle()
    known = magasin.numbered()

    ae.cycle()

    assert ae.waiting() == 0
    assert magasin.numbered() == known
    assert same_on_both_sides(ae, magasin)


def test_what_is_typed_between_a_lost_answer_and_its_retry_is_not_lost(
    ae: Poste, magasin: Magasin
) -> None:
    entretien = ae.entretien(ae.dossier(), "un")
    ae.line.plan("push", faults.after_commit)
    ae.cycle()
    ae.note(entretien, "un deux")

    ae.cycle()

    assert ae.contenu(entretien) == "un deux"
    assert any('"un deux"' in body for _, body in magasin.numbered().values())
    assert same_on_both_sides(ae, magasin)


def test_what_is_typed_during_a_push_stays_pending(ae: Poste, magasin: Magasin) -> None:
    entretien = ae.entretien(ae.dossier(), "un")

    def typing(inner: faults.Inner, request: httpx2.Request) -> httpx2.Response:
        ae.note(entretien, "un deux")
        return inner(request)

    ae.line.plan("push", typing)
    ae.cycle()

    assert ae.waiting() == 1
    assert not any('"un deux"' in body for _, body in magasin.numbered().values())
    ae.cycle()
    assert ae.waiting() == 0
    assert same_on_both_sides(ae, magasin)


def test_a_push_that_arrives_twice_counts_once(ae: Poste, magasin: Magasin) -> None:
    ae.dossier()
    ae.line.plan("push", faults.twice)

    ae.cycle()

    assert same_on_both_sides(ae, magasin)


def test_a_batch_in_parts_is_cut_between_two_parts_and_resumes(ae: Poste, magasin: Magasin) -> None:
    dossier = ae.dossier()
    chance = hasard("textes")
    for _ in range(14):
        ae.entretien(dossier, illisible(chance, 60_000))
    before = magasin.numbered()
    ae.line.plan("push", None, faults.after_commit)

    assert isinstance(ae.cycle().failure, StoreUnreachable)

    assert magasin.numbered() == before, "a part was applied without the others"
    assert ae.cycle().complete
    assert same_on_both_sides(ae, magasin)
    assert sum(p.path.endswith("push") for p in ae.line.passed) >= 3


def test_a_batch_goes_up_whole_after_the_store_lost_a_part_that_it_had_not_promised(
    ae: Poste, magasin: Magasin
) -> None:
    """Killed between two parts, the store may have lost the first: then that one is the last to come."""
    dossier = ae.dossier()
    chance = hasard("textes")
    for _ in range(14):
        ae.entretien(dossier, illisible(chance, 60_000))

    def killed(inner: Inner, request: httpx2.Request) -> httpx2.Response:
        with magasin.store.write(the_store(PLIE)) as connection:
            lost = connection.execute(delete(tables.batch).where(tables.batch.c.part == 1))
        assert lost.rowcount == 1
        return inner(request)

    ae.line.plan("push", None, killed)
    assert isinstance(ae.cycle().failure, LineError)

    assert ae.cycle().complete
    assert same_on_both_sides(ae, magasin)


def test_a_batch_renamed_by_an_update_goes_up_once(ae: Poste, magasin: Magasin) -> None:
    """The batch's bytes changed since it was sent: the store refuses its name, not its content."""
    ae.dossier()
    ae.line.plan("push", faults.after_commit)
    ae.cycle()
    ae.sql("UPDATE op SET role = role || '' , made_at = '2026-09-10T09:00:00.000+00:00'")

    outcome = ae.cycle()

    assert outcome.complete, outcome.failure
    assert {o: n for o, (n, _) in ae.ops().items()} == {
        o: n for o, (n, _) in magasin.numbered().items()
    }


def test_a_death_between_a_page_and_its_cursor_leaves_neither(
    ae: Poste, coordination: Poste, magasin: Magasin
) -> None:
    ae.entretien(ae.dossier(), "Un texte.")
    ae.cycle()
    coordination.sql(
        "CREATE TRIGGER mort BEFORE UPDATE ON cursor WHEN NEW.since > OLD.since "
        "BEGIN SELECT RAISE(ABORT, 'mort'); END"
    )

    with pytest.raises(Exception, match="mort"):
        coordination.cycle()

    assert coordination.ops() == {}
    assert coordination.since() == 0
    coordination.sql("DROP TRIGGER mort")
    assert coordination.cycle().complete
    assert same_on_both_sides(coordination, magasin)


def test_a_page_read_twice_changes_nothing(ae: Poste, coordination: Poste) -> None:
    ae.entretien(ae.dossier(), "Un texte.")
    ae.cycle()
    coordination.cycle()
    once = coordination.ops()
    coordination.sql("UPDATE cursor SET since = 0")

    assert coordination.cycle().complete

    assert coordination.ops() == once


def test_a_long_reading_cut_between_two_pages_goes_on_from_there(
    ae: Poste, coordination: Poste, magasin: Magasin
) -> None:
    dossier = ae.dossier()
    chance = hasard("pages")
    with ae.vault.work() as work:
        for _ in range(30):
            nature = illisible(chance, 2_500)
            work.insert(Entretien(id=work.new_id(), dossier=dossier, nature=nature))
        work.commit()
    ae.cycle()
    coordination.line.plan("pull", None, faults.cut_down(1_000))

    failed = coordination.cycle()

    assert isinstance(failed.failure, StoreUnreachable)
    assert 0 < len(coordination.ops()) < len(magasin.numbered())
    assert failed.done.changes.touches(dossier), "the screens were not told of the first page"
    assert coordination.cycle().complete
    assert same_on_both_sides(coordination, magasin)


def with_pdf(ae: Poste) -> str:
    """Finalise an entretien whose PDF is several pieces long; return the PDF's name."""
    dossier = ae.dossier()
    entretien = ae.entretien(dossier)
    digest = ae.file(PDF, dossier)
    with ae.vault.work() as work:
        work.insert(
            un_compte_rendu(
                id=work.new_id(), dossier=dossier, entretien=entretien, pdf=Sha256(digest)
            )
        )
        work.commit()
    return digest


@pytest.mark.parametrize(
    "fault",
    [faults.before_send, faults.after_commit, faults.cut_up(50_000)],
    ids=lambda f: f.__qualname__,
)
def test_a_file_cut_on_its_way_up_goes_on_from_where_the_store_stands(
    ae: Poste, coordination: Poste, fault: Fault
) -> None:
    digest = with_pdf(ae)
    ae.line.plan("PATCH", None, fault)

    assert isinstance(ae.cycle().failure, StoreUnreachable)
    ae.line.passed.clear()
    assert ae.cycle().done.files_sent == 1

    again = sum(p.up for p in ae.line.passed if p.method == "PATCH")
    assert again < len(PDF) - BLOB_PIECE + 3_000, "the whole file was sent again"
    assert coordination.cycle().done.files_received == 1
    with coordination.vault.look() as rows:
        assert rows.blob(digest) == PDF


def test_a_file_cut_on_its_way_down_keeps_every_byte_that_came(
    ae: Poste, coordination: Poste
) -> None:
    digest = with_pdf(ae)
    ae.cycle()
    coordination.line.plan("GET", None, faults.cut_down(40_000), faults.before_send)

    assert isinstance(coordination.cycle().failure, StoreUnreachable)
    with coordination.vault.look() as rows:
        assert rows.blob(digest) is None, "a file exists before its bytes are all there"
    coordination.line.passed.clear()
    assert coordination.cycle().complete

    again = sum(p.down for p in coordination.line.passed if p.method == "GET")
    assert again < len(PDF) - BLOB_PIECE - 30_000
    with coordination.vault.look() as rows:
        assert sha256(rows.blob(digest) or b"").hexdigest() == digest


def test_a_line_that_dies_every_16_kb_still_brings_a_file_down(
    ae: Poste, coordination: Poste
) -> None:
    digest = with_pdf(ae)
    ae.cycle()
    coordination.line.plan("GET", *[faults.cut_down(16_000)] * 40)

    assert coordination.cycle().complete

    with coordination.vault.look() as rows:
        assert rows.blob(digest) == PDF


def test_bytes_of_another_file_are_dropped_and_asked_for_again(
    ae: Poste, coordination: Poste
) -> None:
    digest = with_pdf(ae)
    ae.cycle()
    coordination.line.plan("GET", faults.flipped)

    assert coordination.cycle().done.files_received == 0
    with coordination.vault.look() as rows:
        assert rows.blob(digest) is None
    assert coordination.cycle().done.files_received == 1


def test_a_portal_that_answers_for_a_file_leaves_no_byte_of_its_page(
    ae: Poste, coordination: Poste
) -> None:
    digest = with_pdf(ae)
    ae.cycle()
    coordination.line.plan("GET", None, faults.portal)

    assert coordination.cycle().failure
    assert coordination.cycle().done.files_received == 1

    with coordination.vault.look() as rows:
        assert rows.blob(digest) == PDF


def test_a_row_arrives_before_its_file(ae: Poste, coordination: Poste) -> None:
    digest = with_pdf(ae)
    ae.line.plan("PATCH", faults.before_send)
    ae.cycle()

    assert coordination.cycle().complete, "a file that waits for its author is no failure"

    with coordination.vault.look() as rows:
        assert [cr.pdf for cr in rows.all(CompteRendu)] == [digest]
        assert rows.blob(digest) is None
    ae.cycle()
    coordination.cycle()
    with coordination.vault.look() as rows:
        assert rows.blob(digest) == PDF


def test_an_answer_that_forgets_operations_is_not_believed(ae: Poste) -> None:
    """Else what it did not name would never be sent again."""
    ae.dossier()
    ae.line.plan("push", faults.says(200, pack(Fates())))

    outcome = ae.cycle()

    assert isinstance(outcome.failure, BadAnswer)
    assert ae.waiting() == 2


def test_asked_to_stop_a_cycle_ends_between_two_requests(ae: Poste, magasin: Magasin) -> None:
    ae.entretien(ae.dossier(), "Un texte.")
    ae.line.passed.clear()

    outcome = ae.cycle(stopped=lambda: len(ae.line.passed) >= 1)

    assert outcome.stopped
    assert not outcome.complete
    assert len(ae.line.passed) == 1
    with ae.vault.look() as rows:
        assert rows.cursor().last_success is None
    assert ae.cycle().complete
    assert same_on_both_sides(ae, magasin)

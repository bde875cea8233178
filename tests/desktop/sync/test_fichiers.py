"""The files that come in by themselves: the recent ones, a few at a time; those that are absent, later."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from central.deposits import QUOTA_BYTES
from desktop.sync.absence import FIRST, LONGEST, Absences
from desktop.sync.blobs import FILES_PER_TURN
from desktop.sync.cycle import cycle
from desktop.sync.errors import LineError
from desktop.sync.turn import Outcome, Phase, Step
from desktop.usecases.fichiers import Reception
from desktop.usecases.synchronisation import etat
from plie.kinds import CompteRendu
from plie.vocabulaire import Role
from tests.desktop.sync import faults
from tests.desktop.sync.fichiers import asked, beat, here, open_, report, reports, write
from tests.desktop.sync.postes import DEBUT, Magasin, Poste, hasard
from wire.messages import BLOB_PIECE, FILE_BYTES, Problem
from wire.pack import pack

WRITTEN = Path("/proc/self/io")


def turn(poste: Poste, steps: list[Step], *, no_files: bool = False) -> Outcome:
    return cycle(
        poste.vault, poste.client, now=poste.montre(), tell=steps.append,
        stopped=lambda: False, no_files=lambda: no_files,
    )  # fmt: skip


def test_who_reads_a_whole_plie_receives_the_recent_files_the_newest_first(
    ae: Poste, coordination: Poste
) -> None:
    days = (40, 3, 46, 20, 400)
    files = dict(zip(days, reports(ae, *(timedelta(days=d) for d in days)), strict=True))

    outcome = coordination.cycle()

    assert outcome.complete
    assert (outcome.done.files_received, outcome.done.files_left) == (3, 0)
    assert asked(coordination) == [files[3], files[20], files[40]]
    assert outcome.done.changes.files == {files[3], files[20], files[40]}
    with coordination.vault.look() as rows:
        assert rows.count(CompteRendu) == len(days), "a list waits for no file"


def test_an_adviser_receives_all_of_theirs_the_newest_first(
    ae: Poste, magasin: Magasin, nouveau: Callable[[str], Poste]
) -> None:
    files = reports(ae, timedelta(days=900), timedelta(days=2), timedelta(days=60))
    other = nouveau("Odilon Carpentras, portable")
    other.enrol(magasin.invite("Odilon Carpentras", Role.ACCOMPAGNATEUR))

    assert other.cycle().complete

    assert asked(other) == [files[1], files[2], files[0]]
    assert all(here(other, digest) for digest in files)


def test_a_turn_brings_a_few_files_then_ends_and_the_work_passes_in_between(
    ae: Poste, coordination: Poste
) -> None:
    count = FILES_PER_TURN + 5
    reports(ae, *(timedelta(minutes=n) for n in range(count)))
    steps: list[Step] = []

    first = turn(coordination, steps)
    written = coordination.dossier()
    second = turn(coordination, steps)

    assert first.complete
    assert (first.done.files_received, first.done.files_left) == (FILES_PER_TURN, 5)
    assert steps[-5:] == [Step(Phase.RECEPTION_FICHIERS, n, 5) for n in range(5)]
    words = [p.path.rpartition("/")[2] for p in coordination.line.passed]
    assert words.index("push") < len(words) - 5, "the work waited for the files"
    assert (second.done.sent, second.done.files_received, second.done.files_left) == (2, 5, 0)
    assert coordination.waiting() == 0, written


def test_what_is_written_while_files_come_does_not_wait_for_them(
    ae: Poste, coordination: Poste
) -> None:
    reports(ae, *(timedelta(minutes=n) for n in range(6)))

    def interfere(step: Step) -> None:
        if (step.phase, step.done) == (Phase.RECEPTION_FICHIERS, 2):
            coordination.dossier()

    outcome = cycle(
        coordination.vault, coordination.client, now=coordination.montre(), tell=interfere,
        stopped=lambda: False,
    )  # fmt: skip

    assert (outcome.done.files_received, outcome.done.files_left) == (3, 3)
    assert coordination.cycle().done.files_received == 3
    assert coordination.waiting() == 0


def test_interrupted_files_leave_the_work_going_and_resume_at_the_byte(
    ae: Poste, coordination: Poste
) -> None:
    (digest,) = reports(ae, timedelta(days=1), size=3 * BLOB_PIECE)
    dossier = ae.dossier()
    ae.cycle()

    def pieces() -> bool:
        return sum(p.method == "GET" for p in coordination.line.passed) >= 2

    cut = cycle(
        coordination.vault, coordination.client, now=coordination.montre(),
        tell=lambda _step: None, stopped=lambda: False, no_files=pieces,
    )  # fmt: skip
    ae.entretien(dossier, "Pendant l’interruption.")
    ae.cycle()
    held = turn(coordination, [], no_files=True)

    assert cut.complete
    assert (cut.done.files_received, cut.done.files_left) == (0, 1)
    assert held.complete
    assert (held.done.received, held.done.files_left) == (1, 1)
    coordination.line.passed.clear()
    assert coordination.cycle().done.files_received == 1
    assert sum(p.down for p in coordination.line.passed if p.method == "GET") < BLOB_PIECE + 3_000
    assert here(coordination, digest)


@pytest.mark.skipif(not WRITTEN.exists(), reason="only Linux counts what a process writes")
def test_a_file_in_many_pieces_is_not_written_again_with_each(
    ae: Poste, coordination: Poste
) -> None:
    pieces = 64
    (digest,) = reports(ae, timedelta(days=1), size=pieces * 16_000)
    assert turn(coordination, [], no_files=True).complete
    client, before = coordination.client, _written()
    client.room.piece = 16_000

    assert beat(coordination, client).done.files_received == 1

    assert here(coordination, digest)
    assert len(coordination.line.passed) > pieces
    assert _written() - before < 20 * pieces * 16_000


def _written() -> int:
    """Return how many bytes this process has written so far."""
    words = WRITTEN.read_text().split()
    return int(words[words.index("wchar:") + 1])


def test_a_file_withdrawn_while_it_comes_is_absent_and_the_turn_goes_on(
    ae: Poste, coordination: Poste
) -> None:
    reports(ae, timedelta(days=1), size=3 * BLOB_PIECE)
    gone = faults.says(404, pack(Problem(code="fichier_absent", phrase="Ce fichier manque.")))
    coordination.line.plan("GET", None, None, gone, gone)

    outcome = coordination.cycle()

    assert outcome.complete
    assert outcome.done.files_received == 0
    assert coordination.cycle().done.files_received == 1


def test_a_file_that_the_store_does_not_take_is_told_and_holds_back_no_other(ae: Poste) -> None:
    dossier = ae.dossier()
    ae.cycle()
    for n in range(QUOTA_BYTES // FILE_BYTES):
        name = sha256(bytes([n])).hexdigest()
        ae.client.send_piece(name, b"x", offset=0, size=FILE_BYTES)
    apart = ae.file(b"que rien ne nomme encore", dossier)
    report(ae, dossier, timedelta(0), 2_000)
    client = ae.client

    first = beat(ae, client)
    ae.line.passed.clear()
    soon = beat(ae, client, after=FIRST / 2)

    assert (first.complete, first.done.files_sent) == (True, 1)
    with ae.vault.look() as rows:
        told = [etat(rows, last=outcome) for outcome in (first, soon)]
    assert {one.titre for one in told} == {"Un document attend"}
    assert all("repartira de lui-même" in one.raison for one in told)
    assert not [p for p in ae.line.passed if apart in p.path], "it is left alone for a while"
    write(ae, dossier, apart, timedelta(0))
    later = beat(ae, client, after=FIRST)
    assert (later.done.files_sent, later.done.file_refused) == (1, "")


def test_files_that_the_store_does_not_hold_yet_hold_back_none_of_the_others(
    ae: Poste, coordination: Poste
) -> None:
    dossier = ae.dossier()
    missing = [sha256(bytes([n])).hexdigest() for n in range(FILES_PER_TURN + 1)]
    for digest in missing:
        write(ae, dossier, digest, timedelta(0))
    held = report(ae, dossier, timedelta(days=2), 2_000)
    ae.cycle()

    outcome = coordination.cycle()

    assert outcome.complete
    assert (outcome.done.files_received, outcome.done.files_left) == (1, 0)
    assert here(coordination, held)
    with pytest.raises(LineError, match="n’a pas encore ce document"):
        open_(coordination, missing[0])


def test_a_file_that_the_store_does_not_hold_costs_the_next_turns_nothing_for_a_while(
    ae: Poste, coordination: Poste
) -> None:
    write(ae, ae.dossier(), sha256(b"absent").hexdigest(), timedelta(0))
    ae.cycle()
    client = coordination.client
    assert beat(coordination, client).complete
    coordination.line.passed.clear()

    quiet = beat(coordination, client, after=FIRST / 2)

    assert (quiet.done.files_received, quiet.done.files_left) == (0, 0)
    assert asked(coordination) == []


def test_a_file_found_absent_comes_by_itself_after_the_pause_and_at_once_when_it_is_opened(
    ae: Poste, coordination: Poste
) -> None:
    dossier, client = ae.dossier(), coordination.client
    contents = [hasard(name).randbytes(2_000) for name in ("un", "autre")]
    names = [sha256(content).hexdigest() for content in contents]
    for digest in names:
        write(ae, dossier, digest, timedelta(0))
    ae.cycle()
    first = beat(coordination, client)
    for content in contents:
        ae.file(content, dossier)
    ae.cycle()

    soon = beat(coordination, client, after=FIRST / 2)
    opened = open_(coordination, names[0])
    later = beat(coordination, client, after=FIRST / 2)

    assert (first.done.files_received, soon.done.files_received) == (0, 0)
    assert opened
    assert later.done.changes.files == {names[1]}
    assert all(here(coordination, digest) for digest in names)


def test_what_is_absent_again_and_again_is_asked_for_less_and_less() -> None:
    absences, at, asked_at = Absences(), DEBUT, []

    while at < DEBUT + timedelta(days=4):
        if absences.due("un", now=at):
            asked_at.append(at)
            absences.note("un", now=at)
        at += timedelta(minutes=1)

    gaps = [later - sooner for sooner, later in pairwise(asked_at)]
    assert gaps == [min(FIRST * 2**n, LONGEST) for n in range(len(gaps))]
    assert gaps[-2:] == [LONGEST, LONGEST]
    assert absences.due("un", now=DEBUT - timedelta(days=900)), "a clock set back waits for nothing"
    assert absences.due("autre", now=at)


def test_the_progress_in_words() -> None:
    assert not Reception().phrase
    assert Reception(33, 210).phrase == "Réception des documents 34 sur 210"
    assert Reception(1_234, 2_000).phrase == "Réception des documents 1\u202f235 sur 2\u202f000"
    left = "Réception des documents interrompue, 176 à venir"
    assert Reception(34, 210, interrompue=True).phrase == left
    came = "Réception\u00a0: 1\u202f500\u00a0changements arrivés"
    assert Reception(changements=1_500).phrase == came

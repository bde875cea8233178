"""The files that come in: the recent ones by themselves and a few at a time, the others when opened."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

import pytest

from desktop.sync.blobs import FILES_PER_TURN, RECENT
from desktop.sync.cycle import cycle
from desktop.sync.errors import DeviceRevoked, DeviceUnknown, LineError, StoreUnreachable
from desktop.sync.renewal import renew
from desktop.sync.turn import Outcome, Phase, Step
from desktop.usecases.bail import Fermeture, bail
from desktop.usecases.fichiers import Reception, recevoir
from plie.kinds import CompteRendu, Id, Sha256
from plie.vocabulaire import Role
from tests.builders import un_compte_rendu
from tests.desktop.sync import faults
from tests.desktop.sync.postes import DEBUT, Magasin, Poste, hasard
from wire.messages import BLOB_PIECE

OLD = RECENT + timedelta(days=1)


def reports(ae: Poste, *ages: timedelta, size: int = 2_000) -> tuple[str, ...]:
    """Finalise comptes-rendus of these ages; return their files, sent to the store."""
    dossier = ae.dossier()
    files = tuple(report(ae, dossier, age, size) for age in ages)
    assert ae.cycle().complete
    return files


def report(ae: Poste, dossier: Id, age: timedelta, size: int) -> str:
    digest = ae.file(hasard(f"{dossier} {age}").randbytes(size), dossier)
    write(ae, dossier, digest, age)
    return digest


def write(ae: Poste, dossier: Id, digest: str, age: timedelta) -> None:
    with ae.vault.work() as work:
        work.insert(
            un_compte_rendu(
                id=work.new_id(), dossier=dossier, entretien=work.new_id(),
                finalise_le=DEBUT - age, pdf=Sha256(digest),
            )
        )  # fmt: skip
        work.commit()


def here(poste: Poste, digest: str) -> bool:
    with poste.vault.look() as rows:
        found = rows.blob(digest)
    return found is not None and sha256(found).hexdigest() == digest


def asked(poste: Poste) -> list[str]:
    """Return the files asked for on the line, in order."""
    gets = (p.path.rpartition("/")[2] for p in poste.line.passed if p.method == "GET")
    return list(dict.fromkeys(gets))


def turn(poste: Poste, steps: list[Step], *, no_files: bool = False) -> Outcome:
    return cycle(
        poste.vault, poste.client, now=poste.montre(), tell=steps.append,
        stopped=lambda: False, no_files=lambda: no_files,
    )  # fmt: skip


def open_(poste: Poste, digest: str) -> bool:
    return recevoir(
        poste.vault, digest, now=poste.montre(), stopped=lambda: False, connect=poste.http
    )


def lost_token(poste: Poste) -> str:
    """Have the token renewed, and the answer lost on the way; return the one that serves no more."""
    with poste.vault.look() as rows:
        identity = rows.identity()
    client = poste.client
    client.use(identity.token)
    poste.line.plan("renew", faults.after_commit)
    with pytest.raises(StoreUnreachable):
        renew(poste.vault, client)
    return identity.token


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


def test_an_old_file_comes_when_it_is_opened_and_is_kept(ae: Poste, coordination: Poste) -> None:
    (digest,) = reports(ae, OLD)
    coordination.cycle()
    assert not here(coordination, digest)

    assert open_(coordination, digest)

    assert here(coordination, digest)
    coordination.line.passed.clear()
    assert open_(coordination, digest)
    assert not coordination.line.passed, "what is here is asked of nobody"


def test_a_line_cut_while_a_file_opens_is_told_and_resumed_at_the_byte(
    ae: Poste, coordination: Poste
) -> None:
    (digest,) = reports(ae, OLD, size=3 * BLOB_PIECE)
    coordination.cycle()
    coordination.line.plan("GET", None, faults.cut_down(40_000), faults.before_send)

    with pytest.raises(StoreUnreachable):
        open_(coordination, digest)

    assert not here(coordination, digest)
    coordination.line.passed.clear()
    assert open_(coordination, digest)
    again = sum(p.down for p in coordination.line.passed)
    assert again < 2 * BLOB_PIECE - 30_000
    assert here(coordination, digest)


def test_bytes_that_are_not_the_file_s_are_dropped_and_told(ae: Poste, coordination: Poste) -> None:
    (digest,) = reports(ae, OLD)
    coordination.cycle()
    coordination.line.plan("GET", faults.flipped)

    with pytest.raises(LineError, match="abîmé"):
        open_(coordination, digest)

    assert not here(coordination, digest)
    assert open_(coordination, digest)


def test_opening_a_file_that_the_exchange_is_bringing_leaves_one_whole_file(
    ae: Poste, coordination: Poste
) -> None:
    (digest,) = reports(ae, timedelta(days=1), size=3 * BLOB_PIECE)

    def meanwhile(inner: faults.Inner, request: object) -> object:
        answer = inner(request)  # type: ignore[arg-type]
        assert open_(coordination, digest)
        return answer

    coordination.line.plan("GET", None, meanwhile)  # type: ignore[arg-type]

    outcome = coordination.cycle()

    assert outcome.complete
    assert outcome.done.files_left == 0
    assert here(coordination, digest)


def test_a_token_that_serves_no_more_is_renewed_by_the_file_that_opens(
    ae: Poste, coordination: Poste
) -> None:
    (digest,) = reports(ae, OLD)
    coordination.cycle()
    dead = lost_token(coordination)

    assert open_(coordination, digest)

    assert here(coordination, digest)
    coordination.token = coordination.known_token()
    assert coordination.token != dead
    coordination.line.passed.clear()
    assert coordination.cycle().complete
    assert "renew" not in {p.path.rpartition("/")[2] for p in coordination.line.passed}


def test_a_token_renewed_elsewhere_while_a_file_comes_costs_none_of_what_came(
    ae: Poste, coordination: Poste
) -> None:
    (digest,) = reports(ae, OLD, size=3 * BLOB_PIECE)
    coordination.cycle()
    coordination.line.passed.clear()
    lost: list[str] = []

    def meanwhile(inner: faults.Inner, request: object) -> object:
        answer = inner(request)  # type: ignore[arg-type]
        lost.append(lost_token(coordination))
        return answer

    coordination.line.plan("GET", meanwhile)  # type: ignore[arg-type]

    assert open_(coordination, digest)

    assert len(lost) == 1
    assert sum(p.down for p in coordination.line.passed) < 3 * BLOB_PIECE + 6_000


def test_a_device_withdrawn_learns_it_from_the_file_that_opens(
    ae: Poste, coordination: Poste, magasin: Magasin
) -> None:
    (digest,) = reports(ae, OLD)
    coordination.cycle()
    with coordination.vault.look() as rows:
        magasin.revoke(rows.identity().device)

    with pytest.raises(DeviceRevoked):
        open_(coordination, digest)

    now = coordination.montre()
    with coordination.vault.look() as rows:
        assert bail(rows, now=now).fermeture is Fermeture.RETIRE


def test_a_key_that_the_store_knows_no_more_opens_no_file(ae: Poste, coordination: Poste) -> None:
    (digest,) = reports(ae, OLD)
    coordination.cycle()
    coordination.sql("UPDATE identity SET device = 'poste-inconnu', token = 'inconnu'")

    with pytest.raises(DeviceUnknown):
        open_(coordination, digest)

    assert not here(coordination, digest)


def test_stopped_a_file_that_opens_keeps_what_came(ae: Poste, coordination: Poste) -> None:
    (digest,) = reports(ae, OLD, size=3 * BLOB_PIECE)
    coordination.cycle()
    coordination.line.passed.clear()

    came = recevoir(
        coordination.vault, digest, now=DEBUT, connect=coordination.http,
        stopped=lambda: len(coordination.line.passed) >= 2,
    )  # fmt: skip

    assert not came
    coordination.line.passed.clear()
    assert open_(coordination, digest)
    assert sum(p.down for p in coordination.line.passed) < BLOB_PIECE + 3_000


def test_a_file_that_is_not_ours_or_has_no_store_is_told_in_words(
    ae: Poste, coordination: Poste, nouveau: Callable[[str], Poste]
) -> None:
    (digest,) = reports(ae, OLD)

    with pytest.raises(LineError, match="n’est pas donné à ce poste"):
        open_(coordination, digest)
    with pytest.raises(LineError, match="relié à aucun magasin"):
        open_(nouveau("Gaspard Vézelin"), digest)


def test_the_progress_in_words() -> None:
    assert not Reception().phrase
    assert Reception(33, 210).phrase == "Réception des documents 34 sur 210"
    assert Reception(1_234, 2_000).phrase == "Réception des documents 1\u202f235 sur 2\u202f000"
    left = "Réception des documents interrompue, 176 à venir"
    assert Reception(34, 210, interrompue=True).phrase == left

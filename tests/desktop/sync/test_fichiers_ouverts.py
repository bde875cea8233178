"""A file that is not here comes when it is opened, over a line of its own."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from desktop.sync.errors import DeviceRevoked, DeviceUnknown, LineError, StoreUnreachable
from desktop.usecases.bail import Fermeture, bail
from desktop.usecases.fichiers import recevoir
from tests.desktop.sync import faults
from tests.desktop.sync.fichiers import OLD, here, lost_token, open_, reports
from tests.desktop.sync.postes import DEBUT, Magasin, Poste
from wire.messages import BLOB_PIECE


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

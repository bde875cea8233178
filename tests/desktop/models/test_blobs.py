"""PDFs live in the vault, by their sha256; what arrives is checked before it exists."""

from hashlib import sha256

import pytest

from desktop.models import arrivals, blobs
from desktop.models.vault import Vault
from plie.kinds import all_kinds
from tests.builders import PERSONNE
from tests.desktop.vaults import dump

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40
DIGEST = sha256(PDF).hexdigest()


def test_a_file_filed_twice_is_kept_once(vault: Vault) -> None:
    with vault.work() as work:
        assert blobs.file(work.connection, PDF, scope=PERSONNE) == DIGEST
        work.commit()
    with vault.work() as work:
        blobs.sent(work.connection, DIGEST)
        work.commit()
    before = dump(vault)

    with vault.work() as work:
        assert blobs.file(work.connection, PDF, scope=PERSONNE) == DIGEST
        work.commit()

    assert dump(vault) == before
    with vault.look() as rows:
        assert rows.blob(DIGEST) == PDF


def test_files_wait_to_be_sent_oldest_first_until_the_store_holds_them(vault: Vault) -> None:
    with vault.work() as work:
        first = blobs.file(work.connection, b"zz", scope=PERSONNE)
        second = blobs.file(work.connection, b"aa", scope=PERSONNE)
        blobs.want(work.connection, DIGEST, scope=PERSONNE)

        assert blobs.to_send(work.connection) == (first, second)
        blobs.sent(work.connection, first)

        assert blobs.to_send(work.connection) == (second,)


def test_a_file_that_is_here_is_not_wanted(vault: Vault) -> None:
    with vault.work() as work:
        blobs.file(work.connection, PDF, scope=PERSONNE)
        blobs.want(work.connection, DIGEST, scope=PERSONNE)

        assert blobs.to_fetch(work.connection) == ()
        assert work.rows.blob(DIGEST) == PDF


def test_a_wanted_file_arrives_in_pieces(vault: Vault) -> None:
    with vault.work() as work:
        blobs.want(work.connection, DIGEST, scope=PERSONNE)
        work.commit()

    for start in range(0, len(PDF), 4_000):
        with vault.work() as work:
            assert blobs.to_fetch(work.connection) == (DIGEST,)
            assert blobs.came(work.connection, DIGEST) == start
            assert work.rows.blob(DIGEST) is None
            blobs.keep_piece(work.connection, DIGEST, PDF[start : start + 4_000])
            work.commit()
    with vault.work() as work:
        assert blobs.complete(work.connection, DIGEST)
        work.commit()

    with vault.look() as rows:
        assert rows.blob(DIGEST) == PDF
        assert blobs.to_fetch(rows.connection) == ()
        assert blobs.came(rows.connection, DIGEST) is None
        assert blobs.to_send(rows.connection) == ()
    assert dump(vault)["blob"][DIGEST]["size"] == len(PDF)


@pytest.mark.parametrize("arrived", [PDF[:-1], PDF + b"x", PDF[::-1], b""])
def test_a_file_of_another_sha256_starts_again(vault: Vault, arrived: bytes) -> None:
    with vault.work() as work:
        blobs.want(work.connection, DIGEST, scope=PERSONNE)
        blobs.keep_piece(work.connection, DIGEST, arrived)

        assert not blobs.complete(work.connection, DIGEST)

        assert work.rows.blob(DIGEST) is None
        assert blobs.came(work.connection, DIGEST) == 0
        blobs.keep_piece(work.connection, DIGEST, PDF)
        assert blobs.complete(work.connection, DIGEST)


def test_a_wanted_file_that_is_filed_here_is_here(vault: Vault) -> None:
    with vault.work() as work:
        blobs.want(work.connection, DIGEST, scope=PERSONNE)
        blobs.keep_piece(work.connection, DIGEST, PDF[:100])

        assert blobs.file(work.connection, PDF, scope=PERSONNE) == DIGEST

        assert work.rows.blob(DIGEST) == PDF
        assert blobs.to_fetch(work.connection) == ()
        # Whether the store ever had it is not known: it is asked before anything is sent.
        assert blobs.to_send(work.connection) == (DIGEST,)


def test_the_newest_are_fetched_first_and_the_old_ones_are_left(vault: Vault) -> None:
    days = {"a": "2026-06-01", "b": "2026-09-02", "c": "", "d": "2026-09-09"}

    with vault.work() as work:
        for digest, day in days.items():
            blobs.want(work.connection, digest, scope=PERSONNE, day=day)

        assert blobs.to_fetch(work.connection) == ("d", "b", "a", "c")
        assert blobs.to_fetch(work.connection, since="2026-09-02") == ("d", "b", "c")
        assert blobs.came(work.connection, "a") == 0, "it is awaited, for whoever opens it"


def test_every_kind_that_names_a_file_has_a_day() -> None:
    named = {spec.word: spec for spec in all_kinds() if spec.blobs}

    assert arrivals.DAY_OF.keys() == named.keys()
    assert all(named[word].field(day) for word, day in arrivals.DAY_OF.items())

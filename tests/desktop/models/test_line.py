"""The cursor and the identity are one row each and come back as they were written."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.models import line
from desktop.models.line import Cursor
from desktop.models.vault import Vault, auteur_of
from tests.builders import AE, MIDI
from tests.desktop.vaults import une_identite


def test_a_new_vault_knows_its_author_and_no_store(vault: Vault) -> None:
    with vault.look() as rows:
        cursor, identity = rows.cursor(), rows.identity()

    assert identity == une_identite()
    assert not identity.enrolled
    assert len(cursor.replica) == 32
    assert cursor == Cursor(replica=cursor.replica)


def test_an_author_has_a_device_once_enrolled() -> None:
    alone = auteur_of(une_identite())
    enrolled = auteur_of(une_identite(token="jeton"))

    assert (alone.id, alone.device) == (AE, "")
    assert enrolled.device == une_identite().device


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    since=st.integers(0, 2**63 - 1),
    crl=st.text(st.characters(exclude_categories=["Cs"])),
    last=st.sampled_from([None, MIDI]),
)
def test_the_cursor_comes_back_as_it_was_written(
    vault: Vault, since: int, crl: str, last: None
) -> None:
    with vault.work() as work:
        before = line.cursor_of(work.connection)
        after = replace(before, epoch="e", since=since, durable=since, crl=crl, last_success=last)

        line.save_cursor(work.connection, after)

        assert work.rows.cursor() == after


def test_enrolment_is_written_in_the_one_row(vault: Vault) -> None:
    enrolled = une_identite(url="https://magasin.example", token="jeton", certificate="PEM")

    with vault.work() as work:
        line.save_identity(work.connection, enrolled)
        work.commit()

    with vault.look() as rows:
        assert rows.identity() == enrolled


@pytest.mark.parametrize("secret", ["jeton", "-----BEGIN PRIVATE KEY-----"])
def test_what_is_secret_is_in_no_repr(secret: str) -> None:
    assert secret not in repr(une_identite(token="jeton"))

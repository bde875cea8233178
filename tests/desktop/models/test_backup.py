"""Backups: equal to the vault, opened by the same phrase, kept as quality.md R6 says."""

import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models import backup, digest, summary
from desktop.models.errors import VaultUnwritable
from desktop.models.vault import DATABASE, Vault
from plie.kinds import Id
from tests.builders import MIDI, un_entretien, une_personne
from tests.desktop import coherence, vaults
from tests.desktop.models.test_disk_full import files_end_at
from tests.desktop.vaults import dump

DATES = st.lists(
    st.integers(0, 3 * 365 * 48).map(lambda n: MIDI + timedelta(minutes=30 * n)),
    unique=True,
)


def write_at_random(vault: Vault, random: Random) -> None:
    with vault.work() as work:
        for _ in range(random.randrange(1, 12)):
            text = random.randbytes(random.randrange(3_000)).hex()
            work.insert(un_entretien(id=Id(random.randbytes(8).hex()), contenu=text))
        work.commit()


@pytest.mark.parametrize("seed", range(5))
def test_a_copy_opens_with_the_same_phrase_and_holds_every_row(
    vault: Vault, folder: Path, seed: int
) -> None:
    write_at_random(vault, Random(seed))  # noqa: S311 - the same rows each time
    before = dump(vault)

    vault.back_up()

    write_at_random(vault, Random(seed + 100))  # noqa: S311 - as above
    (copy,) = backup.copies(folder).values()
    assert {path.name for path in copy.iterdir()} == {
        DATABASE,
        "coffre.json",
        digest.FILE,
        summary.FILE,
    }
    opened = vaults.reopen(copy)
    assert dump(opened) == before
    assert coherence.complaints(opened) == []
    opened.close()


def test_a_copy_put_back_by_hand_is_the_vault_of_that_moment(vault: Vault, folder: Path) -> None:
    vault.back_up()
    before = dump(vault)
    write_at_random(vault, Random(1))  # noqa: S311 - the same rows each time
    vault.close()
    (copy,) = backup.copies(folder).values()

    shutil.copytree(copy, folder, dirs_exist_ok=True)

    again = vaults.reopen(folder)
    assert again.lack is not None
    now = dump(again)
    # Short of its witness, it is another replica for the store.
    assert now.pop("cursor") != before.pop("cursor")
    assert now == before
    again.close()


def test_what_is_no_copy_of_ours_is_ignored_and_left(vault: Vault, folder: Path) -> None:
    strangers = [folder / backup.FOLDER / name for name in ("Photos de BIZ", "20260910Z", "Z")]
    for stranger in strangers:
        stranger.mkdir(parents=True)
    strangers.append(folder / backup.FOLDER / "20200102T030405.000006Z")
    strangers[-1].write_bytes(b"un fichier, non un dossier")

    vault.back_up()

    assert list(backup.copies(folder)) == [vault.last_backup()]
    assert all(stranger.exists() for stranger in strangers)


def test_a_copy_is_encrypted(vault: Vault, folder: Path) -> None:
    with vault.work() as work:
        work.insert(une_personne(nom_naissance="Zéphirinard"))
        work.commit()

    vault.back_up()

    (copy,) = backup.copies(folder).values()
    content = (copy / DATABASE).read_bytes()
    assert not content.startswith(b"SQLite")
    assert "Zéphirinard".encode() not in content


def test_a_copy_refused_by_the_disk_leaves_the_vault_and_the_older_copies(
    vault: Vault, folder: Path
) -> None:
    vault.back_up()
    write_at_random(vault, Random(2))  # noqa: S311 - the same rows each time
    before = dump(vault), backup.copies(folder)

    with files_end_at(20_000), pytest.raises(VaultUnwritable, match="libérez de la place"):
        vault.back_up()

    assert (dump(vault), backup.copies(folder)) == before
    assert len(list((folder / backup.FOLDER).iterdir())) == 1
    vault.back_up()
    # Of the same day: the first has gone.
    assert list(backup.copies(folder)) != list(before[1])


def test_nothing_changed_since_the_last_copy_makes_no_other(vault: Vault, folder: Path) -> None:
    vault.back_up()
    (first,) = backup.copies(folder)

    vault.back_up()
    assert list(backup.copies(folder)) == [first]

    write_at_random(vault, Random(3))  # noqa: S311 - the same rows each time
    vault.back_up()
    assert first not in backup.copies(folder)


def test_a_copy_is_told_in_figures_without_being_opened(vault: Vault, folder: Path) -> None:
    with vault.work() as work:
        work.insert(une_personne())
        for number in range(3):
            work.insert(un_entretien(id=Id(f"e{number}")))
        work.commit()
    vault.back_up()
    (copy,) = backup.copies(folder).values()
    (copy / DATABASE).unlink()

    held = vault.summary_of(copy)

    assert held is not None
    assert (held.dossiers, held.entretiens, held.waiting) == (1, 3, 4)
    assert b"entretiens" not in (copy / summary.FILE).read_bytes()
    (copy / summary.FILE).write_bytes(b"autre chose")
    assert vault.summary_of(copy) is None


def test_a_clock_that_was_wrong_for_a_while_stops_no_copy(folder: Path) -> None:
    now = MIDI
    vault = Vault.create(
        folder,
        vaults.PHRASE,
        vaults.une_identite(),
        around=replace(vaults.surroundings(), clock=lambda: now),
        kdf=vaults.FLOOR,
    )
    made = []
    for seed, days in enumerate((4_000, 0, -4_000)):
        now = MIDI + timedelta(days=days)
        write_at_random(vault, Random(seed))  # noqa: S311 - the same rows each time

        before = vault.last_backup()
        vault.back_up()

        assert before is None
        made.append(vault.last_backup())
    vault.close()

    assert made == [MIDI + timedelta(days=days) for days in (4_000, 0, -4_000)]


def test_a_copy_given_up_leaves_nothing(vault: Vault, folder: Path) -> None:
    vault.back_up(lambda: True)

    assert list((folder / backup.FOLDER).iterdir()) == []


def test_a_vault_is_copied_before_it_is_migrated(folder: Path) -> None:
    vault = vaults.fresh(folder)
    assert vault._writer is not None
    with vault._writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 1")
    vault.close()

    # The second step finds its columns there already: it stops, and the copy is what was before.
    with pytest.raises(Exception, match=r"already exists|duplicate"):
        vaults.reopen(folder)

    (copy,) = backup.copies(folder).values()
    assert (copy / DATABASE).stat().st_size


@given(DATES)
def test_the_last_of_each_day_week_and_month_stays(dates: list[datetime]) -> None:
    stay = backup.kept(dates)

    assert len(stay) <= backup.DAILY + backup.WEEKLY + backup.MONTHLY
    assert backup.kept(stay) == stay
    if dates:
        assert max(dates) in stay
    days = sorted({at.date() for at in dates})[-backup.DAILY :]
    for day in days:
        assert max(at for at in dates if at.date() == day) in stay


@given(st.dictionaries(DATES.filter(bool).map(max), st.integers(1, 900)), st.integers(0, 3_000))
def test_the_oldest_go_first_and_the_last_one_always_stays(
    sizes: dict[datetime, int], most: int
) -> None:
    stay = backup.fitting(sizes, most)

    assert sorted(sizes)[len(sizes) - len(stay) :] == sorted(stay)
    assert sum(sizes[at] for at in stay) <= most or len(stay) == 1
    assert bool(stay) == bool(sizes)

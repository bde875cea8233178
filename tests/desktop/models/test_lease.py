"""How long a vault goes without its store: counted in steps, so that no clock gives time back."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.lease import Lease, lease_of, save_lease
from desktop.models.vault import Vault
from tests.builders import MIDI

DAY = timedelta(days=1)


def after(*offsets: timedelta) -> Lease:
    """Return a lease contacted at noon, then looked at with these clocks."""
    lease = Lease().contacted(MIDI, days=30)
    for offset in offsets:
        lease = lease.at(MIDI + offset)
    return lease


@pytest.mark.parametrize(
    ("looks", "spent"),
    [
        ([DAY], DAY),
        ([DAY, 3 * DAY], 3 * DAY),
        ([10 * DAY, DAY], 10 * DAY),
        ([10 * DAY, DAY, 2 * DAY], 11 * DAY),
        ([10 * DAY, DAY, 10 * DAY], 10 * DAY),
        ([-3650 * DAY, -3649 * DAY], DAY),
        ([-3650 * DAY, DAY], DAY),
    ],
    ids=[
        "a day", "in two looks", "set back: nothing given back", "set back: what goes by counts",
        "set back, then right", "a clock ten years late",
        "a clock ten years late, set right",
    ],
)  # fmt: skip
def test_time_counts_whatever_the_clock_says(looks: Sequence[timedelta], spent: timedelta) -> None:
    assert timedelta(seconds=after(*looks).spent) == spent


@given(st.lists(st.integers(-400, 400), max_size=20))
def test_no_clock_gives_time_back(days: list[int]) -> None:
    lease, spent = Lease().contacted(MIDI, days=30), 0
    for day in days:
        lease = lease.at(MIDI + day * DAY)

        assert lease.spent >= spent
        spent = lease.spent

    assert timedelta(seconds=spent) >= max([timedelta(), *(day * DAY for day in days)])


def test_a_contact_gives_it_all_again() -> None:
    lease = after(40 * DAY).contacted(MIDI + 40 * DAY, days=10)

    assert lease.left == 10 * DAY
    assert lease.contacted(MIDI, days=None).left == 10 * DAY
    assert lease.contacted(MIDI, days=0).left is None


def test_a_vault_never_looked_at_begins_at_its_first_look() -> None:
    assert Lease().at(MIDI).left == 30 * DAY
    assert Lease().at(MIDI).at(MIDI + 4 * DAY).left == 26 * DAY


def test_the_row_comes_back_as_it_was_written(vault: Vault) -> None:
    lease = Lease(days=12, contact=MIDI, latest=MIDI, looked=MIDI - DAY, spent=7, withdrawn=MIDI)

    with vault.work() as work:
        first = lease_of(work.connection)
        save_lease(work.connection, lease)
        again = lease_of(work.connection)

    assert first == Lease()
    assert again == lease

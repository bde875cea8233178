"""The journal cut, bits flipped: the vault opens on a prefix of what was acknowledged, or says why not.

A prefix that is shorter is told, with how much lacks (quality.md R3). A sample in `make test`; 5,000 cuts
and 2,000 flips with PERMANENCE_TORTURE=1 (`make torture`).
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from desktop.models import witness
from desktop.models.errors import VaultDamaged
from desktop.models.vault import DATABASE
from tests.torture import journals
from tests.torture.journals import WAL, Left

LONG = bool(os.environ.get("PERMANENCE_TORTURE"))
CUTS, FLIPS = (1_700, 700) if LONG else (5, 4)  # of each state of the journal
# The states of a journal: after which commit it was copied into the file.
COPIED_AFTER = {"never copied": -1, "begun again": 12, "copied, not begun again": 23}
FRAME = 24 + 4096


@pytest.fixture(scope="module", params=COPIED_AFTER.items(), ids=COPIED_AFTER.keys())
def left(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Left:
    """A vault of 24 commits, left by a crash with its journal in one of its three states."""
    _, copied_after = request.param
    return journals.left_by_a_crash(tmp_path_factory.mktemp("panne") / "coffre", copied_after)


def outcome(left: Left, folder: Path) -> str:
    """Open what is left; return how it went, or what is wrong."""
    try:
        vault = left.open(folder)
    except VaultDamaged as error:
        return "told" if "Rien n’a été modifié" in error.phrase else f"wrong: {error.phrase}"
    try:
        state, lack = journals.state_of(vault), vault.lack
    except VaultDamaged:
        return "told"
    finally:
        vault.close()
    if state not in left.states:
        return f"wrong: no prefix (lack {lack})"
    missing = len(left.states) - 1 - left.states.index(state)
    if missing == (lack.commits if lack else 0):
        return "shorter, told" if missing else "whole"
    return f"wrong: {missing} lack, {lack} is told"


def _judge(left: Left, folder: Path, damaged: Iterator[tuple[str, bytes]]) -> Counter[str]:
    seen: Counter[str] = Counter()
    for name, content in damaged:
        left.write(folder, name, content)
        seen[outcome(left, folder)] += 1
    print(dict(seen))  # noqa: T201 - the figures of `make torture -s`
    return seen


def test_what_a_crash_leaves_is_whole(left: Left, tmp_path: Path) -> None:
    left.write(tmp_path / "coffre", "", b"")

    assert outcome(left, tmp_path / "coffre") == "whole"


def test_a_journal_cut_anywhere_leaves_a_prefix_and_says_so(left: Left, tmp_path: Path) -> None:
    journal, chance = left.files[WAL], Random(31)  # noqa: S311 - the same places each time

    def cuts() -> Iterator[tuple[str, bytes]]:
        for number in range(CUTS):
            # One in four at the edge of a frame, give or take a byte.
            at = chance.randrange(len(journal))
            if number % 4 == 0:
                at = 32 + FRAME * (at // FRAME) + chance.choice((-1, 0, 1))
            yield WAL, journal[:at]

    seen = _judge(left, tmp_path / "coffre", cuts())

    assert not [how for how in seen if how.startswith("wrong")], seen
    assert seen["shorter, told"] or seen["told"]


def test_a_bit_flipped_anywhere_leaves_a_prefix_and_says_so(left: Left, tmp_path: Path) -> None:
    chance = Random(32)  # noqa: S311 - as above

    def flips() -> Iterator[tuple[str, bytes]]:
        for number in range(FLIPS):
            name = (WAL, DATABASE, WAL, witness.FILE)[number % 4]
            content = bytearray(left.files[name])
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
            yield name, bytes(content)

    seen = _judge(left, tmp_path / "coffre", flips())

    assert not [how for how in seen if how.startswith("wrong")], seen
    assert seen["whole"]

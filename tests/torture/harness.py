"""Kill a real process at random instants, many times, and judge what it left.

The process says on its output, one line each, what it has saved (an *acknowledgement*: printed after
the commit returned). It dies after a number of lines drawn at random, and a little later still, so
that it dies anywhere within its next work. Then `check` judges.
"""

import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random

from tests.torture.nursery import Nursery, nursery

# How many kills, over all activities: forty in `make test`, a thousand in `make torture`.
FEW, MANY = 40, 1_000


@dataclass(frozen=True, slots=True)
class Killed:
    """One process that was killed.

    Attributes:
        turn: which round, from 0.
        said: the lines that it had printed, in order, without their ends.
    """

    turn: int
    said: tuple[str, ...]


def rounds(activities: int) -> int:
    """Return how many kills each of so many activities gets."""
    wanted = MANY if os.environ.get("PERMANENCE_TORTURE") == "1" else FEW
    return wanted // activities


def kill_rounds(
    module: str,
    arguments: Callable[[int], Sequence[str | Path]],
    count: int,
    check: Callable[[Killed], None],
    *,
    seed: int,
    most: int = 12,
    spin: Callable[[Random], int] = lambda random: random.randrange(60_000),
) -> int:
    """Start a process, kill it, check, `count` times; return how many lines were said in all.

    Args:
        module: its `main` is what runs, in a process of its own; it must do nothing to the vault
            until it has read a line on its input.
        arguments: turn → what `main` is given, as text.
        count: how many kills.
        check: judges what a killed process left; it raises when something is lost.
        seed: draws the instants.
        most: the highest number of lines waited for before a kill.
        spin: draws how far to count, from the last line waited for to the kill.

    Raises:
        AssertionError: a process ended by itself; its last words are in the message.
    """
    random = Random(seed)  # noqa: S311 - the same instants each time, as far as a machine allows
    heard = 0
    with nursery(module) as forking:
        for turn in range(count):
            after, counted = random.randint(1, most), spin(random)
            said = _killed(forking, arguments(turn), after=after, spin=counted)
            heard += len(said)
            check(Killed(turn, said))
    return heard


def _killed(
    forking: Nursery, arguments: Sequence[str | Path], *, after: int, spin: int
) -> tuple[str, ...]:
    """Let a process say `after` lines, kill it a little later, return all that it said."""
    theirs, said, complained = os.pipe(), os.pipe(), os.pipe()
    process = forking.fork(arguments, (theirs[0], said[1], complained[1]))
    for file in (theirs[0], said[1], complained[1]):
        os.close(file)
    with (
        os.fdopen(theirs[1], "wb") as its_input,
        os.fdopen(said[0], "rb") as output,
        os.fdopen(complained[0], "rb") as trouble,
    ):
        its_input.write(b"go\n")
        its_input.flush()
        heard = [output.readline() for _ in range(after)]
        # Not a sleep: what passes while this counts is not the same twice.
        for _ in pairwise(range(spin)):
            pass
        os.kill(process, signal.SIGKILL)
        # What was in the pipe when it died had been said as well; half a line had not.
        heard += output.read().splitlines(keepends=True)
        status = forking.ended(process)
        assert heard[0], trouble.read().decode()
        assert status == -signal.SIGKILL, f"ended by itself: {trouble.read().decode()}"
    return tuple(line[:-1].decode() for line in heard if line.endswith(b"\n"))

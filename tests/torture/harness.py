"""Kill a real process at random instants, many times, and judge what it left.

The process says on its output, one line each, what it has saved (an *acknowledgement*: printed after
the commit returned). It dies after a number of lines drawn at random, and a little later still, so
that it dies anywhere within its next work. Then `check` judges.
"""

import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
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
    command: Callable[[int], Sequence[str]],
    count: int,
    check: Callable[[Killed], None],
    *,
    seed: int,
    most: int = 12,
    spin: Callable[[Random], int] = lambda random: random.randrange(60_000),
) -> int:
    """Start a command, kill it, check, `count` times; return how many lines were said in all.

    Args:
        command: turn → the command. It is started before its turn and must do nothing to the
            vault until it has read a line on its input.
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
    for turn, process in enumerate(_started(command, count)):
        said = _killed(process, after=random.randint(1, most), spin=spin(random))
        heard += len(said)
        check(Killed(turn, said))
    return heard


def _started(
    command: Callable[[int], Sequence[str]], count: int
) -> Iterator[subprocess.Popen[bytes]]:
    """Yield each process in its turn; the next one is already importing, waiting for its line."""
    ahead = _start(command(0))
    try:
        for turn in range(1, count):
            now, ahead = ahead, _start(command(turn))
            yield now
        yield ahead
    finally:
        with ahead:
            ahead.kill()


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - a command of the tests
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _killed(process: subprocess.Popen[bytes], *, after: int, spin: int) -> tuple[str, ...]:
    """Let a process say `after` lines, kill it a little later, return all that it said."""
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    with process:
        process.stdin.write(b"go\n")
        process.stdin.flush()
        heard = [process.stdout.readline() for _ in range(after)]
        # Not a sleep: what passes while this counts is not the same twice.
        for _ in pairwise(range(spin)):
            pass
        process.kill()
        # What was in the pipe when it died had been said as well; half a line had not.
        heard += process.stdout.read().splitlines(keepends=True)
        assert heard[0], process.stderr.read().decode()
        assert process.wait() == -9, f"ended by itself: {process.stderr.read().decode()}"
    return tuple(line[:-1].decode() for line in heard if line.endswith(b"\n"))

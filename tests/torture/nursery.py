"""Processes that begin as forks of one that has imported all they need, in milliseconds each.

`python -m tests.torture.nursery MODULE FD`: over the socket FD, the arguments of `MODULE.main` and
the three files that its standard ones become; back, the number of the process. Then that number,
to wait for its end; back, how it ended.
"""

import json
import os
import socket
import subprocess
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
_MOST = 65_536


@dataclass(frozen=True, slots=True)
class Nursery:
    """The way to the process that forks."""

    line: socket.socket

    def fork(self, arguments: Sequence[str | Path], files: Sequence[int]) -> int:
        """Begin a process on these standard files; return its number."""
        socket.send_fds(self.line, [json.dumps([*map(str, arguments)]).encode()], files)
        return int(self.line.recv(_MOST))

    def ended(self, number: int) -> int:
        """Wait for the end of a process; return its status, a signal as a negative."""
        self.line.send(json.dumps(number).encode())
        return int(self.line.recv(_MOST))


@contextmanager
def nursery(module: str) -> Iterator[Nursery]:
    """Keep a process that imported a module, and forks."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", "tests.torture.nursery", module, str(theirs.fileno())]
    with ours, subprocess.Popen(command, cwd=ROOT, pass_fds=[theirs.fileno()]) as process:  # noqa: S603 - ours
        theirs.close()
        try:
            yield Nursery(ours)
        finally:
            process.kill()


def main(module: str, fd: str) -> None:
    """Fork until nobody asks any more."""
    forked = import_module(module)
    with socket.socket(fileno=int(fd)) as line:
        while True:
            message, files, _, _ = socket.recv_fds(line, _MOST, 3)
            if not message:
                return
            match json.loads(message):
                case int(number):
                    _, status = os.waitpid(number, 0)
                    answer = os.waitstatus_to_exitcode(status)
                case arguments:
                    answer = os.fork()
                    if not answer:
                        _be(forked, arguments, files)
            for file in files:
                os.close(file)
            line.send(json.dumps(answer).encode())


def _be(module: ModuleType, arguments: Sequence[str], files: Sequence[int]) -> None:
    """Become the process asked for, and never come back."""
    status = 1
    try:
        for standard, file in enumerate(files):
            os.dup2(file, standard)
        module.main(*arguments)
        status = 0
    except BaseException:  # noqa: BLE001 - whatever it is, the other side reads it
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(status)


if __name__ == "__main__":
    main(*sys.argv[1:])

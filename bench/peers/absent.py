"""What a peer of the exchange needs around it: an environment of its own, a port, a sign of life.

Whatever lacks is an `AbsentError`: the rest is measured all the same, and no figure is made up.
"""

import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path

_INSTALL_S, _PATIENCE, _EVERY_S = 400, 150, 0.2


class AbsentError(Exception):
    """The peer could not be installed or run; the message says why, in one line."""


def environment(folder: Path, packages: Sequence[str]) -> Path:
    """Make a virtual environment with these packages; return the folder of its programs."""
    ran([sys.executable, "-m", "venv", str(folder)])
    programs = folder / "bin"
    ran([str(programs / "pip"), "-q", "--disable-pip-version-check", "install", *packages])
    return programs


def ran(command: Sequence[str], *, folder: Path | None = None) -> None:
    """Run a command.

    Raises:
        AbsentError: it is not there, it failed, or it takes too long.
    """
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, check=False, timeout=_INSTALL_S
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise AbsentError(f"{command[0]}: {error}") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise AbsentError(said[-1] if said else f"{command[0]} failed")


def free_port() -> int:
    """Return a port that nobody listens to."""
    with socket.create_server(("127.0.0.1", 0)) as line:
        return int(line.getsockname()[1])


def waited(url: str, running: subprocess.Popen[bytes]) -> None:
    """Wait until it answers.

    Raises:
        AbsentError: it stopped, or says nothing.
    """
    pause = threading.Event()
    for _ in range(_PATIENCE):
        if running.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url) as reply:  # noqa: S310 - on this machine
                if reply.status == HTTPStatus.OK:
                    return
        except OSError:
            pause.wait(_EVERY_S)
    raise AbsentError("it does not answer")

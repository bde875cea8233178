"""Other processes of the tests: started from the root of the sources, killed with their test."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


def module(name: str, *arguments: str | Path) -> list[str]:
    """Return the command that runs a module of the tests or of the application."""
    return [sys.executable, "-m", name, *map(str, arguments)]


@contextmanager
def running(command: list[str], **env: str) -> Iterator[subprocess.Popen[str]]:
    """Run a command that talks on its output; it is dead when the block ends."""
    process = subprocess.Popen(  # noqa: S603 - a command of the tests
        command,
        cwd=ROOT,
        env={**os.environ, **env},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def outcome(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Return what `tests.desktop.second` said: the name of the error or "ok", and its sentence."""
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, process.stderr and process.stderr.read()
    name, phrase = json.loads(line)
    return name, phrase


def as_ordinary_user(command: list[str]) -> list[str] | None:
    """Return a command that file permissions bind, root included; None where that cannot be."""
    if os.geteuid():
        return command
    setpriv = shutil.which("setpriv")
    without = "-dac_override,-dac_read_search"
    return setpriv and [setpriv, f"--bounding-set={without}", f"--inh-caps={without}", *command]  # type: ignore[return-value]  # "" is no path

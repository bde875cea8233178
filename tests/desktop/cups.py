"""A CUPS of the test's own, with a printer of its own. Nothing else is touched."""
# ruff: noqa: S603, S607, S108 - the system's own commands, and the folders of a CUPS of the test's

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from desktop.ui.spool import SPOOL

PRINTER = "essai"
CUPS = Path("/usr/lib/cups")
# A printer that takes PDF and whose paper is a file: CUPS hands it the job as to any other.
BACKEND = """#!/bin/sh
[ $# -eq 0 ] && exit 0
cat "${{6:--}}" > {root}/tmp/sortie.part && mv {root}/tmp/sortie.part {root}/tmp/sortie.pdf
"""
# One whose paper is nowhere: it counts what it is given.
COUNTING = """#!/bin/sh
[ $# -eq 0 ] && exit 0
cat "${{6:--}}" | wc -c > {root}/tmp/compte.txt
"""
POSSIBLE = (
    os.name == "posix"
    and os.geteuid() == 0
    and all(shutil.which(name) for name in ("cupsd", "lp", "lpadmin"))
)
needs_cups = pytest.mark.skipif(not POSSIBLE, reason="needs root, cups-daemon and cups-client")


@contextmanager
def running(
    monkeypatch: pytest.MonkeyPatch, *, denied: str = "", backend: str = BACKEND
) -> Iterator[Path]:
    """Start a CUPS on a socket of its own, with one printer; return its folder. What is `denied`, nobody may ask."""
    # Not under tmp_path: CUPS's own user must go through, and a socket's path is short.
    with tempfile.TemporaryDirectory(prefix="cups-") as name:
        root = Path(name)
        user = "lp" if "lp" in {one.pw_name for one in pwd.getpwall()} else "root"
        root.chmod(0o755)
        for folder in ("spool", "cache", "state", "tmp"):
            (root / folder).mkdir()
            shutil.chown(root / folder, user)
        _add_backend(root, backend)
        (root / "files.conf").write_text(
            f"ServerRoot {root}\nServerBin {root}/bin\nRequestRoot {root}/spool\nCacheDir {root}/cache\n"
            f"StateDir {root}/state\nTempDir {root}/tmp\nFileDevice Yes\nUser {user}\n"
            f"AccessLog {root}/access\nErrorLog {root}/error\nPageLog {root}/page\n"
            "SystemGroup root lpadmin\n"
        )
        (root / "cupsd.conf").write_text(
            f"Listen {root}/s\nLogLevel debug\nBrowsing No\nDefaultAuthType None\nWebInterface No\n"
            "<Location />\nAllow all\n</Location>\n<Policy default>\n"
            + (
                f"<Limit {denied}>\nAuthType Basic\nRequire user nobody\n</Limit>\n"
                if denied
                else ""
            )
            + "<Limit All>\nAllow all\n</Limit>\n</Policy>\n"
        )
        monkeypatch.setenv("CUPS_SERVER", f"{root}/s")
        server = subprocess.Popen(
            ["cupsd", "-f", "-c", f"{root}/cupsd.conf", "-s", f"{root}/files.conf"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _add_printer()
            yield root
            # No thread is left that looks at a CUPS that is gone.
            go_on()
            _until_taken_back()
        finally:
            server.terminate()
            server.wait()


def pause() -> None:
    """Hold what is sent to the printer, until `go_on`."""
    subprocess.run(["cupsdisable", PRINTER], check=True)


def go_on() -> None:
    """Let the printer print."""
    # A test may have taken the printer away.
    subprocess.run(["cupsenable", PRINTER], check=False, capture_output=True)


def kept(root: Path) -> list[Path]:
    """Return the documents that this CUPS keeps."""
    return sorted((root / "spool").glob("d*"))


def _until_taken_back() -> None:
    for _ in range(300):
        if SPOOL.empty:
            return
        Event().wait(0.1)
    pytest.fail("CUPS still holds what was printed")


def _add_backend(root: Path, backend: str) -> None:
    """Give CUPS its own programs, and one way out that is the test's."""
    (root / "bin" / "backend").mkdir(parents=True)
    for own in CUPS.iterdir():
        if own.name != "backend":
            (root / "bin" / own.name).symlink_to(own)
    script = root / "bin" / "backend" / PRINTER
    script.write_text(backend.format(root=root))
    script.chmod(0o755)


def _add_printer() -> None:
    command = ["lpadmin", "-p", PRINTER, "-E", "-v", f"{PRINTER}:/", "-m", "raw"]
    for _ in range(200):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return
    pytest.fail(done.stderr)

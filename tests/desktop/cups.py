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

import pytest

PRINTER = "essai"
CUPS = Path("/usr/lib/cups")
# A printer that takes PDF and whose paper is a file: CUPS hands it the job as to any other.
BACKEND = """#!/bin/sh
[ $# -eq 0 ] && exit 0
cat "${{6:--}}" > {root}/tmp/sortie.part && mv {root}/tmp/sortie.part {root}/tmp/sortie.pdf
"""
needs_cups = pytest.mark.skipif(
    os.name != "posix"
    or os.geteuid() != 0
    or not all(shutil.which(name) for name in ("cupsd", "lp", "lpadmin")),
    reason="needs root, cups-daemon and cups-client",
)


@contextmanager
def running(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Start a CUPS on a socket of its own, with one printer; return its folder."""
    # Not under tmp_path: CUPS's own user must go through, and a socket's path is short.
    with tempfile.TemporaryDirectory(prefix="cups-") as name:
        root = Path(name)
        user = "lp" if "lp" in {one.pw_name for one in pwd.getpwall()} else "root"
        root.chmod(0o755)
        for folder in ("spool", "cache", "state", "tmp"):
            (root / folder).mkdir()
            shutil.chown(root / folder, user)
        _add_backend(root)
        (root / "files.conf").write_text(
            f"ServerRoot {root}\nServerBin {root}/bin\nRequestRoot {root}/spool\nCacheDir {root}/cache\n"
            f"StateDir {root}/state\nTempDir {root}/tmp\nFileDevice Yes\nUser {user}\n"
            f"AccessLog {root}/access\nErrorLog {root}/error\nPageLog {root}/page\n"
            "SystemGroup root lpadmin\n"
        )
        (root / "cupsd.conf").write_text(
            f"Listen {root}/s\nLogLevel debug\nBrowsing No\nDefaultAuthType None\nWebInterface No\n"
            "<Location />\nAllow all\n</Location>\n<Policy default>\n<Limit All>\nAllow all\n"
            "</Limit>\n</Policy>\n"
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
        finally:
            server.terminate()
            server.wait()


def _add_backend(root: Path) -> None:
    """Give CUPS its own programs, and one way out that is the test's."""
    (root / "bin" / "backend").mkdir(parents=True)
    for own in CUPS.iterdir():
        if own.name != "backend":
            (root / "bin" / own.name).symlink_to(own)
    script = root / "bin" / "backend" / PRINTER
    script.write_text(BACKEND.format(root=root))
    script.chmod(0o755)


def _add_printer() -> None:
    command = ["lpadmin", "-p", PRINTER, "-E", "-v", f"{PRINTER}:/", "-m", "raw"]
    for _ in range(200):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return
    pytest.fail(done.stderr)

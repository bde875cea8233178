"""Nothing of a day is left in plaintext on the machine (quality.md S1): 500 names and words are sought.

The whole day, with the half-minute of the clipboard, under PERMANENCE_TORTURE=1 (`make torture`);
without that wait in `make test`.
"""

import json
import os
import shlex
import subprocess
import tempfile
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

import pytest

from desktop.app.surroundings import real
from desktop.demo.scene import PASSPHRASE, inside
from desktop.usecases import session
from plie.kinds import Entretien, Personne
from tests.desktop import cups, processes
from tests.torture.day import PEOPLE, STEMS, WORDS, canary
from tests.torture.hunt import remains

PATIENT = ["patient"] if os.environ.get("PERMANENCE_TORTURE") == "1" else []
DONE = [
    "vault",
    "typed",
    "previewed",
    "printed",
    "scanned",
    "copied",
    "browsed",
    "crashed",
    "locked",
    "unlocked",
    "typing",
]


@pytest.fixture
def short_path() -> Iterator[Path]:
    """A folder with a short name: a socket's address, below it, has 107 bytes at most."""
    with tempfile.TemporaryDirectory(prefix="jour-") as name:
        yield Path(name)


def test_nothing_of_a_day_is_left_in_plaintext(
    short_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path = short_path
    with (
        a_printer(tmp_path, monkeypatch) as printer,
        processes.running(
            processes.module("tests.torture.day", *PATIENT), **folders(tmp_path), **printer.reach
        ) as app,
    ):
        told = until_typing(app)
        again = second_start(tmp_path)
        app.kill()
        assert app.stdout is not None
        assert app.stderr is not None
        said = app.stdout.read() + app.stderr.read()
        (tmp_path / "sortie.txt").write_text(said, encoding="utf-8")

        found = remains(tmp_path, STEMS) + remains(printer.folder, STEMS)
        given = int(printer.counted.read_text(encoding="utf-8"))

    assert [line["what"] for line in told if line["what"] in DONE] == DONE
    assert held(told) == {"copied": True, "locked": False} | (
        {"cleared after a while": False} if PATIENT else {}
    )
    assert "déjà ouverte" in again
    assert len({canary(n) for n in range(PEOPLE + WORDS)}) == 500
    assert found == []
    assert list(tmp_path.rglob("permanence.log"))
    assert given > 10_000
    assert is_in_the_vault(tmp_path)


@pytest.mark.parametrize("stem", STEMS)
def test_the_hunt_finds_what_is_hidden(tmp_path: Path, stem: str) -> None:
    """Each way of hiding a word is found: else an empty hunt would prove nothing."""
    said = f"Mme {stem}ab est venue."
    ways = {
        "utf8": said.encode(),
        "upper": said.upper().encode(),
        "utf16": said.encode("utf-16"),
        "latin": said.encode("latin-1", "ignore"),
        "base64": b64encode(said.encode()),
        "shifted": b64encode(b"x" + said.encode()),
        "pdf": b"stream\n" + zlib.compress(said.encode() * 9) + b"\nendstream",
        "nested": zlib.compress(b"x" * 99 + zlib.compress(said.encode() * 9)),
        "torn": zlib.compress(os.urandom(200_000) + said.encode() * 9)[:-4],
    }
    for name, content in ways.items():
        (tmp_path / name).write_bytes(os.urandom(50) + content)
    with zipfile.ZipFile(tmp_path / "zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", said * 9)
    (tmp_path / f"{stem}.txt").touch()

    found = "\n".join(remains(tmp_path, STEMS))

    assert [
        name for name in (*ways, "zip", f"{stem}.txt") if f"{tmp_path / name}: " not in found
    ] == []


def folders(root: Path) -> dict[str, str]:
    """Folders of its own for all that a process may write."""
    names = ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    names += ("XDG_STATE_HOME", "XDG_RUNTIME_DIR")
    for name in names:
        (root / name).mkdir(mode=0o700, exist_ok=True)
    return {name: str(root / name) for name in names} | {"PERMANENCE_DONNEES": ""}


@dataclass(frozen=True)
class Printer:
    """What reaches it, what its system writes in, where what it was given is counted."""

    reach: dict[str, str]
    folder: Path
    counted: Path


@contextmanager
def a_printer(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Printer]:
    """Put a printer in reach that keeps nothing of what it is given: of a CUPS of the test's own, where that can be."""
    if cups.POSSIBLE:
        with cups.running(monkeypatch, backend=cups.COUNTING) as folder:
            yield Printer({}, folder, folder / "tmp" / "compte.txt")
        return
    # Without root, or without cupsd: commands that count, and have never done printing. What CUPS keeps is not hunted.
    tools = root / "outils"
    tools.mkdir(exist_ok=True)
    counted = root / "imprimante.txt"
    for name, does in {
        "lp": f"wc -c > {shlex.quote(str(counted))} && echo 'request id is Bureau-1 (1 file(s))'",
        "lpstat": 'case "$1" in -e) echo Bureau ;; -W) echo Bureau-1 ;; *) echo "system default destination: Bureau" ;; esac',
    }.items():
        (tools / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    yield Printer({"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}, tools, counted)


def until_typing(app: "Popen[str]") -> list[dict[str, object]]:
    told: list[dict[str, object]] = []
    assert app.stdout is not None
    for line in app.stdout:
        told.append(json.loads(line))
        if told[-1]["what"] == "typing":
            break
    else:
        raise AssertionError(f"{told} {processes.outcome(app)}")
    # A few saves more, in the middle of which it dies.
    return told


def second_start(root: Path) -> str:
    """Start the application again on the same folder, as the person who forgot its window."""
    done = subprocess.run(  # noqa: S603 - a command of the tests
        processes.module("desktop"),
        cwd=processes.ROOT,
        env={**os.environ, **folders(root)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    return done.stdout


def held(told: list[dict[str, object]]) -> dict[object, object]:
    return {line["what"]: line["held"] for line in told if "held" in line}


def is_in_the_vault(root: Path) -> bool:
    """Whether what was sought is where it should be: else nothing was sought."""
    (envelope,) = root.rglob("coffre.json")
    vault = session.unlock(envelope.parent, PASSPHRASE, around=inside(real()))
    with vault.look() as rows:
        people = rows.all(Personne)
        said = " ".join(entretien.contenu for entretien in rows.all(Entretien))
    vault.close()
    return len(people) == PEOPLE and canary(PEOPLE + WORDS - 1) in said

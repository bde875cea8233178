"""The units and the container recipe call what exists, with words that are understood; systemd finds no fault."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from central.serve import Service
from central.settings import Settings
from central.usage import parser

ROOT = Path(__file__).parents[2]
UNITS = ROOT / "installer" / "systemd"
RECIPE = ROOT / "installer" / "conteneur" / "Containerfile"
PROGRAM = "/opt/permanence/.venv/bin/permanence-central"
ANALYZE = shutil.which("systemd-analyze")
# Tenths: from 0 (nothing left to close) to 100.
MOST_EXPOSED = 20


def _started(unit: str) -> list[str]:
    """What a unit starts, its environment's words put in their places."""
    (line,) = re.findall(r"^ExecStart=(.*)$", (UNITS / unit).read_text(), re.MULTILINE)
    for name, value in re.findall(
        r"^(\w+)=(.*)$", (UNITS / "central.env").read_text(), re.MULTILINE
    ):
        line = line.replace("${" + name + "}", value)
    words = shlex.split(line)
    return shlex.split(words[2])[1:] if words[0] == "/bin/sh" else words


@pytest.mark.parametrize(
    ("unit", "command"),
    [("permanence-central.service", "servir"), ("permanence-sauvegarde.service", "sauvegarder")],
)
def test_a_unit_starts_a_command_that_is_understood(unit: str, command: str) -> None:
    program, *words = _started(unit)

    asked = parser().parse_args(words)

    assert program == PROGRAM
    assert asked.commande == command


def test_the_container_serves_behind_a_proxy_as_it_is_told(tmp_path: Path) -> None:
    text = RECIPE.read_text(encoding="utf-8")
    (entry,) = re.findall(r"^ENTRYPOINT (\[.*\])$", text, re.MULTILINE)
    (words,) = re.findall(r"^CMD (\[.*\])$", text, re.MULTILINE)

    asked = parser().parse_args(json.loads(words))

    assert json.loads(entry) == ["permanence-central"]
    Service(host=asked.hote, port=asked.port, proxies=asked.derriere_proxy).check(
        Settings(tmp_path)
    )


def test_the_container_copies_what_exists_and_all_that_is_installed() -> None:
    text = RECIPE.read_text(encoding="utf-8")
    copied = {
        name
        for line in re.findall(r"^COPY (?!--from)(.*)$", text, re.MULTILINE)
        for name in line.split()[:-1]
    }

    assert {name for name in copied if not (ROOT / name).exists()} == set()
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"bench", "tests"}
    assert packages <= copied


@pytest.mark.skipif(ANALYZE is None, reason="no systemd-analyze on this machine")
def test_systemd_finds_no_fault_in_the_units_and_little_left_open(tmp_path: Path) -> None:
    for path in UNITS.glob("permanence-*"):
        here = path.read_text().replace(
            PROGRAM, str(Path(sys.executable).with_name(Path(PROGRAM).name))
        )
        (tmp_path / path.name).write_text(here)
    units = sorted(map(str, tmp_path.glob("permanence-*")))

    verified = _analyze("verify", "--man=no", *units)
    judged = _analyze(
        "security", "--offline=true", f"--threshold={MOST_EXPOSED}",
        str(tmp_path / "permanence-central.service"),
    )  # fmt: skip

    assert (verified.returncode, verified.stderr) == (0, "")
    assert judged.returncode == 0, judged.stdout


def _analyze(*words: str) -> "subprocess.CompletedProcess[str]":
    assert ANALYZE is not None
    return subprocess.run(  # noqa: S603 - the system's own
        [ANALYZE, *words],
        env={**os.environ, "LC_ALL": "C.UTF-8", "SYSTEMD_COLORS": "0", "SYSTEMD_PAGER": ""},
        capture_output=True,
        text=True,
        check=False,
    )

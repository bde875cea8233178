"""installer/prepare.py as it is started, in a copy, on a machine whose tools say what we want."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
MARK_AS_READY = """
import prepare
prepare.VENV.joinpath("bin").mkdir(parents=True)
prepare._python().touch()
prepare._stamp_of_lock().write_text(prepare._state_of_lock())
prepare._stamp_of_project().write_text(prepare._state_of_project())
"""
ALL_BUT_TWO = "import prepare; print(*sorted(prepare.LIBRARIES)[2:], sep='\\n')"
IS_ROOT = os.geteuid() == 0


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that looks ready, on a machine that lacks nothing."""
    folder = tmp_path / "checkout"
    shutil.copytree(ROOT / "installer", folder / "installer", ignore=lambda *_: ["__pycache__"])
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copy(ROOT / "requirements.lock", folder)
    python(folder, MARK_AS_READY)
    everything = python(folder, "import prepare; print(*prepare.LIBRARIES, sep='\\n')")
    install_tool(folder, "ldconfig", listing(everything))
    install_tool(folder, "apt-get", f'echo "$@" >> {folder}/apt-get.log')
    return folder


def python(folder: Path, code: str) -> str:
    """Run some code beside prepare.py and return what it prints."""
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-B", "-c", code],
        cwd=folder / "installer",
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def listing(libraries: str) -> str:
    return "".join(f"echo '\t{name} (libc6) => /lib/{name}'\n" for name in libraries.split())


def install_tool(folder: Path, name: str, script: str) -> None:
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    (tools / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (tools / name).chmod(0o755)


def prepare(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-B", folder / "installer" / "prepare.py", *words],
        env={"PATH": str(folder / "tools"), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_is_ready_is_left_alone_in_silence(checkout: Path) -> None:
    done = prepare(checkout)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (checkout / "apt-get.log").exists()


@pytest.mark.skipif(IS_ROOT, reason="root installs instead of being told")
def test_an_ordinary_user_is_told_in_one_line_what_to_type(checkout: Path) -> None:
    install_tool(checkout, "ldconfig", listing(python(checkout, ALL_BUT_TWO)))

    done = prepare(checkout, "tests")

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "apt-get install -y --no-install-recommends libgl1 libegl1 poppler" in done.stderr
    assert not (checkout / "apt-get.log").exists()


@pytest.mark.skipif(not IS_ROOT, reason="only root installs")
def test_root_installs_what_is_missing_after_one_update(checkout: Path) -> None:
    install_tool(checkout, "ldconfig", listing(python(checkout, ALL_BUT_TWO)))

    done = prepare(checkout, "tests")

    updated, installed = (checkout / "apt-get.log").read_text(encoding="utf-8").splitlines()
    assert done.returncode == 0
    assert updated.endswith(" update")
    assert "--no-install-recommends" in installed
    assert {"libegl1", "libgl1", "poppler-utils"} <= set(installed.split())


@pytest.mark.parametrize("changed", ["requirements.lock", "the folder"])
def test_the_environment_is_stale_when_the_lock_or_the_folder_changed(
    checkout: Path, changed: str
) -> None:
    before = python(checkout, "import prepare; print(prepare._has_venv())")
    if changed == "the folder":
        checkout = checkout.rename(checkout.with_name("elsewhere"))
    else:
        with (checkout / changed).open("a", encoding="utf-8") as lock:
            lock.write("# one more line\n")

    after = python(checkout, "import prepare; print(prepare._has_venv())")

    assert (before, after) == ("True\n", "False\n")


def test_the_environment_is_stale_when_its_making_was_cut_short(checkout: Path) -> None:
    (checkout / ".venv" / "lock.stamp").unlink()

    assert python(checkout, "import prepare; print(prepare._has_venv())") == "False\n"


def test_the_environment_of_another_checkout_is_never_emptied(
    checkout: Path, tmp_path: Path
) -> None:
    another = (checkout / ".venv").rename(tmp_path / "another")
    (another / "lock.stamp").write_text("made for another folder", encoding="utf-8")
    (checkout / ".venv").symlink_to(another)

    done = prepare(checkout)

    assert done.returncode == 2
    assert "est un lien" in done.stderr
    assert (another / "bin" / "python").exists()

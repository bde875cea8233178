#!/usr/bin/env python3
"""Make a checkout ready to run: the system's packages, then ``.venv`` from the locked requirements.

Usage: ``python3 installer/prepare.py [tests] [bench]``: each adds what it alone needs.
It runs before anything is installed, hence the standard library alone, and says nothing, asks
no network and takes a few hundredths of a second when all is there. Exit status: 0 ready,
2 not ready (one French line says what to do).
It is not the installer of the application for those who use it.
"""
# ruff: noqa: S603, S607 - it starts the system's own tools, with words of its own

from __future__ import annotations

import fcntl
import hashlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
OLDEST_PYTHON = (3, 11)
APT_LOCK = Path("/var/lib/apt/lists/lock")
APT_TIMEOUT_S = 300
SYSTEMD = Path("/run/systemd/system")

# What Qt loads from the system, on Linux, and the Debian package that has it. Offscreen needs the
# first eight; a real window under X11 all of them. Found missing only when it is too late.
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libbrotlidec.so.1": "libbrotli1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libcups.so.2": "libcups2",
}
# What WeasyPrint loads, in the measures alone.
BENCH_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


class NotReadyError(Exception):
    """The checkout cannot be made ready; the message is the French line to show."""


def main(arguments: list[str]) -> int:
    """Prepare the checkout once, however many commands ask for it at the same time."""
    try:
        _require_python()
        # Two commands started together wait for each other: the lock goes with the process.
        with Path(__file__).open("rb") as myself:
            fcntl.flock(myself, fcntl.LOCK_EX)
            _provide_packages(
                _missing_packages(for_tests="tests" in arguments, for_bench="bench" in arguments)
            )
            _provide_venv()
    except NotReadyError as problem:
        print(problem, file=sys.stderr)  # noqa: T201 - a command speaks on the terminal
        return 2
    except OSError as problem:
        # Typically a .venv made by root, then asked for again by someone else.
        print(f"Installation impossible : {problem}", file=sys.stderr)  # noqa: T201 - as above
        return 2
    return 0


def _require_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        version = ".".join(map(str, sys.version_info[:3]))
        raise NotReadyError(
            f"Permanence demande Python 3.11 ou plus récent ; ici : {version} "
            f"({sys.executable}). Un autre se choisit par « make PYTHON=python3.12 … »."
        )


# --- the system's packages -------------------------------------------------------------------


def _missing_packages(*, for_tests: bool, for_bench: bool) -> list[str]:
    """Return the Debian packages to install; looked up by what they bring, not by their name."""
    missing = []
    if not _has_venv() and not all(map(find_spec, ("ensurepip", "venv"))):
        missing.append("python3-venv")
    needed = LIBRARIES | BENCH_LIBRARIES if for_bench else LIBRARIES
    absent = _absent(needed)
    missing += [package for soname, package in needed.items() if soname in absent]
    if for_tests and shutil.which("pdfsig") is None:
        missing.append("poppler-utils")
    if for_tests and shutil.which("dbus-daemon") is None:
        missing.append("dbus-daemon")
    # A real CUPS for the tests of printing; only root can run one of their own: others skip them.
    if for_tests and os.geteuid() == 0 and shutil.which("cupsd") is None:
        missing += ["cups-daemon", "cups-client"]
    # A real nginx for the test of what is shipped for it. Where systemd runs, installing it would
    # also start it for everyone, on port 80: there, who wants that test installs it.
    if for_tests and os.geteuid() == 0 and not SYSTEMD.exists() and _nginx() is None:
        missing.append("nginx-light")
    return missing


def _nginx() -> str | None:
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


def _absent(needed: dict[str, str]) -> set[str]:
    ldconfig = shutil.which("ldconfig", path=f"{os.environ.get('PATH', '')}:/sbin:/usr/sbin")
    if ldconfig is None:
        return set()
    listed = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=False).stdout
    known = {line.split(maxsplit=1)[0] for line in listed.splitlines() if line.strip()}
    return set(needed) - known if known else set()


def _provide_packages(missing: list[str]) -> None:
    if not missing:
        return
    if shutil.which("apt-get") is None:
        raise NotReadyError(
            "Il manque au système de quoi faire marcher Permanence ; à installer avec son "
            f"gestionnaire de paquets (noms Debian) : {' '.join(missing)}"
        )
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        raise NotReadyError(f"Il manque des paquets du système ; taper : {_as_root(install)}")
    _say(f"Paquets du système : {' '.join(missing)}…")
    _wait_for_apt()
    # A third-party source that no longer answers must not forbid what the others have.
    _apt("update")
    failed = _apt(*install[1:])
    if failed:
        raise NotReadyError(f"{failed}\nL’installation a échoué : {shlex.join(install)}")


def _as_root(install: list[str]) -> str:
    command = f"apt-get update && {shlex.join(install)}"
    if shutil.which("sudo"):
        return f"sudo sh -c {shlex.quote(command)}"
    return f"su -c {shlex.quote(command)}"


def _apt(*words: str) -> str:
    """Run apt-get; return what it complains of, empty when all went well."""
    done = subprocess.run(
        ["apt-get", "-qq", "-o", f"DPkg::Lock::Timeout={APT_TIMEOUT_S}", *words],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stderr or done.stdout).strip() if done.returncode else ""


def _wait_for_apt() -> None:
    """Wait until no other apt-get holds the lists: its own time-out covers dpkg's lock only."""

    def give_up(_signal: int, _frame: object) -> None:
        raise NotReadyError("Une autre installation de paquets est en cours ; réessayer après.")

    if not APT_LOCK.exists():
        return
    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(APT_TIMEOUT_S)
    with APT_LOCK.open("r+b") as lists:
        fcntl.lockf(lists, fcntl.LOCK_EX)
    signal.alarm(0)


# --- the project's own .venv ------------------------------------------------------------------


def _provide_venv() -> None:
    """Build ``.venv`` anew when the lock, Python or the folder changed, or a build was cut short.

    Each stamp is written last, so that what has no stamp was not finished.
    """
    if not _has_venv():
        if VENV.is_symlink():
            # Emptying it would empty the one of another checkout, under whoever works there.
            raise NotReadyError(
                f"{VENV} est un lien : ce qu’il désigne n’a pas été fait pour ce dossier, et rien "
                "n’y a été changé. Supprimer le lien, puis relancer la même commande."
            )
        _say(
            "Environnement Python : installation de requirements.lock dans .venv (une à trois minutes)…"
        )
        _run(sys.executable, "-m", "venv", "--clear", str(VENV))
        # A wheel is unpacked; a source archive would run its authors' code here.
        _pip("install", "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK))
        _stamp_of_lock().write_text(_state_of_lock(), encoding="utf-8")
    if _read(_stamp_of_project()) != _state_of_project():
        _pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        _stamp_of_project().write_text(_state_of_project(), encoding="utf-8")


def _has_venv() -> bool:
    return _python().exists() and _read(_stamp_of_lock()) == _state_of_lock()


def _stamp_of_lock() -> Path:
    return VENV / "lock.stamp"


def _stamp_of_project() -> Path:
    return VENV / "project.stamp"


def _state_of_lock() -> str:
    version = ".".join(map(str, sys.version_info[:2]))
    # Scripts in .venv/bin name their interpreter in full: a moved folder is a new one.
    return f"{_sha256(LOCK)} python{version} {sys.base_prefix} {ROOT}\n"


def _state_of_project() -> str:
    return f"{_sha256(PROJECT)}\n"


def _python() -> Path:
    return VENV / "bin" / "python"


def _pip(*words: str) -> None:
    _run(str(_python()), "-m", "pip", "-qq", "--disable-pip-version-check", *words)


def _run(*command: str) -> None:
    # pip's errors are the best explanation there is: they go to the terminal as they are.
    if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode:
        raise NotReadyError(
            "L’installation n’a pas abouti (raison ci-dessus). Vérifier l’accès au réseau, puis "
            "relancer la même commande : elle reprend du début."
        )


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _say(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201 - a command speaks on the terminal


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The disk under a folder, as this machine says: a network share, a synchronised folder, the room left.

What each system says is read here; `shares` and `synced` judge it. Standard library alone: the door
looks before the house is read (decision 0008).
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from desktop import shares, synced

_DROPBOX_INFO = ".dropbox/info.json"
_DROPBOX_IN = ("APPDATA", "LOCALAPPDATA")


def share(folder: Path) -> str:
    """Return the kind of network share that a folder lies on, "" on a disk of this machine."""
    # A system that says nothing of its disks is no reason to refuse a vault.
    with suppress(OSError, subprocess.SubprocessError):
        real = str(folder.resolve())
        if sys.platform == "win32":
            drive_type = ctypes.windll.kernel32.GetDriveTypeW
            return shares.on_windows(PureWindowsPath(real), drive_type)
        if sys.platform == "darwin":
            said = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=True)
            return shares.on_mac(PurePosixPath(real), said.stdout)
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
        return shares.on_linux(PurePosixPath(real), mounts)
    return ""


def service(folder: Path, env: Mapping[str, str] = os.environ) -> str:
    """Return the service that copies a folder to a cloud, "" when none is known to."""
    return synced.service(
        folder.resolve(), env=env, declared={"Dropbox": _dropbox(env)}, names_in=_names
    )


def free(folder: Path) -> int | None:
    """Return how many bytes are left on a folder's disk; None when it does not say."""
    with suppress(OSError):
        return shutil.disk_usage(shares.nearest(folder.resolve(), _exists)).free
    return None


@dataclass(frozen=True, slots=True)
class Disk:
    """What is asked of the disk: the machine's own answers, or a test's."""

    share: Callable[[Path], str] = share
    service: Callable[[Path], str] = service
    free: Callable[[Path], int | None] = free


def _exists(path: object) -> bool:
    return os.path.lexists(str(path))


def _dropbox(env: Mapping[str, str]) -> list[Path]:
    places = [Path.home() / _DROPBOX_INFO]
    places += [Path(env[name]) / "Dropbox" / "info.json" for name in _DROPBOX_IN if env.get(name)]
    found: list[Path] = []
    for place in places:
        with suppress(OSError, ValueError):
            found += map(Path, synced.dropbox(place.read_text(encoding="utf-8")))
    return found


def _names(path: object) -> list[str]:
    with suppress(OSError):
        return [at.name for at in Path(str(path)).iterdir()]
    return []

"""Disks that the tests mount where they may: a small one, and a share whose server is gone."""

import ctypes
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_NOSUID_NODEV = 6


@contextmanager
def mounted(folder: Path, kind: str, options: str) -> Iterator[None]:
    """Mount a disk of memory, as the system's own command does."""
    folder.mkdir()
    command = ["/bin/mount", "-t", kind, "-o", options, kind, str(folder)]
    if (
        not Path(command[0]).exists()
        or subprocess.run(command, capture_output=True, check=False).returncode  # noqa: S603 - mount, by its path
    ):
        pytest.skip("mounting a disk takes root")
    try:
        yield
    finally:
        subprocess.run(["/bin/umount", str(folder)], check=True)  # noqa: S603 - umount, by its path


@contextmanager
def dead_share(folder: Path) -> Iterator[None]:
    """Mount what sshfs mounts, and lose its server at once: the kernel says that it is there."""
    folder.mkdir()
    libc = ctypes.CDLL(None, use_errno=True)
    try:
        device = os.open("/dev/fuse", os.O_RDWR)
    except OSError:
        pytest.skip("there is no /dev/fuse here")
    options = f"fd={device},rootmode=40000,user_id={os.getuid()},group_id={os.getgid()}"
    told = libc.mount(
        b"odilon@serveur:/srv", os.fsencode(folder), b"fuse.sshfs", _NOSUID_NODEV, options.encode()
    )
    os.close(device)
    if told:
        pytest.skip("mounting a share takes root")
    try:
        yield
    finally:
        libc.umount2(os.fsencode(folder), 2)

"""Whether a folder lies on a network share, told from what each system says of its disks. Pure.

SQLite's journal is shared memory between the hands that hold a file: across a network it is not the
same memory, and a commit may be lost (decision 0022).
"""

import re
from collections.abc import Callable
from pathlib import PurePath, PurePosixPath, PureWindowsPath

# Of another computer, or of the machine that hosts this one.
_LINUX = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb2",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "coda",
        "ceph",
        "glusterfs",
        "lustre",
        "gpfs",
        "beegfs",
        "orangefs",
    ]
) | {"davfs", "vboxsf", "prl_fs"}
_FUSE = frozenset(
    [
        "sshfs",
        "rclone",
        "davfs",
        "davfs2",
        "gvfsd-fuse",
        "kio-fuse",
        "glusterfs",
        "ceph",
        "ceph-fuse",
        "s3fs",
        "goofys",
        "gcsfuse",
        "curlftpfs",
        "smbnetfs",
        "fusesmb",
        "onedriver",
        "google-drive-ocamlfuse",
        "vmhgfs-fuse",
        "juicefs",
        "seafile",
    ]
)
_MAC = frozenset(["nfs", "smbfs", "cifs", "afpfs", "webdav", "ftp"])
_MAC_FUSE = ("macfuse", "osxfuse", "fuse-t", "fusefs")
_MAC_LINE = re.compile(r"(?P<source>.+) on (?P<point>/.*) \((?P<kind>[^,)]+)[^)]*\)")
_REMOTE = re.compile(r"://|^[^/]+:")  # https://…, machine:/folder, someone@machine:
_DRIVE_REMOTE = 4  # what GetDriveTypeW answers for a network drive
_ESCAPED = re.compile(r"\\([0-7]{3})")


def on_linux(folder: PurePosixPath, mountinfo: str) -> str:
    """Return the file system of a share, "" on a disk of this machine.

    Args:
        folder: absolute, without symbolic links.
        mountinfo: what /proc/self/mountinfo says.
    """
    kind, source = "", ""
    held = PurePosixPath("/")
    for line in mountinfo.splitlines():
        place, _, what = line.partition(" - ")
        words, said = place.split(" "), what.split(" ")
        if len(words) <= 4 or len(said) <= 1:  # noqa: PLR2004 - not a line of this table
            continue
        point = PurePosixPath(_unescaped(words[4]))
        # The deepest mount holds the folder; of two at one point, the later hides the former.
        if folder.is_relative_to(point) and point.is_relative_to(held):
            held, kind, source = point, said[0], said[1]
    name = kind.removeprefix("fuse.").removeprefix("fuseblk.")
    if kind in _LINUX or (kind.startswith("fuse.") and name in _FUSE):
        return name
    return "fuse" if kind == "fuse" and _REMOTE.search(_unescaped(source)) else ""


def on_mac(folder: PurePosixPath, mounts: str) -> str:
    """Return the file system of a share, "" on a disk of this machine.

    Args:
        folder: absolute, without symbolic links.
        mounts: what /sbin/mount says.
    """
    found = ""
    held = PurePosixPath("/")
    for line in mounts.splitlines():
        read = _MAC_LINE.fullmatch(line.strip())
        if read and folder.is_relative_to(read["point"]):
            point = PurePosixPath(read["point"])
            if point.is_relative_to(held):
                held = point
                found = read["kind"] if _is_mac_share(read["kind"], read["source"]) else ""
    return found


def on_windows(folder: PureWindowsPath, drive_type: Callable[[str], int]) -> str:
    r"""Return what kind of share a folder lies on, "" on a disk of this machine.

    Args:
        folder: absolute; `\\server\share\…` and `\\?\UNC\server\share\…` are shares by themselves.
        drive_type: GetDriveTypeW, given « C:\\ ».
    """
    drive = folder.drive.upper()
    if drive.startswith("\\\\?\\UNC"):
        return "UNC"
    bare = drive.removeprefix("\\\\?\\").removeprefix("\\\\.\\")
    if bare.startswith("\\\\"):
        return "UNC"
    return "lecteur réseau" if bare and drive_type(f"{bare}\\") == _DRIVE_REMOTE else ""


def nearest(folder: PurePath, exists: Callable[[PurePath], bool]) -> PurePath:
    """Return the folder, or what will hold it once it is made."""
    return next((at for at in (folder, *folder.parents) if exists(at)), folder)


def _is_mac_share(kind: str, source: str) -> bool:
    return kind in _MAC or (kind.startswith(_MAC_FUSE) and bool(_REMOTE.search(source)))


def _unescaped(path: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 8)), path)

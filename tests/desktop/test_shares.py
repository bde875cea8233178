"""Network shares are told from what each system says of its disks: tables as real machines print them."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from desktop import disk, shares

# Debian 12 of a town hall: homes by NFS, a department's folder by SMB, a USB stick, a GNOME session.
DEBIAN = r"""
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw,discard
29 27 0:26 / /run rw,nosuid,nodev shared:5 - tmpfs tmpfs rw,size=2466844k,mode=755
31 29 0:31 / /run/user/1000 rw,nosuid,nodev shared:9 - tmpfs tmpfs rw,size=2466840k,uid=1000
78 31 0:52 / /run/user/1000/gvfs rw,nosuid,nodev,relatime shared:400 - fuse.gvfsd-fuse gvfsd-fuse rw,user_id=1000
90 27 0:60 / /home rw,relatime shared:50 - autofs systemd-1 rw,fd=48,pgrp=1,timeout=0
91 90 0:61 / /home rw,relatime shared:51 - nfs4 serveur:/export/home rw,vers=4.2,proto=tcp,addr=10.0.0.4
92 91 8:17 / /home/odilon/local rw,relatime shared:52 - ext4 /dev/sdb1 rw
95 27 0:63 / /mnt/Service\040social rw,relatime shared:60 - cifs //serveur/Service\040social rw,vers=3.1.1
96 27 0:64 / /mnt/distant rw,nosuid,nodev,relatime - fuse.sshfs odilon@serveur:/srv rw,user_id=1000
97 27 0:65 / /mnt/dav rw,nosuid,relatime - fuse https://nuage.exemple.fr/dav rw,user_id=1000
98 27 8:33 / /media/odilon/CLÉ rw,nosuid,nodev,relatime - vfat /dev/sdc1 rw,uid=1000
99 27 8:34 / /media/odilon/disque rw,nosuid,nodev - fuseblk /dev/sdc2 rw,user_id=0
"""
# Ubuntu in a virtual machine and its host's folder; an encrypted home, a snap, btrfs, an overlay.
UBUNTU = r"""
28 1 0:25 /@ / rw,relatime shared:1 - btrfs /dev/nvme0n1p2 rw,ssd,subvol=/@
60 28 0:25 /@home /home rw,relatime shared:30 - btrfs /dev/nvme0n1p2 rw,ssd,subvol=/@home
61 60 0:45 / /home/ana rw,nosuid,nodev - ecryptfs /home/.ecryptfs/ana/.Private rw
62 28 7:1 / /snap/core22/1 ro,nodev - squashfs /dev/loop1 ro
63 28 0:46 / /media/sf_partage rw,nodev - vboxsf partage rw
64 28 0:47 / /mnt/hgfs rw,nosuid,nodev - fuse.vmhgfs-fuse vmhgfs-fuse rw
65 28 0:48 / /mnt/coffre rw,nosuid - fuse.gocryptfs /home/ana/chiffre rw
66 28 0:49 / /var/lib/docker/overlay2/ab/merged rw - overlay overlay rw,lowerdir=/l,upperdir=/u
"""
MAC = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect, root data)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
//ana@nas._smb._tcp.local/Partage on /Volumes/Partage (smbfs, nodev, nosuid, mounted by ana)
serveur:/export/ana on /Volumes/export (nfs, nodev, nosuid, mounted by ana)
ana@serveur:/srv on /Volumes/distant (macfuse, nodev, nosuid, synchronous, mounted by ana)
/dev/disk4s1 on /Volumes/CLE USB (msdos, local, nodev, nosuid, noowners, mounted by ana)
/dev/disk5s1 on /Volumes/ntfs (macfuse, local, nodev, nosuid, mounted by ana)
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/odilon/.local/share/Permanence", "nfs4"),
        ("/home/odilon/local/Permanence", ""),
        ("/homeless", ""),
        ("/var/lib/permanence", ""),
        ("/mnt/Service social/coffres", "cifs"),
        ("/mnt/distant/coffres", "sshfs"),
        ("/mnt/dav", "fuse"),
        ("/run/user/1000/gvfs/smb-share:server=s,share=p", "gvfsd-fuse"),
        ("/run/user/1000", ""),
        ("/media/odilon/CLÉ", ""),
        ("/media/odilon/disque", ""),
    ],
)
def test_linux_tells_shares_by_the_deepest_mount(folder: str, kind: str) -> None:
    assert shares.on_linux(PurePosixPath(folder), DEBIAN) == kind


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/ana/.local/share/Permanence", ""),
        ("/snap/core22/1", ""),
        ("/media/sf_partage/coffres", "vboxsf"),
        ("/mnt/hgfs/coffres", "vmhgfs-fuse"),
        ("/mnt/coffre", ""),
        ("/var/lib/docker/overlay2/ab/merged/root", ""),
    ],
)
def test_linux_tells_the_folder_of_a_host_from_disks_of_all_sorts(folder: str, kind: str) -> None:
    assert shares.on_linux(PurePosixPath(folder), UBUNTU) == kind


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/Users/ana/Library/Application Support/Permanence", ""),
        ("/Volumes/Partage/coffres", "smbfs"),
        ("/Volumes/Partages", ""),
        ("/Volumes/export", "nfs"),
        ("/Volumes/distant/a", "macfuse"),
        ("/Volumes/CLE USB/coffres", ""),
        ("/Volumes/ntfs/coffres", ""),
    ],
)
def test_macos_tells_shares(folder: str, kind: str) -> None:
    assert shares.on_mac(PurePosixPath(folder), MAC) == kind


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        (r"C:\Users\ana\AppData\Local\Permanence", ""),
        (r"\\?\C:\Users\ana", ""),
        (r"E:\clé", ""),
        (r"P:\Service social\Permanence", "lecteur réseau"),
        (r"\\?\p:\Service social", "lecteur réseau"),
        (r"\\serveur\partage\Permanence", "UNC"),
        (r"\\?\UNC\serveur\partage\Permanence", "UNC"),
        (r"\\wsl.localhost\Debian\home", "UNC"),
    ],
)
def test_windows_tells_shares(folder: str, kind: str) -> None:
    fixed, removable, remote = 3, 2, 4
    types = {"C:\\": fixed, "E:\\": removable, "P:\\": remote}

    assert shares.on_windows(PureWindowsPath(folder), types.__getitem__) == kind


@pytest.mark.parametrize("said", ["", "\n", "a b", "1 2 3 4 5 6", "1 2 0:1 / / rw - ", "- - -"])
def test_a_table_that_says_nothing_accuses_no_disk(said: str) -> None:
    assert shares.on_linux(PurePosixPath("/home/ana"), said) == ""
    assert shares.on_mac(PurePosixPath("/home/ana"), said) == ""


def test_the_disks_of_this_machine_are_its_own(tmp_path: Path) -> None:
    assert disk.share(tmp_path) == ""
    assert disk.share(tmp_path / "pas" / "encore" / "là") == ""
    left = disk.free(tmp_path / "pas" / "encore" / "là")
    assert left is not None
    assert left > 0

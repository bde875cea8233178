"""Where the vault lies is told in words: room left on a real disk, a synchronised folder, sizes."""

import subprocess
from pathlib import Path

import pytest

from desktop.disk import Disk
from desktop.usecases import emplacement
from desktop.usecases.emplacement import LOW, Emplacement
from tests.desktop.disks import mounted


def test_a_disk_with_little_room_is_told_until_room_is_made(tmp_path: Path) -> None:
    with mounted(tmp_path / "clé", "tmpfs", "size=400m"):
        low = emplacement.examiner(tmp_path / "clé" / "coffres" / "x", Disk())
        _enlarge(tmp_path / "clé")
        enough = emplacement.examiner(tmp_path / "clé" / "coffres" / "x", Disk())

    assert (low.presque_plein, enough.presque_plein) == (True, False)
    assert "Mo sur le disque" in low.phrase
    assert "presque plein" in low.alerte
    assert (enough.phrase, enough.alerte) == ("", "")


def _enlarge(disk: Path) -> None:
    subprocess.run(["/bin/mount", "-o", "remount,size=600m", str(disk)], check=True)  # noqa: S603 - mount, by its path


@pytest.mark.parametrize(
    ("libre", "low"), [(0, True), (LOW - 1, True), (LOW, False), (None, False)]
)
def test_room_is_little_under_five_hundred_megabytes(libre: int | None, low: bool) -> None:  # noqa: FBT001 - what is expected
    assert Emplacement(libre=libre).presque_plein is low


def test_a_synchronised_folder_is_named_with_what_to_do(tmp_path: Path) -> None:
    found = emplacement.examiner(tmp_path, Disk(service=lambda _folder: "OneDrive"))

    said = emplacement.mise_en_garde(found.service)
    assert "synchronisé par OneDrive" in said
    assert "demandez à votre gestionnaire" in said

"""Folders that a service copies to a cloud are told by the environment, their names and their marks."""

from collections.abc import Callable
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from desktop import disk, synced


def nothing(_folder: PurePath) -> list[str]:
    return []


def holding(where: str, *names: str) -> Callable[[PurePath], list[str]]:
    return lambda folder: list(names) if str(folder) == where else []


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        (r"C:\Users\ana\OneDrive\Permanence", "OneDrive"),
        (r"C:\Users\ana\OneDrive - Ville d’Elbeuf\Documents\Permanence", "OneDrive"),
        (r"C:\Users\ana\iCloudDrive\Permanence", "iCloud"),
        (r"G:\Mon Drive\Permanence", "Google Drive"),
        (r"C:\Users\ana\Dropbox (Association)\x", "Dropbox"),
        (r"C:\Users\ana\kDrive\x", "kDrive"),
        (r"C:\Users\ana\AppData\Local\Permanence", ""),
        (r"C:\Users\ana\OneDriver\x", ""),
    ],
)
def test_a_folder_is_told_by_its_name_on_windows(folder: str, name: str) -> None:
    at = PureWindowsPath(folder)

    assert synced.service(at, env={}, declared={}, names_in=nothing) == name


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud"),
        ("/Users/ana/Library/CloudStorage/OneDrive-Ville/x", "OneDrive"),
        ("/Users/ana/Library/CloudStorage/GoogleDrive-ana@exemple.fr/x", "Google Drive"),
        ("/Users/ana/Library/CloudStorage/Inconnu/x", "un service en ligne"),
        ("/home/ana/Nextcloud/Permanence", "Nextcloud"),
        ("/home/ana/Dropbox", "Dropbox"),
        ("/home/dropboxeur/.local/share/Permanence", ""),
    ],
)
def test_a_folder_is_told_by_its_name_elsewhere(folder: str, name: str) -> None:
    at = PurePosixPath(folder)

    assert synced.service(at, env={}, declared={}, names_in=nothing) == name


@pytest.mark.parametrize("variable", ["OneDrive", "OneDriveConsumer", "OneDriveCommercial"])
def test_onedrive_says_in_the_environment_where_it_is(variable: str) -> None:
    env = {variable: r"D:\Nuage de la ville"}

    def told(folder: str) -> str:
        return synced.service(PureWindowsPath(folder), env=env, declared={}, names_in=nothing)

    assert told(r"d:\nuage de la ville\Documents\Permanence") == "OneDrive"
    assert told(r"D:\Nuage de la ville (hors)\Permanence") == ""


def test_dropbox_says_in_its_file_where_it_is() -> None:
    said = synced.dropbox('{"personal": {"path": "/srv/partagé", "host": 1}, "business": {}}')
    declared = {"Dropbox": [PurePosixPath(path) for path in said]}
    at = PurePosixPath("/srv/partagé/x")

    assert synced.service(at, env={}, declared=declared, names_in=nothing) == "Dropbox"


@pytest.mark.parametrize("wrong", ["", "[]", "3", '{"a": 3}', '{"a": null}', "{"])
def test_a_file_of_dropbox_that_does_not_read_says_nothing(wrong: str) -> None:
    assert synced.dropbox(wrong) == []


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (".dropbox.cache", "Dropbox"),
        (".tmp.driveupload", "Google Drive"),
        (".sync_0123456789ab.db", "Nextcloud"),
        ("._sync_0123456789ab.db", "Nextcloud"),
        (".stfolder", "Syncthing"),
        (".SynologyWorkingDirectory", "Synology Drive"),
        (".sync_notes.txt", ""),
        ("coffre.db", ""),
    ],
)
def test_a_service_leaves_its_mark_in_the_folder_that_it_copies(mark: str, name: str) -> None:
    at = PurePosixPath("/srv/données/coffres/x")

    found = synced.service(at, env={}, declared={}, names_in=holding("/srv/données", mark))

    assert found == name


def test_this_machine_is_asked(tmp_path: Path) -> None:
    cloud = tmp_path / "nuage"
    (cloud / "coffres").mkdir(parents=True)
    (tmp_path / "lien").symlink_to(cloud)

    assert disk.service(cloud / "coffres", {}) == ""
    assert disk.service(tmp_path / "lien" / "coffres", {"OneDrive": str(cloud)}) == "OneDrive"
    (cloud / ".stfolder").mkdir()
    assert disk.service(cloud / "coffres", {}) == "Syncthing"
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "Dropbox" / "info.json").write_text(f'{{"a": {{"path": "{tmp_path}/ailleurs"}}}}')
    env = {"APPDATA": str(tmp_path)}
    assert disk.service(tmp_path / "ailleurs" / "coffres", env) == "Dropbox"

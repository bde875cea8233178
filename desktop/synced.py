"""Whether a folder lies where a service copies files to a cloud, told by its name and its marks. Pure.

Such a service may copy a file while it is being written, and bring an older one back.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import PurePath

# How a service's folder is called, by itself or before « - Ville de X », « (Ville de X) ».
_NAMES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "mon drive": "Google Drive",
    "my drive": "Google Drive",
    "iclouddrive": "iCloud",
    "icloud drive": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "kdrive": "kDrive",
    "pcloud drive": "pCloud",
    "pclouddrive": "pCloud",
    "synologydrive": "Synology Drive",
    "seadrive": "Seafile",
    "box sync": "Box",
    "cloudstorage": "un service en ligne",
}
_AFTER_NAME = (" - ", " (", "-")
# What a service leaves in the folder that it copies.
_MARKS = {
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".synologyworkingdirectory": "Synology Drive",
    ".stfolder": "Syncthing",
}
_JOURNALS = (".sync_", "._sync_")  # of Nextcloud and those made from it: .sync_0123456789ab.db
_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")


def service(
    folder: PurePath,
    *,
    env: Mapping[str, str],
    declared: Mapping[str, Collection[PurePath]],
    names_in: Callable[[PurePath], Iterable[str]],
) -> str:
    """Return the service that copies a folder, "" when none is known to.

    Args:
        folder: absolute, without symbolic links.
        env: the environment; OneDrive says there where its folders are.
        declared: the folders that other services say they copy.
        names_in: the names of what a folder holds.
    """
    told = {"OneDrive": [type(folder)(env[name]) for name in _VARIABLES if env.get(name)]}
    for name, roots in (*told.items(), *declared.items()):
        if any(folder.is_relative_to(root) for root in roots):
            return name
    # The deepest name last: « CloudStorage/OneDrive-Ville » is OneDrive.
    named = [found for part in folder.parts if (found := _named(part))]
    if named:
        return named[-1]
    return next((found for at in (folder, *folder.parents) if (found := _marked(names_in(at)))), "")


def dropbox(info: str) -> list[str]:
    """Return the folders that Dropbox copies, as its info.json says; none when it does not read."""
    try:
        accounts = json.loads(info).values()
        return [str(account["path"]) for account in accounts if "path" in account]
    except (ValueError, TypeError, AttributeError):
        return []


def _named(part: str) -> str:
    said = part.casefold()
    for name, found in _NAMES.items():
        if said == name or said.startswith(tuple(name + after for after in _AFTER_NAME)):
            return found
    return ""


def _marked(names: Iterable[str]) -> str:
    for name in names:
        said = name.casefold()
        if said in _MARKS:
            return _MARKS[said]
        if said.startswith(_JOURNALS) and said.endswith(".db"):
            return "Nextcloud"
    return ""

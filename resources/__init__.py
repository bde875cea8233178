"""Data carried with the programs: référentiels, communes, fonts, icons. It holds no logic."""

from importlib.resources import files
from pathlib import Path


def path(*parts: str) -> Path:
    """Return where a data file or folder lies on disk, e.g. ``path("fonts", "DejaVuSans.ttf")``."""
    return Path(str(files(__name__).joinpath(*parts)))


def text(*parts: str) -> str:
    """Return the UTF-8 text of a data file; FileNotFoundError if there is none."""
    return path(*parts).read_text(encoding="utf-8")


def stems(folder: str, suffix: str) -> tuple[str, ...]:
    """Return the names of the data files of a folder, without their suffix, in order."""
    return tuple(sorted(file.stem for file in path(folder).iterdir() if file.suffix == suffix))

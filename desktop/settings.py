"""Where things live on this machine, and how the screens look: one frozen value.

`appdirs` is known here and nowhere else.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import appdirs

_NAME = "Permanence"
# Moves every folder of the application, for a portable installation or a trial.
_ROOT = "PERMANENCE_DONNEES"
_PREFERENCES = "preferences.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """Folders of this application on this machine.

    Attributes:
        data: vaults and their envelopes.
        logs: the journal, which holds no personal data.
        theme: "clair", "sombre" or "systeme".
        scale: how many times their size letters are drawn.
        rest: minutes without a gesture before the vault is locked.
        list_width: of the list of persons, in pixels.
    """

    data: Path
    logs: Path
    theme: str = "systeme"
    scale: float = 1.0
    rest: int = 10
    list_width: int = 440

    @property
    def vaults(self) -> Path:
        """The folder whose sub-folders are the vaults of this machine's advisers."""
        return self.data / "coffres"

    @property
    def demo(self) -> Path:
        """The folder of the demonstration: its own vault and store, never a real one's."""
        return self.data / "demonstration"


def read() -> Settings:
    """Return the settings of this machine."""
    root = os.environ.get(_ROOT)
    data = Path(root) if root else Path(appdirs.user_data_dir(_NAME, appauthor=False))
    logs = data / "journaux" if root else Path(appdirs.user_log_dir(_NAME, appauthor=False))
    return Settings(data, logs, *_preferences(data))


def remember(here: Settings, **chosen: str | float) -> None:
    """Keep what was chosen on this machine; a folder that refuses leaves it for this time only."""
    with suppress(OSError):
        here.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept = json.dumps(_kept(here.data) | chosen)
        (here.data / _PREFERENCES).write_text(kept, encoding="utf-8")


def _preferences(data: Path) -> tuple[str, float, int, int]:
    """Return what was chosen before; what cannot be read counts for nothing."""
    chosen = _kept(data)
    try:
        looks = str(chosen["theme"]), float(chosen["scale"])
    except (ValueError, KeyError, TypeError):
        looks = "systeme", 1.0
    return (*looks, _number(chosen, "rest", 10), _number(chosen, "list_width", 440))


def _number(chosen: dict[str, Any], name: str, usual: int) -> int:
    try:
        return int(chosen[name])
    except (ValueError, KeyError, TypeError, OverflowError):
        return usual


def _kept(data: Path) -> dict[str, Any]:
    try:
        chosen = json.loads((data / _PREFERENCES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return chosen if isinstance(chosen, dict) else {}

"""Where things live on this machine, and how the screens look: one frozen value.

`appdirs` is known here and nowhere else.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import appdirs

_NAME = "Permanence"
# Moves every folder of the application, for a portable installation or a trial.
_ROOT = "PERMANENCE_DONNEES"


@dataclass(frozen=True, slots=True)
class Settings:
    """Folders of this application on this machine.

    Attributes:
        data: vaults and their envelopes.
        logs: the journal, which holds no personal data.
        theme: "clair", "sombre" or "systeme".
    """

    data: Path
    logs: Path
    theme: str = "systeme"

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
    theme = os.environ.get("PERMANENCE_THEME", "systeme")
    root = os.environ.get(_ROOT)
    if root:
        return Settings(Path(root), Path(root) / "journaux", theme)
    data = Path(appdirs.user_data_dir(_NAME, appauthor=False))
    return Settings(data, Path(appdirs.user_log_dir(_NAME, appauthor=False)), theme)

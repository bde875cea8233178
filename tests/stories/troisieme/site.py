"""Les données de l’application dans un dossier du test, avec un référentiel de plus, et l’application devant elles."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import resources

ROOT = Path(__file__).parents[3]
ID = "estuaire-2025-2029"
AJOUT = Path(__file__).with_name(f"{ID}.toml")


def poser(site: Path) -> Path:
    """Copier les données dans ce dossier, et le référentiel de plus ; rendre le dossier."""
    known = resources.path()
    (site / "resources").mkdir()
    for entry in known.iterdir():
        if entry.name not in ("referentiels", "__pycache__"):
            (site / "resources" / entry.name).symlink_to(entry)
    shutil.copytree(known / "referentiels", site / "resources" / "referentiels")
    shutil.copy(AJOUT, fichier(site))
    return site


def fichier(site: Path) -> Path:
    """Rendre le référentiel ajouté, que le test peut abîmer."""
    return site / "resources" / "referentiels" / f"{ID}.toml"


def appeler(site: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Lancer un module de l’application devant ces données."""
    return subprocess.run(  # noqa: S603 - a command of the tests
        [sys.executable, "-P", "-m", *command],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(site), str(ROOT)))},
        cwd=site,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def lancer(site: Path, *command: str) -> Any:
    """Lancer un module de l’application devant ces données ; rendre le JSON qu’il écrit."""
    done = appeler(site, *command)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)

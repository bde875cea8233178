"""A machine of its own for each test: no vault of the person who runs the tests is ever read."""

from pathlib import Path

import pytest

from desktop.documents.compte_rendu import render
from tests.desktop.documents.papers import UN_COMPTE_RENDU


@pytest.fixture(scope="session")
def unsealed() -> bytes:
    return render(UN_COMPTE_RENDU)


@pytest.fixture(autouse=True)
def donnees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the application on this machine."""
    folder = tmp_path / "donnees"
    monkeypatch.setenv("PERMANENCE_DONNEES", str(folder))
    return folder

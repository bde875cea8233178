"""Un vrai magasin dans son processus, de vraies fenêtres sans écran, des coffres d’un jour."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.app.qt import application
from desktop.demo.seat import Seat
from desktop.demo.store import DemoStore
from desktop.ui.look import Look
from tests.magasin import Magasin
from tests.stories import gestes


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Look:
    """L’application habillée comme on la lance."""
    del qapp
    _, dressed = application([], "clair")
    return dressed


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DemoStore]:
    """Le magasin central, arrêté à la fin du récit."""
    with Magasin(tmp_path / "magasin") as served:
        yield served


@pytest.fixture
def seat(tmp_path: Path, look: Look) -> Iterator[Callable[[str], Seat]]:
    """Rendre de quoi s’asseoir devant une fenêtre neuve, avec un coffre au nom donné."""
    seats: list[Seat] = []

    def sit(nom: str) -> Seat:
        seats.append(gestes.ouvrir(tmp_path / f"poste-{len(seats)}", look))
        return gestes.creer_coffre(seats[-1], nom)

    yield sit
    for one in seats:
        one.door.close()
        one.window.close()
        one.window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def enrolled(store: DemoStore, seat: Callable[[str], Seat]) -> Callable[[str, str], Seat]:
    """Rendre de quoi s’asseoir devant un poste relié au magasin, dans un rôle."""

    def sit(nom: str, role: str) -> Seat:
        return gestes.relier(seat(nom), store, nom, role)

    return sit

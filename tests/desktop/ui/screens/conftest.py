"""A house for the tests of the halls: a real vault, real jobs, real pages, a real window."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.app.keyholder import Keyholder
from desktop.app.surroundings import Surroundings
from desktop.models.vault import Vault
from desktop.ui.desk import Desk
from desktop.ui.jobs import Jobs
from desktop.ui.main_window import MainWindow
from desktop.ui.speak import Speak
from desktop.ui.widgets.banner import Banner
from desktop.usecases import Rows, Work
from desktop.usecases.apercu import Apercu
from desktop.usecases.referentiels import charger
from desktop.usecases.transferts import LigneTransfert
from plie.referentiel import Referentiel
from tests import builders
from tests.desktop import vaults
from tests.desktop.documents.papers import Authority, new_authority
from tests.desktop.ui.screens.house import AUTRE, Clock, House, Watched, new_vault, plan


@pytest.fixture(scope="session")
def authority() -> Authority:
    return new_authority()


@pytest.fixture(scope="session")
def apercu() -> Iterator[Apercu]:
    made = Apercu()
    yield made
    made.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def peopled(tmp_path: Path, authority: Authority, clock: Clock) -> Iterator[Vault]:
    """An enrolled vault with two people."""
    vault = new_vault(tmp_path, authority, clock)
    with vault.work() as work:
        work.insert(builders.une_personne())
        work.insert(builders.un_parcours())
        work.insert(builders.une_prescription())
        other = work.new_id()
        work.insert(
            builders.une_personne(id=other, civilite="M.", prenoms="Théodule", nom_naissance=AUTRE)
        )
        work.insert(builders.un_parcours(id=work.new_id(), dossier=other))
        work.commit()
    yield vault
    vault.close()


@pytest.fixture
def make_house(
    qtbot: QtBot, peopled: Vault, apercu: Apercu, clock: Clock
) -> Iterator[Callable[..., House]]:
    """Return what furnishes the vault; called again, it is the application started again."""
    opened: list[Jobs[Work, Rows]] = []

    def make(
        referentiel: str | Referentiel = "demo",
        transfers: Callable[[], tuple[LigneTransfert, ...]] = tuple,
        **doors: Callable[..., bool],
    ) -> House:
        jobs = Watched(peopled)
        opened.append(jobs)
        with peopled.look() as rows:
            user = rows.identity()
        banner = Banner()
        outside = QWidget()
        qtbot.addWidget(outside)
        keys = Keyholder(peopled, Surroundings(clock, Random(9).randbytes), vaults.FLOOR)  # noqa: S311 - a test's
        rules = charger(referentiel) if isinstance(referentiel, str) else referentiel
        speak = Speak(outside, banner, dire=rules.dire, citer=rules.citer)
        desk = Desk(jobs, clock, user, rules, speak, keys.proof(), **doors)
        window = MainWindow(desk, plan(apercu, transfers))
        qtbot.addWidget(window)
        jobs.refused.connect(desk.speak.refuse)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        # Of a window that is not active, Qt gives no keyboard to what is not shown yet.
        qtbot.waitUntil(window.isActiveWindow)
        return House(qtbot, peopled, jobs, window, clock, banner)

    yield make
    for jobs in opened:
        jobs.close()


@pytest.fixture
def house(make_house: Callable[..., House]) -> House:
    return make_house()

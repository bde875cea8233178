"""What every test stands on: no display, folders of its own, no keyring, and the strict watch."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from PySide6.QtWidgets import QApplication

from tests.patience import PatientQtBot

pytest_plugins = ["tests.strict"]

# Two cores shared by several workers: a deadline would measure the neighbours.
settings.register_profile("permanence", deadline=None, print_blob=True)
settings.load_profile("permanence")

# The tests keep tens of thousands of commits: on a disk each is waited for, and none of them proves
# anything by it, as a process that is killed loses nothing of what it gave to the system.
_MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes folders of its own in it
_ROOM = 2 << 30  # many times what the tests keep at once
_FOLDERS = ("DATA_HOME", "CONFIG_HOME", "CACHE_HOME", "STATE_HOME", "RUNTIME_DIR")
# A quarter of a minute and more each, of the quarter of an hour that all take.
_LONG = frozenset({
    "test_accessibilite.py", "test_application.py", "test_concurrence.py", "test_demonstration.py",
    "test_migrations.py", "test_recits.py",
})  # fmt: skip
_home = pytest.StashKey[tempfile.TemporaryDirectory[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Keep the tests, and the processes they start, away from the screen and data of their user."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if _has_memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))
    # A real keyring would be asked, or would ask; tests that need one bring their own.
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    home = config.stash[_home] = tempfile.TemporaryDirectory(prefix="permanence-tests-")
    for name in _FOLDERS:
        folder = Path(home.name) / name.lower()
        folder.mkdir(mode=0o700)
        os.environ[f"XDG_{name}"] = str(folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    config.stash[_home].cleanup()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: last, it would leave the other processes with nothing to do."""
    items.sort(key=lambda item: item.path.name not in _LONG)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Collect the tests without the collector: all that is made there stays to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


def _has_memory() -> bool:
    """Tell whether folders may be made in memory: with room, and where a script may be run."""
    if not (_MEMORY.is_dir() and os.access(_MEMORY, os.W_OK)):
        return False
    return shutil.disk_usage(_MEMORY).free > _ROOM and not (
        os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC
    )


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientQtBot:
    """Replace pytest-qt's own: the same hands, which wait as long as a busy machine needs."""
    del qapp
    return PatientQtBot(request)


@pytest.fixture(autouse=True)
def _collected_on_the_main_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """As the application does (desktop/app/collector.py): no widget is destroyed by a worker."""
    if not {"qapp", "qtbot"} & set(request.fixturenames):
        yield
        return
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()

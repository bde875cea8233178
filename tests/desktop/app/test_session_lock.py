"""The system locks or sleeps: told on a real bus of its own (Linux), in real messages (Windows)."""

import ctypes
import shutil
from collections.abc import Iterator
from ctypes import wintypes
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from pytestqt.qtbot import QtBot

from desktop.app.dbus_lock import LOGIND, SAVERS, BusLock
from desktop.app.windows_lock import MessageLock, is_leaving
from tests.desktop.processes import running

_DAEMON = shutil.which("dbus-daemon")
_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={path}</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>"""
_MANAGER = "/org/freedesktop/login1", f"{LOGIND}.Manager"
_SESSION = "/org/freedesktop/login1/session/_32", f"{LOGIND}.Session"


@pytest.fixture
def bus(qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[QtBot, str]]:
    """A message bus in a process of its own."""
    if _DAEMON is None:
        pytest.skip("dbus-daemon is not installed: no bus to listen on")
    folder = tmp_path_factory.mktemp("bus")
    config = folder / "bus.conf"
    config.write_text(_CONFIG.format(path=folder / "s"), encoding="utf-8")
    with running([_DAEMON, f"--config-file={config}", "--print-address", "--nofork"]) as daemon:
        assert daemon.stdout is not None
        yield qtbot, daemon.stdout.readline().strip()


@pytest.mark.parametrize(
    ("where", "name", "said", "locks"),
    [
        (_MANAGER, "PrepareForSleep", [True], 1),
        (_MANAGER, "PrepareForSleep", [False], 0),
        (_SESSION, "Lock", [], 1),
        (_SESSION, "Unlock", [], 0),
        (("/org/freedesktop/ScreenSaver", SAVERS[0]), "ActiveChanged", [True], 1),
        (("/org/gnome/ScreenSaver", SAVERS[1]), "ActiveChanged", [True], 1),
        (("/org/gnome/ScreenSaver", SAVERS[1]), "ActiveChanged", [False], 0),
        (("/org/mate/ScreenSaver", "org.mate.ScreenSaver"), "ActiveChanged", [True], 1),
        (("/org/xfce/ScreenSaver", "org.xfce.ScreenSaver"), "ActiveChanged", [True], 1),
    ],
)
def test_what_the_buses_say_locks(
    bus: tuple[QtBot, str], where: tuple[str, str], name: str, said: list[bool], locks: int
) -> None:
    qtbot, address = bus
    here = QDBusConnection.connectToBus(address, f"{address} here")
    system = QDBusConnection.connectToBus(address, f"{address} system")
    assert system.registerService(LOGIND)
    heard: list[str] = []
    listening = BusLock()
    listening.locked.connect(lambda: heard.append("locked"))
    listening.listen(here, here)

    signal = QDBusMessage.createSignal(*where, name)
    signal.setArguments(said)
    assert system.send(signal)
    # Sent after it on the same way: once this one is heard, the other was.
    last = QDBusMessage.createSignal("/last", SAVERS[2], "ActiveChanged")
    last.setArguments([True])
    assert system.send(last)
    qtbot.waitUntil(lambda: len(heard) == locks + 1)

    for name_ in ("here", "system"):
        QDBusConnection.disconnectFromBus(f"{address} {name_}")


def test_a_machine_without_a_bus_is_no_failure(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot
    none = QDBusConnection.connectToBus(f"unix:path={tmp_path / 'nothing'}", "none")

    BusLock().listen(none, none)

    assert not none.isConnected()


@pytest.mark.parametrize(
    ("message", "parameter", "leaving"),
    [
        (0x02B1, 0x7, True),
        (0x02B1, 0x8, False),
        (0x02B1, 0x4, True),
        (0x0218, 0x4, True),
        (0x0218, 0x12, False),
        (0x0100, 0x7, False),
    ],
)
def test_messages_of_windows_are_read_and_let_through(
    message: int, parameter: int, *, leaving: bool
) -> None:
    heard: list[str] = []
    source = MessageLock(lambda: heard.append("locked"))
    said = wintypes.MSG()
    said.message, said.wParam = message, parameter

    passed = source.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(said))

    assert is_leaving(message, parameter) is leaving
    assert heard == (["locked"] if leaving else [])
    assert passed is False

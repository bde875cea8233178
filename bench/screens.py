"""What a person waits for at the screen: their caseload after unlocking, a letter after its key."""

import os
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputDevice, QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from typing_extensions import override

from bench.measure import Measure
from bench.paper import CR
from desktop.app.door import Door
from desktop.app.house import House
from desktop.app.inside import unlock
from desktop.app.qt import application
from desktop.app.surroundings import real
from desktop.demo import scene
from desktop.demo.hands import Hands
from desktop.demo.portefeuille import take_over
from desktop.demo.seat import Seat
from desktop.demo.store import DemoStore
from desktop.ui.look import Look
from desktop.ui.places import Name, Place
from desktop.ui.window import Window
from desktop.usecases.paper import compte_rendu_pdf
from desktop.usecases.referentiels import charger
from plie.vocabulaire import Role

_CASELOAD_MS, _KEY_MS, _TIMES = 300, 100, 5
_KEYS, _EVERY_S = 400, 0.03


def measures() -> Iterator[Measure]:
    """One adviser with a whole caseload, enrolled at a store in a process of its own."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qt, look = application(["permanence"], "clair")
    with tempfile.TemporaryDirectory(prefix="permanence-bench-") as name, ExitStack() as stack:
        store = stack.enter_context(DemoStore(Path(name) / "magasin"))
        folder = Path(name) / "coffres" / "un"
        vault = scene.make_vault(folder, scene.ADVISER, real())
        scene.enrol(vault, store, Role.ACCOMPAGNATEUR)
        people = take_over(vault, store, real())
        vault.close()
        shown = statistics.median(_caseload_ms(folder, look, people) for _ in range(_TIMES))
        what = f"caseload of {people} shown once unlocked"
        yield Measure(what, shown, _CASELOAD_MS, "ms", "the limit")
        with _seated(folder.parent, look) as seat:
            waits = _type_while_all_goes_on(seat, qt)
        p99 = statistics.quantiles(waits, n=100)[-1]
        what = f"keystroke → screen while saving, exchanging, rendering (p99 of {len(waits)})"
        yield Measure(what, p99, _KEY_MS, "ms", "the limit")


def _caseload_ms(folder: Path, look: Look, people: int) -> float:
    """From the vault opened to the list of everyone drawn, milliseconds."""
    window = Window(look)
    window.show()
    vault = unlock(folder, scene.PASSPHRASE, real())
    began = time.perf_counter()
    house = House(vault, window, real())
    house.main.go(Place(Name.FILE))
    hands = Hands(window)
    hands.until(lambda: hands.rows("file_liste") >= people, "la file active")
    window.grab()
    took = (time.perf_counter() - began) * 1000
    house.leave()
    window.close()
    # The next run does not pay for what this one leaves behind.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return took


@contextmanager
def _seated(vaults: Path, look: Look) -> Iterator[Seat]:
    door = Door(vaults, look, real())
    door.window.show()
    door.open(scene.PASSPHRASE)
    seat = Seat(door)
    seat.enter()
    yield seat
    door.close()


class _Watch(QObject):
    """Knows when each key was sent, and when the field was drawn next."""

    def __init__(self, field: QPlainTextEdit) -> None:
        super().__init__(field)
        self.sent: list[float] = []
        self.waits: list[float] = []
        field.viewport().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            now = time.perf_counter()
            drawn, self.sent = self.sent, []
            self.waits += [(now - at) * 1000 for at in drawn]
        return False


def _type_while_all_goes_on(seat: Seat, qt: QApplication) -> list[float]:
    """Type from another thread at a steady pace, whatever the screen does; return the waits (ms)."""
    hands = seat.hands
    hands.click_item("rail", Name.FILE)
    hands.until(lambda: hands.rows("dossier_fil") > 0, "le dossier")
    hands.click("nouvel_entretien")
    field = hands.find(QPlainTextEdit, "entretien_contenu")
    hands.until(field.isEnabled, "le brouillon")
    watch = _Watch(field)
    done = threading.Event()
    referentiel = charger("demo")

    def render() -> None:
        if not done.is_set():
            seat.house.heart.beat()
            seat.house.jobs.run(
                field,
                lambda _tell, _stopped: compte_rendu_pdf(CR, referentiel=referentiel),
                lambda _pdf: render(),
            )

    def strike() -> None:
        pause = threading.Event()
        for number in range(_KEYS):
            letter = " " if number % 6 == 5 else "abcde"[number % 5]
            key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            watch.sent.append(time.perf_counter())
            qt.postEvent(field, key)
            pause.wait(_EVERY_S)
        done.set()

    # Made by this thread: the first key of a process makes it.
    QInputDevice.primaryKeyboard()
    QTimer.singleShot(0, render)
    typist = threading.Thread(target=strike)
    typist.start()
    hands.until(lambda: done.is_set() and not watch.sent, "les lettres", patience=60_000)
    typist.join()
    return watch.waits

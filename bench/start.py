"""From the start of a process to a window drawn: the unlock screen beside a bare PySide6 window."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Measure
from desktop.app.surroundings import real
from desktop.demo import scene

_TIMES, _ALLOWED = 7, 3

_BARE = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
class Bare(QWidget):
    def paintEvent(self, event):
        app.exit(0)
app = QApplication(sys.argv)
bare = Bare()
bare.resize(1366, 768)
bare.show()
sys.exit(app.exec())
"""

# What `permanence` does, and out once the unlock screen has been drawn.
_OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from desktop.app.door import Door
from desktop.app.qt import application
from desktop.app.surroundings import real
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.objectName() == "deverrouillage":
            import os
            os._exit(0)
        return False
qt, look = application(sys.argv[:1], "clair")
watch = Watch()
qt.installEventFilter(watch)
door = Door(Path(sys.argv[1]), look, real())
door.window.show()
door.open()
sys.exit(qt.exec())
"""


def measures() -> Iterator[Measure]:
    """Alternate both, so that the machine's moods are shared."""
    with tempfile.TemporaryDirectory(prefix="permanence-bench-") as folder:
        scene.make_vault(Path(folder) / "coffre", scene.ADVISER, real()).close()
        bare, ours = [], []
        for _ in range(_TIMES):
            bare.append(_run(_BARE))
            ours.append(_run(_OURS, folder))
    peer = statistics.median(bare)
    yield Measure(
        "start → unlock screen",
        statistics.median(ours),
        _ALLOWED * peer,
        "ms",
        f"{_ALLOWED} × a bare PySide6 window",
    )


def _run(program: str, *arguments: str) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", program, *arguments], check=True, env=environment)
    return (time.perf_counter() - began) * 1000

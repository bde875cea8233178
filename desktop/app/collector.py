"""Garbage is collected on the screen's thread only.

A cycle that holds a widget may become garbage at any time. Python collects on whichever thread
happens to allocate: a widget destroyed from a worker's thread ends the process without a word.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 500  # milliseconds


class Collector(QObject):
    """Takes over from the automatic collection, with its own thresholds, generation by generation."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the generations that have grown past their threshold."""
        for generation, (grown, most) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        ):
            if grown > most:
                gc.collect(generation)

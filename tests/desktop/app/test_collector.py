"""Cycles are collected, and on the thread of the screens only."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject

from desktop.app.collector import Collector


class _Cycle:
    def __init__(self, died_on: list[int]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: died_on.append(threading.get_ident()))


def _litter(died_on: list[int]) -> None:
    for _ in range(gc.get_threshold()[0] + 100):
        _Cycle(died_on)


@pytest.mark.usefixtures("qapp")
def test_what_a_worker_leaves_dies_on_the_screens_thread() -> None:
    owner, died_on = QObject(), list[int]()
    collector = Collector(owner)
    worker = threading.Thread(target=_litter, args=(died_on,))

    worker.start()
    worker.join()
    before = list(died_on)
    collector.collect()

    assert before == []
    assert set(died_on) == {threading.get_ident()}

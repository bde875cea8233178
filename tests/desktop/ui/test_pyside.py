"""The Qt that is locked counts its references.

PySide6 6.12.0 returns None and True without counting them on Python 3.11 (which is Debian 12's):
after some 14,000 signals the process aborts. 6.11 does not.
"""

import re
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Signal

import desktop

_CALLS = 1_000


class _Bell(QObject):
    rung = Signal()  # somebody rang


def test_a_signal_and_a_void_call_leave_the_counts_as_they_were() -> None:
    bell = _Bell()
    before = sys.getrefcount(True), sys.getrefcount(None)  # noqa: FBT003 - it is what is counted

    for _ in range(_CALLS):
        bell.rung.emit()
        bell.setObjectName("cloche")

    after = sys.getrefcount(True), sys.getrefcount(None)  # noqa: FBT003 - the same
    assert all(a > b - _CALLS / 2 for a, b in zip(after, before, strict=True))


def test_no_item_is_looked_at_in_a_layout_of_qt() -> None:
    """Qt ends it without telling Python, which mistakes for it whatever is next made at its address.

    The process then ends without a word, when that is destroyed: ask `indexOf` of what is held.
    """
    screens = Path(desktop.__file__).parent.rglob("*.py")

    found = [
        str(file) for file in screens if re.search(r"[\w)]\.itemAt\(", file.read_text("utf-8"))
    ]

    assert found == []

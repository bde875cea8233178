"""What the unlock screen waits for: the database is brought in once it is drawn."""

import subprocess
import sys

_HEAVY = ("sqlalchemy", "sqlcipher3", "cryptography", "reportlab", "httpx")
_ASKED = f"""
import sys
from desktop.app.door import Door
from desktop.app.qt import application
print(*(name for name in {_HEAVY} if name in sys.modules))
"""


def test_the_unlock_screen_waits_for_no_database_and_no_document() -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", _ASKED], capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == []

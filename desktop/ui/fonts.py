"""The typeface of the screens, shipped with us: with no font installed Qt draws boxes, silently.

DejaVu Sans holds every sign of our sentences (·, œ, €, U+202F, ☐☑) and its figures share one width.
"""

from PySide6.QtGui import QFont, QFontDatabase

import resources

FAMILY = "DejaVu Sans"
_FILES = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")


def load() -> str:
    """Give the shipped typefaces to Qt and return their family; call after the application exists.

    Raises:
        FileNotFoundError: a typeface is missing from the installation.
    """
    for name in _FILES:
        path = resources.path("fonts", name)
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path)
    return FAMILY


def body(points: float) -> QFont:
    """Return the body font at `points`, with figures of one width."""
    font = QFont(FAMILY)
    font.setPointSizeF(points)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font

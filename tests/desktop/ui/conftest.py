"""Widgets are real, drawn without a display, and dressed as the application dresses them."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from desktop.ui import fonts, theme


@pytest.fixture(autouse=True)
def app(qapp: QApplication) -> QApplication:
    """The application in its clair theme."""
    if fonts.FAMILY not in QFontDatabase.families() or not qapp.styleSheet():
        fonts.load()
    if theme.current().name != "clair" or not qapp.styleSheet():
        theme.apply(qapp, theme.load("clair"))
    return qapp

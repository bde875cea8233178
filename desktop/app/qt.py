"""Qt made ready: French, our typeface, the chosen looks."""

from collections.abc import Sequence

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.app.collector import Collector
from desktop.ui import fonts
from desktop.ui.look import Look


def application(
    arguments: Sequence[str], theme: str, scale: float = 1.0
) -> tuple[QApplication, Look]:
    """Return the application, speaking French and dressed; there is one in a process."""
    running = QApplication.instance()
    qt = running if isinstance(running, QApplication) else QApplication(list(arguments))
    qt.setApplicationName("Permanence")
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    translator = QTranslator(qt)
    # Qt's own buttons (Annuler, Copier…): the wheel carries their French.
    translator.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    qt.installTranslator(translator)
    fonts.load()
    if running is None:
        Collector(qt)
    return qt, Look(qt, theme, scale)

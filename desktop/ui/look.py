"""The person's choice of looks (clair, sombre, as the system) and of text size, applied live."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.ui import theme

SCALES = (0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class Look(QObject):
    """Keeps the application dressed as chosen; « systeme » follows the desktop as it changes."""

    changed = Signal(str, float)  # the choice and the scale, to be remembered by the settings

    def __init__(self, app: QApplication, choice: str = theme.SYSTEM, scale: float = 1.0) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._scale = _nearest(scale)
        app.styleHints().colorSchemeChanged.connect(self._dress)
        self._dress()

    @property
    def choice(self) -> str:
        """« clair », « sombre » or « systeme »."""
        return self._choice

    @property
    def scale(self) -> float:
        """How many times the body's size letters are drawn."""
        return self._scale

    def choose(self, choice: str) -> None:
        """Wear « clair », « sombre » or what the system wears (« systeme »)."""
        if choice != self._choice:
            self._choice = choice
            self._tell()

    def enlarge(self, scale: float) -> None:
        """Draw letters this many times their size, or at the nearest of `SCALES`."""
        self._wear(_nearest(scale))

    def larger(self) -> None:
        """Draw letters one step larger."""
        self._step(+1)

    def smaller(self) -> None:
        """Draw letters one step smaller."""
        self._step(-1)

    def usual(self) -> None:
        """Draw letters at their own size."""
        self.enlarge(1.0)

    def _step(self, by: int) -> None:
        place = SCALES.index(self._scale) + by
        self._wear(SCALES[max(0, min(place, len(SCALES) - 1))])

    def _wear(self, scale: float) -> None:
        # Dressing a whole window again is slow: never for nothing.
        if scale != self._scale:
            self._scale = scale
            self._tell()

    def _tell(self) -> None:
        self._dress()
        self.changed.emit(self._choice, self._scale)

    def _dress(self) -> None:
        theme.apply(self._app, theme.load(theme.resolve(self._choice)), scale=self._scale)


def _nearest(scale: float) -> float:
    return min(SCALES, key=lambda known: abs(known - scale))

"""The looks: two themes from one table of tokens, one style sheet for every screen, switched live.

Tokens are in `resources/theme.toml`, the sheet in `resources/theme.qss`: no colour is written in code.
"""

import tomllib
from dataclasses import dataclass
from string import Template

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

import resources
from desktop.ui import fonts

NAMES = ("clair", "sombre")
SYSTEM = "systeme"
_PROPERTY = "permanence_theme"


@dataclass(frozen=True, slots=True)
class Sizes:
    """Pixels for lengths, points for letters."""

    spacing: tuple[int, ...]
    radius: int
    body: float
    heading: float
    title: float
    icon: int
    mark: int


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: its name, its colours (``#RRGGBB`` by token) and the sizes both themes share."""

    name: str
    colours: dict[str, str]
    sizes: Sizes

    def colour(self, token: str) -> QColor:
        """Return the colour of `token`; KeyError when the table has none."""
        return QColor(self.colours[token])


def load(name: str) -> Theme:
    """Read one theme of `resources/theme.toml`.

    Raises:
        KeyError: no theme has this name.
        TypeError: the table of sizes has an unknown key or lacks one.
    """
    table = tomllib.loads(resources.path("theme.toml").read_text(encoding="utf-8"))
    sizes = table["sizes"]
    return Theme(name, table[name], Sizes(**{**sizes, "spacing": tuple(sizes["spacing"])}))


def resolve(choice: str) -> str:
    """Return the theme's name for a choice: a name as is, « systeme » as the desktop says."""
    if choice in NAMES:
        return choice
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "sombre" if dark else "clair"


def apply(app: QApplication, theme: Theme, *, scale: float = 1.0) -> None:
    """Dress the whole application, now; `scale` enlarges letters (Ctrl + / Ctrl -)."""
    # Once, and slowly: under a style sheet the style says no name by which to know it again.
    if app.property(_PROPERTY) is None:
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setProperty(_PROPERTY, theme)
    # A sheet that replaces another is applied to each widget once for each of its ancestors: taken
    # off first, it is five times as fast. Nothing is drawn in between.
    app.setStyleSheet("")
    app.setFont(fonts.body(theme.sizes.body * scale))
    app.setPalette(_palette(theme))
    app.setStyleSheet(sheet(theme, scale=scale))


def current() -> Theme:
    """Return the theme the application wears, for what is painted by hand; « clair » before any.

    It lives on the application, beside Qt's own palette and style, and is only about looks.
    """
    app = QCoreApplication.instance()
    worn = app.property(_PROPERTY) if app is not None else None
    return worn if isinstance(worn, Theme) else load("clair")


def sheet(theme: Theme, *, scale: float = 1.0) -> str:
    """Return the style sheet of a theme; KeyError when the sheet names an unknown token."""
    sizes = theme.sizes
    marks = {
        mark: resources.path("icons", theme.name, f"{icon}.svg").as_posix()
        for mark, icon in (("tick", "fait"), ("chevron", "deplier"), ("chevron_up", "replier"))
    }
    words = {
        "radius": str(sizes.radius),
        "icon": f"{sizes.icon * scale:.0f}",
        "mark": f"{sizes.mark * scale:.0f}",
        "heading": f"{sizes.heading * scale:g}",
        "title": f"{sizes.title * scale:g}",
        # Read at arm's length by someone who may read with difficulty.
        "display": f"{sizes.title * 1.6 * scale:g}",
    }
    source = resources.path("theme.qss").read_text(encoding="utf-8")
    return Template(source).substitute(theme.colours | marks | words)


def _palette(theme: Theme) -> QPalette:
    """Tell Fusion the same colours, for what the sheet does not draw."""
    role = QPalette.ColorRole
    palette = QPalette()
    for where, token in {
        role.Window: "background",
        role.WindowText: "text",
        role.Base: "surface",
        role.AlternateBase: "background",
        role.Text: "text",
        role.PlaceholderText: "muted",
        role.Button: "surface",
        role.ButtonText: "text",
        role.BrightText: "critique",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Accent: "accent",
        role.Link: "accent",
        role.LinkVisited: "accent_strong",
        role.ToolTipBase: "surface",
        role.ToolTipText: "text",
        role.Light: "surface",
        role.Midlight: "surface_2",
        role.Mid: "line",
        role.Dark: "field",
        role.Shadow: "field",
    }.items():
        palette.setColor(where, theme.colour(token))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, theme.colour("disabled"))
    return palette

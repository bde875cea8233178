import re
from dataclasses import FrozenInstanceError

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontMetricsF, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from typing_extensions import override

import resources
from desktop.ui import fonts, theme
from desktop.ui.look import Look
from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.plain import button

SURFACES = ("background", "surface", "surface_2", "selected")
SEVERITIES = ("info", "avertissement", "serieuse", "critique")
TEXTS = [
    *[(ink, on) for ink in ("text", "muted") for on in SURFACES],
    *[(ink, on) for ink in SEVERITIES for on in ("background", "surface", "selected")],
    *[(ink, f"{ink}_wash") for ink in SEVERITIES],
    *[(ink, f"{on}_wash") for ink in ("text", "muted") for on in SEVERITIES],
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    ("ink", "paper"),
]
SHAPES = [
    *[
        (line, on)
        for line in ("field", "focus", "accent")
        for on in ("background", "surface", "surface_2")
    ],
    ("focus", "selected"),
    ("pen", "paper"),
    *[(line, f"{line}_wash") for line in SEVERITIES],
    *[("focus", f"{on}_wash") for on in SEVERITIES],
]


def luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance of ``#RRGGBB``."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_formula_knows_black_on_white() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize(("ink", "on"), TEXTS)
def test_every_text_reads_at_four_and_a_half_to_one(name: str, ink: str, on: str) -> None:
    colours = theme.load(name).colours

    assert contrast(colours[ink], colours[on]) >= 4.5


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize(("line", "on"), SHAPES)
def test_every_control_and_focus_shows_at_three_to_one(name: str, line: str, on: str) -> None:
    colours = theme.load(name).colours

    assert contrast(colours[line], colours[on]) >= 3


def test_both_themes_have_the_same_tokens() -> None:
    clair, sombre = map(theme.load, theme.NAMES)

    assert clair.colours.keys() == sombre.colours.keys()
    assert clair.sizes == sombre.sizes


@pytest.mark.parametrize("name", theme.NAMES)
def test_the_drawn_marks_wear_the_tokens(name: str) -> None:
    colours = theme.load(name).colours

    for mark, token in (("fait", "on_accent"), ("deplier", "muted"), ("replier", "muted")):
        assert colours[token] in resources.text("icons", name, f"{mark}.svg")


def test_no_colour_is_written_in_the_sheet() -> None:
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b", resources.text("theme.qss")) == []


def test_a_theme_is_a_value() -> None:
    with pytest.raises(FrozenInstanceError):
        theme.load("clair").name = "autre"  # type: ignore[misc]


def test_the_themes_switch_live(qtbot: QtBot, app: QApplication) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    before = field.grab().toImage().pixelColor(9, 9)

    theme.apply(app, theme.load("sombre"))

    assert theme.current().name == "sombre"
    assert (
        app.palette().color(QPalette.ColorRole.Window).name()
        == theme.load("sombre").colours["background"].lower()
    )
    assert field.grab().toImage().pixelColor(9, 9) != before


class Dressed(QWidget):
    """Counts how many times it is dressed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.times = 0

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.times += event.type() is QEvent.Type.StyleChange


def test_a_widget_deep_in_others_is_dressed_no_more_than_another(
    qtbot: QtBot, app: QApplication
) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    within = top
    for _ in range(10):
        within = QWidget(within)
    deep, shallow = Dressed(within), Dressed(top)
    top.show()
    deep.times = shallow.times = 0

    theme.apply(app, theme.load("sombre"))

    assert 0 < deep.times == shallow.times


def test_only_the_main_button_wears_the_accent(qtbot: QtBot) -> None:
    accent = theme.current().colour("accent")
    centres = {}
    for role in ("main", "quiet", ""):
        button = QPushButton(" ")
        button.setProperty("role", role)
        qtbot.addWidget(button)
        button.show()
        picture = button.grab().toImage()
        centres[role] = picture.pixelColor(picture.rect().center())

    assert centres.pop("main") == accent
    assert accent not in centres.values()


def test_a_field_that_has_the_focus_shows_a_ring(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    ring = theme.current().colour("focus")
    middle = field.height() // 2
    assert field.grab().toImage().pixelColor(0, middle) != ring

    field.activateWindow()
    field.setFocus()

    qtbot.waitUntil(lambda: field.grab().toImage().pixelColor(0, middle) == ring)


def test_figures_share_one_width(app: QApplication) -> None:
    assert app.font().family() == fonts.FAMILY
    metrics = QFontMetricsF(app.font())

    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1


def test_the_typeface_has_every_sign_of_our_sentences(app: QApplication) -> None:
    metrics = QFontMetricsF(app.font())

    assert all(metrics.inFontUcs4(ord(sign)) for sign in "·œŒ€’«»…☐☑→éàùÉÀ\u202f\u00a0")


def test_letters_grow_and_the_choice_is_told(app: QApplication) -> None:
    look = Look(app, "sombre")
    told = []
    look.changed.connect(lambda choice, scale: told.append((choice, scale)))
    body = app.font().pointSizeF()

    look.larger()

    assert app.font().pointSizeF() == pytest.approx(body * 1.1)
    for _ in range(20):
        look.larger()
    assert look.scale == 2.0
    look.choose("clair")
    assert theme.current().name == "clair"
    assert told[0] == ("sombre", 1.1)
    assert told[-1] == ("clair", 2.0)
    theme.apply(app, theme.load("clair"))


@pytest.mark.usefixtures("app")
def test_the_system_choice_resolves_to_a_theme() -> None:
    assert theme.resolve(theme.SYSTEM) in theme.NAMES
    assert theme.resolve("sombre") == "sombre"


def test_a_list_opens_whole_under_its_field(qtbot: QtBot) -> None:
    field = QComboBox()
    field.addItems(["Clair", "Sombre", "Comme le système"])
    qtbot.addWidget(field)
    field.show()
    under = field.mapToGlobal(field.rect().bottomLeft()).y()

    field.showPopup()

    shown = field.view()
    qtbot.waitUntil(shown.isVisible)
    assert shown.mapToGlobal(shown.rect().topLeft()).y() >= under
    for row in range(field.count()):
        place = shown.visualRect(shown.model().index(row, 0))
        assert shown.viewport().rect().contains(place)


def test_icons_grow_with_the_letters_and_come_back(qtbot: QtBot, app: QApplication) -> None:
    look, alone = Look(app, "clair"), IconLabel("info")
    qtbot.addWidget(alone)
    alone.show()
    usual = alone.height()

    look.enlarge(2.0)
    assert (look.scale, alone.height()) == (2.0, 2 * usual)

    look.usual()
    assert (look.scale, alone.height()) == (1.0, usual)


def test_what_leads_stands_on_the_left_edge(qtbot: QtBot) -> None:
    leads = button("Modifier l’identité…", role="link")
    qtbot.addWidget(leads)
    leads.show()

    for focused in (False, True):
        option = QStyleOptionButton()
        leads.initStyleOption(option)
        if focused:
            option.state |= QStyle.StateFlag.State_HasFocus
        words = leads.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, leads)
        assert words.left() <= 2

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

import resources
from desktop.ui import theme
from desktop.ui.icons import SIZE, icon, image
from desktop.ui.tips import tip
from desktop.ui.widgets.alert_card import AlertCard
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.empty_state import States
from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.passphrase import Passphrase
from desktop.ui.widgets.pdf_view import PdfView
from desktop.ui.widgets.plain import label
from desktop.ui.widgets.status_line import StatusLine
from desktop.ui.widgets.steps import Steps
from plie.vocabulaire import Gravite


def press(qtbot: QtBot, widget: QWidget, name: str) -> None:
    found = widget.findChild(QPushButton, name)
    assert found is not None
    found.setFocus()
    qtbot.keyClick(found, Qt.Key.Key_Space)


def every_icon() -> list[str]:
    return [path.stem for path in sorted(resources.path("icons").glob("*.svg"))]


@pytest.mark.parametrize("name", every_icon())
def test_every_icon_draws_something_in_its_tint(name: str) -> None:
    drawn = image(name, "#AA0000", 36)

    inked = [drawn.pixelColor(x, y) for x in range(36) for y in range(36)]
    solid = [colour for colour in inked if colour.alpha() == 255]
    assert solid
    assert all(colour.red() >= 0xA8 and colour.green() == colour.blue() == 0 for colour in solid)


@pytest.mark.usefixtures("app")
def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(KeyError):
        icon("licorne")


def test_an_icon_follows_the_theme_and_the_pixel_ratio(app: QApplication) -> None:
    drawn = icon("plus")
    before = drawn.pixmap(QSize(SIZE, SIZE), 2.0, QIcon.Mode.Normal).toImage()

    theme.apply(app, theme.load("sombre"))
    after = drawn.pixmap(QSize(SIZE, SIZE), 2.0, QIcon.Mode.Normal).toImage()

    assert before.size() == QSize(2 * SIZE, 2 * SIZE)
    assert before.pixelColor(SIZE, SIZE) == theme.load("clair").colour("text")
    assert after.pixelColor(SIZE, SIZE) == theme.load("sombre").colour("text")


def test_an_icon_alone_may_have_a_name(qtbot: QtBot) -> None:
    alone = IconLabel("verrou", label="Verrouillé")
    qtbot.addWidget(alone)

    assert alone.accessibleName() == "Verrouillé"


def test_words_are_never_markup() -> None:
    assert label("<b>x</b>").textFormat() == Qt.TextFormat.PlainText
    assert tip("<b>x</b>") == "<qt>&lt;b&gt;x&lt;/b&gt;</qt>"
    assert tip("") == ""


def test_the_action_of_a_banner_acts_and_the_banner_goes(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    acted: list[str] = []
    banner.warn("Plein.", word="Refusé", action="Réessayer", act=lambda: acted.append("again"))
    assert banner.accessibleName() == "Refusé. Plein."

    press(qtbot, banner, "banner_action")

    assert acted == ["again"]
    assert banner.sentence == ""


def test_escape_closes_a_banner(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.warn("Plein.")

    qtbot.keyClick(banner.findChild(QPushButton, "banner_close"), Qt.Key.Key_Escape)

    assert banner.isHidden()


def test_loading_is_said_only_when_it_lasts(qtbot: QtBot) -> None:
    content = QWidget()
    states = States(content, "etats")
    qtbot.addWidget(states)
    states.show_loading()
    assert states.currentWidget() is content
    qtbot.waitUntil(lambda: states.currentWidget() is not content, timeout=2_000)

    states.show_content()

    assert states.currentWidget() is content


def test_a_content_that_comes_soon_is_never_hidden(qtbot: QtBot) -> None:
    content = QWidget()
    states = States(content, "etats")
    qtbot.addWidget(states)
    states.show_loading()
    states.show_content()

    qtbot.wait(200)

    assert states.currentWidget() is content


def test_an_empty_list_offers_its_next_action(qtbot: QtBot) -> None:
    states = States(QWidget(), "etats")
    qtbot.addWidget(states)
    done: list[str] = []
    states.show_empty(
        "Rien.", next_step="Commencez.", action="Commencer", act=lambda: done.append("x")
    )

    press(qtbot, states, "etats_state_action")

    assert done == ["x"]
    assert states.currentWidget().accessibleName() == "Rien. Commencez."


def test_an_error_offers_to_try_again(qtbot: QtBot) -> None:
    states = States(QWidget(), "etats")
    qtbot.addWidget(states)
    tried: list[str] = []
    states.show_error("Le dossier n’a pas pu être lu.", lambda: tried.append("x"))

    press(qtbot, states, "etats_state_action")

    assert tried == ["x"]


def test_the_status_line_says_where_things_stand(qtbot: QtBot) -> None:
    status = StatusLine()
    qtbot.addWidget(status)
    status.show()
    status.tell(
        "Hors ligne\u00a0: tout est enregistré ici", picture="hors_ligne", action="Échanger"
    )
    assert status.sentence == status.accessibleName()

    with qtbot.waitSignal(status.acted):
        press(qtbot, status, "status_line_action")
    status.tell("À jour")

    assert status.findChild(QPushButton, "status_line_action").isHidden()


def test_only_steps_behind_can_be_gone_back_to(qtbot: QtBot) -> None:
    steps = Steps(["Rédiger", "Relire", "Signer", "Terminé"])
    qtbot.addWidget(steps)
    steps.show()
    steps.go(2)
    able = [steps.findChild(QPushButton, f"steps_{place}").isEnabled() for place in range(4)]
    assert able == [True, True, False, False]
    assert steps.accessibleName() == "Étape 3 sur 4\u00a0: Signer"

    with qtbot.waitSignal(steps.asked) as asked:
        press(qtbot, steps, "steps_1")
    steps.lock()

    assert asked.args == [1]
    assert not steps.findChild(QPushButton, "steps_1").isEnabled()


def test_an_alert_is_told_by_a_word_an_icon_and_a_sentence(qtbot: QtBot) -> None:
    card = AlertCard("Deux mois sans entretien.", Gravite.SERIEUSE, action="Planifier")
    qtbot.addWidget(card)
    card.show()

    with qtbot.waitSignal(card.acted):
        press(qtbot, card, "alert_card_action")

    assert card.accessibleName() == f"{Gravite.SERIEUSE.label}. Deux mois sans entretien."
    assert Gravite.SERIEUSE.label in [found.text() for found in card.findChildren(QLabel)]
    assert card.findChild(IconLabel) is not None


def test_a_passphrase_is_hidden_shown_on_demand_and_judged_in_words(qtbot: QtBot) -> None:
    typed = Passphrase(
        "phrase",
        title="Phrase de passe",
        strength=lambda text: (10 * len(text), f"{len(text)} lettres"),
    )
    qtbot.addWidget(typed)
    typed.show()
    where = typed.findChild(QLineEdit)
    qtbot.keyClicks(where, "abcd")
    assert where.echoMode() == QLineEdit.EchoMode.Password
    assert typed.findChild(QProgressBar).value() == 40
    assert typed.findChild(QLabel, "phrase_strength").text() == "4 lettres"

    press(qtbot, typed, "phrase_show")
    assert where.echoMode() == QLineEdit.EchoMode.Normal
    with qtbot.waitSignal(typed.submitted):
        qtbot.keyClick(where, Qt.Key.Key_Return)
    typed.clear()

    assert typed.text() == ""
    assert where.echoMode() == QLineEdit.EchoMode.Password


def red_page(width: int = 60, height: int = 85) -> tuple[int, int, bytes]:
    return (width, height, b"\x00\x00\xff\xff" * width * height)


@pytest.fixture
def view(qtbot: QtBot) -> PdfView:
    made = PdfView("pages")
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.show_pages(
        [red_page(), red_page(), QImage(60, 85, QImage.Format.Format_RGB32)],
        description="Compte-rendu",
    )
    return made


def number(view: PdfView) -> str:
    return view.findChild(QLabel, "pages_number").text()


def test_bytes_are_shown_with_their_own_colours(view: PdfView) -> None:
    shown = view.grab().toImage()

    assert shown.pixelColor(shown.width() // 2, shown.height() // 2).name() == "#ff0000"


def test_the_keyboard_turns_pages_and_the_number_follows(qtbot: QtBot, view: PdfView) -> None:
    assert number(view) == "Page 1 sur 3"
    area = view.focusProxy()

    qtbot.keyClick(area, Qt.Key.Key_End)
    assert number(view) == "Page 3 sur 3"
    qtbot.keyClick(area, Qt.Key.Key_Home)
    qtbot.keyClick(area, Qt.Key.Key_Space)
    qtbot.keyClick(area, Qt.Key.Key_Space)

    assert number(view) == "Page 2 sur 3"


def test_ctrl_plus_and_minus_zoom(qtbot: QtBot, view: PdfView) -> None:
    zooms: list[float] = []
    view.zoomed.connect(zooms.append)

    qtbot.keySequence(view.focusProxy(), QKeySequence.StandardKey.ZoomIn)
    qtbot.keySequence(view.focusProxy(), QKeySequence.StandardKey.ZoomOut)
    press(qtbot, view, "pages_larger")
    view.fit_width()

    assert zooms[:3] == [1.25, 1.0, 1.25]
    assert zooms[3] == pytest.approx(view.zoom)


def test_a_narrow_place_shows_the_whole_width_and_zooming_out_never_enlarges(
    qtbot: QtBot, view: PdfView
) -> None:
    view.resize(340, 500)
    area = view.findChild(QScrollArea, "pages_area")
    qtbot.waitUntil(lambda: area.viewport().width() < 400)

    view.fit_width()

    assert area.horizontalScrollBar().maximum() == 0
    fitted = view.zoom
    view.zoom_out()
    assert view.zoom < fitted


def test_a_view_without_pages_shows_none(view: PdfView) -> None:
    view.show_pages([])

    assert view.page == 0
    assert number(view) == ""

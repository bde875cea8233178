"""The dossier's pane is made inside its window: nothing of it flashes beside, nothing steals the keyboard."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.ui.widgets.dossier_view import DossierView, Shown
from desktop.usecases.dossiers import Entete
from plie.alertes.alerte import ACTIONS, Alerte
from plie.vocabulaire import CodeAlerte, Gravite
from tests import builders


class Windows(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() == QEvent.Type.Show
        if shown and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(watched.objectName())
        return False


def test_making_the_pane_shows_no_other_window(app: QApplication, qtbot: QtBot) -> None:
    windows = Windows()
    app.installEventFilter(windows)

    view = DossierView(can_write=True, corrects=True, today=lambda: builders.AUJOURDHUI)
    view.show_dossier(Shown(WHO, tuple(an_alert(n) for n in range(5)), (), (), a_trancher=1))
    app.removeEventFilter(windows)
    qtbot.addWidget(view)

    assert windows.shown == []


def test_who_holds_no_entretien_notes_nothing(qtbot: QtBot) -> None:
    view = DossierView(can_write=False, corrects=False, today=lambda: builders.AUJOURDHUI)
    qtbot.addWidget(view)
    shown = Shown(Entete("un", "Maïwenn Trévignac", ""), (), (), (), sans_rendez_vous=True)

    view.show_dossier(shown)
    view.show()

    assert view.timeline.isVisible()
    assert not view.note.isVisible()
    assert not view.appointments.isVisible()


WHO = Entete("un", "Maïwenn Trévignac", "")


def an_alert(place: int, code: CodeAlerte = CodeAlerte.OBJECTIF_ECHU) -> Alerte:
    return Alerte(
        code=code,
        titre=code.label,
        gravite=Gravite.SERIEUSE,
        annoncee=False,
        depuis=builders.AUJOURDHUI,
        objet=f"objectif-{place}",
        phrase=f"Ce qui attend, {place}.",
        action=ACTIONS[code],
        article=f"C9-{place}",
    )


def seen(view: DossierView) -> list[str]:
    """Return the sentences of the alerts in sight, from top to bottom."""
    shown = [
        w for w in view.findChildren(QLabel) if w.objectName().endswith("_phrase") and w.isVisible()
    ]
    return [w.text() for w in sorted(shown, key=lambda w: w.mapTo(view, w.rect().topLeft()).y())]


def standing(qtbot: QtBot, count: int) -> DossierView:
    """Return a view of a dossier with so many alerts, drawn."""
    view = DossierView(can_write=True, corrects=True, today=lambda: builders.AUJOURDHUI)
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show_dossier(Shown(WHO, tuple(an_alert(n) for n in range(count)), (), ()))
    view.show()
    qtbot.waitExposed(view)
    return view


@pytest.mark.parametrize(
    ("count", "words"), [(4, "et une autre alerte"), (7, "et 4\u00a0autres alertes")]
)
def test_what_is_beyond_three_alerts_is_counted_and_unfolds_by_the_keyboard(
    qtbot: QtBot, count: int, words: str
) -> None:
    view = standing(qtbot, count)
    more = view.findChild(QPushButton, "alertes_autres")
    assert (more.text(), len(seen(view))) == (words, 3)

    more.setFocus()
    qtbot.keyClick(more, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: seen(view) == [an_alert(n).phrase for n in range(count)])
    assert view.focusWidget() is more
    qtbot.keyClick(more, Qt.Key.Key_Tab)
    assert view.focusWidget().objectName() == "alerte_3_pourquoi"
    assert view.focusWidget().visibleRegion()

    qtbot.keyClick(more, Qt.Key.Key_Return)
    assert (more.text(), len(seen(view))) == (words, 3)


def test_the_others_stay_unfolded_for_the_same_dossier_and_fold_for_another(qtbot: QtBot) -> None:
    view = standing(qtbot, 5)
    view.findChild(QPushButton, "alertes_autres").click()
    more = tuple(an_alert(n) for n in range(6))

    view.show_dossier(Shown(WHO, more, (), ()))
    qtbot.waitUntil(lambda: len(seen(view)) == 6)

    view.show_dossier(Shown(Entete("deux", "Léonce Kerbrézan", ""), more, (), ()))
    qtbot.waitUntil(lambda: len(seen(view)) == 3)


def test_three_alerts_are_all_in_sight_and_nothing_is_to_unfold(qtbot: QtBot) -> None:
    view = standing(qtbot, 3)

    assert len(seen(view)) == 3
    assert not view.findChild(QPushButton, "alertes_autres").isVisible()


def test_an_alert_says_its_article_when_asked(qtbot: QtBot) -> None:
    view = standing(qtbot, 1)
    why, article = (
        view.findChild(QPushButton, "alerte_0_pourquoi"),
        view.findChild(QLabel, "alerte_0_article"),
    )
    assert not article.isVisible()
    assert why.accessibleDescription() == an_alert(0).phrase

    qtbot.keyClick(why, Qt.Key.Key_Return)
    assert article.isVisible()
    assert article.text() == "Protocole, article C9-0."
    assert "C9-0" in view.findChild(QWidget, "alerte_0").toolTip()

    qtbot.keyClick(why, Qt.Key.Key_Return)
    assert not article.isVisible()


class Commission:
    """A panel as the tabs know it."""

    word = "commission"
    title = "Commission"

    def __init__(self) -> None:
        self.shown = QWidget()
        self.led = ("", "")

    def stand_for(self, dossier: str) -> None:
        """Nothing is read."""

    def page(self) -> QWidget:
        return self.shown

    def lead(self, dossier: str, at: str) -> None:
        self.led = (dossier, at)


def test_an_alert_answered_in_a_panel_brings_it_to_the_front(qtbot: QtBot) -> None:
    panel = Commission()
    view = DossierView(
        can_write=True, corrects=True, today=lambda: builders.AUJOURDHUI, panels=[panel]
    )
    qtbot.addWidget(view)
    asked: list[object] = []
    view.asked.connect(asked.append)

    view.show_dossier(Shown(WHO, (an_alert(0, CodeAlerte.TROIS_ANS),), (), ()))
    view.findChild(QPushButton, "alerte_0_action").click()

    assert view.sides.current == "commission"
    assert panel.led == ("un", "inscrire:trois_ans")
    assert asked == []

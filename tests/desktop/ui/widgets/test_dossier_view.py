"""The dossier's pane is made inside its window: nothing of it flashes beside, nothing steals the keyboard."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.ui.widgets.dossier_view import DossierView, Shown
from desktop.usecases.dossiers import Entete
from plie.alertes.alerte import Alerte
from plie.vocabulaire import ActionAlerte, CodeAlerte, Gravite
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

    view = DossierView(can_write=True, today=lambda: builders.AUJOURDHUI)
    app.removeEventFilter(windows)
    qtbot.addWidget(view)

    assert windows.shown == []


def test_who_holds_no_entretien_notes_nothing(qtbot: QtBot) -> None:
    view = DossierView(can_write=False, today=lambda: builders.AUJOURDHUI)
    qtbot.addWidget(view)
    shown = Shown(Entete("un", "Maïwenn Trévignac", ""), (), (), (), sans_rendez_vous=True)

    view.show_dossier(shown)
    view.show()

    assert view.timeline.isVisible()
    assert not view.note.isVisible()
    assert not view.appointments.isVisible()


class Commission:
    """A panel as the tabs know it."""

    word = "commission"
    title = "Commission"

    def __init__(self) -> None:
        self.shown = QWidget()

    def stand_for(self, dossier: str) -> None:
        """Nothing is read."""

    def page(self) -> QWidget:
        return self.shown


def test_an_alert_answered_in_a_panel_brings_it_to_the_front(qtbot: QtBot) -> None:
    view = DossierView(can_write=True, today=lambda: builders.AUJOURDHUI, panels=[Commission()])
    qtbot.addWidget(view)
    asked: list[object] = []
    view.asked.connect(asked.append)
    due = Alerte(
        code=CodeAlerte.TROIS_ANS,
        gravite=Gravite.SERIEUSE,
        annoncee=False,
        depuis=builders.AUJOURDHUI,
        objet=None,
        phrase="Trois ans de parcours.",
        action=ActionAlerte.PREPARER_REEXAMEN,
    )

    view.show_dossier(Shown(Entete("un", "Maïwenn Trévignac", ""), (due,), (), ()))
    view.findChild(QPushButton, "alerte_0_action").click()

    assert view.sides.current == "commission"
    assert asked == []

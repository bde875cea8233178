import logging
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.speak import CRASHED, Speak
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.question import Question
from plie.empechement import Empechement
from plie.refus import Refus
from tests.builders import le_referentiel


@pytest.fixture
def speak(qtbot: QtBot) -> Speak:
    window = QWidget()
    banner = Banner()
    QVBoxLayout(window).addWidget(banner)
    qtbot.addWidget(window)
    window.show()
    return Speak(window, banner)


def shown(speak: Speak, part: str) -> str:
    found = speak.banner.findChild(QLabel, f"banner_{part}")
    return "" if found.isHidden() else found.text()


def test_a_sentence_is_said_without_blocking(speak: Speak) -> None:
    speak.say("Le compte-rendu est signé.")

    assert speak.banner.sentence == "Le compte-rendu est signé."
    assert speak.banner.accessibleName() == "Le compte-rendu est signé."


def test_a_refusal_is_shown_as_is_with_its_article(speak: Speak) -> None:
    speak.refuse(Refus("cr_sans_duree", "Il manque la durée.", article="C9-3-6"))

    assert speak.banner.sentence == "Il manque la durée."
    assert "C9-3-6" in shown(speak, "detail")


@pytest.mark.parametrize(
    ("id_", "detail"),
    [
        ("rouen-2021-2027", "Protocole, article C7-2."),
        ("atout-plie-2018-2022", "Protocole, article A3.1, A5.4."),
    ],
)
def test_a_refusal_cites_the_protocol_in_force(qtbot: QtBot, id_: str, detail: str) -> None:
    rules = le_referentiel(id_)
    banner = Banner()
    qtbot.addWidget(banner)
    speak = Speak(banner, banner, dire=rules.dire, citer=rules.citer)

    speak.refuse(Refus("deja_suspendu", "Ce parcours est déjà suspendu.", article="C7-2"))
    assert shown(speak, "detail") == detail

    speak.refuse(Refus("acte", "Rien n’est à signer.", article="C7-1"))
    assert ("C7-1" in shown(speak, "detail")) == id_.startswith("rouen")


def test_an_impediment_is_shown_as_is(speak: Speak) -> None:
    speak.refuse(Empechement("Le disque est plein. Rien n’est perdu."))

    assert speak.banner.sentence == "Le disque est plein. Rien n’est perdu."
    assert shown(speak, "detail") == ""


def test_a_bug_says_what_is_safe_and_the_journal_gets_no_data(
    speak: Speak, caplog: pytest.LogCaptureFixture, expects_log: Callable[..., None]
) -> None:
    def fail() -> None:
        raise KeyError("Odile Varnac")

    expects_log("bug", logging.ERROR)
    try:
        fail()
    except KeyError as error:
        speak.refuse(error)

    assert speak.banner.sentence == CRASHED
    assert "à l’abri" in shown(speak, "detail")
    said = vars(caplog.records[0])["facts"]
    assert said["error"] == "KeyError"
    assert said["where"][-1].endswith(" fail")
    assert "Odile" not in str(said)


def test_nothing_is_read_as_markup(speak: Speak) -> None:
    speak.refuse(Refus("x", "<b>gras</b><img src='http://x/'>"))
    speak.ask("<i>Sûr ?</i>", yes="Oui", then=lambda: None, detail="<u>bas</u>")

    for found in speak.parent().findChildren(QLabel):
        assert found.textFormat() == Qt.TextFormat.PlainText


def ask(qtbot: QtBot, speak: Speak, answer: str) -> list[str]:
    said: list[str] = []
    dialog = speak.ask("Abandonner\u202f?", yes="Abandonner", then=lambda: said.append("yes"))
    assert isinstance(dialog, Question)
    assert dialog.windowModality() == Qt.WindowModality.WindowModal
    if answer == "escape":
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    else:
        qtbot.mouseClick(
            dialog.findChild(QPushButton, f"question_{answer}"), Qt.MouseButton.LeftButton
        )
    return said


@pytest.mark.parametrize(("answer", "said"), [("yes", ["yes"]), ("no", []), ("escape", [])])
def test_only_yes_does_it(qtbot: QtBot, speak: Speak, answer: str, said: list[str]) -> None:
    assert ask(qtbot, speak, answer) == said


def test_enter_does_not_destroy(qtbot: QtBot, speak: Speak) -> None:
    said: list[str] = []
    dialog = speak.ask("Abandonner\u202f?", yes="Abandonner", then=lambda: said.append("yes"))

    qtbot.keyClick(dialog, Qt.Key.Key_Return)

    assert said == []

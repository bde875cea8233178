"""« Nouvel entretien », when one of the day is not finished: nobody believes that its words are lost."""

from datetime import UTC, time, timedelta

from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop.ui.places import Name, Place
from desktop.ui.widgets.question import Question
from desktop.usecases.dossiers import assemble
from desktop.usecases.entretiens import ouvrir
from desktop.usecases.fil import fil
from plie.kinds import Entretien
from tests import builders
from tests.desktop.ui.screens.house import NOW, House

WHO = builders.PERSONNE


def asked() -> list[str]:
    """Return the questions before the person's eyes."""
    found = (w for w in QApplication.topLevelWidgets() if isinstance(w, Question))
    return [w.accessibleName() for w in found if w.isVisible()]


def test_an_unfinished_one_of_the_day_is_gone_on_with_or_left(house: House) -> None:
    house.draft(date=NOW.date() - timedelta(days=1))
    id_ = house.draft(debut=time(9, 30))

    house.go(Name.NOUVEL_ENTRETIEN, WHO)
    told = "Un entretien de ce jour, commencé à 9\u00a0h\u00a030, n’est pas fini."
    house.qtbot.waitUntil(lambda: told in asked())
    house.answer(yes=True)
    house.qtbot.waitUntil(house.find(QPlainTextEdit, "entretien_contenu").isEnabled)
    assert house.window.place == Place(Name.ENTRETIEN, id_)

    house.go(Name.NOUVEL_ENTRETIEN, WHO)
    house.answer(yes=False)
    house.qtbot.waitUntil(lambda: len(house.all(Entretien)) == 3)
    with house.vault.look() as rows:
        (_begun, before, _yesterday) = fil(assemble(rows, WHO), zone=UTC)[:3]
    assert before.detail == "Commencé à 9\u00a0h\u00a030 · À terminer"


def test_one_left_as_it_was_proposed_gives_way_without_a_word(house: House) -> None:
    with house.vault.work() as work:
        left = ouvrir(work, WHO, now=NOW - timedelta(hours=3)).id_of("entretien")

    house.go(Name.NOUVEL_ENTRETIEN, WHO)
    house.qtbot.waitUntil(house.find(QPlainTextEdit, "entretien_contenu").isEnabled)

    (one,) = house.all(Entretien)
    assert (one.id != left, one.debut) == (True, time(14, 32))

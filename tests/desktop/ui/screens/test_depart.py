"""A dossier that leaves while it is shown: nothing breaks, the day tells it without a name."""

from PySide6.QtWidgets import QLabel
from sqlalchemy import text

from desktop.models import purge
from desktop.ui.places import Name
from plie.kinds import Personne
from tests.desktop.ui.screens.house import House


def test_a_dossier_that_leaves_while_it_is_shown_is_shown_no_more(house: House) -> None:
    with house.vault.work() as work:
        work.connection.execute(text("UPDATE op SET number = seq"))
        person = work.rows.all(Personne)[0]
        work.commit()
    house.go(Name.FILE, person.id)
    house.qtbot.waitUntil(lambda: person.nom in _said(house))
    with house.vault.work() as work:
        assert purge.erase(work, person.id)
        changes = work.commit()

    house.jobs.changed.emit(changes)
    house.qtbot.waitUntil(lambda: person.nom not in _said(house))
    house.go(Name.JOURNEE, "")

    house.qtbot.waitUntil(lambda: "Un dossier est parti" in _said(house))
    assert person.nom not in _said(house)


def _said(house: House) -> str:
    labels = house.window.screen_shown.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisible())

"""A dossier that leaves while it is shown: nothing breaks, the day tells it without a name."""

from PySide6.QtWidgets import QLabel
from sqlalchemy import text

from desktop.models import purge
from desktop.ui.places import Name
from plie.kinds import CompteRendu, Personne
from tests.desktop.ui.screens.house import House
from tests.desktop.ui.screens.signing import person_reads


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


def test_a_dossier_stays_in_hand_while_it_is_read_again_and_no_longer(house: House) -> None:
    cr = house.compte_rendu()
    with house.vault.look() as rows:
        dossier = rows.get(CompteRendu, cr).dossier

    house.go(Name.RELECTURE, cr)
    house.qtbot.waitUntil(lambda: house.vault.in_hand == {dossier})
    person_reads(house, cr)
    assert house.vault.in_hand == {dossier}
    house.window.screen_shown.hide()

    house.qtbot.waitUntil(lambda: house.vault.in_hand == set())


def test_what_left_all_the_same_is_not_signed_and_says_so(house: House) -> None:
    cr = house.compte_rendu()
    person_reads(house, cr)
    with house.vault.work() as work:
        work.connection.execute(text("UPDATE op SET number = seq"))
        work.connection.execute(text("UPDATE blob SET uploaded = TRUE"))
        assert purge.erase(work, work.get(CompteRendu, cr).dossier)
        work.commit()
    house.click("position_accord")
    house.draw("pad_personne")

    house.click("valider_personne")

    house.qtbot.waitUntil(lambda: "vient de quitter ce poste" in house.banner.sentence)


def _said(house: House) -> str:
    labels = house.window.screen_shown.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisible())

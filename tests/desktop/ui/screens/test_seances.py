"""Séances on the real window: a sitting chosen, its place noted, its ordre du jour seen before it is printed."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QPushButton

from desktop.models.vault import Vault
from desktop.ui.places import Name, Place, side
from plie.kinds import Affectation, Commission, Id, Personne, Utilisateur
from tests import builders
from tests.desktop.ui.screens.house import House
from tests.desktop.usecases.alertes import as_

LE = date(2026, 9, 18)


def test_the_place_is_noted_and_the_ordre_du_jour_is_seen_before_it_is_printed(
    peopled: Vault, make_house: Callable[..., House]
) -> None:
    with peopled.work() as work:
        work.insert(builders.une_inscription(commission_le=LE))
        work.commit()
    as_(peopled, "coordination")
    house = make_house()
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "commission")))
    house.click("voir_seance")
    assert house.find(QLabel, "seance_titre").text() == "Vendredi 18\u00a0septembre\u00a02026"
    assert not house.find(QPushButton, "seance_releve").isEnabled()

    house.write("seance_heure", "14h")
    house.write("seance_lieu", "Salle des Aulnes")
    house.press(Qt.Key.Key_Return)
    house.qtbot.waitUntil(lambda: bool(house.all(Commission)))
    assert [(c.date, c.lieu) for c in house.all(Commission)] == [(LE, "Salle des Aulnes")]

    house.click("seance_ordre_du_jour")
    house.until_pages("impression_pdf")
    assert (
        house.find(QLabel, "impression_titre").text()
        == "Ordre du jour du 18\u00a0septembre\u00a02026"
    )
    house.click("revenir")
    assert house.find(QLineEdit, "seance_lieu").text() == "Salle des Aulnes"


def test_there_is_no_way_to_a_sitting_for_who_sees_some_of_its_dossiers(house: House) -> None:
    with house.vault.work() as work:
        work.insert(builders.une_inscription(commission_le=LE))
        work.commit()

    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "commission")))
    house.qtbot.waitUntil(lambda: "18/09/2026" in house.find(QLabel, "commission_detail").text())

    shown = house.window.screen_shown.findChildren(QPushButton, "voir_seance")
    assert not [b for b in shown if b.isVisible()]


def test_what_another_machine_changes_of_its_dossiers_is_shown_at_once(
    peopled: Vault, make_house: Callable[..., House]
) -> None:
    marlene = Id("ae-1")
    with peopled.work() as work:
        work.insert(builders.une_inscription(commission_le=LE))
        work.insert(
            builders.une_inscription(id=Id("inscription-2"), commission_le=LE, objet="sortie")
        )
        work.insert(Utilisateur(id=marlene, nom="Marlène Tourvaire", role="accompagnateur"))
        work.insert(
            Affectation(
                id=work.new_id(),
                dossier=builders.PERSONNE,
                utilisateur=marlene,
                role="accompagnateur",
            )
        )
        work.commit()
    as_(peopled, "coordination")
    house = make_house()
    house.window.go(Place(Name.SEANCES))
    house.qtbot.waitUntil(lambda: len(_dossiers(house)) == 2)

    _elsewhere(house, Personne, builders.PERSONNE, nom_naissance="Penhoët")
    house.qtbot.waitUntil(lambda: "Penhoët" in _dossiers(house)[0])

    _elsewhere(house, Utilisateur, marlene, nom="Marlène Tancarville")
    house.qtbot.waitUntil(lambda: "Tancarville" in _dossiers(house)[0])

    with peopled.work() as work:
        work.insert(builders.un_retrait())
        moved = work.commit()
    house.jobs.changed.emit(moved)
    house.qtbot.waitUntil(lambda: len(_dossiers(house)) == 1)


def _elsewhere(house: House, kind: type, id_: str, **values: object) -> None:
    with house.vault.work() as work:
        work.patch(kind, id_, work.seen(kind, id_), **values)
        moved = work.commit()
    house.jobs.changed.emit(moved)


def _dossiers(house: House) -> list[str]:
    model = house.find(QListView, "seance_dossiers").model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

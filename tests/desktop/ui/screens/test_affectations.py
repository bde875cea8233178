"""Coordination's screen: one or many dossiers given, for good or until a day; what leaves asks first."""

from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTableView

from desktop.models import holdings
from desktop.models.holdings import Etape as Step
from desktop.ui.places import Name
from desktop.usecases.affectations import absence_en_mots, suivis
from plie.kinds import Affectation, Etape, Id, Utilisateur
from plie.vocabulaire import Role, RoleSuivi
from tests.builders import PERSONNE
from tests.desktop.ui.screens.house import NOW, House


def _people(house: House) -> None:
    with house.vault.work() as work:
        for nom in ("Ana Bo", "Luc Ys"):
            role = Role.ACCOMPAGNATEUR.value
            work.insert(Utilisateur(id=Id(nom), nom=nom, role=role))
        work.commit()


def _choose(house: House, to: str) -> None:
    table = house.find(QTableView, "affectations_table")
    house.qtbot.waitUntil(lambda: table.model().rowCount() > 1)
    rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for number in range(2):
        table.selectionModel().select(table.model().index(number, 0), rows)
    people = house.find(QComboBox, "affectations_a")
    people.setCurrentIndex(people.findData(to))


def _given(house: House) -> list[tuple[str, str]]:
    with house.vault.look() as rows:
        return [(one.accompagnateur, one.remplacement) for one in suivis(rows, on=NOW.date())][:2]


def test_a_selection_is_given_for_good_then_lent_until_a_day_then_given_back(house: House) -> None:
    _people(house)
    house.go(Name.AFFECTATIONS, "")
    assert not house.find(QPushButton, "reaffecter").isEnabled()
    _choose(house, "Ana Bo")

    house.click("reaffecter")
    house.qtbot.waitUntil(lambda: house.say().startswith("2\u00a0dossiers à Ana Bo"))
    assert _given(house) == [("Ana Bo", "")] * 2

    _choose(house, "Luc Ys")
    house.write("affectations_du", "20/9")
    house.write("affectations_jusqu_au", "1/10")
    house.click("confier")
    house.qtbot.waitUntil(lambda: house.say().startswith("2\u00a0dossiers confiés à Luc Ys"))
    assert _given(house)[1][1] == "Luc Ys, du 20/09/2026 au 01/10/2026"
    house.go(Name.FILE, PERSONNE)
    told = house.find(QLabel, "dossier_ouvert")
    house.qtbot.waitUntil(lambda: "Confié à Luc Ys du 20/09/2026 au 01/10/2026" in told.text())
    house.go(Name.AFFECTATIONS, "")
    _choose(house, "Luc Ys")
    assert _given(house)[0][0] == "Ana Bo"

    house.click("rendre")
    house.qtbot.waitUntil(lambda: _given(house) == [("Ana Bo", "")] * 2)


def test_who_stands_in_reads_for_whom_and_until_when(house: House) -> None:
    _people(house)
    with house.vault.work() as work:
        me, today = work.rows.identity().utilisateur, NOW.date()
        for who, role, until in (
            ("Ana Bo", RoleSuivi.ACCOMPAGNATEUR, None),
            (me, RoleSuivi.REMPLACANT, date(2026, 10, 1)),
        ):
            work.insert(
                Affectation(
                    id=work.new_id(), dossier=Id(PERSONNE), utilisateur=Id(who), role=role.value,
                    debut=today, fin=until,
                )
            )  # fmt: skip
        work.commit()

    with house.vault.look() as rows:
        told = absence_en_mots(rows, PERSONNE, on=today)
        after = absence_en_mots(rows, PERSONNE, on=date(2026, 10, 2))

    assert told == "Vous remplacez Ana Bo jusqu’au 01/10/2026"
    assert not after


def test_a_structure_s_people_are_opened_in_part_then_closed(house: House) -> None:
    _people(house)
    with house.vault.work() as work:
        work.insert(
            Etape(
                id=work.new_id(), dossier=Id(PERSONNE), intitule="Chantier", partenaire="L’Atelier"
            )
        )
        work.commit()
    house.go(Name.AFFECTATIONS, "")
    table = house.find(QTableView, "affectations_table")
    house.qtbot.waitUntil(lambda: table.model().rowCount() == 2)
    there = house.find(QComboBox, "affectations_structure")
    there.setCurrentIndex(there.findData("L’Atelier"))
    assert table.model().rowCount() == 1
    table.selectAll()
    people = house.find(QComboBox, "affectations_a")
    people.setCurrentIndex(people.findData("Ana Bo"))

    house.click("ouvrir_partie")
    house.qtbot.waitUntil(lambda: _opened(house) == {PERSONNE: "Ana Bo"})
    house.click("fermer_partie")

    house.qtbot.waitUntil(lambda: _opened(house) == {})


def _opened(house: House) -> dict[str, str]:
    with house.vault.look() as rows:
        return {one.id: one.ouvert_a for one in suivis(rows, on=NOW.date()) if one.ouvert_a}


def test_what_lacks_is_said_and_nothing_is_given(house: House) -> None:
    _people(house)
    house.go(Name.AFFECTATIONS, "")
    _choose(house, "")

    house.click("reaffecter")
    objection = house.find(QLabel, "affectations_objection")
    house.qtbot.waitUntil(lambda: "Choisissez à qui" in objection.text())
    house.find(QLineEdit, "affectations_jusqu_au").setText("31/02")
    house.click("confier")

    house.qtbot.waitUntil(lambda: "calendrier" in objection.text())
    with house.vault.look() as rows:
        assert rows.all(Affectation) == ()


@pytest.mark.parametrize(
    ("what", "said", "button", "yes"),
    [
        (
            Step.DEMANDE,
            "2\u00a0dossiers attendent votre accord pour partir",
            "laisser_partir",
            Step.ACCORDE,
        ),
        (
            Step.SUPPRESSION,
            "Des suppressions annoncées dans 2\u00a0dossiers attendent votre accord",
            "laisser_supprimer",
            Step.SUPPRESSION_ADMISE,
        ),
    ],
)
def test_too_many_that_leave_or_lose_something_wait_for_a_yes_told_in_the_day_and_the_exchanges(
    house: House, what: Step, said: str, button: str, yes: Step
) -> None:
    with house.vault.work() as work:
        holdings.ask(work.connection, ["d-1", "d-2"], at=NOW, what=what)
        work.commit()
    house.go(Name.JOURNEE, "")
    house.qtbot.waitUntil(lambda: said in " ".join(house.texts()))
    house.go(Name.ECHANGES, "")

    house.click(button)

    def agreed() -> bool:
        with house.vault.look() as rows:
            return holdings.among(rows.connection, yes) == {"d-1", "d-2"}

    house.qtbot.waitUntil(agreed)

"""Corrections: one goes between the versions, and an earlier one stays as it was (domain.md §5)."""

from datetime import UTC

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.ui.places import Name
from desktop.usecases.a_signer import lire
from desktop.usecases.dossiers import assemble
from desktop.usecases.entretiens import finaliser, versions
from desktop.usecases.fil import fil
from desktop.usecases.impression import tirage
from plie.kinds import CompteRendu
from tests import builders
from tests.desktop.ui.screens.house import House

WHY = "Il manquait le lieu"


@pytest.fixture
def corrected(house: House) -> tuple[str, str]:
    """A compte-rendu and its correction: their ids."""
    first = house.compte_rendu()
    with house.vault.work() as work:
        entretien = work.get(CompteRendu, first).entretien
        referentiel = house.window.desk.referentiel
        changes = finaliser(work, entretien, referentiel=referentiel, now=house.clock(), motif=WHY)
    return first, changes.id_of("compte_rendu")


def test_a_replaced_version_says_so_and_leads_to_the_other(
    house: House, corrected: tuple[str, str]
) -> None:
    first, _second = corrected
    house.go(Name.RELECTURE, first)
    house.until_pages("relecture_pdf")

    said = house.find(QLabel, "version_remplacee").text()
    assert said.startswith(f"Remplacée par la version 2 du 10/09/2026\u00a0: «\u00a0{WHY}\u00a0».")
    house.click("version_1")
    pressed = [house.find(QPushButton, f"version_{n}").isChecked() for n in (1, 2)]
    assert pressed == [True, False]
    house.click("version_2")
    house.until_pages("relecture_pdf")

    assert house.find(QPushButton, "version_2").text() == "Version 2 (en vigueur)"
    assert not [
        w
        for w in house.window.screen_shown.findChildren(QWidget, "version_remplacee")
        if w.isVisible()
    ]
    house.click("version_1")
    house.until_pages("relecture_pdf")
    assert "Remplacée" in house.find(QLabel, "etat").text()


def test_an_only_version_has_no_row_of_versions(house: House) -> None:
    house.go(Name.RELECTURE, house.compte_rendu())
    house.until_pages("relecture_pdf")

    shown = house.window.screen_shown.findChildren(QWidget, "versions")
    assert [w.isVisible() for w in shown] == [False]


def test_the_earlier_document_is_not_touched_by_a_correction(house: House) -> None:
    referentiel = house.window.desk.referentiel
    first = house.compte_rendu()
    with house.vault.look() as rows:
        before = lire(rows, first, referentiel=referentiel).pdf
        entretien = rows.get(CompteRendu, first).entretien

    with house.vault.work() as work:
        finaliser(work, entretien, referentiel=referentiel, now=house.clock(), motif=WHY)

    with house.vault.look() as rows:
        assert lire(rows, first, referentiel=referentiel).pdf == before
        assert [cr.version for cr in versions(rows, first)] == [1, 2]


def test_what_both_signed_is_corrected_after_a_question_and_stays_verifiable(house: House) -> None:
    signed = house.signed()
    house.go(Name.RELECTURE, signed)
    house.until_pages("relecture_pdf")
    house.click("corriger")
    house.answer(yes=True)

    said = house.find(QLabel, "correction_phrase")
    house.qtbot.waitUntil(lambda: "signée par les deux parties" in said.text())
    house.click("finaliser")
    assert "pourquoi" in house.find(QPushButton, "manque_motif").text()
    house.write("motif", WHY)
    house.click("finaliser")

    house.qtbot.waitUntil(house.find(QPushButton, "version_1").isVisible)
    assert house.find(QPushButton, "faire_signer").text() == "Faire signer"
    house.click("version_1")
    house.until_pages("relecture_pdf")
    notes = house.find(QWidget, "notes").findChildren(QLabel)
    assert any("a signé le" in note.text() for note in notes)
    assert house.find(QLabel, "verdict").text()


def test_the_fil_names_the_version_that_replaced_another(
    house: House, corrected: tuple[str, str]
) -> None:
    with house.vault.look() as rows:
        lines = {line.id: line.titre for line in fil(assemble(rows, builders.PERSONNE), zone=UTC)}

    assert "Remplacé par la version 2 du 10/09/2026" in lines[corrected[0]]
    assert "(version 2)" in lines[corrected[1]]


def test_what_is_signed_already_is_not_printed_to_be_signed_by_hand(house: House) -> None:
    with house.vault.look() as rows:
        ref, now = house.window.desk.referentiel, house.clock()
        assert not tirage(rows, "rendez_vous:2026-09-11", referentiel=ref, now=now).a_signer
    waiting = house.compte_rendu()
    with house.vault.look() as rows:
        assert tirage(rows, f"cr:{waiting}", referentiel=ref, now=now).a_signer
    signed = house.signed()
    house.go(Name.IMPRESSION, f"cr:{signed}")
    house.until_pages("impression_pdf")
    assert house.find(QLabel, "impression_apres").text() == ""

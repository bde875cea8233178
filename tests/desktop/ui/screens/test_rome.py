"""The gestionnaire brings in what ROME codes are called: the file chosen, read, written, and said (domain.md §3)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from desktop.models.arrivals import apply_page
from desktop.models.vault import Vault
from desktop.ui.forms.rival_card import RivalCard
from desktop.ui.places import Name
from desktop.ui.rome_list import RomeList
from plie.kinds import MetierRome
from plie.rome import identifiant
from tests import builders
from tests.desktop.documents.papers import Authority
from tests.desktop.ui.screens.house import Clock, House, new_vault
from wire.messages import Numbered, Page
from wire.op import PLIE_SCOPE

LISTE = (
    '\ufeff"code_rome","code_fiche_metier","code_ogr","libelle_rome","statut"\n'
    '"K1304","1","100320","Aide à la maison, auprès de chacun","1"\n'
    '"G1602","2","100321","Cuisine de tous les jours","1"\n'
)


@pytest.fixture
def peopled(tmp_path: Path, authority: Authority, clock: Clock) -> Iterator[Vault]:
    """A gestionnaire's vault, empty."""
    vault = new_vault(tmp_path, authority, clock, role="gestionnaire")
    yield vault
    vault.close()


@pytest.fixture
def shown(qtbot: QtBot, house: House) -> RomeList:
    made = RomeList(house.window.desk)
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    made.look()
    return made


def said(shown: RomeList, name: str) -> str:
    found = shown.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text() if found.isVisible() else ""


def choose(qtbot: QtBot, shown: RomeList, path: Path) -> None:
    press = shown.findChild(QPushButton, "rome_importer")
    assert isinstance(press, QPushButton)
    press.click()
    dialog = shown.findChildren(QFileDialog, "rome_fichier")[-1]
    dialog.filesSelected.emit([str(path)])
    dialog.close()
    qtbot.waitUntil(lambda: press.isEnabled() and bool(said(shown, "rome_note")))


def test_the_official_file_is_brought_in_and_said(
    qtbot: QtBot, house: House, shown: RomeList, tmp_path: Path
) -> None:
    qtbot.waitUntil(lambda: said(shown, "rome_etat").startswith("Aucun libellé"))
    (tmp_path / "rome.csv").write_text(LISTE, encoding="utf-8")

    choose(qtbot, shown, tmp_path / "rome.csv")

    assert said(shown, "rome_note") == "Libellés ROME\u00a0: 2\u00a0codes ajoutés."
    known = "2\u00a0libellés connus, importés le 10\u00a0septembre\u00a02026."
    qtbot.waitUntil(lambda: said(shown, "rome_etat") == known)
    assert {one.code for one in house.all(MetierRome)} == {"G1602", "K1304"}
    bar = shown.findChild(QProgressBar, "rome_avance")
    assert isinstance(bar, QProgressBar)
    assert not bar.isVisible()


def test_another_file_is_refused_beside_the_button(
    qtbot: QtBot, house: House, shown: RomeList, tmp_path: Path
) -> None:
    (tmp_path / "autre.csv").write_text("Nom;Prénom\nÉpinay;Zoë\n", encoding="utf-8")

    choose(qtbot, shown, tmp_path / "autre.csv")

    assert "«\u00a0libelle_rome\u00a0»" in said(shown, "rome_note")
    assert house.all(MetierRome) == ()


def test_two_lists_brought_in_apart_are_told_once_and_the_next_one_settles_them(
    qtbot: QtBot, house: House, shown: RomeList, tmp_path: Path
) -> None:
    id_ = identifiant("G1602")
    with house.vault.work() as work:
        work.insert(MetierRome(id=id_, code="G1602", libelle="Cuisine de toujours"))
        work.commit()
    theirs = builders.une_op(
        kind="metier_rome", id=id_, scope=PLIE_SCOPE, author="une-autre",
        fields={"code": "G1602", "libelle": "Cuisine de chaque jour"},
    )  # fmt: skip
    with house.vault.work() as work:
        apply_page(work, Page(epoch="e", ops=(Numbered(number=1, op=theirs),), until=1))
        work.commit()
    house.go(Name.ECHANGES, "")
    house.find(QPushButton, "rome_aller")
    assert not house.window.screen_shown.findChildren(RivalCard)
    shown.look()
    qtbot.waitUntil(lambda: "Deux listes différentes" in said(shown, "rome_etat"))

    (tmp_path / "rome.csv").write_text(LISTE, encoding="utf-8")
    choose(qtbot, shown, tmp_path / "rome.csv")

    assert "1\u00a0libellé départagé entre deux listes" in said(shown, "rome_note")
    qtbot.waitUntil(lambda: "Deux listes" not in said(shown, "rome_etat"))
    house.qtbot.waitUntil(
        lambda: not house.window.screen_shown.findChildren(QPushButton, "rome_aller")
    )

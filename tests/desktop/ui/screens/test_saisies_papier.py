"""What is typed beside a paper that came back, in the vault until it is filed."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from desktop.ui.places import Name, Place
from tests.desktop.ui.screens.house import House
from tests.desktop.ui.screens.test_documents import cards, drop, in_tray, kept, signed_scan


def test_a_double_put_aside_leaves_the_words_of_the_other(house: House, tmp_path: Path) -> None:
    cr = house.compte_rendu()
    path = signed_scan(house, cr, tmp_path / "scan.pdf")
    house.window.go(Place(Name.DOCUMENTS))
    drop(house, path)
    house.write(f"motif_{cr}", "Absente")
    house.qtbot.waitUntil(lambda: "Absente" in kept(house))
    drop(house, path)
    house.qtbot.waitUntil(lambda: len(cards(house, cr)) == 2)
    above, below = cards(house, cr)

    discard = above.findChild(QPushButton, f"ecarter_{cr}")
    assert discard is not None
    discard.click()
    house.jobs.drain()

    typed = below.findChild(QLineEdit, f"motif_{cr}")
    assert typed is not None
    assert typed.text() == "Absente"
    house.qtbot.waitUntil(lambda: "Absente" in kept(house))


def test_the_compte_rendu_chosen_for_pages_comes_back(
    house: House, make_house: Callable[..., House], tmp_path: Path
) -> None:
    cr = house.compte_rendu()
    which, _ = in_tray(house, tmp_path)
    which.setCurrentIndex(which.findData(cr))
    house.qtbot.waitUntil(lambda: cr in kept(house))

    house.jobs.close()
    after = make_house()
    after.window.go(Place(Name.DOCUMENTS))

    again = after.find(QComboBox, which.objectName())
    after.qtbot.waitUntil(lambda: again.currentData() == cr)

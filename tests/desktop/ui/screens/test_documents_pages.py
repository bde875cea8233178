"""Documents: a compte-rendu scanned as one file a page comes back as one card, or is filed by hand as one."""

import io
import random
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from desktop.documents import code2d
from desktop.documents.boxes import signature_places
from desktop.pages import scans
from desktop.ui.places import Name, Place
from desktop.ui.widgets.drop_zone import DropZone
from desktop.ui.widgets.tray_row import TrayRow
from desktop.usecases.a_signer import lire
from desktop.usecases.papier import a_ranger, reprendre
from plie.vocabulaire import EtatCompteRendu
from tests.desktop import scanner
from tests.desktop.ui.screens.house import House

LONG = "Un long récit, sans personne d’autre. " * 90
PARTIES = ("adherent", "accompagnateur")


def signed_pages(house: House, cr: str) -> list[Image.Image]:
    with house.vault.look() as rows:
        pdf = lire(rows, cr, referentiel=house.window.desk.referentiel).pdf or b""
    sheets = scanner.sheets(pdf)
    for place in signature_places(pdf):
        scanner.sign(sheets[place.page - 1], place.box, random.Random(3))  # noqa: S311 - chance
    return sheets


def files(house: House, cr: str, folder: Path, *, covered: tuple[int, ...] = ()) -> list[Path]:
    """Scan a page a file, JPEG then PNG; of those covered, no code can be read."""
    paths = []
    for number, page in enumerate(signed_pages(house, cr), 1):
        path = folder / f"page{number}.{'png' if number % 2 == 0 else 'jpg'}"
        if number in covered:
            side = round(30 / 25.4 * scanner.DPI)
            page.paste(255, (page.width - 2 * side, 0, page.width, side))
            page.paste(255, (0, page.height - side, 2 * side, page.height))
        page.save(path, quality=70, dpi=(scanner.DPI, scanner.DPI))
        paths.append(path)
    assert len(paths) == 2
    return paths


def give(house: House, *paths: Path) -> None:
    house.find(DropZone, "depot").given.emit(paths)


def cards(house: House, cr: str) -> list[QWidget]:
    return house.column(f"retour_{cr}")


def lacks(house: House, cr: str) -> str:
    return house.find(QLabel, f"objection_{cr}").text()


def attach(house: House, cr: str) -> bytes:
    """Say that both signed, attach, and return what is kept."""
    for qui in PARTIES:
        house.find(QAbstractButton, f"signe_{cr}_{qui}").click()
    house.click(f"rattacher_{cr}")
    return kept(house, cr)


def kept(house: House, cr: str) -> bytes:
    house.qtbot.waitUntil(lambda: len(house.signatures(cr)) == 2)
    with house.vault.look() as rows:
        found = lire(rows, cr, referentiel=house.window.desk.referentiel)
    assert found.etat is EtatCompteRendu.SIGNE
    return found.pdf or b""


def originals(pdf: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [one.get_file().read_bytes() for _, one in sorted(document.attachments.items())]


def numbers(pdf: bytes) -> list[int]:
    read = [code2d.read(page.codes[0].text) for page in scans.read_pages(pdf)]
    return [named[1] for named in read if named]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_files_dropped_together_are_one_card_attached_once(
    house: House, tmp_path: Path, order: tuple[int, int]
) -> None:
    cr = house.compte_rendu(contenu=LONG)
    paths = files(house, cr, tmp_path)
    house.window.go(Place(Name.DOCUMENTS))

    give(house, *(paths[n] for n in order))
    house.find(QAbstractButton, f"signe_{cr}_adherent")
    assert len(cards(house, cr)) == 1
    assert "2 fichiers" in house.find(QLabel, f"venues_{cr}").text()
    note = house.find(QLabel, "documents_note")
    assert note.text() == "2\u00a0pages lues, 1\u00a0compte-rendu reconnu."
    house.click(f"voir_pages_{cr}")
    pages = house.find(QWidget, f"pages_{cr}")
    house.qtbot.waitUntil(lambda: len(pages.findChildren(QLabel)) == 2)
    content = attach(house, cr)

    assert numbers(content) == [1, 2]
    assert originals(content) == [path.read_bytes() for path in paths]


def test_a_second_file_completes_the_card_that_waits(house: House, tmp_path: Path) -> None:
    cr = house.compte_rendu(contenu=LONG)
    first, second = files(house, cr, tmp_path)
    house.window.go(Place(Name.DOCUMENTS))
    give(house, second)
    assert "Il manque la page 1" in lacks(house, cr)
    assert not house.find(QPushButton, f"rattacher_{cr}").isEnabled()

    give(house, second)
    house.qtbot.waitUntil(
        lambda: "La page 2 est venue plus d’une fois" in house.find(QLabel, f"venues_{cr}").text()
    )
    assert len(cards(house, cr)) == 1
    give(house, first)
    content = attach(house, cr)

    assert numbers(content) == [1, 2]
    assert originals(content) == [first.read_bytes(), second.read_bytes()]


def test_a_page_put_aside_and_back_joins_what_came_meanwhile(house: House, tmp_path: Path) -> None:
    cr = house.compte_rendu(contenu=LONG)
    first, second = files(house, cr, tmp_path)
    house.window.go(Place(Name.DOCUMENTS))
    give(house, first)
    house.click(f"ecarter_{cr}")
    give(house, second)
    house.qtbot.waitUntil(lambda: "Il manque la page 1" in lacks(house, cr))

    give_back = house.banner.findChild(QPushButton, "banner_action")
    give_back.click()

    house.find(QAbstractButton, f"signe_{cr}_adherent")
    assert len(cards(house, cr)) == 1


def test_a_page_of_one_that_was_read_whole_is_told_and_is_a_double_once_it_is_filed(
    house: House, tmp_path: Path
) -> None:
    cr = house.compte_rendu(contenu=LONG)
    first, _ = files(house, cr, tmp_path)
    whole = tmp_path / "tout.pdf"
    whole.write_bytes(scanner.as_pdf(signed_pages(house, cr)))
    house.window.go(Place(Name.DOCUMENTS))
    give(house, whole)
    house.find(QAbstractButton, f"signe_{cr}_adherent")
    give(house, first)
    house.qtbot.waitUntil(lambda: len(cards(house, cr)) == 2)
    page, document = cards(house, cr)

    assert "une autre numérisation" in page.findChild(QLabel, f"double_{cr}").text()
    for qui in PARTIES:
        document.findChild(QAbstractButton, f"signe_{cr}_{qui}").click()
    document.findChild(QPushButton, f"rattacher_{cr}").click()

    assert kept(house, cr) == whole.read_bytes()
    objection = page.findChild(QLabel, f"objection_{cr}")
    house.qtbot.waitUntil(lambda: "celle-ci est un double" in objection.text())


def test_of_files_dropped_together_the_one_that_cannot_be_read_is_named_on_the_screen_alone(
    house: House, tmp_path: Path
) -> None:
    cr = house.compte_rendu(contenu=LONG)
    paths = files(house, cr, tmp_path)
    bad = tmp_path / "Scan Trévignac\u202e fdp.pdf"
    bad.write_bytes(b"%PDF-1.7 rien")
    gone = tmp_path / f"{'long ' * 30}.jpg"
    house.window.go(Place(Name.DOCUMENTS))

    give(house, paths[0], bad, gone, paths[1])

    house.find(QAbstractButton, f"signe_{cr}_adherent")
    note = house.find(QLabel, "documents_note")
    house.qtbot.waitUntil(lambda: "Lecture" not in note.text())
    assert note.text().startswith("2\u00a0pages lues, 1\u00a0compte-rendu reconnu. Pas lus\u00a0: ")
    # The sign that turns the rest of the line round is not shown.
    assert "«\u00a0Scan Trévignac\ufffd fdp.pdf\u00a0»" in note.text()
    assert "long long" in note.text()
    assert "long …" in note.text()
    assert gone.name not in note.text()
    # What follows to other screens names no file: it may be named after somebody.
    assert "Trévignac" not in house.say()
    give(house, *paths)
    house.qtbot.waitUntil(lambda: "Pas lu" not in note.text())


def shorts(house: House, count: int) -> list[str]:
    """Wait for so many rows to file by hand; return what their names end with, by the number told."""
    title = house.find(QLabel, "documents_plateau")
    house.qtbot.waitUntil(lambda: title.text().endswith(f": {count}"))
    rows = house.window.screen_shown.findChildren(TrayRow)
    return [row.sha256[:8] for row in sorted(rows, key=lambda row: row.place)]


def look(house: House, short: str) -> None:
    house.click(f"voir_{short}")
    house.until_pages("impression_pdf")
    house.window.go(Place(Name.DOCUMENTS))


def file_by_hand(house: House, cr: str, short: str) -> None:
    which = house.find(QComboBox, f"ranger_cr_{short}")
    which.setCurrentIndex(which.findData(cr))
    house.find(QLineEdit, f"ranger_date_{short}").setText("auj.")
    for qui in PARTIES:
        house.find(QAbstractButton, f"ranger_signe_{short}_{qui}").setChecked(True)
    house.click(f"ranger_{short}")


def which_page(house: House, short: str) -> bytes:
    with house.vault.look() as rows:
        (sha,) = (one.sha256 for one in a_ranger(rows) if one.sha256.startswith(short))
        return reprendre(rows, sha)[0]


def test_pages_without_codes_are_filed_by_hand_together_in_the_order_said(
    house: House, tmp_path: Path
) -> None:
    cr = house.compte_rendu(contenu=LONG)
    paths = files(house, cr, tmp_path, covered=(1, 2))
    house.window.go(Place(Name.DOCUMENTS))
    give(house, *paths)
    above, below = shorts(house, 2)
    first, second = sorted(
        (above, below), key=lambda short: which_page(house, short) != paths[0].read_bytes()
    )
    look(house, first)
    file_by_hand(house, cr, first)
    objection = house.find(QLabel, f"ranger_objection_{first}")
    house.qtbot.waitUntil(lambda: "dites quelles pages suivent" in objection.text())

    after = house.find(QComboBox, f"ranger_suite_{first}")
    after.setCurrentIndex(1)
    assert "à leur suite" in house.find(QLabel, f"ranger_apres_{second}").text()
    # Both are looked at before anything is said of them.
    assert not house.find(QPushButton, f"ranger_{first}").isEnabled()
    look(house, second)
    file_by_hand(house, cr, first)
    content = kept(house, cr)

    assert originals(content) == [path.read_bytes() for path in paths]
    title = house.window.screen_shown.findChild(QLabel, "documents_plateau")
    house.qtbot.waitUntil(lambda: not title.isVisible())


def test_a_page_that_waits_is_filed_by_hand_with_one_whose_code_is_lost(
    house: House, tmp_path: Path
) -> None:
    cr = house.compte_rendu(contenu=LONG)
    paths = files(house, cr, tmp_path, covered=(2,))
    house.window.go(Place(Name.DOCUMENTS))
    give(house, *paths)
    assert "Il manque la page 2" in lacks(house, cr)

    house.click(f"a_la_main_{cr}")
    pair = shorts(house, 2)
    house.qtbot.waitUntil(lambda: cards(house, cr) == [])
    first, second = sorted(
        pair, key=lambda short: which_page(house, short) != paths[0].read_bytes()
    )
    house.find(QComboBox, f"ranger_suite_{first}").setCurrentIndex(1)
    look(house, first)
    look(house, second)
    file_by_hand(house, cr, first)

    assert originals(kept(house, cr)) == [path.read_bytes() for path in paths]


def test_three_rows_never_follow_each_other_in_a_ring(house: House, tmp_path: Path) -> None:
    paths = []
    for number in range(3):
        page = Image.new("L", (1654, 2339), 255)
        scanner.sign(page, (60, 200, 300, 400), random.Random(number))  # noqa: S311 - chance
        paths.append(tmp_path / f"sans-code-{number}.jpg")
        paths[-1].write_bytes(scanner.jpeg(page))
    house.compte_rendu()
    house.window.go(Place(Name.DOCUMENTS))
    give(house, *paths)
    one, two, three = (house.find(QComboBox, f"ranger_suite_{short}") for short in shorts(house, 3))

    one.setCurrentIndex(one.findText("Puis les pages n°\u00a02"))
    two.setCurrentIndex(two.findText("Puis les pages n°\u00a03"))

    assert [one.count(), two.count()] == [2, 2]
    assert three.count() == 1
    two.setCurrentIndex(0)
    assert three.findText("Puis les pages n°\u00a01") > 0

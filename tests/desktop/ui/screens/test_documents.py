"""Documents and Imprimer: paper out, paper back, on the real screens."""

import random
from datetime import date
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QTreeView,
    QWidget,
)

from desktop.documents.boxes import signature_places
from desktop.models import saisies
from desktop.models.saisies import Carte
from desktop.ui.places import Name, Place
from desktop.ui.screens.impression import Impression
from desktop.ui.widgets.drop_zone import DropZone
from desktop.ui.widgets.lists import PersonList
from desktop.usecases import Changes
from desktop.usecases.a_signer import lire
from desktop.usecases.entretiens import finaliser
from plie.kinds import CompteRendu, Signature
from plie.vocabulaire import EtatCompteRendu, MoyenSignature
from tests import builders
from tests.desktop import scanner
from tests.desktop.ui.screens.house import AUTRE, NOW, House


def signed_scan(house: House, cr: str, path: Path) -> Path:
    with house.vault.look() as rows:
        pdf = lire(rows, cr, referentiel=house.window.desk.referentiel).pdf or b""
    sheets = scanner.sheets(pdf)
    for place in signature_places(pdf):
        scanner.sign(sheets[place.page - 1], place.box, random.Random(3))  # noqa: S311 - chance
    path.write_bytes(scanner.as_pdf(sheets))
    return path


def drop(house: House, path: Path) -> None:
    zone = house.find(DropZone, "depot")
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path))])
    zone.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            carried,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_a_scan_dropped_is_attached_once_both_signatures_are_confirmed(
    house: House, tmp_path: Path
) -> None:
    cr = house.compte_rendu()
    path = signed_scan(house, cr, tmp_path / "scan.pdf")
    house.window.go(Place(Name.DOCUMENTS))

    drop(house, path)
    attach = house.find(QPushButton, f"rattacher_{cr}")
    assert not attach.isEnabled()
    house.click(f"voir_pages_{cr}")
    pages = house.find(QWidget, f"pages_{cr}")
    house.qtbot.waitUntil(lambda: bool(pages.findChildren(QLabel)))
    (page,) = pages.findChildren(QLabel)
    assert page.accessibleName().startswith("Page 1 sur 1")
    assert page.pixmap().height() > page.pixmap().width() > 600
    house.click(f"voir_pages_{cr}")
    assert not pages.isVisible()
    for qui in ("adherent", "accompagnateur"):
        house.find(QAbstractButton, f"signe_{cr}_{qui}").click()
    attach.click()

    house.qtbot.waitUntil(lambda: len(house.signatures(cr)) == 2)
    assert {s.moyen for s in house.signatures(cr)} == {MoyenSignature.PAPIER}
    with house.vault.look() as rows:
        found = lire(rows, cr, referentiel=house.window.desk.referentiel)
        assert found.etat is EtatCompteRendu.SIGNE
        assert found.pdf == path.read_bytes()
    house.qtbot.waitUntil(
        lambda: house.find(QLabel, "documents_titre").text().endswith("\u00a0: 0")
    )


def cards(house: House, cr: str) -> list[QWidget]:
    return house.column(f"retour_{cr}")


def twin(card: QWidget, cr: str) -> str:
    words = card.findChild(QLabel, f"double_{cr}")
    return words.text() if words.isVisible() else ""


def test_a_sheet_read_twice_says_so_and_one_of_the_two_is_put_aside_or_put_back(
    house: House, tmp_path: Path
) -> None:
    cr = house.compte_rendu()
    path = signed_scan(house, cr, tmp_path / "scan.pdf")
    house.window.go(Place(Name.DOCUMENTS))
    drop(house, path)
    house.qtbot.waitUntil(lambda: len(cards(house, cr)) == 1)

    drop(house, path)
    house.qtbot.waitUntil(lambda: len(cards(house, cr)) == 2)
    above, below = cards(house, cr)
    assert "Ce fichier a déjà été lu" in twin(above, cr)
    assert not twin(below, cr)

    above.findChild(QPushButton, f"ecarter_{cr}").click()
    assert cards(house, cr) == [below]
    house.banner.findChild(QPushButton, "banner_action").click()
    assert len(cards(house, cr)) == 2

    below.findChild(QPushButton, f"ecarter_{cr}").click()
    assert not twin(above, cr)
    assert house.signatures(cr) == ()


def test_once_a_sheet_is_filed_its_double_can_only_be_put_aside(
    house: House, tmp_path: Path
) -> None:
    cr = house.compte_rendu()
    path = signed_scan(house, cr, tmp_path / "scan.pdf")
    house.window.go(Place(Name.DOCUMENTS))
    drop(house, path)
    house.qtbot.waitUntil(lambda: len(cards(house, cr)) == 1)
    path.write_bytes(path.read_bytes() + b"\n")
    drop(house, path)
    house.qtbot.waitUntil(lambda: len(cards(house, cr)) == 2)
    above, below = cards(house, cr)
    assert "une autre numérisation" in twin(above, cr)

    for qui in ("adherent", "accompagnateur"):
        name = f"signe_{cr}_{qui}"
        house.qtbot.waitUntil(lambda name=name: bool(below.findChildren(QAbstractButton, name)))
        below.findChild(QAbstractButton, name).click()
    below.findChild(QPushButton, f"rattacher_{cr}").click()
    house.qtbot.waitUntil(lambda: len(house.signatures(cr)) == 2)

    objection = above.findChild(QLabel, f"objection_{cr}")
    house.qtbot.waitUntil(lambda: "celle-ci est un double" in objection.text())
    assert not above.findChild(QPushButton, f"rattacher_{cr}").isEnabled()
    above.findChild(QPushButton, f"ecarter_{cr}").click()
    assert cards(house, cr) == [below]


def kept(house: House) -> str:
    """Return the words typed in cards that wait in the vault."""
    with house.vault.look() as rows:
        return str([one.mots for one in saisies.open_ones(rows.connection)])


def test_words_of_a_sheet_are_given_back_when_it_is_read_again_and_go_with_it(
    house: House, tmp_path: Path
) -> None:
    cr = house.compte_rendu()
    carte = Carte(builders.PERSONNE, f"papier:{cr}", "Revenu sur papier", Name.DOCUMENTS)
    with house.vault.work() as work:  # by an application that ended without a word
        saisies.keep(work.connection, carte, {f"motif_{cr}": {"texte": "Absente"}}, at=NOW)
        work.commit()
    house.window.go(Place(Name.DOCUMENTS))
    drop(house, signed_scan(house, cr, tmp_path / "scan.pdf"))
    reason = house.find(QLineEdit, f"motif_{cr}")
    house.qtbot.waitUntil(lambda: reason.text() == "Absente")

    house.write(f"motif_{cr}", " et partie")
    house.qtbot.waitUntil(lambda: "Absente et partie" in kept(house))

    house.click(f"non_signe_{cr}")
    house.qtbot.waitUntil(lambda: len(house.signatures(cr)) == 1)
    house.jobs.drain()
    assert kept(house) == "[]"


def test_a_day_to_come_is_refused_beside_its_field(house: House, tmp_path: Path) -> None:
    cr = house.compte_rendu()
    house.window.go(Place(Name.DOCUMENTS))
    drop(house, signed_scan(house, cr, tmp_path / "scan.pdf"))
    for qui in ("adherent", "accompagnateur"):
        house.find(QAbstractButton, f"signe_{cr}_{qui}").click()

    house.find(QLineEdit, f"date_{cr}").setText("12/12/2030")
    house.find(QPushButton, f"rattacher_{cr}").click()

    objection = house.find(QLabel, f"objection_{cr}")
    house.qtbot.waitUntil(lambda: "date de signature" in objection.text())
    assert house.signatures(cr) == ()


def test_a_file_that_is_no_scan_is_told_and_nothing_is_kept(house: House, tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7 rien")
    house.window.go(Place(Name.DOCUMENTS))

    drop(house, bad)

    house.qtbot.waitUntil(lambda: "Rien n’en a été gardé" in house.say())
    assert house.all(Signature) == ()


def in_tray(house: House, tmp_path: Path) -> tuple[QComboBox, QLineEdit]:
    """Give pages without a code; return what asks for their compte-rendu and for their day."""
    sheet = scanner.Image.new("L", (1654, 2339), 255)
    scanner.sign(sheet, (60, 200, 300, 400), random.Random(5))  # noqa: S311 - chance
    path = tmp_path / "sans-code.jpg"
    path.write_bytes(scanner.jpeg(sheet))
    house.window.go(Place(Name.DOCUMENTS))
    drop(house, path)

    title = house.find(QLabel, "documents_plateau")
    house.qtbot.waitUntil(lambda: title.text().endswith("1"))
    screen = house.window.screen_shown
    which = next(
        w for w in screen.findChildren(QComboBox) if w.objectName().startswith("ranger_cr")
    )
    day = next(
        w for w in screen.findChildren(QLineEdit) if w.objectName().startswith("ranger_date")
    )
    return which, day


def test_what_is_said_of_pages_to_file_stays_when_something_else_moves(
    house: House, tmp_path: Path
) -> None:
    cr = house.compte_rendu()
    which, day = in_tray(house, tmp_path)
    which.setCurrentIndex(which.findData(cr))
    day.setFocus()
    QTest.keyClicks(day, "12/9")
    name = day.objectName()

    other = house.compte_rendu()
    house.jobs.changed.emit(Changes(frozenset(), frozenset({"compte_rendu"})))
    title = house.find(QLabel, "documents_titre")
    house.qtbot.waitUntil(lambda: title.text().endswith("2"))

    assert house.focused() == name
    assert house.find(QLineEdit, name).text() == "12/9"
    house.qtbot.waitUntil(lambda: "12/9" in kept(house))
    box = house.find(QComboBox, name.replace("date", "cr"))
    assert box.currentData() == cr
    assert box.findData(other) > 0


def test_pages_without_a_code_are_filed_by_hand(house: House, tmp_path: Path) -> None:
    cr = house.compte_rendu()
    which, day = in_tray(house, tmp_path)

    which.setCurrentIndex(which.findData(cr))
    day.setText("auj.")
    short = which.objectName().rpartition("_")[2]
    # C9-3-6: the adviser looks, then says that each of the two has signed.
    assert not house.find(QCheckBox, f"ranger_signe_{short}_adherent").isEnabled()
    house.click(f"voir_{short}")
    house.until_pages("impression_pdf")
    house.press(Qt.Key.Key_Escape)
    file = house.find(QPushButton, f"ranger_{short}")
    assert not file.isEnabled()
    for qui in ("adherent", "accompagnateur"):
        house.find(QCheckBox, f"ranger_signe_{short}_{qui}").setChecked(True)
    assert file.isEnabled()
    house.click(f"ranger_{short}")

    house.qtbot.waitUntil(lambda: len(house.signatures(cr)) == 2)
    house.jobs.drain()
    assert kept(house) == "[]"
    assert {s.signe_le.date() for s in house.signatures(cr)} == {NOW.date()}


def test_a_compte_rendu_is_previewed_before_it_is_printed(house: House) -> None:
    cr = house.compte_rendu()
    house.go(Name.RELECTURE, cr)

    house.click("signer_sur_papier")

    house.until_pages("impression_pdf")
    assert isinstance(house.window.screen_shown, Impression)
    assert AUTRE not in " ".join(house.texts())
    assert house.find(QSpinBox, "exemplaires").value() == 2
    house.qtbot.waitUntil(lambda: house.focused() in {"imprimante", "enregistrer_copie"})


def test_all_that_waits_is_one_job_with_its_list(house: House) -> None:
    house.compte_rendu()
    house.window.go(Place(Name.DOCUMENTS))
    button = house.find(QPushButton, "documents_imprimer")
    house.qtbot.waitUntil(lambda: "Imprimer le compte-rendu" in button.text())

    house.click("documents_imprimer")

    house.until_pages("impression_pdf")
    assert "Page 1 sur 4" in house.find(QLabel, "impression_pdf_number").text()


def test_a_copy_is_saved_where_one_chooses_and_said_to_be_unprotected(
    house: House, tmp_path: Path
) -> None:
    cr = house.compte_rendu()
    house.go(Name.IMPRESSION, f"cr:{cr}")
    house.until_pages("impression_pdf")
    screen = house.window.screen_shown
    assert isinstance(screen, Impression)

    house.click("enregistrer_copie")
    dialog = screen.findChild(QFileDialog, "enregistrer_copie_ou")
    assert dialog.selectedFiles()[0].endswith(".pdf")
    assert dialog.findChild(QTreeView, "treeView").isColumnHidden(2)  # « Folder », in English
    dialog.filesSelected.emit([str(tmp_path / "copie.pdf")])
    dialog.fileSelected.emit(str(tmp_path / "copie.pdf"))
    dialog.close()

    house.qtbot.waitUntil(lambda: "n’est plus protégée" in house.say())
    assert (tmp_path / "copie.pdf").read_bytes().startswith(b"%PDF-")
    house.click("enregistrer_copie")
    again = screen.findChildren(QFileDialog, "enregistrer_copie_ou")[-1]
    assert again.directory().absolutePath() == str(tmp_path)
    again.close()


def test_a_compte_rendu_is_found_again_once_signed_by_its_words_and_read(house: House) -> None:
    house.compte_rendu(date=date(2026, 2, 3))
    signed = house.signed()
    house.window.go(Place(Name.DOCUMENTS))
    people = house.find(PersonList, "retrouver_liste").people
    house.qtbot.waitUntil(lambda: people.rowCount() == 2)

    house.write("retrouver_mots", "Trevignac signé")

    assert [cr.id for cr in people.rows] == [signed]
    house.press(Qt.Key.Key_Return)
    house.press(Qt.Key.Key_Down)
    house.press(Qt.Key.Key_Return)
    assert house.window.place == Place(Name.RELECTURE, signed)


def test_left_the_screen_reads_nothing_until_one_comes_back(house: House) -> None:
    house.go(Name.DOCUMENTS, "")
    waiting = house.find(QListWidget, "documents_a_signer")
    house.go(Name.JOURNEE, "")
    referentiel = house.window.desk.referentiel
    id_ = house.draft()
    done: list[object] = []

    house.jobs.write(
        house.window,
        lambda work: finaliser(work, id_, referentiel=referentiel, now=NOW),
        done.append,
    )
    house.qtbot.waitUntil(lambda: len(done) == 1)
    # What is asked now is answered after all that the change made read.
    house.jobs.look(house.window, lambda rows: rows.count(CompteRendu), done.append)
    house.qtbot.waitUntil(lambda: len(done) == 2)

    assert waiting.count() == 0
    house.go(Name.DOCUMENTS, "")
    house.qtbot.waitUntil(lambda: waiting.count() == 1)


def test_documents_is_one_gesture_away_from_the_paper_sent_to_be_signed(house: House) -> None:
    house.go(Name.IMPRESSION, f"cr:{house.compte_rendu()}")
    house.until_pages("impression_pdf")

    house.click("aller_aux_documents")

    assert house.find(DropZone, "depot")


def test_one_comes_back_from_the_printer_to_where_one_came_from(house: House) -> None:
    cr = house.compte_rendu()
    house.go(Name.RELECTURE, cr)
    house.click("signer_sur_papier")
    house.until_pages("impression_pdf")

    house.click("revenir")

    house.until_pages("relecture_pdf")
    house.go(Name.DOCUMENTS, "")
    house.click("documents_imprimer")
    house.until_pages("impression_pdf")
    house.click("revenir")
    assert house.find(DropZone, "depot")

"""A day at the real application, then a crash: `day.py`, in folders of its own.

It prints a JSON line after each thing done; at « typing » it goes on until it is killed. Every name
and every word of the day carries one of `STEMS`, so that whatever is left of it can be found.
"""

import faulthandler
import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from itertools import count
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QListView, QPlainTextEdit

from desktop import settings
from desktop.app import open_window
from desktop.app.door import Door
from desktop.app.surroundings import real
from desktop.demo.scene import PASSPHRASE
from desktop.demo.seat import Seat
from desktop.documents import liste_a_signer
from desktop.documents.liste_a_signer import ListeData
from desktop.ui.places import Name
from desktop.ui.spool import SPOOL
from desktop.ui.widgets.drop_zone import DropZone
from desktop.usecases.papier import a_ranger
from plie.kinds import Parcours, Personne, Signature
from plie.vocabulaire import Signataire
from tests.stories import gestes

STEMS = ("Kerzhvranig", "Œdrévikañ")
PEOPLE, WORDS = 240, 260


def canary(number: int) -> str:
    """Return the name or word of that number: one stem or the other, and letters."""
    letters = "".join(chr(ord("a") + int(digit)) for digit in str(number))
    return f"{STEMS[number % 2]}{letters}"


class Day:
    """What is done, in order."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.seat = Seat(door)
        self.hands = self.seat.hands

    def live(self) -> None:
        self.begin()
        self.type()
        self.preview()
        self.print_it()
        self.scan()
        self.copy()
        self.browse()
        self.crash()
        self.lock()
        self.be_killed()

    def begin(self) -> None:
        gestes.creer_coffre(self.seat, canary(0))
        with self.seat.house.vault.work() as work:
            for number in range(1, PEOPLE):
                id_ = work.new_id()
                name, first = canary(number), canary(number + 1_000)
                work.insert(Personne(id=id_, civilite="Mme", nom_naissance=name, prenoms=first))
                work.insert(Parcours(id=work.new_id(), dossier=id_, origine="prescripteur"))
            work.commit()
        self.seat.redraw()
        gestes.ouvrir_dossier(self.seat, canary(PEOPLE), canary(PEOPLE + 1))
        say("vault")

    def type(self) -> None:
        words = " ".join(canary(PEOPLE + number) for number in range(2, WORDS))
        gestes.ecrire(self.seat, canary(PEOPLE))
        self.hands.find(QPlainTextEdit, "entretien_contenu").insertPlainText(f" {words}")
        gestes.finaliser(self.seat)
        say("typed")

    def preview(self) -> None:
        gestes.pages(self.seat, "relecture_pdf")
        say("previewed")

    def print_it(self) -> None:
        self.hands.click("signer_sur_papier")
        self.hands.click("imprimer")
        self.hands.until(lambda: "Envoyé" in self.hands.text("note"), "l’impression")
        if "CUPS_SERVER" in os.environ:
            self.hands.until(lambda: SPOOL.empty, "la copie de CUPS effacée", 30_000)
        say("printed")

    def scan(self) -> None:
        """What was printed comes back signed, with a page that no code names; both are filed."""
        (cr,) = gestes.comptes_rendus(self.seat)
        with self.seat.house.vault.look() as rows:
            signed = rows.blob(cr.pdf) or b""
        at = real().local()
        loose = liste_a_signer.render(
            ListeData(
                titre=canary(13),
                lignes=((cr.adherent_nom, cr.date, 1),),
                accompagnateur="AE",
                at=at,
            )
        )
        self.hands.click("revenir")
        gestes.pages(self.seat, "relecture_pdf")
        self.hands.click("revenir")
        gestes.attendre(self.seat, "rail", "le dossier")
        self.hands.click_item("rail", Name.DOCUMENTS)
        # The files are the scanner's, not the application's: they go as soon as they are read.
        with tempfile.TemporaryDirectory() as folder:
            for name, content in (("signe.pdf", signed), ("page.pdf", loose)):
                path = Path(folder) / name
                path.write_bytes(content)
                self.hands.find(DropZone, "depot").given.emit((path,))
                self.hands.until(lambda: not self.hands.shows("banner"), "la lecture")
            for qui in Signataire:
                self.hands.click(f"signe_{cr.id}_{qui}")
            self.hands.click(f"rattacher_{cr.id}")
            self.hands.until(lambda: len(self.signatures()) == len(Signataire), "le rattachement")
            self.hands.until(lambda: self.waiting() == 1, "la page mise de côté")
            self.cannot_read(Path(folder) / f"{canary(14)}.pdf")
        say("scanned")

    def cannot_read(self, path: Path) -> None:
        """A file named after somebody is no scan: it is named on the screen, and nowhere else."""
        path.write_bytes(b"%PDF-1.7 rien")
        self.hands.find(DropZone, "depot").given.emit((path,))
        self.hands.until(lambda: path.name in self.hands.text("documents_note"), "le fichier nommé")
        self.hands.click("banner_close")

    def signatures(self) -> tuple[Signature, ...]:
        with self.seat.house.vault.look() as rows:
            return rows.all(Signature)

    def waiting(self) -> int:
        with self.seat.house.vault.look() as rows:
            return len(a_ranger(rows))

    def copy(self) -> None:
        self.hands.click_item("rail", Name.FILE)
        gestes.attendre(self.seat, "file_recherche", "la file active")
        field = self.hands.find_any("file_recherche")
        self.hands.write("file_recherche", canary(7))
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        clipboard = QGuiApplication.clipboard()
        say("copied", held=STEMS[1] in clipboard.text())
        if "patient" in sys.argv:
            self.hands.until(lambda: not clipboard.text(), "le presse-papiers vidé", 40_000)
            say("cleared after a while", held=bool(clipboard.text()))

    def browse(self) -> None:
        """A dialog of files remembers where it went: in a file of its own."""
        self.hands.click_item("rail", Name.POSTE)
        self.hands.click("ouvrir_invitation")
        dialog = self.seat.window.findChild(QFileDialog)
        if dialog is not None:
            dialog.close()
        say("browsed")

    def crash(self) -> None:
        """A bug whose message holds a name, where nobody catches it."""

        def bug() -> None:
            name = canary(11)
            raise ValueError(name)

        QTimer.singleShot(0, bug)
        self.hands.until(lambda: self.hands.shows("banner"), "les excuses")
        say("crashed")

    def lock(self) -> None:
        self.door.lock()
        say("locked", held=bool(QGuiApplication.clipboard().text()))
        self.hands.write("deverrouillage_phrase_line", PASSPHRASE)
        self.hands.click("deverrouiller")
        self.seat.enter()
        say("unlocked")

    def be_killed(self) -> None:
        self.hands.click_item("rail", Name.FILE)
        listed = self.hands.find(QListView, "file_liste")
        self.hands.until(lambda: listed.currentIndex().isValid(), "la liste")
        # The screen of this process is a narrow one: the dossier comes in place of the list.
        QTest.keyClick(listed, Qt.Key.Key_Return)
        self.hands.click("nouvel_entretien")
        self.hands.until(self.hands.find_any("entretien_contenu").isEnabled, "l’entretien")
        say("typing")
        for number in count():
            self.hands.write("entretien_contenu", f"{canary(number)} ")
            self.hands.until(lambda: True, "une lettre")


def say(what: str, **more: object) -> None:
    print(json.dumps({"what": what, **more}), flush=True)  # noqa: T201 - told to whoever kills


def day(door: Door) -> None:
    try:
        Day(door).live()
    except Exception:  # noqa: BLE001 - told, then fatal
        # Not the crash of the day, which happens in a slot of its own: a day that went wrong.
        traceback.print_exc()
        os._exit(3)


def main(do: Callable[[Door], None] = day) -> int:
    faulthandler.enable()
    return open_window(settings.read(), shown=do)


if __name__ == "__main__":
    sys.exit(main())

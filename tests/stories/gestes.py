"""Ce qu’une personne fait devant la vraie fenêtre : les gestes des récits, à la souris et au clavier."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.app.door import Door
from desktop.app.surroundings import real
from desktop.demo import scene
from desktop.demo.seat import Seat
from desktop.demo.store import DemoStore
from desktop.ui.look import Look
from desktop.ui.places import Name
from desktop.usecases import referentiels
from plie.kinds import CompteRendu, Personne

RIEN_N_A_CHANGE = "Rien n’a changé depuis le sceau"


def ouvrir(dossier: Path, look: Look) -> Seat:
    """S’asseoir devant une fenêtre dont les coffres sont dans ce dossier."""
    seat = Seat(Door(dossier, look, real(), kdf=scene.LIGHT))
    seat.window.show()
    seat.window.activateWindow()
    seat.door.open()
    return seat


def creer_coffre(seat: Seat, nom: str) -> Seat:
    _passer_minuit()
    seat.fill_first_start(nom)
    seat.hands.click("creer_coffre")
    seat.enter()
    return seat


def _passer_minuit() -> None:
    """Laisser passer la première minute du jour : un entretien d’une minute y commence la veille.

    Il précéderait le dossier ouvert ce jour-là, et serait refusé à bon droit.
    """
    zone = referentiels.charger(referentiels.DEMO).zone
    while (now := real().clock().astimezone(zone)).hour == now.minute == 0:
        QTest.qWait(1000 * (60 - now.second))


def relier(seat: Seat, magasin: DemoStore, nom: str, role: str) -> Seat:
    seat.fill_invitation(magasin.invite(nom, role))
    seat.enrol()
    return seat


def ouvrir_dossier(seat: Seat, prenoms: str, nom: str) -> str:
    """Ouvrir un dossier par son formulaire ; rendre son identifiant."""
    hands = seat.hands
    hands.click_item("rail", Name.FILE)
    hands.click("nouvelle_personne")
    hands.write("nouveau_formulaire_prenoms", prenoms)
    hands.write("nouveau_formulaire_nom", nom)
    hands.click("ouvrir_dossier")
    hands.until(lambda: hands.text("dossier_nom") == f"{prenoms} {nom}", "le dossier ouvert")
    with seat.house.vault.look() as rows:
        (found,) = (p for p in rows.all(Personne) if p.nom == f"{prenoms} {nom}")
    return found.id


def ecrire(seat: Seat, texte: str) -> None:
    """Écrire un entretien avec la personne dont le dossier est ouvert, sans le finaliser."""
    hands = seat.hands
    hands.click("nouvel_entretien")
    hands.write("entretien_duree_min", "1")
    hands.write("entretien_contenu", texte)
    hands.until(lambda: hands.text("note").startswith("Enregistré"), "Enregistré à")


def finaliser(seat: Seat) -> str:
    """Finaliser l’entretien ouvert ; rendre l’identifiant du compte-rendu."""
    known = {cr.id for cr in comptes_rendus(seat)}
    seat.hands.click("finaliser")
    seat.hands.until(lambda: seat.hands.shows("faire_signer"), "le compte-rendu")
    (made,) = (cr.id for cr in comptes_rendus(seat) if cr.id not in known)
    return made


def donner_a_lire(seat: Seat) -> None:
    """Passer l’écran à la personne, jusqu’à ce que le document soit sous ses yeux."""
    seat.hands.click("faire_signer")
    seat.hands.click("remise_ok")
    pages(seat, "pdf_personne")


def personne_signe(seat: Seat) -> None:
    seat.hands.click("position_accord")
    seat.hands.draw("pad_personne", scene.with_the_mouse(3))
    seat.hands.click("valider_personne")


def signer_une_fois_relu(seat: Seat) -> None:
    """Signer en personne dès que le document redessiné, avec sa remarque, est sous ses yeux."""
    seat.hands.draw("pad_personne", scene.with_the_mouse(3))
    main = seat.hands.find_any("valider_personne")

    def kept() -> bool:
        # Sans effet tant que le document n’est pas là, ni pendant que la réponse s’enregistre.
        QTest.mouseClick(main, Qt.MouseButton.LeftButton)
        return seat.hands.shows("rendre_ok")

    seat.hands.until(kept, "la signature du document redessiné")


def reprendre(seat: Seat) -> None:
    """Reprendre l’ordinateur, jusqu’à ce que le document à signer soit montré."""
    seat.take_back()
    pages(seat, "pdf_accompagnateur")


def accompagnatrice_signe(seat: Seat) -> None:
    seat.hands.draw("pad_accompagnateur", scene.with_the_mouse(8))
    seat.hands.click("valider_accompagnateur")


def signer(seat: Seat) -> None:
    """Les deux signatures, du compte-rendu relu à la fin."""
    donner_a_lire(seat)
    personne_signe(seat)
    reprendre(seat)
    accompagnatrice_signe(seat)
    fin(seat)


def fin(seat: Seat) -> str:
    """Attendre la fin de la signature ; rendre ce qu’elle dit."""
    attendre(seat, "termine_retour", "la fin")
    return seat.hands.text("termine_phrase")


def pages(seat: Seat, paper: str) -> None:
    """Attendre que les pages d’un document soient là."""
    seat.hands.until(lambda: "Page" in seat.hands.text(f"{paper}_number"), f"les pages de {paper}")


def attendre(seat: Seat, name: str, what: str) -> None:
    seat.hands.until(lambda: seat.hands.shows(name), what)


def lire(seat: Seat, dossier: str, compte_rendu: str) -> None:
    """Ouvrir un compte-rendu depuis le fil d’un dossier, par la touche Entrée."""
    hands = seat.hands
    hands.click_item("rail", Name.FILE)
    hands.until(lambda: hands.rows("file_liste") > 0, "la file")
    people = seat.window.findChild(QWidget, "file_liste")
    people.choose(dossier)
    story = seat.window.findChild(QWidget, "dossier_fil")

    def found() -> bool:
        # Un dossier où l’on revient se relit : ce qu’il montrait avant peut ne pas l’avoir.
        story.choose(f"compte_rendu:{compte_rendu}")
        return bool(story.currentIndex().isValid())

    hands.until(found, "le compte-rendu dans le fil")
    hands.press("dossier_fil", Qt.Key.Key_Return)
    attendre(seat, "etat", "le compte-rendu")


def recevoir(seat: Seat, compte_rendu: str) -> None:
    """Échanger, puis ouvrir dans les Nouveautés un compte-rendu reçu."""
    hands = seat.hands
    hands.click_item("rail", Name.NOUVEAUTES)
    seat.exchange()
    hands.until(lambda: compte_rendu in _received(seat), "le compte-rendu reçu")
    hands.click_row("nouveautes_liste", _received(seat).index(compte_rendu))
    pages(seat, "lecture_pdf")


def ouverture_notee(seat: Seat, compte_rendu: str) -> None:
    """Le dossier de ce compte-rendu est noté comme ouvert, une fois, pour le magasin."""

    def noted() -> list[str]:
        with seat.house.vault.look() as rows:
            sql = "SELECT dossier FROM lecture WHERE genre = 'lecture'"
            return list(rows.connection.exec_driver_sql(sql).scalars())

    with seat.house.vault.look() as rows:
        whose = next(cr.dossier for cr in rows.all(CompteRendu) if cr.id == compte_rendu)
    seat.hands.until(lambda: noted() == [whose], "la lecture notée")


def verrouiller_puis_revenir(seat: Seat) -> None:
    """Verrouiller, déverrouiller : l’écran est celui que l’on avait quitté."""
    seat.door.lock()
    seat.hands.write("deverrouillage_phrase_line", scene.PASSPHRASE)
    seat.hands.click("deverrouiller")
    seat.enter()


def _received(seat: Seat) -> list[str]:
    view = seat.window.findChild(QWidget, "nouveautes_liste")
    return [line.id for line in view.people.rows] if view is not None else []


def mots(seat: Seat) -> str:
    """Rendre tout ce que les étiquettes visibles disent."""
    shown = (label for label in seat.window.findChildren(QLabel) if label.isVisible())
    return "\n".join(label.text() for label in shown)


def comptes_rendus(seat: Seat) -> tuple[CompteRendu, ...]:
    with seat.house.vault.look() as rows:
        return rows.all(CompteRendu)


class Clavier:
    """Les touches seules, sur ce qui a le focus : aucun widget n’est touché autrement."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat

    def taper(self, text: str) -> None:
        none = Qt.KeyboardModifier.NoModifier
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                # QTest ne connaît que les touches d’un clavier sans ’ ni œ.
                QApplication.sendEvent(self._focused(), QKeyEvent(kind, 0, none, letter))

    def touche(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        QTest.keyClick(self._focused(), key, modifier)

    def jusqu_a(self, name: str) -> None:
        """Presser Tab jusqu’à ce qu’un contrôle ait le focus ; un tour sans lui est un échec."""
        for _ in range(60):
            if name in self.ou():
                return
            self.touche(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab n’atteint jamais {name}")

    def ou(self) -> list[str]:
        """Rendre les noms de ce qui a le focus, du plus petit au plus grand."""
        widget: QWidget | None = self._focused()
        names = []
        while widget is not None:
            names.append(widget.objectName())
            widget = widget.parentWidget()
        return names

    def attendre(self, ready: Callable[[], bool], what: str) -> None:
        self.seat.hands.until(ready, what)

    def _focused(self) -> QWidget:
        found = QGuiApplication.focusObject()
        assert isinstance(found, QWidget), "rien n’a le focus"
        return found

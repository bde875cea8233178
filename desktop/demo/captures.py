"""`make screenshots`: every screen and state, clair and sombre, on two sizes of display."""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.app.door import Door
from desktop.app.qt import application
from desktop.app.surroundings import real
from desktop.demo import (
    captures_agenda,
    captures_annuaire,
    captures_bilans,
    captures_coffre,
    captures_dossier,
    captures_entrees,
    captures_plusieurs,
    captures_relations,
    captures_reprises,
    captures_responsable,
    captures_seances,
    captures_signature,
    desaccord,
    scene,
    volets,
)
from desktop.demo.essai import BADGE
from desktop.demo.hands import TooLongError
from desktop.demo.offscreen import quiet
from desktop.demo.portefeuille import take_over
from desktop.demo.seat import Seat
from desktop.demo.store import DemoStore
from desktop.disk import Disk
from desktop.disk import free as room_left
from desktop.ui.look import Look
from desktop.ui.places import Name
from desktop.ui.widgets.drop_zone import DropZone
from plie.kinds import CompteRendu, Entretien, Personne, RendezVous
from plie.vocabulaire import Role

_DONE, _NO = 0, 1
THEMES = ("clair", "sombre")
SIZES = ((1366, 768), (1920, 1080))


def run(asked: argparse.Namespace) -> int:
    """Draw every screen into `asked.out`; 1 when one could not be reached."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out = Path(asked.out)
    shutil.rmtree(out, ignore_errors=True)
    _qt, look = application(["permanence"], THEMES[0])
    with quiet(), tempfile.TemporaryDirectory(prefix="permanence-captures-") as folder:
        try:
            Studio(Path(folder), look, _Camera(out, look)).shoot()
        except TooLongError as error:
            sys.stderr.write(f"{error}\n")
            return _NO
    sys.stdout.write(f"{len(list(out.rglob('*.png')))} images — {out}\n")
    return _DONE


class _Camera:
    """Takes a picture of what is shown, in each theme and size."""

    def __init__(self, out: Path, look: Look) -> None:
        self._out = out
        self._look = look
        self._count = 0

    def __call__(self, seat: Seat, name: str) -> None:
        """Take the pictures of one screen and state."""
        self._count += 1
        for theme in THEMES:
            self._look.choose(theme)
            for width, height in SIZES:
                seat.window.resize(width, height)
                folder = self._out / f"{theme}-{width}x{height}"
                seat.hands.photograph(folder / f"{self._count:02d}-{name}.png")
        self._look.choose(THEMES[0])
        seat.window.resize(*SIZES[0])


class Studio:
    """Goes from screen to screen once; at each, calls `picture` with the seat and the state's name."""

    def __init__(
        self,
        folder: Path,
        look: Look,
        picture: Callable[[Seat, str], None],
        *,
        store: Callable[[Path], DemoStore] = DemoStore,
    ) -> None:
        self._folder = folder
        self._store = store
        self._look = look
        self._taken = picture
        self._nuage, self._reste = "", 0  # what the disk is made to say, once
        disk = Disk(
            service=lambda _folder: self._nuage, free=lambda at: self._reste or room_left(at)
        )
        self._around = replace(real(), disk=disk)

    def shoot(self) -> None:
        """Show every screen and state.

        Raises:
            TooLongError: one could not be reached.
        """
        with ExitStack() as stack:
            with self._store(self._folder / "magasin") as store:
                adviser = self._with_the_store(stack, store)
            self._disk(adviser)
            self._offline(adviser)
            self._exchanges(adviser)
            captures_coffre.show_locked(adviser, self._picture)

    def _picture(self, seat: Seat, name: str) -> None:
        seat.rest()
        self._taken(seat, name)

    def _with_the_store(self, stack: ExitStack, store: DemoStore) -> Seat:
        adviser = self._first_start(stack, scene.ADVISER, Role.ACCOMPAGNATEUR)
        self._empty_house(adviser)
        self._enrol(adviser, store, scene.ADVISER, Role.ACCOMPAGNATEUR)
        take_over(adviser.house.vault, store, self._around)
        adviser.redraw()
        self._rooms(adviser)
        self._entretien(adviser)
        captures_signature.show(adviser, self._picture)
        captures_plusieurs.show(adviser, self._picture)
        adviser.exchange()
        reviewer = self._coordination(stack, store)
        self._keeper(stack, store)
        self._responsable(stack, store)
        adviser.exchange()
        adviser.hands.click_item("rail", Name.JOURNEE)
        adviser.hands.until(lambda: scene.ASKED in self._day_said(adviser), "la question posée")
        self._picture(adviser, "ma-journee-question")
        self._relations(stack, store, reviewer)
        captures_coffre.show_opened(adviser, self._picture)
        captures_coffre.show_withdrawn(reviewer, self._picture, store)
        return adviser

    def _first_start(self, stack: ExitStack, nom: str, role: Role) -> Seat:
        door = Door(self._folder / role, self._look, self._around, badge=BADGE, kdf=scene.LIGHT)
        stack.callback(door.close)
        seat = Seat(door)
        door.window.show()
        door.open()
        if role is Role.ACCOMPAGNATEUR:
            seat.hands.click("creer_coffre")
            self._picture(seat, "premier-demarrage-objection")
        seat.fill_first_start(nom)
        if role is Role.ACCOMPAGNATEUR:
            self._picture(seat, "premier-demarrage")
        seat.hands.click("creer_coffre")
        seat.hands.find_any("cle_notee")
        if role is Role.ACCOMPAGNATEUR:
            self._picture(seat, "cle-de-secours")
        seat.enter()
        return seat

    def _empty_house(self, seat: Seat) -> None:
        seat.hands.until(lambda: seat.hands.shows("journee_etats_state"), "la journée vide")
        self._picture(seat, "ma-journee-vide")
        seat.hands.click_item("rail", Name.FILE)
        seat.hands.until(lambda: seat.hands.shows("file_etats_state"), "la file vide")
        self._picture(seat, "file-active-vide")

    def _enrol(self, seat: Seat, store: DemoStore, nom: str, role: Role) -> None:
        seat.fill_invitation(store.invite(nom, role))
        if role is Role.ACCOMPAGNATEUR:
            self._picture(seat, "mon-poste-a-relier")
        seat.enrol()

    def _rooms(self, seat: Seat) -> None:
        hands = seat.hands
        hands.until(lambda: hands.shows("journee_page"), "la journée")
        self._picture(seat, "ma-journee")
        self._past(seat)
        hands.click("sans_rendez_vous_mois")
        hands.until(lambda: hands.rows("file_liste") > 0, "la liste du mois")
        self._picture(seat, "sans-rendez-vous-ce-mois-ci")
        hands.click("sans_rendez_vous")
        hands.until(lambda: hands.rows("file_liste") > 1, "la file active")
        hands.until(lambda: hands.rows("dossier_fil") > 1, "le fil du dossier")
        volets.shoot(seat, self._picture)
        hands.write("noter_date", "dem.")
        hands.write("noter_texte", scene.NOTED)
        hands.press("noter_texte", Qt.Key.Key_Return)
        hands.until(lambda: hands.shows("noter_objection"), "le refus")
        self._picture(seat, "noter-refus")
        hands.write("noter_date", "auj.")
        hands.press("noter_texte", Qt.Key.Key_Return)
        hands.until(lambda: hands.says("dossier_fil", scene.NOTED), "le fait noté")
        self._picture(seat, "noter")
        captures_entrees.show(seat, self._picture, self._folder)
        captures_dossier.show_work(seat, self._picture)
        captures_dossier.show_pieces(seat, self._picture)
        captures_reprises.show(seat, self._picture)
        captures_agenda.show(seat, self._picture)
        captures_annuaire.show(seat, self._picture)
        hands.click_item("rail", Name.POSTE)
        hands.until(lambda: "Chaque" in hands.text("appareils_note"), "les appareils")
        self._picture(seat, "mon-poste")
        hands.click_item("rail", Name.FILE)

    def _past(self, seat: Seat) -> None:
        """Show the question about a rendez-vous of yesterday, and its new day asked."""
        now = seat.house.main.desk.clock()
        with seat.house.vault.work() as work:
            day, id_ = now.date() - timedelta(days=1), work.new_id()
            met = {e.dossier for e in work.rows.all(Entretien, date=day.isoformat())}
            whom = next(p.id for p in work.rows.all(Personne) if p.id not in met)
            work.insert(RendezVous(id=id_, dossier=whom, date=day, debut=time(10), lieu="Mairie"))
            work.commit()
        seat.redraw()
        seat.hands.click(f"reporte_{id_}")
        self._picture(seat, "rendez-vous-passe")

    def _entretien(self, seat: Seat) -> None:
        hands = seat.hands
        hands.click("nouvel_entretien")
        hands.until(hands.find_any("entretien_contenu").isEnabled, "le brouillon")
        self._picture(seat, "entretien-ouvert")
        hands.click("finaliser")
        self._picture(seat, "entretien-objections")
        hands.write("entretien_duree_min", "5")
        hands.write("entretien_contenu", scene.SAID)
        hands.write("suites_texte", "immersion")
        self._picture(seat, "entretien-suites")
        hands.press("suites_texte", Qt.Key.Key_Down)
        hands.press("suites_texte", Qt.Key.Key_Return)
        hands.press("suites_texte", Qt.Key.Key_Return)
        hands.until(lambda: hands.text("note").startswith("Enregistré"), "Enregistré à")
        self._picture(seat, "entretien")
        hands.click("finaliser")
        hands.until(lambda: hands.shows("faire_signer"), "le document")
        hands.click("corriger")
        hands.until(hands.find_any("motif").isEnabled, "la correction")
        hands.write("motif", "Le lieu manquait")
        self._picture(seat, "entretien-rouvert")
        hands.write("entretien_lieu", "Mairie annexe")
        hands.click("finaliser")
        hands.until(lambda: hands.shows("version_1"), "la nouvelle version")
        hands.click("version_1")
        hands.until(lambda: hands.shows("version_remplacee"), "la version remplacée")
        hands.until(lambda: "Page" in hands.text("relecture_pdf_number"), "les pages")
        self._picture(seat, "relecture-remplacee")
        hands.click("version_2")
        hands.until(lambda: hands.shows("faire_signer"), "le document")
        hands.until(lambda: "Page" in hands.text("relecture_pdf_number"), "les pages")
        self._picture(seat, "relecture")
        hands.click("signer_sur_papier")
        hands.until(lambda: "Page" in hands.text("impression_pdf_number"), "l’aperçu")
        self._picture(seat, "impression")
        hands.click("revenir")
        hands.until(lambda: hands.shows("faire_signer"), "le document")
        hands.click("revenir")
        self._documents(seat)
        hands.click_item("rail", Name.JOURNEE)
        hands.click(f"signer_{self._last(seat)}")
        hands.until(lambda: hands.shows("faire_signer"), "le document")

    def _last(self, seat: Seat) -> str:
        """Return the id of the compte-rendu that was just finalised."""
        with seat.house.vault.look() as rows:
            return max(rows.all(CompteRendu), key=lambda cr: cr.finalise_le).id

    def _documents(self, seat: Seat) -> None:
        hands, id_ = seat.hands, self._last(seat)
        hands.click_item("rail", Name.DOCUMENTS)
        hands.until(lambda: hands.rows("documents_a_signer") > 0, "les comptes-rendus à signer")
        self._picture(seat, "documents")
        with seat.house.vault.look() as rows:
            sheet = rows.blob(rows.get(CompteRendu, id_).pdf) or b""
        path = self._folder / "feuille.pdf"
        path.write_bytes(sheet)
        hands.find(DropZone, "depot").given.emit((path,))
        hands.until(lambda: hands.shows(f"signe_{id_}_adherent"), "les cadres")
        self._picture(seat, "documents-retour")
        path.unlink()

    def _coordination(self, stack: ExitStack, store: DemoStore) -> Seat:
        seat = self._first_start(stack, scene.REVIEWER, Role.COORDINATION)
        self._enrol(seat, store, scene.REVIEWER, Role.COORDINATION)
        hands = seat.hands
        hands.click_item("rail", Name.NOUVEAUTES)
        seat.exchange()
        hands.until(lambda: hands.rows("nouveautes_liste") > 0, "les nouveautés")
        hands.click_row("nouveautes_liste", 0)
        hands.until(lambda: "Page" in hands.text("lecture_pdf_number"), "les pages")
        self._picture(seat, "nouveautes")
        hands.write("commentaire_texte", scene.ASKED)
        hands.click("demander")
        hands.until(lambda: hands.shows("clore"), "la question posée")
        hands.click("vue_questions")
        hands.click_row("nouveautes_liste", 0)
        self._picture(seat, "nouveautes-question")
        seat.exchange()
        hands.click_item("rail", Name.FILE)
        hands.until(lambda: hands.rows("dossier_fil") > 1, "le fil du dossier")
        self._picture(seat, "coordination-dossiers")
        captures_seances.show(seat, self._picture)
        captures_bilans.note_those_sent(seat)
        captures_bilans.show(seat, self._picture)
        hands.click_item("rail", Name.AFFECTATIONS)
        self._picture(seat, "affectations")
        captures_annuaire.show_merge(seat, self._picture)
        seat.exchange()
        return seat

    def _keeper(self, stack: ExitStack, store: DemoStore) -> None:
        seat = self._first_start(stack, scene.KEEPER, Role.GESTIONNAIRE)
        self._enrol(seat, store, scene.KEEPER, Role.GESTIONNAIRE)
        seat.hands.click_item("rail", Name.APPAREILS)
        seat.hands.until(lambda: "lignes" in seat.hands.text("appareils_compte"), "les appareils")
        self._picture(seat, "appareils")
        seat.hands.click_item("rail", Name.POSTE)
        seat.hands.until(lambda: "ROME" in seat.hands.text("rome_etat"), "les libellés ROME")
        self._picture(seat, "mon-poste-gestionnaire")

    def _responsable(self, stack: ExitStack, store: DemoStore) -> None:
        seat = self._first_start(stack, scene.RESPONSABLE, Role.RESPONSABLE)
        self._enrol(seat, store, scene.RESPONSABLE, Role.RESPONSABLE)
        seat.exchange()
        captures_responsable.show(seat, self._picture)

    def _relations(self, stack: ExitStack, store: DemoStore, reviewer: Seat) -> None:
        seat = self._first_start(stack, scene.RELATIONS, Role.RELATIONS_ENTREPRISES)
        self._enrol(seat, store, scene.RELATIONS, Role.RELATIONS_ENTREPRISES)
        etape = captures_relations.ask(reviewer)
        reviewer.exchange()
        seat.exchange()
        captures_relations.show(seat, etape, self._picture)

    def _day_said(self, seat: Seat) -> str:
        page = seat.window.findChild(QWidget, "journee_page")
        return "" if page is None else "\n".join(x.text() for x in page.findChildren(QLabel))

    def _disk(self, seat: Seat) -> None:
        hands, room = seat.hands, seat.house.room
        hands.click_item("rail", Name.JOURNEE)
        self._nuage, self._reste = "OneDrive", 320_000_000
        room.look()
        hands.until(lambda: hands.shows("banner") and hands.shows("status_place"), "le disque")
        self._picture(seat, "disque-presque-plein-dossier-synchronise")
        hands.click("banner_action")
        hands.until(lambda: hands.shows("emplacement_service"), "le disque de Mon poste")
        self._picture(seat, "mon-poste-disque")
        self._nuage, self._reste = "", 0
        room.look()
        hands.until(lambda: not hands.shows("status_place"), "la place revenue")

    def _offline(self, seat: Seat) -> None:
        seat.hands.click_item("rail", Name.FILE)
        seat.hands.click("status_action")
        seat.hands.until(lambda: "Hors ligne" in seat.house.main.status.sentence, "la coupure")
        self._picture(seat, "hors-ligne")

    def _exchanges(self, seat: Seat) -> None:
        hands = seat.hands
        desaccord.stage(seat.house.vault, now=seat.house.main.desk.clock())
        seat.redraw()
        seat.house.heart.beat()
        hands.until(lambda: hands.shows("rappel"), "le rappel")
        hands.click_item("rail", Name.JOURNEE)
        self._picture(seat, "rappel-d-echange")
        hands.click("rappel_voir")
        hands.until(lambda: hands.shows("section_a_trancher"), "ce qui est à trancher")
        self._picture(seat, "echanges")
        hands.click_item("rail", Name.FILE)
        captures_reprises.show_in_part(seat, self._picture)

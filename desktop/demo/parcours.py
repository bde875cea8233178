"""The main job, headless: the real windows driven by hand from the empty machine to the review.

Two machines and a store: the adviser's window, coordination's window, and a central store in a
process of its own. Everything a person would do is done with keys and the mouse.
"""

import argparse
import os
import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from desktop.app.door import Door
from desktop.app.qt import application
from desktop.app.surroundings import Surroundings, real
from desktop.demo import scene
from desktop.demo.hands import TooLongError
from desktop.demo.portefeuille import take_over
from desktop.demo.rapport import Rapport
from desktop.demo.seat import Seat
from desktop.demo.store import DemoStore, Invitation
from desktop.models.vault import Vault
from desktop.ui.look import Look
from desktop.ui.places import Name
from desktop.usecases.revue import commentaires
from desktop.usecases.verification import Verdict, verifier_fichier
from plie.empechement import Empechement
from plie.kinds import Signature
from plie.refus import Refus
from plie.vocabulaire import Role, Signataire

_DONE, _NO = 0, 1
# Enough people for the lists to live; the whole caseload would only take longer to make.
_DOSSIERS = 12
_COMMENT = "Merci pour ce compte-rendu précis. Où en est la demande d’abonnement\u202f?"


def run(asked: argparse.Namespace) -> int:
    """Do the main job; leave PDFs, authority, pictures and report in `asked.out`."""
    out = Path(asked.out)
    rapport = headless(out)
    sys.stdout.write(f"{'Tout a tenu' if rapport.ok else 'Quelque chose n’a pas tenu'} — {out}\n")
    return _DONE if rapport.ok else _NO


def headless(out: Path) -> Rapport:
    """Do the main job offscreen and return its report."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    rapport = Rapport(lambda line: print(line, flush=True))  # noqa: T201 - a command's own output
    qt, look = application(["permanence"], "clair")
    try:
        with tempfile.TemporaryDirectory(prefix="permanence-demo-") as folder:
            _Parcours(Path(folder), out, rapport, look).play()
    except (TooLongError, Refus, Empechement) as error:
        sys.stderr.write(f"{error}\n")
    finally:
        rapport.write(out / "rapport.json")
        qt.processEvents()
    return rapport


class _Parcours:
    """The line, step by step."""

    def __init__(self, folder: Path, out: Path, rapport: Rapport, look: Look) -> None:
        self._folder = folder
        self._out = out
        self._rapport = rapport
        self._look = look
        self._around: Surroundings = real()
        self._pictures = 0
        self._cr = ""

    def play(self) -> None:
        """Go through the whole line; raises at the first step that does not hold."""
        with ExitStack() as stack:
            with self._rapport.step("Démarrer le magasin central"):
                store = stack.enter_context(DemoStore(self._folder / "magasin"))
            (self._out / "autorite.pem").write_bytes(store.authority)
            adviser = self._arrive(stack, store, scene.ADVISER, Role.ACCOMPAGNATEUR)
            self._take_over(adviser, store)
            self._write(adviser)
            self._sign(adviser)
            self._verify(adviser)
            with self._rapport.step("Échanger avec le magasin central"):
                adviser.exchange()
                self._photo(adviser, "echange")
            reviewer = self._arrive(stack, store, scene.REVIEWER, Role.COORDINATION)
            self._review(reviewer)
            self._comes_back(adviser, reviewer)

    def _arrive(self, stack: ExitStack, store: DemoStore, nom: str, role: Role) -> Seat:
        with self._rapport.step(f"Créer un coffre chiffré ({role.label})"):
            seat = self._first_start(stack, nom, role)
        with self._rapport.step(f"Relier le poste par une invitation ({role.label})"):
            self._enrol(seat, store.invite(nom, role), role)
        return seat

    def _first_start(self, stack: ExitStack, nom: str, role: Role) -> Seat:
        door = Door(self._folder / role, self._look, self._around, kdf=scene.LIGHT)
        stack.callback(door.close)
        seat = Seat(door)
        door.window.show()
        door.open()
        seat.fill_first_start(nom)
        self._photo(seat, f"premier-demarrage-{role}")
        seat.hands.click("creer_coffre")
        seat.enter()
        return seat

    def _enrol(self, seat: Seat, invitation: Invitation, role: Role) -> None:
        seat.fill_invitation(invitation)
        self._photo(seat, f"mon-poste-{role}")
        seat.enrol()

    def _take_over(self, seat: Seat, store: DemoStore) -> None:
        with self._rapport.step("Reprendre un portefeuille inventé"):
            take_over(seat.house.vault, store, self._around, most=_DOSSIERS)
            seat.redraw()
            seat.hands.until(lambda: seat.hands.shows("journee_page"), "la journée")
            self._photo(seat, "ma-journee")
            seat.hands.click_item("rail", Name.FILE)
            seat.hands.until(lambda: seat.hands.rows("file_liste") > 1, "la file active")
            seat.hands.until(lambda: seat.hands.rows("dossier_fil") > 1, "le fil du dossier")
            self._photo(seat, "file-active")

    def _write(self, seat: Seat) -> None:
        hands = seat.hands
        with self._rapport.step("Saisir un entretien, enregistré au fil de la frappe"):
            hands.click("nouvel_entretien")
            hands.write("entretien_duree_min", "5")
            hands.write("entretien_contenu", scene.SAID)
            hands.until(lambda: hands.text("note").startswith("Enregistré"), "Enregistré à")
            self._photo(seat, "entretien")
        with self._rapport.step("Finaliser\u00a0: le compte-rendu est figé, son PDF montré"):
            hands.click("finaliser")
            hands.until(lambda: hands.shows("faire_signer"), "le document")
            hands.until(lambda: "Page" in hands.text("relecture_pdf_number"), "les pages")
            self._photo(seat, "relecture")

    def _sign(self, seat: Seat) -> None:
        hands = seat.hands
        with self._rapport.step("La personne lit et signe à l’écran"):
            hands.click("faire_signer")
            hands.until(lambda: hands.shows("remise_ok"), "la remise")
            self._photo(seat, "remise-a-la-personne")
            hands.click("remise_ok")
            hands.until(lambda: "Page" in hands.text("pdf_personne_number"), "le document")
            hands.click("position_accord")
            hands.draw("pad_personne", scene.with_the_mouse(3))
            self._photo(seat, "signature-personne")
            hands.click("valider_personne")
        with self._rapport.step("L’accompagnatrice signe, le document est scellé et verrouillé"):
            seat.take_back()
            hands.until(lambda: "Page" in hands.text("pdf_accompagnateur_number"), "le document")
            hands.draw("pad_accompagnateur", scene.with_the_mouse(8))
            self._photo(seat, "signature-accompagnatrice")
            hands.click("valider_accompagnateur")
            hands.until(lambda: hands.shows("termine_retour"), "la fin")
            self._photo(seat, "termine")
            hands.click("termine_retour")

    def _verify(self, seat: Seat) -> None:
        with self._rapport.step("Vérifier le document par un autre chemin"):
            self._cr, pdf = _last_signed(seat.house.vault)
            (self._out / "compte-rendu-signe.pdf").write_bytes(pdf)
            authority = (self._out / "autorite.pem").read_bytes()
            found = verifier_fichier(pdf, authority=authority)
            if found.verdict is not Verdict.INTACT or len(found.signatures) != len(Signataire):
                raise Empechement(found.raison)

    def _review(self, seat: Seat) -> None:
        hands = seat.hands
        with self._rapport.step("La coordination reçoit le compte-rendu"):
            seat.exchange()
            hands.click_item("rail", Name.NOUVEAUTES)
            hands.until(lambda: hands.rows("nouveautes_liste") > 0, "les nouveautés")
            hands.click_row("nouveautes_liste", 0)
            hands.until(
                lambda: "Rien n’a changé" in hands.text("lecture_verdict"), "le verdict des sceaux"
            )
            hands.until(lambda: "Page" in hands.text("lecture_pdf_number"), "les pages")
            self._photo(seat, "nouveautes")
        with self._rapport.step("La coordination en prend connaissance et commente"):
            hands.write("commentaire_texte", _COMMENT)
            hands.click("commenter")
            hands.until(lambda: _COMMENT in hands.text("lecture_commentaires"), "le commentaire")
            self._photo(seat, "commentaire")
            seat.exchange()

    def _comes_back(self, adviser: Seat, reviewer: Seat) -> None:
        with self._rapport.step("Le commentaire revient à l’accompagnatrice"):
            adviser.exchange()
            if _COMMENT not in _comments(adviser.house.vault, self._cr):
                raise Empechement("Le commentaire n’est pas arrivé.")
            adviser.hands.click_item("rail", Name.FILE)
            adviser.hands.until(
                lambda: adviser.hands.says("dossier_fil", _COMMENT), "le commentaire dans le fil"
            )
            self._photo(adviser, "commentaire-recu")
        with self._rapport.step("La coordination voit qu’il est reçu"):
            reviewer.exchange()
            reviewer.hands.until(
                lambda: "(reçu)" in reviewer.hands.text("lecture_commentaires"), "l’accusé"
            )
            self._photo(reviewer, "accuse-de-reception")

    def _photo(self, seat: Seat, name: str) -> None:
        self._pictures += 1
        seat.hands.photograph(self._out / f"{self._pictures:02d}-{name}.png")


def _last_signed(vault: Vault) -> tuple[str, bytes]:
    with vault.look() as rows:
        last = max(rows.all(Signature), key=lambda s: s.signe_le)
        pdf = rows.blob(last.sha256_scelle)
    if pdf is None:
        raise Empechement("Le document scellé n’est pas dans le coffre.")
    return last.compte_rendu, pdf


def _comments(vault: Vault, cr: str) -> list[str]:
    with vault.look() as rows:
        return [comment.texte for comment, _ in commentaires(rows, cr)]

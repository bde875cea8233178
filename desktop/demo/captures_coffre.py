"""The vault locked, behind its copies, short of what was written, damaged, then closed by its store."""

from collections.abc import Callable
from datetime import date

from desktop.demo import scene
from desktop.demo.seat import Seat
from desktop.demo.store import DemoStore
from desktop.models.vault import DATABASE
from desktop.ui.places import Name, Place
from desktop.usecases.lectures import ouvert_par
from plie.kinds import Personne, RendezVous

_AFTER = date(2030, 1, 2)  # of a rendez-vous that the older file does not have
Picture = Callable[[Seat, str], None]
_WRONG = "une autre phrase que la bonne"
_MISTYPED = "5PH99-H8ZTD-UA6GA-9BZ3H-JGHGS-KRNFZ-96HJ2"


def show_opened(seat: Seat, picture: Picture) -> None:
    """Show a dossier that says who else opened it."""
    now = seat.house.main.desk.clock()
    with seat.house.vault.look() as rows:
        whom = next(p.id for p in rows.all(Personne) if ouvert_par(rows, p.id, now=now))
    seat.house.main.go(Place(Name.FILE, whom))
    seat.hands.until(lambda: seat.hands.shows("dossier_ouvert"), "qui a ouvert le dossier")
    picture(seat, "dossier-ouvert-par")


def show_withdrawn(seat: Seat, picture: Picture, store: DemoStore) -> None:
    """Show what is left of a machine whose access is withdrawn."""
    with seat.house.vault.look() as rows:
        device = rows.identity().device
    store.revoke(device)
    hands = seat.hands
    hands.click("status_action")
    hands.until(lambda: hands.shows("deverrouiller"), "le verrou")
    picture(seat, "acces-retire-verrou")
    _open(seat)
    hands.until(lambda: hands.shows("acces_ferme"), "l’accès fermé")
    picture(seat, "acces-retire")


def show_locked(seat: Seat, picture: Picture) -> None:
    """Show the ways in, and what is said of a vault that is not as it was left."""
    seat.house.vault.back_up()
    seat.house.main.lock()
    hands = seat.hands
    hands.until(lambda: hands.shows("deverrouiller"), "le verrou")
    picture(seat, "deverrouillage")
    hands.write("deverrouillage_phrase_line", _WRONG)
    hands.click("deverrouiller")
    hands.until(lambda: hands.shows("deverrouillage_objection"), "le refus")
    picture(seat, "deverrouillage-refus")
    hands.click("phrase_oubliee_lien")
    hands.write("secours_cle", _MISTYPED)
    hands.click("secours_ouvrir")
    picture(seat, "phrase-oubliee")
    hands.click("secours_retour")
    hands.click("copies_lien")
    hands.write("copies_phrase_line", scene.PASSPHRASE)
    hands.click("copies_voir")
    hands.read("sauvegardes_contenu")
    picture(seat, "retablir-une-copie")
    hands.click("copies_retour")
    _short(seat, picture)
    hands.click("autre_coffre")
    hands.find_any("premier_retour")
    picture(seat, "autre-coffre")


def _short(seat: Seat, picture: Picture) -> None:
    """Put an older file in the place of the vault, then one that does not read."""
    hands = seat.hands
    _open(seat)
    seat.enter()
    folder = seat.house.vault.folder
    _lock(seat)
    older = (folder / DATABASE).read_bytes()
    _open(seat)
    seat.enter()
    with seat.house.vault.work() as work:
        whom = work.rows.all(Personne)[0]
        work.insert(RendezVous(id=work.new_id(), dossier=whom.id, date=_AFTER))
        work.commit()
    _lock(seat)
    (folder / DATABASE).write_bytes(older)
    _open(seat)
    seat.enter()
    hands.until(lambda: "Il manque" in hands.text("banner_sentence"), "ce qui manque")
    picture(seat, "coffre-en-retard")
    hands.click("banner_action")
    hands.until(lambda: hands.shows("sauvegardes_manque"), "ce qui manque, dans Mon poste")
    picture(seat, "mon-poste-manque")
    _lock(seat)
    (folder / DATABASE).write_bytes(b"abime")
    _open(seat)
    hands.until(lambda: "ne se lit plus" in hands.text("deverrouillage_objection"), "le refus")
    picture(seat, "coffre-abime")


def _lock(seat: Seat) -> None:
    seat.house.main.lock()
    seat.hands.until(lambda: seat.hands.shows("deverrouiller"), "le verrou")


def _open(seat: Seat) -> None:
    seat.hands.write("deverrouillage_phrase_line", scene.PASSPHRASE)
    seat.hands.click("deverrouiller")

"""What relations entreprises see: a question that waits in the dossiers, and its answer being written."""

from collections.abc import Callable

from desktop.demo.seat import Seat
from desktop.ui.places import Name, Place, side
from desktop.usecases.demandes import demander
from plie.kinds import Demande, Etape

Picture = Callable[[Seat, str], None]
_ASKED = "La structure a-t-elle confirmé la date\u202f?"
_ANSWER = "Oui, au téléphone ce matin."
_SAID = "Le tuteur souhaite la rencontrer avant."


def ask(reviewer: Seat) -> Etape:
    """Ask about an étape of someone, as coordination; return it."""
    now = reviewer.house.main.desk.clock()
    with reviewer.house.vault.work() as work:
        etape = next(e for e in work.rows.all(Etape) if e.intitule)
        demander(work, "etape", etape.id, dossier=etape.dossier, texte=_ASKED, now=now)
    return etape


def show(seat: Seat, etape: Etape, picture: Picture) -> None:
    """Show the dossiers where a question waits, then its card."""
    hands = seat.hands
    hands.click_item("rail", Name.FILE)
    hands.until(lambda: "question" in hands.text("file_titre"), "la question annoncée")
    seat.house.main.go(Place(Name.FILE, side(etape.dossier, "parcours")))
    gesture = f"revue_etape_{etape.id}"
    hands.until(lambda: hands.shows(gesture), "les étapes")
    picture(seat, "relations-dossiers")
    hands.click(gesture)
    with seat.house.vault.look() as rows:
        (asked,) = (d for d in rows.all(Demande) if d.sur_id == etape.id)
    hands.write(f"reponse_{asked.id}", _ANSWER)
    hands.write("revue_texte", _SAID)
    picture(seat, "relations-revue")
    hands.click("revue_annuler")

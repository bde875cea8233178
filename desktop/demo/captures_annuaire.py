"""The directory: an entry and its figures, one that is being written, a double merged."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from desktop.demo.library import load
from desktop.demo.seat import Seat
from desktop.ui.places import Name
from desktop.ui.widgets.lists import PersonList
from plie.kinds import Professionnel, Structure

Picture = Callable[[Seat, str], None]


def show(seat: Seat, picture: Picture) -> None:
    """Show, to an adviser, a structure that may be written twice, someone who left, a new person."""
    hands, double = seat.hands, _double(seat)
    hands.click_item("rail", Name.ANNUAIRE)
    hands.until(lambda: hands.rows("annuaire_liste") > 1, "l’annuaire")
    _choose(seat, double.id)
    hands.until(lambda: hands.shows("fusion_a_qui"), "le doublon")
    picture(seat, "annuaire-doublon")
    with seat.house.vault.look() as rows:
        gone = next(p for p in rows.all(Professionnel) if p.parti_le)
    hands.write("annuaire_recherche", gone.nom)
    hands.until(lambda: gone.nom in hands.text("annuaire_nom"), "qui est parti·e")
    picture(seat, "annuaire-depart")
    hands.find(QLineEdit, "annuaire_recherche").clear()
    hands.click("nouvelle_structure")
    hands.until(lambda: hands.text("annuaire_nom") == "Nouvelle structure", "la fiche neuve")
    hands.write("fiche_nom", "Mission locale")
    hands.write("fiche_commune", double.commune)
    hands.until(lambda: hands.shows("annuaire_ressemble"), "ce qui ressemble")
    picture(seat, "annuaire-nouvelle-structure")
    hands.click("fiche_annuler")


def show_merge(seat: Seat, picture: Picture) -> None:
    """Show, to coordination, the double merged, and the list of a figure."""
    hands, double = seat.hands, _double(seat)
    hands.click_item("rail", Name.ANNUAIRE)
    hands.until(lambda: hands.rows("annuaire_liste") > 1, "l’annuaire")
    _choose(seat, double.id)
    hands.until(lambda: hands.shows("fusion_autre"), "la fiche")
    with seat.house.vault.look() as rows:
        told = [s for s in rows.all(Structure) if s.commune == double.commune]
    kept = next(s for s in told if s.genre == double.genre and s.id != double.id)
    _choose(seat, kept.id)
    hands.click(f"fusionner_{double.id}")
    hands.until(lambda: hands.shows(f"defaire_{double.id}"), "la fusion")
    hands.click("chiffre_orientations")
    picture(seat, "annuaire-fusion")


def _double(seat: Seat) -> Structure:
    with seat.house.vault.look() as rows:
        return next(s for s in rows.all(Structure) if s.nom == load().lieux.redite.nom)


def _choose(seat: Seat, id_: str) -> None:
    seat.hands.find(PersonList, "annuaire_liste").choose(id_)

"""What coordination sees of the sittings: the next one, its ordre du jour, the relevé of one that was held."""

from collections.abc import Callable

from desktop.demo.seat import Seat
from desktop.ui.places import Name

Picture = Callable[[Seat, str], None]


def show(seat: Seat, picture: Picture) -> None:
    """Show the sittings, then both papers as they are seen before they are printed."""
    hands = seat.hands
    hands.click_item("rail", Name.SEANCES)
    hands.until(lambda: hands.rows("seance_dossiers") > 0, "les dossiers inscrits")
    hands.write("seance_heure", "14h")
    hands.write("seance_lieu", "Salle des Aulnes, mairie annexe")
    picture(seat, "seances")
    hands.click("seance_enregistrer")
    hands.until(lambda: not hands.find_any("seance_enregistrer").isEnabled(), "la séance notée")
    hands.click("seance_ordre_du_jour")
    hands.until(lambda: "Page" in hands.text("impression_pdf_number"), "l’ordre du jour")
    picture(seat, "ordre-du-jour")
    hands.click("revenir")
    hands.click_row("seances_liste", hands.rows("seances_liste") - 1)
    hands.until(lambda: hands.find_any("seance_releve").isEnabled(), "une séance tenue")
    picture(seat, "seance-tenue")
    hands.click("seance_releve")
    hands.until(lambda: "Page" in hands.text("impression_pdf_number"), "le relevé")
    picture(seat, "releve-decisions")
    hands.click("revenir")

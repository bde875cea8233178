"""What the responsable de l’action sees: what each sitting awaits, and the avis motivé being written."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from desktop.demo.seat import Seat
from desktop.ui.places import Name
from desktop.usecases.equipe import Figure
from plie.instruction import Apport

Picture = Callable[[Seat, str], None]
_COLUMN = 4  # the lot, the name, two figures, then what is awaited


def show(seat: Seat, picture: Picture) -> None:
    """Show the list of the files that await a visa or an avis, then one of them."""
    hands = seat.hands
    hands.click_item("rail", Name.EQUIPE)
    hands.until(lambda: hands.rows("equipe_liste") > 0, "la liste du chiffre")
    table = hands.find(QTableView, "equipe_table")
    # It opens on the first AE who has dossiers.
    table.setCurrentIndex(table.model().index(table.currentIndex().row(), _COLUMN))
    what = Figure.A_INSTRUIRE.label
    hands.until(lambda: what in hands.text("equipe_liste_titre"), what)
    picture(seat, "responsable-equipe")
    hands.click_row("equipe_liste", 0)
    hands.press("equipe_liste", Qt.Key.Key_Return)
    gesture = f"geste_{Apport.AVISER.value}"
    hands.until(lambda: hands.shows(gesture), "le volet de la Commission")
    picture(seat, "responsable-commission")
    hands.click(gesture)
    hands.until(lambda: hands.shows("geste_texte"), "l’avis motivé")
    hands.click("geste_enregistrer")
    hands.until(lambda: hands.shows("geste_texte_objection"), "ce qui manque")
    picture(seat, "responsable-avis")
    hands.click("geste_annuler")

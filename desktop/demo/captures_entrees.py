"""How people come in, one by one or from a table: the pictures of both, and of what is refused."""

from collections.abc import Callable
from pathlib import Path

from desktop.demo.seat import Seat
from desktop.ui.widgets.drop_zone import DropZone

Picture = Callable[[Seat, str], None]

_ROWS = (
    ("Nom", "Prénom", "Né(e) le", "Code postal", "Téléphone", "N° sécurité sociale", "Entrée PLIE", "Notes"),
    ("LE GOFF", "Anselme", "120785", "1000", "612345678", "", "15/09/2020", ""),
    ("Diallo", "Aïssatou", "31/02/1990", "76000", "0623456789", "", "01/02/2021", "à rappeler"),
    ("Le Goff", "Anselm", "12/07/1985", "76000", "", "", "15/09/2020", ""),
    ("Petit", "", "03/04/1979", "76800", "voir fiche", "", "04/05/2021", ""),
)  # fmt: skip


def show(seat: Seat, picture: Picture, folder: Path) -> None:
    """Show the form of a new person, then a table tried; nothing comes in."""
    hands = seat.hands
    hands.click("nouvelle_personne")
    picture(seat, "nouveau-dossier")
    hands.click("ouvrir_dossier")
    hands.until(lambda: hands.shows("nouveau_formulaire_prenoms_objection"), "le refus")
    picture(seat, "nouveau-dossier-refus")
    hands.click("annuler_dossier")
    hands.click("importer_tableau")
    picture(seat, "importer")
    path = folder / "tableau.csv"
    path.write_text("\n".join(map("\t".join, _ROWS)), encoding="utf-8")
    hands.find(DropZone, "depot").given.emit((path,))
    hands.until(lambda: hands.shows("import_lancer"), "l’essai")
    picture(seat, "importer-essai")
    path.unlink()
    hands.click("import_retour")

"""What the lots owe, in Équipe, and the bilan of one, as coordination sees them."""

from collections.abc import Callable

from desktop.demo import lots
from desktop.demo.seat import Seat
from desktop.ui.places import Name
from plie.kinds import Lot

Picture = Callable[[Seat, str], None]


def note_those_sent(seat: Seat) -> None:
    """Write the bilans of the past, as coordination noted them."""
    desk = seat.house.main.desk
    with seat.house.vault.work() as work:
        for bilan in lots.bilans(
            sorted(work.rows.all(Lot), key=lambda lot: lot.numero),
            desk.referentiel.bilans,
            on=desk.clock().date(),
            auteur_nom=desk.user.nom,
            new_id=work.new_id,
        ):
            work.insert(bilan)
        work.commit()


def show(seat: Seat, picture: Picture) -> None:
    """Go from an alert of Équipe to the bilan that it asks for, and object to a day to come."""
    hands = seat.hands
    hands.click_item("rail", Name.EQUIPE)
    hands.until(lambda: hands.rows("equipe_liste") > 0, "la liste du chiffre")
    hands.until(lambda: hands.shows("equipe_alerte_0"), "les bilans dus")
    picture(seat, "equipe")
    hands.click("equipe_alerte_0_action")
    hands.until(lambda: hands.shows("bilan_lot_phrase"), "le bilan")
    picture(seat, "bilan-lot")
    hands.write("bilan_lot_transmis_le", "dem.")
    hands.click("bilan_lot_enregistrer")
    hands.until(lambda: hands.shows("bilan_lot_transmis_le_objection"), "le refus")
    picture(seat, "bilan-lot-refus")
    hands.click("revenir")

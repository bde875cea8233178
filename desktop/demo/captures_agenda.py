"""The agenda and its states, for `make screenshots` and the walks."""

from collections.abc import Callable

from desktop.demo.seat import Seat
from desktop.ui.places import Name


def show(seat: Seat, picture: Callable[[Seat, str], None]) -> None:
    """Show the week, what is asked of a new rendez-vous, the permanences, and one day."""
    hands, today = seat.hands, seat.house.main.desk.clock().date()
    hands.click_item("rail", Name.AGENDA)
    hands.until(
        lambda: hands.shows("agenda_titre") and bool(hands.text("agenda_titre")), "l’agenda"
    )
    picture(seat, "agenda")
    hands.click("agenda_nouveau")
    picture(seat, "agenda-nouveau")
    hands.click("agenda_permanences")
    picture(seat, "agenda-permanences")
    hands.click_row(f"jour_liste_{today.isoformat()}", 0)
    hands.click("agenda_vue")
    picture(seat, "agenda-jour")
    hands.click("agenda_vue")

"""A machine whose own zone is another's: every hour is the PLIE's, from the first keystroke to the paper."""

from datetime import datetime, timedelta

from desktop.usecases.paper import printed
from tests.desktop.app.conftest import MakeSeat
from tests.stories import gestes


def test_the_hour_typed_and_the_hour_printed_are_of_one_clock(
    sit: MakeSeat, elsewhere: str
) -> None:
    seat = sit()
    seat.window.activateWindow()
    seat.door.open()
    gestes.creer_coffre(seat, "Odilon Carpentras")
    gestes.ouvrir_dossier(seat, "Maïwenn", "Trévignac-Kerloc’h")
    gestes.ecrire(seat, "Elle a trouvé un stage.")
    gestes.finaliser(seat)

    referentiel = seat.house.main.desk.referentiel
    (cr,) = gestes.comptes_rendus(seat)
    paper = printed(cr, referentiel=referentiel)
    assert cr.debut is not None
    end = datetime.combine(cr.date, cr.debut, tzinfo=referentiel.zone) + timedelta(
        minutes=cr.duree_min
    )
    # An hour's difference is the least that two zones make here.
    assert abs(paper.finalise_le - end) < timedelta(minutes=10), elsewhere

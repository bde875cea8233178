"""The sides of a dossier and the screens that they lead to, for `make screenshots` and the walks."""

from collections.abc import Callable
from datetime import date

from desktop.demo.seat import Seat
from desktop.ui.places import Name, Place, side
from plie.kinds import Emploi, Parcours
from plie.vocabulaire import TypeContrat

_LONG = 240  # days since a hiring that a rule would call positive


def show_work(seat: Seat, picture: Callable[[Seat, str], None]) -> None:
    """Show « Emploi et sortie » of someone hired, then a contract and a certification being typed."""
    hands, whom = seat.hands, _hired(seat)
    seat.house.main.go(Place(Name.FILE, side(whom, "emploi")))
    hands.until(lambda: hands.shows("verdict"), "le verdict")
    picture(seat, "emploi-et-sortie")
    hands.click("nouvel_emploi")
    hands.write("emploi_employeur", "Les Ateliers du Robec")
    hands.write("emploi_code_rome", "Z12")
    hands.until(lambda: hands.shows("emploi_code_rome_objection"), "l’objection")
    picture(seat, "emploi")
    hands.click("revenir")
    hands.click("nouvelle_certification")
    hands.find_any("certification_intitule")
    picture(seat, "certification")
    hands.click("revenir")
    hands.until(lambda: hands.shows("verdict"), "le verdict")
    seat.house.main.go(Place(Name.FILE, side(whom, "")))


def _hired(seat: Seat) -> str:
    today = seat.house.main.desk.clock().date()
    with seat.house.vault.work() as work:
        parcours = work.rows.all(Parcours)[0]
        work.insert(
            Emploi(
                id=work.new_id(),
                dossier=parcours.dossier,
                parcours=parcours.id,
                type=TypeContrat.CDI,
                employeur="Cantine des Quatre-Mares",
                poste="Aide de cuisine",
                debut=date.fromordinal(today.toordinal() - _LONG),
                heures_hebdo=30,
            )
        )
        work.commit()
    seat.redraw()
    return parcours.dossier

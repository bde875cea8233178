"""What an unclean end left: told once, on the first screen, with the way back to it."""

from datetime import datetime

from desktop.ui.jobs import Jobs
from desktop.ui.main_window import MainWindow
from desktop.ui.places import Name, Place
from desktop.usecases import Rows, Work
from desktop.usecases.reprise import Retrouve, annoncer, retrouves
from plie import phrases

OPEN = "Ouvrir ce brouillon"
_OTHERS = "Un autre brouillon a été retrouvé aussi\u00a0: il est dans Ma journée, à terminer."


def tell(jobs: Jobs[Work, Rows], main: MainWindow) -> None:
    """Say which draft was found again; nothing when the application ended as it should."""

    def say(found: tuple[Retrouve, ...]) -> None:
        if not found:
            return
        last = found[0]
        main.desk.speak.banner.warn(
            sentence(last, at=last.enregistre_a.astimezone(main.desk.referentiel.zone)),
            severity="info",
            word="Retrouvé",
            detail=_OTHERS if len(found) > 1 else "",
            action=OPEN,
            act=lambda: main.go(Place(Name.ENTRETIEN, last.entretien)),
        )
        jobs.write(main, annoncer)

    jobs.look(main, retrouves, say)


def sentence(found: Retrouve, *, at: datetime) -> str:
    """Say whose draft, of which day, and as of when; `at` is the last save, in local time."""
    day = f" du {phrases.medium_date(found.date)}" if found.date else ""
    return (
        "L’application s’était arrêtée sans prévenir. Votre brouillon"
        f"{day} avec {found.nom} a été retrouvé tel qu’il était à {phrases.clock_time(at.time())}."
    )

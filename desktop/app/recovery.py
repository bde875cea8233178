"""What is told on the first screen: what the vault has lost, or what an unclean end left."""

from datetime import datetime

from desktop.ui.jobs import Jobs
from desktop.ui.main_window import MainWindow
from desktop.ui.places import Name, Place
from desktop.usecases import Identity, Rows, Work
from desktop.usecases.reprise import Retrouve, annoncer, retrouves
from plie import phrases

OPEN = "Ouvrir ce brouillon"
SEE = "Voir les copies"
_BACK = "Ce qui avait été échangé revient du magasin central au prochain échange. "
_COPIES = "Une copie de sauvegarde en a peut-être gardé davantage\u00a0: «\u00a0Mon poste\u00a0» les montre."
_OTHERS = "Un autre brouillon a été retrouvé aussi\u00a0: il est dans Ma journée, à terminer."


def tell_lack(jobs: Jobs[Work, Rows], main: MainWindow, sentence: str) -> None:
    """Say what the vault has lost, and what can be done; again at each opening, until it is known."""

    def say(user: Identity) -> None:
        back = _BACK if user.enrolled else ""
        main.desk.speak.banner.warn(
            sentence,
            detail=f"{back}{_COPIES}",
            action=SEE,
            act=lambda: main.go(Place(Name.POSTE)),
        )

    # Once the screen that was left is shown again: going there closes what is said.
    jobs.look(main, lambda rows: rows.identity(), say)


def tell(jobs: Jobs[Work, Rows], main: MainWindow) -> None:
    """Say which draft was found again; nothing when the application ended as it should."""

    def say(found: tuple[Retrouve, ...]) -> None:
        if not found:
            return
        last = found[0]
        place = Place(Name.ENTRETIEN, last.entretien)
        main.desk.speak.banner.warn(
            sentence(last, at=last.enregistre_a.astimezone(main.desk.referentiel.zone)),
            severity="info",
            word="Retrouvé",
            detail=_OTHERS if len(found) > 1 else "",
            action=OPEN,
            act=lambda: main.go(place),
            to=place,
        )
        jobs.write(main, annoncer)

    jobs.look(main, retrouves, say)


def sentence(found: Retrouve, *, at: datetime) -> str:
    """Say whose draft, of which day, and as of when; `at` is the last save, in local time."""
    day = f" du {phrases.medium_date(found.date)}" if found.date else ""
    return (
        "L’application s’était arrêtée sans prévenir. Votre brouillon"
        f"{day} avec {found.nom} a été retrouvé tel qu’il était à {phrases.spoken_time(at.time())}."
    )

"""What is told on the first screen: what the vault has lost, or what an unclean end left."""

from collections.abc import Sequence
from datetime import datetime

from desktop.ui.jobs import Jobs
from desktop.ui.main_window import MainWindow
from desktop.ui.places import Name, Place
from desktop.usecases import Identity, Rows, Work
from desktop.usecases.reprise import Retrouve, SaisieRetrouvee, annoncer, retrouves
from plie import phrases

OPEN = "Ouvrir ce brouillon"
OPEN_FORM = "Ouvrir cette saisie"
SEE = "Voir les copies"
_BACK = "Ce qui avait été échangé revient du magasin central au prochain échange. "
_COPIES = "Une copie de sauvegarde en a peut-être gardé davantage\u00a0: «\u00a0Mon poste\u00a0» les montre."
_MOST = 3  # others told by their name
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
    """Say what was found again; nothing when the application ended as it should."""

    def say(found: tuple[Retrouve | SaisieRetrouvee, ...]) -> None:
        if not found:
            return
        last = found[0]
        at = last.enregistre_a.astimezone(main.desk.referentiel.zone)
        draft = isinstance(last, Retrouve)
        place = _place(last)
        main.desk.speak.banner.warn(
            sentence(last, at=at) if isinstance(last, Retrouve) else sentence_of_form(last, at=at),
            severity="info",
            word="Retrouvé",
            detail=others(found[1:]),
            action=OPEN if draft else OPEN_FORM,
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


def sentence_of_form(found: SaisieRetrouvee, *, at: datetime) -> str:
    """Say which form, whose, and as of when; `at` is the last time it was kept, in local time."""
    return (
        "L’application s’était arrêtée sans prévenir. Votre saisie a été retrouvée telle qu’elle était à "
        f"{phrases.spoken_time(at.time())}\u00a0: {_name(found)}."
    )


def others(found: Sequence[Retrouve | SaisieRetrouvee]) -> str:
    """Say what else was found again, by its name; drafts of entretiens wait in the day."""
    forms = [one for one in found if isinstance(one, SaisieRetrouvee)]
    names = "\u202f; ".join(_name(one) for one in forms[:_MOST])
    more = f"\u202f; et {len(forms) - _MOST} de plus" if len(forms) > _MOST else ""
    told = f"Retrouvé aussi, dans son dossier\u00a0: {names}{more}." if forms else ""
    draft = _OTHERS if len(forms) < len(found) else ""
    return f"{draft} {told}".strip()


def _name(found: SaisieRetrouvee) -> str:
    return ", ".join(part for part in (found.carte.titre, found.nom) if part)


def _place(found: Retrouve | SaisieRetrouvee) -> Place:
    if isinstance(found, Retrouve):
        return Place(Name.ENTRETIEN, found.entretien)
    return Place(Name(found.carte.lieu), found.carte.lieu_id)

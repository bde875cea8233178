"""A rendez-vous asked for in the agenda: taken at once, or after a question when somebody is received then."""

from collections.abc import Callable
from datetime import date

from desktop.ui.forms.rendez_vous import Asked
from desktop.ui.screen import Screen
from desktop.usecases import Changes, Work
from desktop.usecases.rendez_vous import au_meme_moment, prendre
from plie import phrases


def take_asked(
    screen: Screen,
    asked: Asked,
    name: str,
    told: Callable[[str, date | None], None],
    refused: Callable[[Exception], None],
) -> None:
    """Take it with the person of that name, then tell it and its day."""
    speak = screen.desk.speak

    def answer(clash: tuple[str, ...]) -> None:
        if not clash:
            _write(screen, asked, name, told, refused)
            return
        speak.ask(
            "Prendre ce rendez-vous quand même\u202f?",
            yes="Prendre quand même",
            detail=f"Vous recevez déjà au même moment\u00a0: {phrases.join_words(clash)}.",
            then=lambda: _write(screen, asked, name, told, refused),
        )

    screen.desk.jobs.look(
        screen, lambda rows: au_meme_moment(rows, asked.le, asked.debut, asked.duree_min), answer
    )


def _write(
    screen: Screen,
    asked: Asked,
    name: str,
    told: Callable[[str, date | None], None],
    refused: Callable[[Exception], None],
) -> None:
    now = screen.desk.clock()
    at = f" à {phrases.spoken_time(asked.debut)}" if asked.debut else ""
    when = f"{phrases.long_date(asked.le)}{at}" if asked.le else ""

    def write(work: Work) -> Changes:
        return prendre(
            work,
            asked.dossier,
            le=asked.le,
            debut=asked.debut,
            duree_min=asked.duree_min,
            lieu=asked.lieu,
            now=now,
        )

    screen.desk.jobs.write(
        screen,
        write,
        lambda _changes: told(f"Rendez-vous pris avec {name}, {when}.", asked.le),
        failed=refused,
    )

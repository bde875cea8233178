"""A rendez-vous asked for in the agenda: taken at once, or after a question when somebody is received then."""

from collections.abc import Callable
from datetime import date

from desktop.ui.forms.rendez_vous import Asked
from desktop.ui.kept import Write
from desktop.ui.screen import Screen
from desktop.usecases import Changes, Work
from desktop.usecases.agenda import au_meme_moment
from desktop.usecases.rendez_vous import prendre
from plie import phrases


def take_asked(
    screen: Screen,
    asked: Asked,
    name: str,
    told: Callable[[str, date | None], None],
    refused: Callable[[Exception], None],
    *,
    write: Write,
) -> None:
    """Take it with the person of that name, then tell it and its day; `write` forgets its words with it."""

    def take() -> None:
        at = f" à {phrases.spoken_time(asked.debut)}" if asked.debut else ""
        when = f"{phrases.long_date(asked.le)}{at}" if asked.le else ""
        write(
            screen,
            _taking(screen, asked),
            lambda _changes: told(f"Rendez-vous pris avec {name}, {when}.", asked.le),
            failed=refused,
        )

    ask_if_busy(
        screen,
        asked,
        ("Prendre ce rendez-vous quand même\u202f?", "Prendre quand même"),
        take,
    )


def ask_if_busy(
    screen: Screen,
    asked: Asked,
    question: tuple[str, str],
    then: Callable[[], None],
) -> None:
    """Go on at once, or after a `question` (its words, those of yes) when another is received at that moment."""

    def answer(clash: tuple[str, ...]) -> None:
        if not clash:
            then()
            return
        words, yes = question
        screen.desk.speak.ask(
            words,
            yes=yes,
            detail=f"Vous recevez déjà au même moment\u00a0: {phrases.join_words(clash)}.",
            then=then,
        )

    screen.desk.jobs.look(
        screen,
        lambda rows: au_meme_moment(rows, asked.dossier, asked.le, asked.debut, asked.duree_min),
        answer,
    )


def _taking(screen: Screen, asked: Asked) -> Callable[[Work], Changes]:
    now = screen.desk.clock()
    return lambda work: prendre(
        work,
        asked.dossier,
        le=asked.le,
        debut=asked.debut,
        duree_min=asked.duree_min,
        lieu=asked.lieu,
        now=now,
    )

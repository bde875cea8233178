"""What a screen does when the person says how a rendez-vous ended, or takes the next one."""

from datetime import date, time

from desktop.ui.desk import Desk
from desktop.ui.kept import Kept
from desktop.ui.places import Name
from desktop.ui.screen import Screen
from desktop.ui.typed_text import TypedText
from desktop.ui.widgets.new_day import NewDay
from desktop.ui.widgets.outcome import Outcome
from desktop.usecases import Changes, Work
from desktop.usecases.permanences import permanences
from desktop.usecases.rendez_vous import deplacer, prendre, reprendre, terminer
from desktop.usecases.saisies import Carte
from plie import phrases
from plie.agenda import lieu_propose
from plie.vocabulaire import IssueRendezVous

_MISSED = (IssueRendezVous.EXCUSE, IssueRendezVous.NON_EXCUSE)


def attend(screen: Screen, outcome: Outcome) -> None:
    """Write what is said in an `Outcome`, and tell it."""
    desk = screen.desk
    outcome.said.connect(lambda id_, issue: _end(screen, desk, id_, issue))
    outcome.put_off.connect(lambda id_, le, at: _put_off(screen, desk, id_, le, at))


def ask(screen: Screen, dossier: str, day: NewDay) -> None:
    """Take a rendez-vous where one is received the day that is chosen, and tell it; its words wait until then."""
    desk = screen.desk
    carte = Carte(dossier, "prendre", "Prochain rendez-vous", Name.FILE, dossier)
    words = Kept(desk, carte, *map(TypedText, day.fields))
    day.say_below(words)
    day.over.connect(words.forget)
    day.chosen.connect(lambda le, at: _take(screen, words, dossier, le, at))


def _take(screen: Screen, words: Kept, dossier: str, le: date, at: time | None) -> None:
    desk, now = screen.desk, screen.desk.clock()
    if words.over:
        return

    def write(work: Work) -> Changes:
        lieu = lieu_propose(permanences(work.rows), le, at)
        return prendre(work, dossier, le=le, debut=at, duree_min=None, lieu=lieu, now=now)

    words.write(
        screen,
        write,
        lambda _changes: desk.speak.say(f"Rendez-vous pris pour le {phrases.long_date(le)}."),
        failed=desk.speak.refuse,
    )


def _end(screen: Screen, desk: Desk, id_: str, issue: IssueRendezVous) -> None:
    now = desk.clock()
    desk.jobs.write(
        screen,
        lambda work: terminer(work, id_, issue, now=now),
        lambda _changes: desk.speak.say(
            _told(issue), action="Annuler", act=lambda: take_back(screen, id_)
        ),
        failed=desk.speak.refuse,
    )


def take_back(screen: Screen, id_: str) -> None:
    """Plan again a rendez-vous of which something was said by mistake, and tell it."""
    desk, now = screen.desk, screen.desk.clock()
    desk.jobs.write(
        screen,
        lambda work: reprendre(work, id_, now=now),
        lambda _changes: desk.speak.say("Le rendez-vous est de nouveau prévu."),
        failed=desk.speak.refuse,
    )


def _put_off(screen: Screen, desk: Desk, id_: str, le: date, at: time | None) -> None:
    now = desk.clock()
    desk.jobs.write(
        screen,
        lambda work: deplacer(work, id_, le=le, debut=at, duree_min=None, lieu="", now=now),
        lambda _changes: desk.speak.say(f"Rendez-vous reporté au {phrases.long_date(le)}."),
        failed=desk.speak.refuse,
    )


def _told(issue: IssueRendezVous) -> str:
    if issue in _MISSED:
        return f"{issue.label}\u00a0: noté dans le fil du dossier."
    if issue is IssueRendezVous.ANNULE:
        return "Rendez-vous annulé, saisi par erreur\u00a0: le fil le garde."
    return "Rendez-vous honoré. Son entretien s’écrit depuis le dossier."

"""What a screen does when the person says how a rendez-vous ended, or takes the next one."""

from datetime import date, time

from desktop.ui.desk import Desk
from desktop.ui.screen import Screen
from desktop.ui.widgets.outcome import Outcome
from desktop.usecases import Changes, Work
from desktop.usecases.rendez_vous import deplacer, permanences, prendre, reprendre, terminer
from plie import phrases
from plie.agenda import lieu_propose
from plie.vocabulaire import IssueRendezVous

_MISSED = (IssueRendezVous.EXCUSE, IssueRendezVous.NON_EXCUSE)


def attend(screen: Screen, outcome: Outcome) -> None:
    """Write what is said in an `Outcome`, and tell it."""
    desk = screen.desk
    outcome.said.connect(lambda id_, issue: _end(screen, desk, id_, issue))
    outcome.put_off.connect(lambda id_, le, at: _put_off(screen, desk, id_, le, at))


def take(screen: Screen, dossier: str, le: date, at: time | None) -> None:
    """Take a rendez-vous where one is received that day, and tell it."""
    desk, now = screen.desk, screen.desk.clock()

    def write(work: Work) -> Changes:
        lieu = lieu_propose(permanences(work.rows), le, at)
        return prendre(work, dossier, le=le, debut=at, duree_min=None, lieu=lieu, now=now)

    desk.jobs.write(
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

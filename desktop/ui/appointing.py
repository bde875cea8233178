"""What the agenda does when a rendez-vous is taken, or put off: a form whose words are kept, then a fact."""

from collections.abc import Callable
from datetime import date, time
from functools import partial

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.ui.forms.rendez_vous import AppointmentForm, Asked
from desktop.ui.forms.taking import ask_if_busy, take_asked
from desktop.ui.kept import Kept
from desktop.ui.places import Name, side
from desktop.ui.screen import Screen
from desktop.usecases import Changes, Work
from desktop.usecases.agenda import LigneRendezVous
from desktop.usecases.rendez_vous import deplacer
from desktop.usecases.saisies import Carte
from plie import phrases
from plie.agenda import lieu_propose
from plie.kinds import Permanence

# What begins in the agenda, in its id: a rendez-vous, or another day for one (its id follows).
NEW, PUT_OFF = "nouveau", "reporter"


class Appointing:
    """`put` shows a form beside the days, `told` says what was done and shows its day, `away` puts all away."""

    def __init__(
        self,
        screen: Screen,
        *,
        put: Callable[[QWidget], None],
        told: Callable[[str, date | None], None],
        away: Callable[[], None],
    ) -> None:
        self._screen, self._desk = screen, screen.desk
        self._put, self._told, self._away = put, told, away
        self._held: tuple[Permanence, ...] = ()
        self._places: tuple[str, ...] = ()
        self._people: tuple[tuple[str, str], ...] = ()
        self._form: AppointmentForm | None = None
        self._at = ""

    def know(
        self,
        held: tuple[Permanence, ...],
        places: tuple[str, ...],
        people: tuple[tuple[str, str], ...],
    ) -> None:
        """Offer these places and people, and the place where one is on each half-day."""
        self._held, self._places, self._people = held, places, people

    @property
    def at(self) -> str:
        """The id of the agenda that opens the form shown again; "" when none is."""
        form = self._form
        return self._at if form is not None and isValid(form) and not form.isHidden() else ""

    def begin(self, day: date, debut: time | None = None, *, chosen: bool) -> None:
        """Ask for a new one; with `chosen`, that moment is somebody's: words that waited do not change it."""
        form = AppointmentForm(
            self._people,
            self._places,
            today=self._today,
            place_of=self._place_of,
        )
        form.begin(le=day, debut=debut, lieu=self._place_of(day, debut), chosen=chosen)
        # Of nobody's dossier until it is taken: the person is kept by their id, not by their name.
        carte = Carte("", "rendez_vous", "Nouveau rendez-vous", Name.AGENDA, side("", NEW))
        self._open(form, carte, self._take)

    def put_off(self, line: LigneRendezVous) -> None:
        """Ask for another day of one."""
        form = AppointmentForm(
            ((line.dossier, line.nom),),
            self._places,
            today=self._today,
            place_of=self._place_of,
        )
        debut = line.creneau.debut if line.creneau else None
        # One received elsewhere than at the permanence of that day still is.
        follows = line.lieu == self._place_of(line.le, debut)
        form.put_off(line.dossier, duree_min=line.duree_min, lieu=line.lieu, follows=follows)
        title = f"Report du rendez-vous du {phrases.short_date(line.le)}"
        at = side(line.le.isoformat(), PUT_OFF, line.id)
        carte = Carte(line.dossier, f"report:{line.id}", title, Name.AGENDA, at)
        self._open(form, carte, partial(self._move, line.id))

    def give_up(self) -> None:
        """Forget what was being asked, and put it away."""
        if self._form is not None and isValid(self._form) and self._form.words is not None:
            self._form.words.forget()
        self._away()

    def _open(
        self, form: AppointmentForm, carte: Carte, write: Callable[[Kept, Asked], None]
    ) -> None:
        words = Kept(self._desk, carte, form)
        form.keep(words)
        form.kept.connect(partial(write, words))
        form.cancelled.connect(self.give_up)
        self._form, self._at = form, carte.lieu_id
        self._put(form)
        form.take_focus()

    def _take(self, words: Kept, asked: Asked) -> None:
        name = dict(self._people).get(asked.dossier, "")
        take_asked(self._screen, asked, name, self._told, self._refused, write=words.write)

    def _move(self, id_: str, words: Kept, asked: Asked) -> None:
        now = self._desk.clock()

        def move(work: Work) -> Changes:
            return deplacer(
                work,
                id_,
                le=asked.le,
                debut=asked.debut,
                duree_min=asked.duree_min,
                lieu=asked.lieu,
                now=now,
            )

        def write() -> None:
            words.write(
                self._screen,
                move,
                lambda _changes: self._told("Rendez-vous reporté.", asked.le),
                failed=self._refused,
            )

        ask_if_busy(
            self._screen,
            asked,
            ("Reporter à ce moment quand même\u202f?", "Reporter quand même"),
            write,
        )

    def _refused(self, error: Exception) -> None:
        """Say it where it is answered, when the form is still there; else at the bottom."""
        form = self._form
        if form is None or not isValid(form) or not form.object_to(error):
            self._desk.speak.refuse(error)

    def _place_of(self, day: date, debut: time | None) -> str:
        return lieu_propose(self._held, day, debut)

    def _today(self) -> date:
        return self._desk.clock().date()

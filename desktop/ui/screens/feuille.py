"""A hall for things of a dossier typed in one form: saved by itself, undone, left for where one came from.

Names: `revenir`, `personne`, `<name>_page`, `a_trancher`, `annuler`, `retablir`, `note`,
`retirer` where what is typed may be. Échap goes back.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.autosave import Autosave
from desktop.ui.binding import Form
from desktop.ui.bound import Seen
from desktop.ui.desk import Desk
from desktop.ui.field import Field
from desktop.ui.forms.undo_buttons import UndoButtons
from desktop.ui.places import Name, Place, parted, side
from desktop.ui.screens.hall import Hall, Step
from desktop.ui.unread import Unread
from desktop.ui.widgets.plain import button, label
from desktop.usecases import Changes, Rows, Work
from desktop.usecases.feuilles import Feuille, Partie, enregistrer, suivies
from desktop.usecases.saisies import Carte, garder, oublier, tenir
from plie import nir, phrases
from plie.objection import Objection
from plie.refus import Refus
from wire.op import EXISTS

O = TypeVar("O")  # noqa: E741 - what is opened
_RETRY = 5_000  # milliseconds before what could not be saved is tried again
_WIDTH = 900
_ABOVE = 60  # pixels left in view around a field one is taken to


class FeuilleHall(Hall, Generic[O]):
    """What it opens is its subclasses' (`read`, `feuille_of`, `fields`); what is typed is saved by itself.

    `volet` is the panel that one goes back to; `question` is asked before what is written is removed (`remove`): with
    none, it never is.
    """

    name = ""
    title = ""
    volet = ""
    first = ""  # the field one begins at
    question = ""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"{self.name}_ecran", Step.REDIGER, parent)
        self.id = ""
        self.opened: O | None = None
        self.form: Form | None = None
        self._field = ""  # the one that an alert leads to
        self._parties: tuple[Partie, ...] = ()
        self._refused: Exception | None = None
        self._held: Carte | None = None  # something was saved since it was opened
        self._autosave: Autosave | None = None
        self._unread = Unread(desk)
        self._retry = QTimer(self, singleShot=True, interval=_RETRY)
        self._disputed = label(name="a_trancher")
        self._disputed.setProperty("severity", "avertissement")
        self._disputed.hide()
        self._remove = button("Retirer du dossier…", role="quiet", name="retirer")
        self._remove.hide()
        self.above, self.column = QVBoxLayout(), QVBoxLayout()  # around the form
        self.steps.hide()
        self._area = self._lay_out_page()
        self._retry.timeout.connect(self._try_again)
        self._remove.clicked.connect(self._ask_to_remove)
        # The page has its room after it was opened only: before, there is nowhere to scroll to.
        self._area.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)

    def read(self, rows: Rows) -> O:
        """Return what is opened: `self.id`, or a new thing of `self.dossier`."""
        raise NotImplementedError

    def feuille_of(self, opened: O) -> Feuille:
        """Return what the form shows of it."""
        raise NotImplementedError

    def fields(self, opened: O) -> tuple[Field, ...]:
        """Return the fields, in reading order."""
        raise NotImplementedError

    def dress(self, form: Form, opened: O) -> None:
        """Put in the form what is no field."""

    def kept(self, values: Mapping[str, object]) -> Mapping[str, object]:
        """Return what was typed as its kinds hold it."""
        return values

    def shown(self, values: Mapping[str, object]) -> Mapping[str, object]:
        """Return what its kinds hold as the form shows it."""
        return values

    def judge(self, values: Mapping[str, object]) -> Sequence[Objection]:
        """Return what the rules hold against what the form shows; it is kept all the same."""
        del values
        return ()

    def held(self, values: Mapping[str, object]) -> Collection[str]:
        """Return the fields that wait for another before they are saved; one that leaves is told what they lack."""
        del values
        return ()

    def write(
        self,
        work: Work,
        dossier: str,
        parties: Sequence[Partie],
        values: Mapping[str, object],
        seen: Mapping[str, Seen],
    ) -> Changes:
        """Write what was typed; on the vault's thread."""
        return enregistrer(work, dossier, parties, values=values, seen=seen)

    def remove(self, work: Work, seen: Mapping[str, Seen]) -> Changes:
        """Remove what was entered by mistake; asked only after `question`."""
        raise NotImplementedError

    def place_of(self, field: str) -> QWidget | None:
        """Return what has the keyboard when one begins at a field, or is led to it."""
        return self.form.editor(field) if self.form is not None else None

    def follow(self) -> None:
        """Show again what stands beside the form: it was opened, saved, or moved elsewhere."""

    @override
    def arrive(self, id_: str) -> None:
        self.id, self._field = parted(id_)
        self._look(self._open)

    def begin(self, dossier: str) -> None:
        """Open a new thing of a dossier: it is written with its first words."""
        self.dossier = dossier
        self._look(self._open)

    @override
    def refresh(self, changes: Changes) -> None:
        if not changes.touches(self.dossier) or self.form is None:
            return
        ids = {partie.id for partie in self._parties}
        if not any(written.id in ids for written in changes.written):
            self._look(self._adopt)

    @override
    def may_leave(self) -> bool:
        self._refused = None
        if self._autosave is not None:
            self._autosave.hold()
        while self._autosave and not self._autosave.is_idle() and self._refused is None:
            self._autosave.flush()
            # Closed meanwhile: nothing will be saved any more, however long one waits.
            if self.desk.jobs.closed or not self.desk.jobs.drain():
                return False
        goes = self._goes()
        if goes:
            self._let_go()
        elif self._autosave is not None:
            self._autosave.hold(self.held)
        return goes

    def _goes(self) -> bool:
        """Whether all that is typed is kept, or was told to be none of it."""
        if self._refused is not None or self.form is None:
            return self._refused is None
        return self._unread.may_go(self.form)

    @override
    def leave(self) -> None:
        self.left.emit(Place(Name.BACK, side(self.dossier, self.volet)))

    def when_saved(self, then: Callable[[], None]) -> None:
        """Call this once nothing typed is left to keep."""
        if self._autosave is not None:
            self._autosave.flush(then)

    def again(self) -> None:
        """Read again what stands beside the form."""
        self._look(self._adopt)

    def _look(self, then: Callable[[O], None]) -> None:
        self.desk.jobs.look(self, self.read, then, failed=self._gone)

    def _gone(self, error: Exception) -> None:
        if isinstance(error, KeyError):
            self.desk.speak.refuse(
                Refus("fiche_absente", "Cette fiche n’est plus dans ce dossier.")
            )
        else:
            self.desk.speak.refuse(error)

    def _open(self, opened: O) -> None:
        self.opened = opened
        feuille = self.feuille_of(opened)
        self.dossier = feuille.dossier
        self._parties = feuille.parties
        self.person.setText(feuille.nom)
        form = self._make(opened)
        form.load(self.shown(feuille.values), feuille.seen)
        self._dispute(feuille)
        self.say_what_lacks()
        self._offer_to_remove()
        self.follow()
        if self._field or self.first:
            where = self.place_of(self._field or self.first)
            if where is not None:
                where.setFocus()

    def _make(self, opened: O) -> Form:
        form = Form(self.name, self.fields(opened), today=lambda: self.desk.clock().date())
        self.form, self._autosave = form, Autosave(form, self._save)
        self._autosave.hold(self.held)
        self.dress(form, opened)
        self.column.insertWidget(0, form)
        self.foot.insertWidget(0, UndoButtons(form))
        form.undo_from(self)
        self._autosave.saved.connect(self._saved)
        self._autosave.failed.connect(self._not_saved)
        self.desk.unkept.follow(self._autosave)
        form.restored.connect(self._go_to)
        return form

    def _adopt(self, opened: O) -> None:
        feuille = self.feuille_of(opened)
        self.opened = opened
        if self.form is not None and self._autosave is not None:
            if self._autosave.is_idle():
                self._parties = feuille.parties
            self.form.refresh(self.shown(feuille.values), feuille.seen)
        self._dispute(feuille)
        self.say_what_lacks()
        self.follow()

    def _save(
        self,
        values: Mapping[str, object],
        seen: Mapping[str, Seen],
        taken: Callable[[str | Mapping[str, str]], None],
        failed: Callable[[Exception], None],
    ) -> None:
        dossier, parties, kept = self.dossier, self._parties, self.kept(values)
        carte, now = self._carte(), self.desk.clock()

        def write(work: Work) -> Changes:
            if carte is not None:
                tenir(work, carte, now=now)
            return self.write(work, dossier, parties, kept, seen)

        def done(changes: Changes) -> None:
            self._parties, ops = suivies(parties, kept, changes)
            self.id = self.id or self._parties[0].id
            if self.form is not None:
                self.form.refresh({}, {name: (op_id,) for name, op_id in ops.items()})
            self._offer_to_remove()
            self._hold(begun=carte is None)
            taken({name: ops.get(name, _any(ops)) for name in values})

        self.desk.jobs.write(self, write, done, failed=failed)

    def _carte(self) -> Carte | None:
        """Return what a crash would find again; None before a new thing is written."""
        at = self.standing(Place(Name(self.name)))
        name = f"feuille:{at.name}:{at.id}"
        return Carte(self.dossier, name, self.title, at.name, at.id) if at.id else None

    def _hold(self, *, begun: bool) -> None:
        self._held = carte = self._carte()
        if begun and carte is not None:
            now = self.desk.clock()
            self.desk.jobs.write(self, lambda work: garder(work, carte, {}, now=now))

    def _let_go(self) -> None:
        """What was saved here is left as it should be: nothing will be to recover."""
        carte, self._held = self._held, None
        if carte is not None:
            self.desk.jobs.write(self, lambda work: oublier(work, carte))

    def _saved(self) -> None:
        self.note.setText(f"Enregistré à {phrases.spoken_time(self.desk.clock().time())}")
        self.say_what_lacks()
        self.again()

    def _not_saved(self, error: Exception) -> None:
        self._refused = error
        self.note.setText("Pas encore enregistré\u00a0: votre texte reste à l’écran.")
        self.desk.speak.refuse(error)
        # What the domain says no to would be refused again: it waits for the next words.
        if not isinstance(error, Refus):
            self._retry.start()

    def _offer_to_remove(self) -> None:
        self._remove.setVisible(bool(self.question and self.id))

    def _ask_to_remove(self) -> None:
        self.desk.speak.ask(
            self.question,
            yes="Retirer",
            no="Garder",
            detail="Ce qui a été saisi par erreur se retire\u202f; l’historique du dossier le garde.",
            then=lambda: self.when_saved(self._remove_it),
        )

    def _remove_it(self) -> None:
        form = self.form
        if form is None:
            return
        seen = form.seen_of(())
        # Nothing is typed meanwhile in what will not be there any more.
        form.setEnabled(False)

        def stay(error: Exception) -> None:
            form.setEnabled(True)
            self.desk.speak.refuse(error)

        self.desk.jobs.write(
            self,
            lambda work: self.remove(work, seen),
            lambda _changes: self.leave(),
            failed=stay,
        )

    def _try_again(self) -> None:
        if self._autosave is not None:
            self._autosave.flush()

    def say_what_lacks(self) -> None:
        """Say beside each field what stands against it, where it can be read."""
        if self.form is None:
            return
        values = self.form.values()
        told: dict[str, str] = {}
        for objection in self.judge(values):
            told.setdefault(objection.field, objection.phrase)
        for name, value in values.items():
            self.form.object_to(name, told.get(name) or nir.said(value))

    def _dispute(self, feuille: Feuille) -> None:
        labels = {f.name: f.label for f in self.fields(self.opened)} if self.opened else {}
        names = [labels[name] for name in feuille.a_trancher if name in labels]
        self._disputed.setText(
            f"{phrases.join_words(names)}\u00a0: écrit de deux façons, une seule est affichée. Rien n’est "
            "perdu\u00a0: les deux vous attendent dans «\u00a0Échanges\u00a0»."
        )
        self._disputed.setVisible(bool(names))

    def _keep_in_sight(self) -> None:
        """Show the field that one was led to, until one leaves it."""
        where = self.place_of(self._field) if self._field else None
        if where is not None and where.hasFocus():
            self._area.ensureWidgetVisible(where, 0, _ABOVE)

    def _go_to(self, field: str) -> None:
        if self.form is not None:
            self.form.focus(field)
            self._area.ensureWidgetVisible(self.form.editor(field), 0, _ABOVE)

    def _lay_out_page(self) -> QScrollArea:
        page = QWidget()
        page.setMaximumWidth(_WIDTH)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 12, 16)
        inner.setSpacing(12)
        inner.addWidget(label(self.title, role="title", name=f"{self.name}_titre"))
        inner.addWidget(self._disputed)
        inner.addLayout(self.above)
        inner.addLayout(self.column)
        inner.addStretch(1)
        self.foot.addWidget(self._remove)
        return self.scrolled(page, f"{self.name}_page", self.title)


def _any(ops: Mapping[str, str]) -> str:
    return next(op_id for name, op_id in ops.items() if not name.endswith(EXISTS))

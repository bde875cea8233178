"""A thing of the dossier on the whole window, kept as it is typed: what contracts and certifications share.

Names: `<kind>_<field>`, `fiche_a_trancher`, `retirer`, `annuler`, `retablir`, `note`, `revenir`. Échap goes back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.autosave import Autosave
from desktop.ui.binding import Field, Form, Seen
from desktop.ui.desk import Desk
from desktop.ui.forms.undo_buttons import UndoButtons
from desktop.ui.places import Name, Place, side
from desktop.ui.screens.hall import Hall, Step
from desktop.ui.widgets.plain import button, label
from desktop.usecases import Changes, Work
from desktop.usecases.fiches import Fiche, commencer, enregistrer, lire, nom_de, retirer
from plie import nir, phrases
from plie.entretien import Objection
from plie.refus import Refus
from wire.op import EXISTS

_RETRY = 5_000  # milliseconds before what could not be saved is tried again
_WIDTH = 860


@dataclass(frozen=True, slots=True, kw_only=True)
class Modele:
    """What tells one fiche from another. `panel` is the side of the dossier one comes back to."""

    word: str
    cls: Any  # a kind that `usecases.fiches` knows
    title: str
    place: Name
    panel: str
    fields: Sequence[Field]
    question: str  # before it is removed
    objections: Callable[[Mapping[str, object], date], tuple[Objection, ...]]
    to_form: Callable[[Mapping[str, object]], dict[str, object]] = dict
    from_form: Callable[[Mapping[str, object]], dict[str, object]] = dict


class FicheHall(Hall):
    """Everything typed is kept by itself; nothing is required."""

    begins = False  # whether it is come to with a dossier, to begin a thing in it

    def __init__(self, desk: Desk, modele: Modele, parent: QWidget | None = None) -> None:
        super().__init__(desk, f"{modele.word}_ecran", Step.REDIGER, parent)
        self.id = ""
        self.form = Form(modele.word, modele.fields, today=lambda: desk.clock().date())
        self._modele = modele
        self._refused: Exception | None = None
        self._autosave = Autosave(self.form, self._save)
        self._undo = UndoButtons(self.form)
        self._disputed = label(role="objection", name="fiche_a_trancher")
        self._remove = button("Retirer du dossier…", role="quiet", name="retirer")
        self._retry = QTimer(self, singleShot=True, interval=_RETRY)
        self.steps.hide()
        self._lay_out_page(modele.title)
        self._autosave.saved.connect(self._saved)
        self._autosave.failed.connect(self._not_saved)
        self._retry.timeout.connect(self._autosave.flush)
        self.form.edited.connect(self._look_for_secrets)
        self._remove.clicked.connect(self._ask_to_remove)

    @override
    def arrive(self, id_: str) -> None:
        self.form.setEnabled(False)
        if self.begins:
            self.dossier = id_
            self.form.load(self._modele.to_form({}), {})
            self.desk.jobs.look(self, lambda rows: nom_de(rows, id_), self._begin)
            return
        self.id = id_
        cls = self._modele.cls
        self.desk.jobs.look(self, lambda rows: lire(rows, cls, id_), self._open, failed=self._gone)

    @override
    def standing(self, asked: Place) -> Place:
        # Going there again would begin another.
        return Place(self._modele.place, self.id) if self.id else asked

    @override
    def leave(self) -> None:
        self.left.emit(Place(Name.FILE, side(self.dossier, self._modele.panel)))

    @override
    def refresh(self, changes: Changes) -> None:
        word, id_, cls = self._modele.word, self.id, self._modele.cls
        mine = any(w.kind == word and w.id == id_ for w in changes.written)
        if id_ and word in changes.kinds and changes.touches(self.dossier) and not mine:
            self.desk.jobs.look(
                self, lambda rows: lire(rows, cls, id_), self._adopt, failed=self._gone
            )

    @override
    def may_leave(self) -> bool:
        self._refused = None
        while not self._autosave.is_idle() and self._refused is None:
            self._autosave.flush()
            if self.desk.jobs.closed or not self.desk.jobs.drain():
                return False
        return self._refused is None

    def _begin(self, nom: str) -> None:
        self.person.setText(nom)
        self._remove.hide()
        self._thaw()

    def _open(self, found: Fiche) -> None:
        self.dossier = found.dossier
        self.person.setText(found.nom)
        self.form.load(self._modele.to_form(found.values), found.seen)
        self._tell_disputed(found)
        self._thaw()
        self._judge()

    def _thaw(self) -> None:
        self.form.setEnabled(True)
        self.form.focus(self._modele.fields[0].name)

    def _adopt(self, found: Fiche) -> None:
        self.form.refresh(self._modele.to_form(found.values), found.seen)
        self._tell_disputed(found)

    def _tell_disputed(self, found: Fiche) -> None:
        named = [f.label for f in self._modele.fields if f.name in found.a_trancher]
        self._disputed.setText(
            f"Écrit de deux façons, à trancher dans «\u00a0Échanges\u00a0»\u00a0: {', '.join(named)}."
            if named
            else ""
        )
        self._disputed.setVisible(bool(named))

    def _gone(self, error: Exception) -> None:
        if not isinstance(error, KeyError):
            self.desk.speak.refuse(error)

    def _save(
        self,
        values: Mapping[str, object],
        seen: Mapping[str, Seen],
        taken: Callable[[str], None],
        failed: Callable[[Exception], None],
    ) -> None:
        cls, word, dossier, id_ = self._modele.cls, self._modele.word, self.dossier, self.id
        typed = self._modele.from_form(values)

        def write(work: Work) -> Changes:
            if not id_:
                return commencer(work, cls, dossier, values=typed)
            return enregistrer(work, cls, id_, seen=dict(seen), values=typed)

        def kept(changes: Changes) -> None:
            self.id = id_ or changes.id_of(word)
            self._remove.show()
            op_id = changes.op_on(word, self.id)
            self.form.refresh({}, {EXISTS: (op_id,)})
            taken(op_id)

        self.desk.jobs.write(self, write, kept, failed=failed)

    def _saved(self) -> None:
        self.note.setText(f"Enregistré à {phrases.spoken_time(self.desk.clock().time())}")
        self._judge()

    def _not_saved(self, error: Exception) -> None:
        self._refused = error
        self.note.setText("Pas encore enregistré\u00a0: votre texte reste à l’écran.")
        self.desk.speak.refuse(error)
        if not isinstance(error, Refus):
            self._retry.start()

    def _judge(self) -> None:
        """Say beside each field what stands against it; nothing is refused for it."""
        readable = self._modele.from_form(self.form.values())
        told = {o.field: o.phrase for o in self._modele.objections(readable, self._today())}
        for field in self._modele.fields:
            if field.name not in self.form.unreadable() and not self._secret(field.name):
                self.form.object_to(field.name, told.get(field.name, ""))

    def _today(self) -> date:
        return self.desk.clock().date()

    def _look_for_secrets(self, name: str) -> None:
        if self._secret(name):
            self.form.object_to(name, nir.PHRASE)

    def _secret(self, name: str) -> bool:
        value = self.form.values().get(name)
        return isinstance(value, str) and nir.holds_nir(value)

    def _ask_to_remove(self) -> None:
        self.desk.speak.ask(
            self._modele.question,
            yes="Retirer",
            no="Garder",
            detail="Ce qui a été saisi par erreur se retire\u202f; l’historique du dossier le garde.",
            then=lambda: self._autosave.flush(self._remove_it),
        )

    def _remove_it(self) -> None:
        cls, id_, seen = self._modele.cls, self.id, self.form.seen_of(())
        self.desk.jobs.write(
            self,
            lambda work: retirer(work, cls, id_, seen=dict(seen)),
            lambda _changes: self.leave(),
            failed=self.desk.speak.refuse,
        )

    def _lay_out_page(self, title: str) -> None:
        page = QWidget()
        page.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(page)
        column.setContentsMargins(8, 0, 16, 16)
        column.setSpacing(12)
        column.addWidget(label(title, role="heading"))
        column.addWidget(self._disputed)
        column.addWidget(self.form)
        column.addStretch(1)
        self._disputed.hide()
        area = QScrollArea()
        area.setObjectName(f"{self._modele.word}_page")
        area.setAccessibleName(title)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        self.body.addWidget(area, 1)
        self.foot.insertWidget(0, self._undo)
        self.foot.addWidget(self._remove)

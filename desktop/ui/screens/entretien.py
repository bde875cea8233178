"""Mode entretien: the form at left, the last time at right, one person's name and nobody else's.

Names: `entretien_<field>` (see forms/entretien.py), `motif`, `manque_<field>`, `finaliser`,
`abandonner`, `annuler`, `retablir`, `memoire`, `a_signer_<id>`, `note`, `avertissement`, `revenir`. Ctrl+Entrée
finalises, Échap goes back.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.ui.autosave import Autosave
from desktop.ui.binding import Form
from desktop.ui.bound import Seen
from desktop.ui.desk import Desk
from desktop.ui.forms import entretien as forms
from desktop.ui.forms import giving_up
from desktop.ui.forms.duration import FIELD as DURATION
from desktop.ui.forms.duration import ProposedDuration
from desktop.ui.forms.entretien_page import EntretienPage
from desktop.ui.forms.undo_buttons import UndoButtons
from desktop.ui.kept import Kept
from desktop.ui.places import Name
from desktop.ui.screens.hall import Hall, Step
from desktop.ui.typed_text import TypedText
from desktop.ui.unread import Unread
from desktop.ui.widgets.correction import FIELD as MOTIF
from desktop.ui.widgets.plain import button
from desktop.ui.widgets.warned import WORD, Warned
from desktop.usecases import Changes, Work, signes
from desktop.usecases.champs import champ
from desktop.usecases.entretiens import (
    Brouillon,
    abandonner,
    brouillon,
    enregistrer,
    finaliser,
    memoire,
    objections,
    renoncer,
)
from desktop.usecases.reprise import quitter
from desktop.usecases.saisies import Carte
from plie import phrases
from plie.entretien import ARTICLE
from plie.kinds import Entretien
from plie.objection import Objection
from plie.refus import Refus
from plie.vocabulaire import EtatCompteRendu
from wire.op import EXISTS

_RETRY = 5_000  # milliseconds before what could not be saved is tried again


class EntretienScreen(Hall):
    """Rédiger: everything typed is kept by itself; only Finaliser asks for something."""

    _fresh = False  # whether its start is the clock's, just proposed

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "entretien_ecran", Step.REDIGER, parent)
        self.id = ""
        self._opened: Brouillon | None = None
        self._refused: Exception | None = None
        self._kept = False  # something was saved since it was opened
        self._gives_up = False  # the draft is being removed
        self._why: Kept | None = None  # of a correction
        self._form = Form(
            forms.NAME, forms.fields(desk.referentiel), today=lambda: desk.clock().date()
        )
        self._autosave, self._unread = Autosave(self._form, self._save), Unread(desk)
        self._duration = ProposedDuration(self._form, desk.clock)
        self._page = EntretienPage(self._form)
        self._give_up = button(giving_up.words(None), role="quiet", name="abandonner")
        self._finalise = button("Finaliser", role="main", name="finaliser")
        self._retry = QTimer(self, singleShot=True, interval=_RETRY)
        self._undo = UndoButtons(self._form)
        self._form.undo_from(self)
        self._warned = Warned()
        self.body.addWidget(self._page, 1)
        self._finalise.setToolTip("Finaliser (Ctrl+Entrée)")
        self.foot.insertWidget(0, self._undo)
        # Far from Finaliser: a click beside it gives nothing up.
        self.foot.insertWidget(1, self._give_up)
        self.foot.addWidget(self._warned, 1)
        self.foot.setStretch(self.foot.indexOf(self._warned) - 1, 0)
        self.foot.addWidget(self._finalise)
        self._wire()
        self._hold()

    @override
    def arrive(self, id_: str) -> None:
        self.id = id_
        self.desk.jobs.look(
            self, lambda rows: brouillon(rows, id_), self._open, failed=self.desk.speak.refuse
        )
        self._read_memory()

    @override
    def refresh(self, changes: Changes) -> None:
        if not changes.touches(self.dossier):
            return
        # This form already shows what it wrote itself.
        mine = any(w.kind == "entretien" and w.id == self.id for w in changes.written)
        if "entretien" in changes.kinds and not mine:
            id_ = self.id
            self.desk.jobs.look(
                self, lambda rows: brouillon(rows, id_), self._adopt, failed=self._gone
            )
        if changes.kinds - {"entretien"}:
            self._read_memory()

    @override
    def may_leave(self) -> bool:
        self._refused = None
        while not self._autosave.is_idle() and self._refused is None:
            self._autosave.flush()
            # Closed meanwhile: nothing will be saved any more, however long one waits.
            if self.desk.jobs.closed or not self.desk.jobs.drain():
                return False
        if self._refused is not None:
            return False
        return self._let_go()

    def _let_go(self) -> bool:
        """Leave what was saved as it should be, nothing to recover; False: what is typed cannot be read."""
        goes = self._unread.may_go(self._form)
        if goes and self._kept:
            self._kept, id_ = False, self.id
            self.desk.jobs.write(self, lambda work: quitter(work, id_))
        return goes

    def _open(self, opened: Brouillon) -> None:
        self._opened = opened
        self.dossier = opened.entretien.dossier
        self.person.setText(opened.personne.nom)
        self._form.load(forms.to_form(opened.entretien), opened.seen)
        self._page.setEnabled(True)
        self._tell_disputed(opened)
        self._undo.setEnabled(True)
        self._give_up.setText(giving_up.words(opened.compte_rendu))
        self._finalise.setEnabled(True)
        start = _start(opened.entretien) if self._fresh else None
        self._duration.begin(opened.entretien.duree_min, start=start)
        if opened.compte_rendu is not None:
            self._page.correction.correct(
                opened.compte_rendu.version, signed=opened.etat is EtatCompteRendu.SIGNE
            )
            self._keep_why()
        self._page.begin()
        self._watch()

    def _keep_why(self) -> None:
        """Why a version replaces another is no field of the draft: it is written with that version."""
        title = "Pourquoi cette nouvelle version du compte-rendu"
        carte = Carte(self.dossier, f"correction:{self.id}", title, Name.ENTRETIEN, self.id)
        self._why = Kept(self.desk, carte, TypedText(self._page.correction.motif))
        self._page.correction.say_above(self._why)

    def _adopt(self, opened: Brouillon) -> None:
        self._form.refresh(forms.to_form(opened.entretien), opened.seen)
        self._tell_disputed(opened)

    def _tell_disputed(self, opened: Brouillon) -> None:
        referentiel = self.desk.referentiel
        self._page.dispute(
            [champ(forms.NAME, name, referentiel).label for name in opened.a_trancher]
        )

    def _read_memory(self) -> None:
        id_ = self.id
        self.desk.jobs.look(
            self,
            lambda rows: memoire(rows, id_),
            self._page.remember,
            failed=self._gone,
        )

    def _gone(self, error: Exception) -> None:
        """Say nothing of a draft that was given up, here or elsewhere, while it was being read."""
        if not isinstance(error, KeyError):
            self.desk.speak.refuse(error)

    def _save(
        self,
        values: Mapping[str, object],
        seen: Mapping[str, Seen],
        taken: Callable[[str], None],
        failed: Callable[[Exception], None],
    ) -> None:
        id_ = self.id

        def write(work: Work) -> Changes:
            return enregistrer(work, id_, seen=seen, values=forms.from_form(values))

        def kept(changes: Changes) -> None:
            self._kept = True
            op_id = changes.op_on("entretien", id_)
            self._form.refresh({}, {EXISTS: (op_id,)})
            taken(op_id)

        self.desk.jobs.write(self, write, kept, failed=failed)

    def _saved(self) -> None:
        self.note.setText(f"Enregistré à {phrases.spoken_time(self.desk.clock().time())}")
        self._judge(self._warn)

    def _not_saved(self, error: Exception) -> None:
        self._refused = error
        self._thaw()
        self.note.setText("Pas encore enregistré\u00a0: votre texte reste à l’écran.")
        self.desk.speak.refuse(error)
        # What the domain says no to would be refused again: it waits for the next words.
        if not isinstance(error, Refus):
            self._retry.start()

    def _watch(self) -> None:
        """Warn as soon as the hours are known, typed or proposed by the clock."""
        self._judge(self._warn, failed=self._gone)

    def _judge(
        self,
        then: Callable[[tuple[Objection, ...]], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        id_, now, minutes = self.id, self.desk.clock(), self._duration.proposed
        self.desk.jobs.look(
            self,
            lambda rows: objections(rows, id_, now=now, propose=minutes),
            then,
            failed=failed or self._stop,
        )

    def _warn(self, found: Sequence[Objection]) -> None:
        self._warned.say(o.phrase for o in found if not o.blocking)
        if not self._page.lacks.isHidden():
            # What was lacking and is there now is lacking no more, whichever field answered it.
            self._object(self._lacking(found))

    def _added(self, field: str) -> None:
        """Added or erased, words lack no more: what the form keeps is the same, and no save tells it."""
        if field == "suites" and not self._page.lacks.isHidden() and not self._page.is_deciding():
            self._judge(self._warn)

    def _begin_to_finalise(self) -> None:
        if not self._finalise.isEnabled():
            return
        self._form.clear_objections()
        secrets = self._form.secrets()
        if secrets:
            self._answer(secrets)
            return
        self._hold()
        self._autosave.flush(self._keep_duration)

    def _keep_duration(self) -> None:
        minutes = self._duration.proposed
        if minutes is None:
            self._judge(self._answer)
            return

        def kept(op_id: str) -> None:
            self._form.taken((DURATION,), {DURATION: (op_id,)})
            self._duration.end()
            self._judge(self._answer)

        self._save({DURATION: minutes}, self._form.seen_of((DURATION,)), kept, self._not_saved)

    def _answer(self, found: Sequence[Objection]) -> None:
        lacking = self._lacking(found)
        self._object(lacking)
        if lacking:
            self._thaw()
            self._page.go_to(lacking[0].field)
            return
        if self._says_nothing():
            self._thaw()
            self.desk.speak.ask(
                "«\u00a0Ce qui a été dit\u00a0» est vide. Finaliser quand même\u202f?",
                yes="Finaliser",
                no="Écrire",
                detail="Les deux parties signeraient un compte-rendu sans texte.",
                then=lambda: self._freeze(found),
            ).rejected.connect(lambda: self._page.go_to("contenu"))
        else:
            self._freeze(found)

    def _object(self, lacking: Sequence[Objection]) -> None:
        self._page.lacks.show_lacks([(o.field, o.phrase) for o in lacking])
        self._form.object_anew(lacking)

    def _says_nothing(self) -> bool:
        return not str(self._form.values().get("contenu", "")).strip()

    def _freeze(self, found: Sequence[Objection]) -> None:
        self._hold()
        id_, referentiel, now = self.id, self.desk.referentiel, self.desk.clock()
        motif = self._page.correction.motif.text()
        # What came up as one pressed Finaliser: the rest was said in the form, and is not said again.
        warnings = " ".join(o.phrase for o in found if not self._warned.has_said(o.phrase))
        write = self._why.write if self._why is not None else self.desk.jobs.write
        write(
            self,
            lambda work: finaliser(work, id_, referentiel=referentiel, now=now, motif=motif),
            lambda changes: self._finalised(changes, warnings),
            failed=self._stop,
        )

    def _lacking(self, found: Sequence[Objection]) -> list[Objection]:
        unread = self._form.unreadable()
        lacking = [forms.unreadable(field) for field in unread]
        lacking += [o for o in found if o.blocking and o.field not in unread]
        # Frozen unseen, half a sentence would become a decision of both parties.
        if self._page.is_deciding() and "suites" not in unread:
            lacking.append(forms.not_added())
        corrected = self._opened is not None and self._opened.compte_rendu is not None
        if corrected and not self._page.correction.motif.text().strip():
            phrase = "Dites pourquoi cette version remplace la précédente."
            lacking.insert(0, Objection(MOTIF, "correction_sans_motif", phrase, article=ARTICLE))
        lacking += signes.contre_motif(self._page.correction.motif.text())
        return lacking

    def _finalised(self, changes: Changes, warnings: str) -> None:
        if warnings:
            self.desk.speak.banner.warn(warnings, word=WORD)
        self.go(Name.RELECTURE, changes.id_of("compte_rendu"))

    def _stop(self, error: Exception) -> None:
        self._gives_up = False
        self._thaw()
        self.desk.speak.refuse(error)

    def _hold(self) -> None:
        """Let nothing be typed that would not be in what is being shown or frozen."""
        self._page.setEnabled(False)
        self._undo.setEnabled(False)
        self._finalise.setEnabled(False)

    def _thaw(self) -> None:
        self._page.setEnabled(True)
        self._undo.setEnabled(True)
        self._finalise.setEnabled(True)

    def _ask_to_give_up(self) -> None:
        in_force = self._opened.compte_rendu if self._opened is not None else None
        gives_up = self.give_up if in_force is None else self._renounce
        giving_up.ask(self.desk.speak, in_force, lambda: self._autosave.flush(gives_up))

    def _renounce(self) -> None:
        """Say again what the version in force says, and read it."""
        id_, seen = self.id, self._form.seen_of(forms.NAMES)
        write = self._why.write if self._why is not None else self.desk.jobs.write
        write(
            self,
            lambda work: renoncer(work, id_, seen=seen),
            lambda _changes: self._read_in_force(),
            failed=self.desk.speak.refuse,
        )

    def give_up(self) -> None:
        """Remove the draft, then go back; nothing is typed meanwhile in what will not be there any more."""
        if self._gives_up:
            return
        self._gives_up = True
        self._hold()
        id_, seen = self.id, self._form.seen_of(())
        self.desk.jobs.write(
            self,
            lambda work: abandonner(work, id_, seen=seen),
            lambda _changes: Hall.leave(self),
            failed=self._stop,
        )

    def _wire(self) -> None:
        self._autosave.saved.connect(self._saved)
        self._autosave.failed.connect(self._not_saved)
        self._duration.shown.connect(self._watch)
        self.desk.unkept.follow(self._autosave)
        self._form.edited.connect(self._added)
        self._retry.timeout.connect(self._autosave.flush)
        self._page.memory.asked.connect(lambda id_: self.go(Name.RELECTURE, id_))
        self._page.correction.kept.connect(self._read_in_force)
        self._finalise.clicked.connect(self._begin_to_finalise)
        self._give_up.clicked.connect(self._ask_to_give_up)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._begin_to_finalise)

    def _read_in_force(self) -> None:
        if self._opened is not None and self._opened.compte_rendu is not None:
            self.go(Name.RELECTURE, self._opened.compte_rendu.id)


def _start(entretien: Entretien) -> datetime | None:
    day, hour = entretien.date, entretien.debut
    return datetime.combine(day, hour) if day and hour else None

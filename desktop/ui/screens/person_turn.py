"""The screen in the person's hands: each document read and answered, then all they approved signed at once.

One document alone is signed where it is read. A refusal is kept when it is given, an approval by its
seal only: whoever stops before signing has signed nothing.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui import signing_words
from desktop.ui.screens.hall import PaperHall
from desktop.ui.sealing import seal_in_turn
from desktop.ui.sitting import Approval, Sitting
from desktop.ui.widgets.approval_page import ApprovalPage
from desktop.ui.widgets.document_lines import DocumentLine
from desktop.ui.widgets.person_page import Answer, PersonPage
from desktop.ui.widgets.signature_pad import Stroke
from desktop.usecases import Changes, Work
from desktop.usecases.a_signer import Lecture, lire
from desktop.usecases.signatures import Trace, approuver, refuser, signer_adherent
from plie.kinds import CompteRendu, Sha256
from plie.resume import resume
from plie.vocabulaire import Position, Signataire

_DESCRIPTION = "Compte-rendu à signer"
_STOP, _BACK = "M’arrêter là", "Revenir à la liste"


class PersonTurn(QObject):
    """Owns both pages of the person; `over` once the screen goes back."""

    opened = Signal(QWidget)  # the page to be shown
    over = Signal()

    def __init__(self, hall: PaperHall) -> None:
        super().__init__(hall)
        self.page, self.listing = PersonPage(), ApprovalPage()
        self.sitting = Sitting(())
        self.montre = Sha256("")  # of the document before the reader's eyes, once it is there
        self.id = ""  # of the same
        self._hall, self._desk = hall, hall.desk
        self._listed = False  # whether all were gone through once
        self._drawn_for: object = ()  # what the strokes on the last page were drawn for
        self.page.reread.connect(self._reread)
        self.page.answered.connect(self._answered)
        self.page.given_back.connect(self._stop)
        self.listing.asked.connect(self._show)
        self.listing.signed.connect(self._sign_all)
        self.listing.given_back.connect(self.over)

    @property
    def pages(self) -> tuple[QWidget, QWidget]:
        """What is shown in the person's hands, and nothing else."""
        return self.page, self.listing

    @property
    def answered(self) -> bool:
        """Whether something of what the person did is kept."""
        return bool(self.sitting.sealed or self.sitting.refused)

    def give(self, waiting: tuple[CompteRendu, ...]) -> None:
        """Take what is to be read, before the person holds the screen."""
        self.sitting, self._listed, self._drawn_for = Sitting(waiting), False, ()
        self.listing.pad.clear()

    def begin(self) -> None:
        """The person holds the screen."""
        self._go_on()

    def _go_on(self) -> None:
        sitting = self.sitting
        if not self._listed and (following := sitting.unread()):
            self._show(following)
        elif sitting.to_seal():
            self._list()
        else:
            self.over.emit()

    def _read(self, id_: str, then: Callable[[Lecture], None], remark: str = "") -> None:
        referentiel = self._desk.referentiel
        self._desk.jobs.look(
            self._hall,
            lambda rows: lire(rows, id_, referentiel=referentiel, remarque=remark),
            then,
            failed=self._desk.speak.refuse,
        )

    def _show(self, id_: str) -> None:
        known = self.sitting.approved.get(id_)
        given = Answer(known.position, (), known.remark) if known is not None else None

        def show(lecture: Lecture) -> None:
            if _gone(lecture):
                self._pass(id_)
                return
            self.id, self.montre = id_, Sha256("")
            self.opened.emit(self.page)
            self.page.begin(
                resume(lecture.compte_rendu),
                place=signing_words.place(self.sitting, lecture.compte_rendu),
                given=given,
                **self._way_out(),
            )
            self._show_document(lecture, given.words if given is not None else "")

        self._read(id_, show, given.words if given is not None else "")

    def _way_out(self) -> dict[str, str]:
        if self._listed:
            return {"leave": _BACK}
        return {"leave": _STOP} if self.sitting.approved else {}

    def _reread(self, remark: str) -> None:
        self._read(self.id, lambda lecture: self._show_document(lecture, remark), remark)

    def _show_document(self, lecture: Lecture, remark: str) -> None:
        def shown() -> None:
            self.montre = lecture.sha256
            self.page.document_shown(remark)

        # Drawn for a remark that was changed meanwhile: another drawing is on its way.
        if lecture.pdf is not None and remark == self.page.remark:
            self._hall.show_pdf(self.page.paper, lecture.pdf, _DESCRIPTION, shown)

    def _answered(self, answer: Answer) -> None:
        self.page.hold()
        if answer.position is Position.REFUS:
            self._refuse(self.id, answer.words, self.montre)
        elif self.sitting.alone:
            self._sign_alone(self.id, answer.strokes, _approval(answer, self.montre))
        else:
            self._approve(self.id, _approval(answer, self.montre))

    def _refuse(self, id_: str, reason: str, shown: Sha256) -> None:
        now = self._desk.clock()

        def kept(_changes: Changes) -> None:
            self.sitting.refuse(id_, reason)
            self._go_on()

        self._desk.jobs.write(
            self._hall,
            lambda work: refuser(work, id_, motif=reason, montre=shown, now=now),
            kept,
            failed=self._not_kept,
        )

    def _sign_alone(self, id_: str, strokes: tuple[Stroke, ...], approval: Approval) -> None:
        def kept(_changes: Changes) -> None:
            self.sitting.sealed.add(id_)
            self.over.emit()

        self._desk.jobs.write(
            self._hall,
            lambda work: self._sign(work, id_, strokes, approval),
            kept,
            failed=self._not_kept,
        )

    def _approve(self, id_: str, approval: Approval) -> None:
        """Refuse here what would be refused by the seal: under the eyes of who reads this one."""
        referentiel, now = self._desk.referentiel, self._desk.clock()

        def approved(_lecture: Lecture) -> None:
            self._desk.speak.banner.was_not_refused()
            self.sitting.approve(id_, approval)
            self._go_on()

        self._desk.jobs.look(
            self._hall,
            lambda rows: approuver(
                rows,
                id_,
                approval.position,
                approval.remark,
                montre=approval.montre,
                referentiel=referentiel,
                now=now,
            ),
            approved,
            failed=self._not_kept,
        )

    def _not_kept(self, error: Exception) -> None:
        """What was answered stays, unless the document itself can be answered no more."""
        id_, referentiel = self.id, self._desk.referentiel

        def stay_or_go(lecture: Lecture) -> None:
            if _gone(lecture):
                self._pass(id_)
            else:
                self.page.release()
            self._desk.speak.refuse(error)

        def stay(_why: Exception) -> None:
            self.page.release()
            self._desk.speak.refuse(error)

        self._desk.jobs.look(
            self._hall,
            lambda rows: lire(rows, id_, referentiel=referentiel),
            stay_or_go,
            failed=stay,
        )

    def _pass(self, id_: str) -> None:
        self.sitting.drop(id_)
        self._go_on()

    def _stop(self) -> None:
        """Go back without an answer; what is approved already is asked about first."""
        if not self._listed:
            self.sitting.stop()
        self._go_on()

    def _list(self) -> None:
        self._listed = True
        sitting = self.sitting
        if sitting.terms != self._drawn_for:
            # A signature binds one text: another text, another signature.
            self.listing.pad.clear()
            self._drawn_for = sitting.terms
        self.opened.emit(self.listing)
        self.listing.begin(
            [signing_words.approved(sitting, id_, action="Relire") for id_ in sitting.to_seal()],
            sealed=[
                signing_words.approved(sitting, id_)
                for id_ in sitting.approved
                if id_ in sitting.sealed
            ],
            refused=[signing_words.refused(sitting, id_) for id_ in sitting.refused],
            unanswered=[
                DocumentLine(id_, signing_words.title(sitting.documents[id_]), action="Lire")
                for id_ in sitting.unanswered()
            ],
        )

    def _sign_all(self, strokes: tuple[Stroke, ...]) -> None:
        left, sitting = self.sitting.to_seal(), self.sitting
        terms = dict(sitting.approved)
        self.listing.hold()

        def sealed(id_: str) -> None:
            sitting.sealed.add(id_)
            self.listing.tell(f"Signature {len(sitting.sealed)} sur {len(terms)}…")

        def done(refused: Exception | None) -> None:
            self._go_on()
            if refused is not None:
                self._desk.speak.refuse(refused)

        seal_in_turn(
            self._desk,
            self._hall,
            left,
            lambda work, id_: self._sign(work, id_, strokes, terms[id_]),
            sealed=sealed,
            done=done,
        )

    def _sign(
        self, work: Work, id_: str, strokes: tuple[Stroke, ...], approval: Approval
    ) -> Changes:
        trace = Trace(strokes, approval.position, approval.remark)
        referentiel, now = self._desk.referentiel, self._desk.clock()
        return signer_adherent(
            work, id_, trace, montre=approval.montre, referentiel=referentiel, now=now
        )


def _gone(lecture: Lecture) -> bool:
    """Whether it went, was signed or corrected elsewhere, since it was counted."""
    answered = lecture.signature(Signataire.ADHERENT) is not None
    return answered or bool(lecture.remplace_par) or lecture.pdf is None


def _approval(answer: Answer, shown: Sha256) -> Approval:
    return Approval(answer.position, answer.words, shown)

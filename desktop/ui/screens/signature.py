"""Signer: the screen changes hands twice, and each answer is durable before the next page.

Pages, in order: `remise` (`remise_ok`), `page_personne`, `page_approuves` where several were read,
`rendre` (`rendre_ok`), `page_accompagnateur`, `termine`; the names on each are in its own file. Which
page comes next is always read from the facts: what a crash interrupted is taken up where it stood.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.ui import signing_words
from desktop.ui.desk import Desk
from desktop.ui.places import Name
from desktop.ui.screens.adviser_turn import AdviserTurn
from desktop.ui.screens.hall import PaperHall, Step
from desktop.ui.screens.person_turn import PersonTurn
from desktop.ui.widgets.document_lines import DocumentLine
from desktop.ui.widgets.done_page import DonePage
from desktop.ui.widgets.hand_back import HandBack
from desktop.ui.widgets.handover import HandOver
from desktop.ui.widgets.one_page import OnePage
from desktop.usecases import Changes, Rows
from desktop.usecases.a_signer import Lecture, a_contresigner, a_faire_signer, lire, reste_a_signer
from desktop.usecases.apercu import Apercu
from desktop.usecases.evenements import annuler
from desktop.usecases.signatures import remettre
from desktop.usecases.verification import verifier
from plie.horloge import behind
from plie.kinds import CompteRendu
from plie.vocabulaire import EtatCompteRendu, Signataire


@dataclass(frozen=True, slots=True)
class _Line:
    """Where the comptes-rendus of one person stand: still to be answered by them, or waiting for the adviser."""

    to_answer: tuple[CompteRendu, ...]
    to_close: tuple[CompteRendu, ...]


@dataclass(frozen=True, slots=True)
class _End:
    lecture: Lecture
    verdict: str
    following: CompteRendu | None
    together: tuple[CompteRendu, ...]  # closed in one gesture, where they are several


class SignatureScreen(PaperHall):
    """The adviser never reaches the person's pad without the hand-over, nor the reverse."""

    # An answer that was not given is nobody's: after a lock the person begins theirs again.
    retypes = False
    beside = True

    def __init__(self, desk: Desk, apercu: Apercu, parent: QWidget | None = None) -> None:
        super().__init__(desk, apercu, "signature", Step.SIGNER, parent)
        self._id = ""
        self._lecture: Lecture | None = None
        self._following = ""
        self._copies: tuple[str, ...] = ()  # the lines that say what became of them
        self._hand_over = HandOver("remise", "Passez l’écran à la personne")
        self._person = PersonTurn(self)
        self._hand_back = HandBack(desk.referentiel.dire)
        self._adviser = AdviserTurn(self)
        self._done = DonePage()
        self._pages = OnePage()
        # Nothing to press before the facts have said where the line stands.
        self._pages.addWidget(QWidget())
        for page in (
            self._hand_over,
            *self._person.pages,
            self._hand_back,
            self._adviser.page,
            self._done,
        ):
            self._pages.addWidget(page)
        self.body.addWidget(self._pages, 1)
        self.floor.hide()
        self._wire()

    @override
    def arrive(self, id_: str) -> None:
        self._id = id_
        self._read(self._begin)

    @override
    def leave(self) -> None:
        page = self._pages.currentWidget()
        # In the person's hands, no key leads to the adviser's screens.
        if page is self._hand_over:
            self.go(Name.RELECTURE, self._id)
        elif page not in (*self._person.pages, self._hand_back):
            super().leave()

    def _wire(self) -> None:
        self._hand_over.accepted.connect(self._person.begin)
        self._person.opened.connect(lambda page: self._open(page, in_persons_hands=True))
        self._person.over.connect(lambda: self._read(self._show_hand_back))
        self._hand_back.proved.connect(self._prove)
        self._adviser.opened.connect(lambda page: self._open(page, in_persons_hands=False))
        self._adviser.over.connect(self._nothing_to_close)
        self._adviser.page.postponed.connect(self._postpone)
        self._done.document.connect(lambda: self.go(Name.RELECTURE, self._id))
        self._done.one_of.connect(lambda id_: self.go(Name.RELECTURE, id_))
        self._done.back.connect(self.leave)
        self._done.copies.chosen.connect(self._note_copy)
        self._done.copies.taken_back.connect(self._take_copy_back)
        self._done.following.connect(lambda: self.go(Name.SIGNATURE, self._following))
        self.steps.asked.connect(self._step_back)

    def _step_back(self, step: int) -> None:
        if self._lecture is None:
            return
        if step == Step.RELIRE:
            self.go(Name.RELECTURE, self._id)
        else:
            self.go(Name.ENTRETIEN, self._lecture.compte_rendu.entretien)

    def _read(self, then: Callable[[Lecture], None]) -> None:
        id_, referentiel = self._id, self.desk.referentiel

        def show(lecture: Lecture) -> None:
            self._lecture = lecture
            self.dossier = lecture.compte_rendu.dossier
            self.person.setText(lecture.compte_rendu.adherent_nom)
            then(lecture)

        self.desk.jobs.look(
            self,
            lambda rows: lire(rows, id_, referentiel=referentiel),
            show,
            failed=self.desk.speak.refuse,
        )

    def _begin(self, lecture: Lecture) -> None:
        """Take up the line where the facts say it stands."""
        if lecture.etat is not EtatCompteRendu.FINALISE:
            self._end(lecture)
        elif lecture.remplace_par or lecture.pdf is None or not self._may_seal(lecture):
            self.go(Name.RELECTURE, lecture.remplace_par or self._id)
        elif lecture.signature(Signataire.ADHERENT) is not None:
            self._show_hand_back(lecture)
        else:
            self._stand(lambda line: self._show_hand_over(lecture, line))

    def _may_seal(self, lecture: Lecture) -> bool:
        return (
            bool(self.desk.user.certificate) and not lecture.d_un_autre and self._admitted(lecture)
        )

    def _admitted(self, lecture: Lecture) -> bool:
        """Where there is paper only, nobody is handed the screen: the page that one goes back to says why."""
        accord = self.desk.referentiel.accord_ecran(self.desk.clock().date())
        begun = lecture.signature(Signataire.ADHERENT) is not None
        return begun or not accord.papier_seul

    def _show_hand_over(self, lecture: Lecture, line: _Line) -> None:
        self._person.give(line.to_answer)
        self._open(self._hand_over, in_persons_hands=False)
        late = behind(lecture.compte_rendu, lecture.signatures, at=self.desk.clock())
        told = signing_words.to_read(line.to_answer, line.to_close)
        self._hand_over.prepare(
            "\n\n".join(part for part in (late, told) if part),
            f"Je suis {lecture.compte_rendu.adherent_nom}, je lis",
        )

    def _stand(self, then: Callable[[_Line], None]) -> None:
        dossier, id_, now = self.dossier, self._id, self.desk.clock()
        self.desk.jobs.look(
            self,
            lambda rows: _Line(
                a_faire_signer(rows, dossier, dont=id_, at=now), a_contresigner(rows, dossier)
            ),
            then,
            failed=self.desk.speak.refuse,
        )

    def _show_hand_back(self, lecture: Lecture) -> None:
        self._stand(lambda line: self._ask_back(lecture, line))

    def _ask_back(self, lecture: Lecture, line: _Line) -> None:
        answered = lecture.signature(Signataire.ADHERENT) is not None or self._person.answered
        self._open(self._hand_back, in_persons_hands=True)
        if answered:
            self.steps.lock()
        self._hand_back.prepare(
            signing_words.kept(line.to_answer, answered=answered),
            f"Je suis {self.desk.user.nom}, je reprends l’ordinateur",
            expects=self.desk.prove.expects(),
            of=self.desk.user.nom,
            hint=self.desk.prove.hint,
        )

    def _prove(self, secret: str) -> None:
        """Let nobody to the adviser's screens but whoever can open this vault."""
        check = self.desk.prove.check
        self._hand_back.hold()
        self.desk.jobs.run(
            self,
            lambda _tell, _stopped: check(secret),
            lambda _done: self._proved(),
            failed=self._not_proved,
        )

    def _proved(self) -> None:
        self._hand_back.forget()
        self._adviser.begin()

    def _not_proved(self, error: Exception) -> None:
        phrase = getattr(error, "phrase", "")
        self._hand_back.object_to(phrase)
        if not phrase:
            self.desk.speak.refuse(error)

    def _postpone(self) -> None:
        """Sign the rest another day; what was closed before it is told first."""
        if self._adviser.closed:
            self._nothing_to_close()
        else:
            self.leave()

    def _nothing_to_close(self) -> None:
        if self._adviser.closed:
            self._id = self._adviser.closed[-1]
        self._read(self._take_back)

    def _take_back(self, lecture: Lecture) -> None:
        if lecture.etat is not EtatCompteRendu.FINALISE:
            self._end(lecture)
        else:
            self.go(Name.RELECTURE, self._id)

    def _end(self, lecture: Lecture) -> None:
        dossier, now = lecture.compte_rendu.dossier, self.desk.clock()
        closed = tuple(self._adviser.closed)

        def ask(rows: Rows) -> _End:
            sealed = lecture.etat is EtatCompteRendu.SIGNE and lecture.pdf is not None
            verdict = verifier(rows, lecture.pdf or b"", at=now).raison if sealed else ""
            left = [cr for cr in reste_a_signer(rows, dossier) if cr.id != lecture.compte_rendu.id]
            found = (rows.find(CompteRendu, id_) for id_ in closed if len(closed) > 1)
            held = sorted(
                (cr for cr in found if cr), key=lambda cr: (cr.date, cr.debut or time.min)
            )
            return _End(lecture, verdict, left[0] if left else None, tuple(held))

        self.desk.jobs.look(self, ask, self._show_end, failed=self.desk.speak.refuse)

    def _show_end(self, end: _End) -> None:
        signed = end.lecture.etat is EtatCompteRendu.SIGNE
        self._open(self._done, in_persons_hands=False)
        self.steps.go(Step.TERMINE if signed else Step.SIGNER)
        if signed:
            self.steps.lock()
        self._following = end.following.id if end.following else ""
        words = signing_words.following(end.following) if end.following else ""
        self._done.tell(
            signing_words.closed(end.lecture, len(self._adviser.closed), self.desk.clock().tzinfo)
            if signed
            else "Signature refusée, c’est noté",
            end.verdict if signed else signing_words.not_signed(end.lecture),
            picture="fait" if signed else "info",
            following=words,
            copies=max(1, len(self._adviser.closed)) if signed else 0,
        )
        self._done.offer(
            [DocumentLine(cr.id, signing_words.title(cr), action="Ouvrir") for cr in end.together]
        )

    def _note_copy(self, words: str) -> None:
        # All that were signed together are handed over together.
        ids, now = tuple(self._adviser.closed) or (self._id,), self.desk.clock()
        self.desk.jobs.write(
            self,
            lambda work: remettre(work, ids, comment=words, now=now),
            lambda changes: self._copy_noted(words, changes),
            failed=self.desk.speak.refuse,
        )

    def _copy_noted(self, words: str, changes: Changes) -> None:
        self._copies = tuple(w.id for w in changes.written if w.kind == "evenement")
        self._done.copies.tell(words)

    def _take_copy_back(self) -> None:
        ids, now = self._copies, self.desk.clock()
        self.desk.jobs.write(
            self,
            lambda work: annuler(work, *ids, now=now),
            lambda _changes: self._done.copies.ask_again(),
            failed=self.desk.speak.refuse,
        )

    def _open(self, page: QWidget, *, in_persons_hands: bool) -> None:
        self.faced = page is self._hand_over
        self.lent.emit(in_persons_hands)
        self.back.setVisible(not in_persons_hands)
        self.steps.setEnabled(not in_persons_hands)
        self._pages.setCurrentWidget(page)

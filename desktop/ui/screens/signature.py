"""Signer: the screen changes hands twice, and each answer is durable before the next page.

Pages, in order: `remise` (`remise_ok`), `page_personne`, `rendre` (`rendre_ok`),
`page_accompagnateur`, `termine`; the names on each are in its own file. Which page comes next is
always read from the facts: what a crash interrupted is taken up where it stood.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.places import Name
from desktop.ui.screens.hall import PaperHall, Step
from desktop.ui.widgets.adviser_page import AdviserPage
from desktop.ui.widgets.done_page import DonePage
from desktop.ui.widgets.hand_back import HandBack
from desktop.ui.widgets.handover import HandOver
from desktop.ui.widgets.person_page import Answer, PersonPage
from desktop.ui.widgets.signature_pad import Stroke
from desktop.usecases import Changes, Rows, Work
from desktop.usecases.apercu import Apercu
from desktop.usecases.signatures import (
    Lecture,
    Trace,
    a_contresigner,
    a_faire_signer,
    lire,
    refuser,
    remettre,
    reste_a_signer,
    signer_accompagnateur,
    signer_adherent,
)
from desktop.usecases.verification import verifier
from plie import phrases
from plie.horloge import behind
from plie.kinds import CompteRendu, Sha256, Signature
from plie.resume import resume
from plie.vocabulaire import EtatCompteRendu, Position, Signataire

_DESCRIPTION = "Compte-rendu à signer"


@dataclass(frozen=True, slots=True)
class _End:
    lecture: Lecture
    verdict: str
    following: CompteRendu | None


class SignatureScreen(PaperHall):
    """The adviser never reaches the person's pad without the hand-over, nor the reverse."""

    # An answer that was not given is nobody's: after a lock the person begins theirs again.
    retypes = False

    def __init__(self, desk: Desk, apercu: Apercu, parent: QWidget | None = None) -> None:
        super().__init__(desk, apercu, "signature", Step.SIGNER, parent)
        self._id = ""
        self._lecture: Lecture | None = None
        self._montre = Sha256("")  # of the document before the reader's eyes
        self._seen: set[str] = set()  # what this person has already had before their eyes
        self._strokes: tuple[Stroke, ...] = ()  # one gesture for all that they agree to
        self._waiting = 1  # how many comptes-rendus go through the same hands
        self._answered = (
            False  # whether the person answered for one at least, since they hold the screen
        )
        self._signed = 0  # comptes-rendus closed since the screen came back
        self._following = ""
        self._hand_over = HandOver("remise", "Passez l’écran à la personne")
        self._person = PersonPage()
        self._hand_back = HandBack(desk.referentiel.dire)
        self._adviser = AdviserPage(desk.referentiel.dire)
        self._done = DonePage()
        self._pages = QStackedWidget()
        # Nothing to press before the facts have said where the line stands.
        self._pages.addWidget(QWidget())
        for page in (self._hand_over, self._person, self._hand_back, self._adviser, self._done):
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
        elif page not in (self._person, self._hand_back):
            super().leave()

    def _wire(self) -> None:
        self._hand_over.accepted.connect(lambda: self._read(self._show_person))
        self._person.reread.connect(self._reread)
        self._person.answered.connect(self._keep_answer)
        self._person.given_back.connect(lambda: self._read(self._show_hand_back))
        self._hand_back.proved.connect(self._prove)
        self._adviser.signed.connect(self._keep_signature)
        self._adviser.postponed.connect(self.leave)
        self._done.document.connect(lambda: self.go(Name.RELECTURE, self._id))
        self._done.back.connect(self.leave)
        self._done.copied.connect(self._note_copy)
        self._done.following.connect(lambda: self.go(Name.SIGNATURE, self._following))
        self.steps.asked.connect(self._step_back)

    def _step_back(self, step: int) -> None:
        if self._lecture is None:
            return
        if step == Step.RELIRE:
            self.go(Name.RELECTURE, self._id)
        else:
            self.go(Name.ENTRETIEN, self._lecture.compte_rendu.entretien)

    def _read(self, then: Callable[[Lecture], None], remark: str = "") -> None:
        id_, referentiel = self._id, self.desk.referentiel

        def show(lecture: Lecture) -> None:
            self._lecture = lecture
            self.dossier = lecture.compte_rendu.dossier
            self.person.setText(lecture.compte_rendu.adherent_nom)
            then(lecture)

        self.desk.jobs.look(
            self,
            lambda rows: lire(rows, id_, referentiel=referentiel, remarque=remark),
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
            self._count(lambda left: self._show_hand_over(lecture, len(left)))

    def _may_seal(self, lecture: Lecture) -> bool:
        return bool(self.desk.user.certificate) and not lecture.d_un_autre

    def _show_hand_over(self, lecture: Lecture, count: int) -> None:
        what = "le compte-rendu" if count == 1 else f"{count} comptes-rendus, l’un après l’autre,"
        self._seen, self._strokes, self._waiting = set(), (), count
        self._answered = False
        self._open(self._hand_over, in_persons_hands=False)
        late = behind(lecture.compte_rendu, lecture.signatures, at=self.desk.clock())
        told = f"Elle va lire {what} et donner sa réponse."
        self._hand_over.prepare(
            "\n\n".join(part for part in (late, told) if part),
            f"Je suis {lecture.compte_rendu.adherent_nom}, je lis",
        )

    def _count(self, then: Callable[[tuple[CompteRendu, ...]], None]) -> None:
        dossier, id_, now = self.dossier, self._id, self.desk.clock()
        self.desk.jobs.look(
            self,
            lambda rows: a_faire_signer(rows, dossier, dont=id_, at=now),
            then,
            failed=self.desk.speak.refuse,
        )

    def _show_person(self, lecture: Lecture) -> None:
        if lecture.signature(Signataire.ADHERENT) is not None or lecture.pdf is None:
            # In the person's hands: whatever became of it, the adviser's screens stay behind their secret.
            self._show_hand_back(lecture)
            return
        self._open(self._person, in_persons_hands=True)
        self._seen.add(self._id)
        place = self._place(len(self._seen), lecture)
        self._person.begin(resume(lecture.compte_rendu), place=place, strokes=self._strokes)
        self._show_to_person(lecture, "")

    def _reread(self, remark: str) -> None:
        self._read(lambda lecture: self._show_to_person(lecture, remark), remark)

    def _show_to_person(self, lecture: Lecture, remark: str) -> None:
        def shown() -> None:
            self._montre = lecture.sha256
            self._person.document_shown(remark)

        # Drawn for a remark that was changed meanwhile: another drawing is on its way.
        if lecture.pdf is not None and remark == self._person.remark:
            self.show_pdf(self._person.paper, lecture.pdf, _DESCRIPTION, shown)

    def _keep_answer(self, answer: Answer) -> None:
        id_, shown = self._id, self._montre
        referentiel, now = self.desk.referentiel, self.desk.clock()

        def write(work: Work) -> Changes:
            if answer.position is Position.REFUS:
                return refuser(work, id_, motif=answer.words, montre=shown, now=now)
            trace = Trace(answer.strokes, answer.position, answer.words)
            return signer_adherent(work, id_, trace, montre=shown, referentiel=referentiel, now=now)

        self._person.hold()
        self._strokes = answer.strokes or self._strokes
        self.desk.jobs.write(
            self, write, lambda _: self._count(self._go_on), failed=self._person_refused
        )

    def _go_on(self, left: tuple[CompteRendu, ...]) -> None:
        """Show the person what else waits for them; once all is seen, the screen goes back."""
        self._answered = True
        unseen = [cr for cr in left if cr.id not in self._seen]
        if unseen:
            self._id = unseen[0].id
            self._read(self._show_person)
        else:
            self._read(self._show_hand_back)

    def _person_refused(self, error: Exception) -> None:
        self._person.release()
        self.desk.speak.refuse(error)

    def _show_hand_back(self, lecture: Lecture) -> None:
        answered = lecture.signature(Signataire.ADHERENT) is not None
        self._open(self._hand_back, in_persons_hands=True)
        if answered or self._answered:
            self.steps.lock()
        self._hand_back.prepare(
            self._kept_words(lecture, answered=answered),
            f"Je suis {self.desk.user.nom}, je reprends l’ordinateur",
            expects=self.desk.prove.expects(),
            of=self.desk.user.nom,
            hint=self.desk.prove.hint,
        )

    def _kept_words(self, lecture: Lecture, *, answered: bool) -> str:
        if answered:
            return "Votre réponse est enregistrée."
        if not self._answered:
            return "Rien n’a été signé."
        day = phrases.long_date(lecture.compte_rendu.date)
        return (
            f"Ce que vous avez répondu est enregistré. Le compte-rendu du {day} reste sans réponse."
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
        self._strokes, self._signed = (), 0
        self._next_to_close(lambda: self._read(self._take_back))

    def _not_proved(self, error: Exception) -> None:
        phrase = getattr(error, "phrase", "")
        self._hand_back.object_to(phrase)
        if not phrase:
            self.desk.speak.refuse(error)

    def _next_to_close(self, otherwise: Callable[[], None]) -> None:
        """Go to the first document that the person signed and the adviser has not."""
        dossier = self.dossier

        def go(waiting: tuple[CompteRendu, ...]) -> None:
            if waiting:
                self._waiting = self._signed + len(waiting)
                self._id = waiting[0].id
                self._read(self._take_back)
            else:
                otherwise()

        self.desk.jobs.look(
            self, lambda rows: a_contresigner(rows, dossier), go, failed=self.desk.speak.refuse
        )

    def _take_back(self, lecture: Lecture) -> None:
        person = lecture.signature(Signataire.ADHERENT)
        if lecture.etat is not EtatCompteRendu.FINALISE:
            self._end(lecture)
        elif person is None or lecture.pdf is None:
            self.go(Name.RELECTURE, self._id)
        else:
            self._open(self._adviser, in_persons_hands=False)
            place = self._place(self._signed + 1, lecture)
            late = behind(lecture.compte_rendu, lecture.signatures, at=self.desk.clock())
            said = "\n".join(part for part in (place, self._said(person), late) if part)
            self._adviser.begin(said, strokes=self._strokes)
            self._show_to_adviser(lecture, lecture.pdf)

    def _show_to_adviser(self, lecture: Lecture, pdf: bytes) -> None:
        def shown() -> None:
            self._montre = lecture.sha256
            self._adviser.document_shown()

        self.show_pdf(self._adviser.paper, pdf, _DESCRIPTION, shown)

    def _place(self, which: int, lecture: Lecture) -> str:
        """Say which of those that wait is before the reader's eyes; "" where it is alone."""
        day = phrases.long_date(lecture.compte_rendu.date)
        several = self._waiting > 1
        return f"Compte-rendu {which} sur {self._waiting}, du {day}." if several else ""

    def _said(self, person: Signature) -> str:
        words = f"{person.nom} a signé le {self.when(person.signe_le)}."
        if person.remarque:
            words += f"\nSa remarque\u00a0: «\u00a0{person.remarque}\u00a0»"
        return words

    def _keep_signature(self, strokes: tuple[Stroke, ...]) -> None:
        id_, shown = self._id, self._montre
        referentiel, now = self.desk.referentiel, self.desk.clock()
        trace = Trace(strokes, Position.ACCORD)
        self._adviser.hold()
        self._strokes = strokes
        self.desk.jobs.write(
            self,
            lambda work: signer_accompagnateur(
                work, id_, trace, montre=shown, referentiel=referentiel, now=now
            ),
            lambda _changes: self._closed(),
            failed=self._adviser_refused,
        )

    def _closed(self) -> None:
        self._signed += 1
        self._next_to_close(lambda: self._read(self._end))

    def _adviser_refused(self, error: Exception) -> None:
        self._adviser.release()
        self.desk.speak.refuse(error)

    def _end(self, lecture: Lecture) -> None:
        dossier, now = lecture.compte_rendu.dossier, self.desk.clock()

        def ask(rows: Rows) -> _End:
            sealed = lecture.etat is EtatCompteRendu.SIGNE and lecture.pdf is not None
            verdict = verifier(rows, lecture.pdf or b"", at=now).raison if sealed else ""
            left = [cr for cr in reste_a_signer(rows, dossier) if cr.id != lecture.compte_rendu.id]
            return _End(lecture, verdict, left[0] if left else None)

        self.desk.jobs.look(self, ask, self._show_end, failed=self.desk.speak.refuse)

    def _show_end(self, end: _End) -> None:
        signed = end.lecture.etat is EtatCompteRendu.SIGNE
        self._open(self._done, in_persons_hands=False)
        self.steps.go(Step.TERMINE if signed else Step.SIGNER)
        if signed:
            self.steps.lock()
        self._following = end.following.id if end.following else ""
        words = (
            f"Signer le suivant\u00a0: entretien du {phrases.short_date(end.following.date)}"
            if end.following
            else ""
        )
        self._done.tell(
            self._signed_words(end.lecture) if signed else "Signature refusée, c’est noté",
            end.verdict if signed else self._refused_words(end.lecture),
            picture="fait" if signed else "info",
            following=words,
            copy=signed,
        )

    def _note_copy(self, words: str) -> None:
        id_, now = self._id, self.desk.clock()
        self.desk.jobs.write(
            self,
            lambda work: remettre(work, id_, comment=words, now=now),
            lambda _changes: self._done.copy_told(words),
            failed=self.desk.speak.refuse,
        )

    def _signed_words(self, lecture: Lecture) -> str:
        last = max(signature.signe_le for signature in lecture.signatures)
        hour = phrases.spoken_time(last.astimezone(self.desk.clock().tzinfo).time())
        if self._signed > 1:
            return f"{self._signed} comptes-rendus signés par les deux parties, scellés à {hour}"
        return f"Compte-rendu signé par les deux parties, scellé à {hour}"

    def _refused_words(self, lecture: Lecture) -> str:
        person = lecture.signature(Signataire.ADHERENT)
        reason = f"\nRaison donnée\u00a0: «\u00a0{person.motif_refus}\u00a0»" if person else ""
        return f"Le compte-rendu reste lisible, mais il compte comme non signé.{reason}"

    def _open(self, page: QWidget, *, in_persons_hands: bool) -> None:
        self.lent.emit(in_persons_hands)
        self.back.setVisible(not in_persons_hands)
        self.steps.setEnabled(not in_persons_hands)
        self._pages.setCurrentWidget(page)

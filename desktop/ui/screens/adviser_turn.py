"""The screen back in the adviser's hands: all that the person signed is shown, and closed by one stroke."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui import signing_words
from desktop.ui.screens.hall import PaperHall
from desktop.ui.sealing import seal_in_turn
from desktop.ui.widgets.adviser_page import AdviserPage
from desktop.ui.widgets.document_lines import DocumentLine
from desktop.ui.widgets.signature_pad import Stroke
from desktop.usecases import Changes, Rows, Work
from desktop.usecases.a_signer import Lecture, a_contresigner, lire
from desktop.usecases.signatures import Trace, signer_accompagnateur
from plie.horloge import behind
from plie.kinds import Sha256
from plie.vocabulaire import Position, Signataire

_DESCRIPTION = "Compte-rendu à signer"
_DESCRIPTIONS = "Comptes-rendus à signer, l’un sous l’autre"
_AT_ONCE = 10  # documents whose pages are drawn together: more would fill the memory


class AdviserTurn(QObject):
    """Owns the adviser's page; `over` once nothing more is to be closed here."""

    opened = Signal(QWidget)  # the page to be shown
    over = Signal()

    def __init__(self, hall: PaperHall) -> None:
        super().__init__(hall)
        self._hall, self._desk = hall, hall.desk
        self.page = AdviserPage(hall.desk.referentiel.dire)
        self.closed: list[str] = []  # what was closed since the screen came back
        self._lectures: tuple[Lecture, ...] = ()
        self._later = 0  # documents that wait for those before the adviser's eyes
        self.montres: Mapping[str, Sha256] = {}  # of each document before the adviser's eyes
        self.page.signed.connect(self._sign_all)

    def begin(self) -> None:
        """The screen came back, and who holds it proved who they are."""
        self.closed = []
        self._go_on()

    def _go_on(self) -> None:
        dossier, referentiel = self._hall.dossier, self._desk.referentiel

        def ask(rows: Rows) -> tuple[tuple[Lecture, ...], int]:
            waiting = a_contresigner(rows, dossier)
            now, later = waiting[:_AT_ONCE], waiting[_AT_ONCE:]
            return tuple(lire(rows, cr.id, referentiel=referentiel) for cr in now), len(later)

        self._desk.jobs.look(self._hall, ask, self._show, failed=self._desk.speak.refuse)

    def _show(self, found: tuple[tuple[Lecture, ...], int]) -> None:
        lectures, self._later = found
        self._lectures, self.montres = lectures, {}
        if not lectures:
            self.over.emit()
            return
        self.opened.emit(self.page)
        self.page.begin(*self._said())

        def shown(first_pages: tuple[int, ...]) -> None:
            self.montres = {one.compte_rendu.id: one.sha256 for one in lectures}
            self.page.document_shown(dict(zip(self.montres, first_pages, strict=True)))

        self._hall.show_pdfs(
            self.page.paper,
            [one.pdf or b"" for one in lectures],
            _DESCRIPTIONS if len(lectures) > 1 else _DESCRIPTION,
            shown,
        )

    def _said(self) -> tuple[str, tuple[DocumentLine, ...]]:
        if len(self._lectures) == 1:
            return self._answer(self._lectures[0]), ()
        lines = (
            DocumentLine(
                one.compte_rendu.id,
                signing_words.title(one.compte_rendu),
                self._answer(one),
                "Voir",
            )
            for one in self._lectures
        )
        return signing_words.under(len(self._lectures), self._later), tuple(lines)

    def _answer(self, lecture: Lecture) -> str:
        person = lecture.signature(Signataire.ADHERENT)
        late = behind(lecture.compte_rendu, lecture.signatures, at=self._desk.clock())
        return signing_words.answer(
            lecture, self._hall.when(person.signe_le) if person else "", late
        )

    def _sign_all(self, strokes: tuple[Stroke, ...]) -> None:
        shown = dict(self.montres)
        self.page.hold()

        def sealed(id_: str) -> None:
            self.closed.append(id_)
            self._lectures = tuple(one for one in self._lectures if one.compte_rendu.id != id_)
            if len(shown) > 1:
                self.page.tell(f"Signature {len(shown) - len(self._lectures)} sur {len(shown)}…")

        seal_in_turn(
            self._desk,
            self._hall,
            [one.compte_rendu.id for one in self._lectures],
            lambda work, id_: self._sign(work, id_, strokes, shown[id_]),
            sealed=sealed,
            done=self._done,
        )

    def _sign(self, work: Work, id_: str, strokes: tuple[Stroke, ...], shown: Sha256) -> Changes:
        trace = Trace(strokes, Position.ACCORD)
        referentiel, now = self._desk.referentiel, self._desk.clock()
        return signer_accompagnateur(
            work, id_, trace, montre=shown, referentiel=referentiel, now=now
        )

    def _done(self, refused: Exception | None) -> None:
        if refused is None:
            self._go_on()
            return
        # What was drawn stays, for those that are left.
        self.page.tell_what_is_left(*self._said())
        self._desk.speak.refuse(refused)

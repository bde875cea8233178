"""What comes back signed: files are dropped, read, and become cards; the pages of one compte-rendu are one card.

Named `documents_note`; `depot`, and the names of `return_card`. What has no code goes to the tray, not shown here.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.desk import Desk
from desktop.ui.kept import Kept
from desktop.ui.paper_batch import Batch
from desktop.ui.paper_words import keep_return
from desktop.ui.widgets.drop_zone import DropZone
from desktop.ui.widgets.plain import label
from desktop.ui.widgets.return_card import ReturnCard
from desktop.ui.widgets.returns import Returns
from desktop.usecases import Changes, Work
from desktop.usecases.depouillement import (
    Depouillement,
    Retour,
    Scan,
    cadres,
    feuilles,
    lire_fichier,
    pages_inconnues,
    rapprocher,
    reunir,
    separer,
    vues,
)
from desktop.usecases.papier import mettre_de_cote, non_signe, rattacher


class PaperReturns(QWidget):
    """Where files are dropped, what is said of them, and their cards."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._drop = DropZone()
        self._said = label(role="muted", name="documents_note")
        self._back = Returns()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._drop, self._said, self._back):
            column.addWidget(part)
        self._drop.given.connect(self._take)
        self._back.discarded.connect(self._offer_back)
        self._back.came_back.connect(self._join_again)

    def _take(self, paths: tuple[Path, ...]) -> None:
        # What an earlier document was refused for does not concern these.
        self.desk.speak.banner.was_not_refused()
        batch = Batch(paths)
        self._said.setText(batch.sentence)
        for path in paths:
            self.desk.jobs.run(
                self,
                _reading(path),
                partial(self._match, batch),
                failed=partial(self._unreadable, batch, path),
            )

    def _unreadable(self, batch: Batch, path: Path, error: Exception) -> None:
        batch.fail(path)
        self._said.setText(batch.sentence)
        self.desk.speak.refuse(error)

    def _match(self, batch: Batch, scan: Scan) -> None:
        referentiel = self.desk.referentiel
        self.desk.jobs.look(
            self,
            lambda rows: rapprocher(rows, scan, referentiel=referentiel),
            partial(self._show_returns, batch),
        )

    def _show_returns(self, batch: Batch, found: Depouillement) -> None:
        batch.read(found)
        self._said.setText(batch.sentence)
        if found.inconnues:
            self._put_aside(lambda: (pages_inconnues(found),))
        for retour in found.retours:
            self._receive(retour)

    def _receive(self, retour: Retour) -> None:
        """Show what came of a compte-rendu; with the pages of it that waited for these, if some did."""
        waiting = self._back.awaiting(retour)
        if waiting is not None:
            retour = reunir(waiting.retour, retour)
            self._back.take_out(waiting)
        card = ReturnCard(retour, lambda: self.desk.clock().date())
        card.looked_at.connect(partial(self._show_pages, card))
        card.by_hand.connect(partial(self._file_by_hand, card))
        self._back.add(card)
        if not retour.obstacle:
            words = keep_return(self.desk, card)
            card.confirmed.connect(partial(self._attach, card, words))
            card.unsigned.connect(partial(self._note_unsigned, card, words))
            self._show_boxes(card)

    def _join_again(self, card: ReturnCard) -> None:
        """Of a sheet put back, the rest may have come meanwhile."""
        if self._back.awaiting(card.retour, besides=card) is not None:
            self._back.take_out(card)
            self._receive(card.retour)

    def _offer_back(self, put_back: Callable[[], None]) -> None:
        self.desk.speak.say(
            "Feuille écartée\u00a0: rien n’en est gardé ici, et son fichier reste où il est.",
            action="Remettre",
            act=put_back,
        )

    def _show_boxes(self, card: ReturnCard) -> None:
        self.desk.jobs.run(
            card,
            lambda _tell, _stopped: cadres(card.retour),
            card.show_boxes,
            failed=self.desk.speak.refuse,
        )

    def _show_pages(self, card: ReturnCard, retour: Retour) -> None:
        self.desk.jobs.run(
            card,
            lambda _tell, _stopped: vues(retour),
            card.show_pages,
            failed=self.desk.speak.refuse,
        )

    def _file_by_hand(self, card: ReturnCard, retour: Retour) -> None:
        """The rest of it has no code that can be read: it waits beside that rest."""
        self._put_aside(
            lambda: separer(retour),
            lambda: self._back.take_out(card),
        )

    def _put_aside(
        self, make: Callable[[], tuple[bytes, ...]], then: Callable[[], None] = lambda: None
    ) -> None:
        now = self.desk.clock()
        self.desk.jobs.run(
            self,
            lambda _tell, _stopped: make(),
            lambda contents: self.desk.jobs.write(
                self,
                lambda work: mettre_de_cote(work, *contents, now=now),
                lambda _changes: then(),
            ),
            failed=self.desk.speak.refuse,
        )

    def _attach(self, card: ReturnCard, words: Kept, retour: Retour, day: date) -> None:
        now, id_ = self.desk.clock(), retour.compte_rendu.id
        self._keep(
            card,
            words,
            lambda work, scan: rattacher(work, scan, id_, signe_le=day, now=now),
            "Rattaché\u00a0: ce compte-rendu est signé par les deux parties.",
        )

    def _note_unsigned(self, card: ReturnCard, words: Kept, retour: Retour, reason: str) -> None:
        now, id_ = self.desk.clock(), retour.compte_rendu.id
        self._keep(
            card,
            words,
            lambda work, scan: non_signe(work, scan, id_, motif=reason, now=now),
            "Noté\u00a0: la personne n’a pas signé.",
        )

    def _keep(
        self, card: ReturnCard, words: Kept, write: Callable[[Work, bytes], Changes], told: str
    ) -> None:
        """Cut the sheets of a compte-rendu out of what came; write with them what is said of it."""

        def cut(sheets: bytes) -> None:
            if words.over:
                return
            words.write(
                card,
                lambda work: write(work, sheets),
                lambda _changes: card.done(told),
                failed=partial(self.desk.speak.object_on, card),
            )

        self.desk.jobs.run(
            self,
            lambda _tell, _stopped: feuilles(card.retour),
            cut,
            failed=self.desk.speak.refuse,
        )


def _reading(path: Path) -> Callable[..., Scan]:
    return lambda _tell, _stopped: lire_fichier(path)

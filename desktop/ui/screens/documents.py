"""Documents: what is to be signed on paper, what came back, what is to be filed by hand, any compte-rendu found again.

Names: `documents_filtre`, `documents_imprimer`, `documents_a_signer`, `depot`, those of
`return_card`, `tray_row` and `found_again`.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.kept import Kept
from desktop.ui.paper_words import keep_return, keep_row
from desktop.ui.places import Name, Place
from desktop.ui.screen import Screen
from desktop.ui.tips import tip
from desktop.ui.widgets.drop_zone import DropZone
from desktop.ui.widgets.found_again import FoundAgain
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.return_card import ReturnCard
from desktop.ui.widgets.returns import Returns
from desktop.ui.widgets.tray_row import TrayRow
from desktop.usecases import Changes, Rows, Work
from desktop.usecases.comptes_rendus import LigneCompteRendu, tous
from desktop.usecases.impression import TOUS, a_signer, convient, tirages
from desktop.usecases.papier import (
    Depouillement,
    Retour,
    Scan,
    Waiting,
    a_ranger,
    cadres,
    ecrites,
    feuilles,
    lire_fichier,
    mettre_de_cote,
    non_signe,
    noter_non_signe,
    oublier,
    pages_inconnues,
    ranger_a_la_main,
    rapprocher,
    rattacher,
    reprendre,
    vues,
)
from plie import phrases
from plie.kinds import CompteRendu

_LEFT = 420
_Read = tuple[tuple[CompteRendu, ...], tuple[Waiting, ...], tuple[LigneCompteRendu, ...]]


class Documents(Screen):
    """Paper out at left, paper back at right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("documents")
        self._waiting: tuple[CompteRendu, ...] = ()
        self._title = label("À signer sur papier", role="title", name="documents_titre")
        self._filter = QComboBox()
        self._filter.setObjectName("documents_filtre")
        self._filter.setAccessibleName("Lesquels imprimer")
        self._list = QListWidget()
        self._list.setObjectName("documents_a_signer")
        self._list.setAccessibleName("Comptes-rendus à signer")
        self._print = button("Imprimer", role="main", name="documents_imprimer")
        self._drop = DropZone()
        self._said = label(role="muted", name="documents_note")
        self._back = Returns()
        self._again = FoundAgain()
        self._tray = QVBoxLayout()
        self._rows: dict[str, TrayRow] = {}
        self._tray_title = label("À ranger à la main", role="heading", name="documents_plateau")
        self._lay_out_page()
        self._filter.currentIndexChanged.connect(self._show_filtered)
        self._print.clicked.connect(self._go_to_printer)
        self._drop.given.connect(self._take)
        self._back.discarded.connect(self._offer_back)
        self._again.asked.connect(lambda id_: self.left.emit(Place(Name.RELECTURE, id_)))

    @override
    def arrive(self, id_: str) -> None:
        self._read()

    @override
    def refresh(self, changes: Changes) -> None:
        # Left, it reads everything again when one comes back.
        shown = self.isVisibleTo(self.window())
        if shown and changes.kinds & {"compte_rendu", "signature", "scan"}:
            self._read()

    def _read(self) -> None:
        def ask(rows: Rows) -> _Read:
            return a_signer(rows), a_ranger(rows), tous(rows)

        self.desk.jobs.look(self, ask, self._show)

    def _show(self, read: _Read) -> None:
        self._waiting, tray, held = read
        self._again.show_all(held)
        self._title.setText(f"À signer sur papier\u00a0: {len(self._waiting)}")
        self._offer_filters()
        self._show_filtered()
        self._tray_title.setVisible(bool(tray))
        self._tray_title.setText(f"À ranger à la main\u00a0: {len(tray)}")
        self._show_tray(tray)

    def _show_tray(self, tray: tuple[Waiting, ...]) -> None:
        """A row that is there already stays, with what is being said in it."""
        for filed in self._rows.keys() - {one.sha256 for one in tray}:
            row = self._rows.pop(filed)
            row.hide()
            row.deleteLater()
        for one in tray:
            if one.sha256 not in self._rows:
                self._rows[one.sha256] = self._row(one)
                self._tray.addWidget(self._rows[one.sha256])
            self._rows[one.sha256].offer(self._waiting)

    def _row(self, waiting: Waiting) -> TrayRow:
        row = TrayRow(waiting, self._today, dire=self.desk.referentiel.dire)
        words = keep_row(self.desk, row)
        row.looked_at.connect(lambda sha: self.left.emit(Place(Name.IMPRESSION, f"scan:{sha}")))
        row.filed.connect(partial(self._file, row, words))
        row.unsigned.connect(partial(self._file_unsigned, row, words))
        row.thrown.connect(partial(self._ask_to_throw, words))
        return row

    def _today(self) -> date:
        return self.desk.clock().date()

    def _offer_filters(self) -> None:
        kept = self._filter.currentData()
        watched = QSignalBlocker(self._filter)
        self._filter.clear()
        for words, what in tirages(self._waiting):
            self._filter.addItem(words, what)
        self._filter.setCurrentIndex(max(0, self._filter.findData(kept)))
        watched.unblock()

    @property
    def _asked(self) -> str:
        return str(self._filter.currentData() or f"{TOUS}:")

    def _show_filtered(self) -> None:
        chosen = [cr for cr in self._waiting if convient(cr, self._asked)]
        self._list.clear()
        for cr in chosen:
            words = f"{cr.adherent_nom} — {phrases.medium_date(cr.date)}"
            self._list.addItem(words)
            self._list.item(self._list.count() - 1).setToolTip(tip(words))
        count = len(chosen)
        words = "le compte-rendu" if count == 1 else f"les {count} comptes-rendus"
        self._print.setText(f"Imprimer {words}…" if count else "Rien à imprimer")
        self._print.setEnabled(bool(count))

    def _go_to_printer(self) -> None:
        self.left.emit(Place(Name.IMPRESSION, self._asked))

    def _take(self, paths: tuple[Path, ...]) -> None:
        # What an earlier document was refused for does not concern these.
        self.desk.speak.banner.was_not_refused()
        for path in paths:
            self._said.setText("Lecture du document numérisé…")
            self.desk.jobs.run(self, _reading(path), self._match, failed=self._unreadable)

    def _unreadable(self, error: Exception) -> None:
        self._said.setText("")
        self.desk.speak.refuse(error)

    def _match(self, scan: Scan) -> None:
        referentiel = self.desk.referentiel
        self.desk.jobs.look(
            self, lambda rows: rapprocher(rows, scan, referentiel=referentiel), self._show_returns
        )

    def _show_returns(self, found: Depouillement) -> None:
        pages, known = len(found.scan.pages), len(found.retours)
        self._said.setText(
            f"{pages} page{'s' * (pages > 1)} lue{'s' * (pages > 1)}, "
            f"{known} compte{'s' * (known > 1)}-rendu{'s' * (known > 1)} "
            f"reconnu{'s' * (known > 1)}."
            + (" Des pages sans code sont à ranger à la main." if found.inconnues else "")
        )
        if found.inconnues:
            self._put_aside(found)
        for retour in found.retours:
            card = ReturnCard(retour, self._today)
            card.looked_at.connect(partial(self._show_pages, found, card))
            self._back.add(card, found.scan.content)
            if not retour.obstacle:
                words = keep_return(self.desk, card)
                card.confirmed.connect(partial(self._attach, found, card, words))
                card.unsigned.connect(partial(self._note_unsigned, found, card, words))
                self._show_boxes(found, card)

    def _offer_back(self, put_back: Callable[[], None]) -> None:
        self.desk.speak.say(
            "Feuille écartée\u00a0: rien n’en est gardé ici, et son fichier reste où il est.",
            action="Remettre",
            act=put_back,
        )

    def _show_boxes(self, found: Depouillement, card: ReturnCard) -> None:
        self.desk.jobs.run(
            card,
            lambda _tell, _stopped: cadres(found.scan, card.retour),
            card.show_boxes,
            failed=self.desk.speak.refuse,
        )

    def _show_pages(self, found: Depouillement, card: ReturnCard, retour: Retour) -> None:
        self.desk.jobs.run(
            card,
            lambda _tell, _stopped: vues(found.scan, retour),
            card.show_pages,
            failed=self.desk.speak.refuse,
        )

    def _put_aside(self, found: Depouillement) -> None:
        now = self.desk.clock()
        self.desk.jobs.run(
            self,
            lambda _tell, _stopped: pages_inconnues(found),
            lambda content: self.desk.jobs.write(
                self, lambda work: mettre_de_cote(work, content, now=now)
            ),
            failed=self.desk.speak.refuse,
        )

    def _attach(
        self, found: Depouillement, card: ReturnCard, words: Kept, retour: Retour, day: date
    ) -> None:
        now, id_ = self.desk.clock(), retour.compte_rendu.id
        self._keep(
            found,
            card,
            words,
            lambda work, scan: rattacher(work, scan, id_, signe_le=day, now=now),
            "Rattaché\u00a0: ce compte-rendu est signé par les deux parties.",
        )

    def _note_unsigned(
        self, found: Depouillement, card: ReturnCard, words: Kept, retour: Retour, reason: str
    ) -> None:
        now, id_ = self.desk.clock(), retour.compte_rendu.id
        self._keep(
            found,
            card,
            words,
            lambda work, scan: non_signe(work, scan, id_, motif=reason, now=now),
            "Noté\u00a0: la personne n’a pas signé.",
        )

    def _keep(
        self,
        found: Depouillement,
        card: ReturnCard,
        words: Kept,
        write: Callable[[Work, bytes], Changes],
        told: str,
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
            lambda _tell, _stopped: feuilles(found, card.retour),
            cut,
            failed=self.desk.speak.refuse,
        )

    def _file(self, row: TrayRow, words: Kept, sha: str, compte_rendu: str, day: date) -> None:
        now, referentiel = self.desk.clock(), self.desk.referentiel

        def write(pages: int) -> None:
            words.write(
                row,
                lambda work: ranger_a_la_main(
                    work, sha, compte_rendu,
                    signe_le=day, pages=pages, referentiel=referentiel, now=now,
                ),
                failed=partial(self.desk.speak.object_on, row),
            )  # fmt: skip

        def count(content: bytes) -> None:
            self.desk.jobs.run(
                row,
                lambda _tell, _stopped: ecrites(content),
                write,
                failed=partial(self.desk.speak.object_on, row),
            )

        self.desk.jobs.look(row, lambda rows: reprendre(rows, sha), count)

    def _file_unsigned(
        self, row: TrayRow, words: Kept, sha: str, compte_rendu: str, reason: str
    ) -> None:
        now = self.desk.clock()
        words.write(
            row,
            lambda work: noter_non_signe(work, sha, compte_rendu, motif=reason, now=now),
            failed=partial(self.desk.speak.object_on, row),
        )

    def _ask_to_throw(self, words: Kept, sha: str) -> None:
        self.desk.speak.ask(
            "Jeter ces pages\u202f?",
            yes="Jeter",
            no="Les garder",
            detail="Elles ne sont rattachées à aucun compte-rendu et disparaîtront de ce poste.",
            then=lambda: words.write(
                self, lambda work: oublier(work, sha), failed=self.desk.speak.refuse
            ),
        )

    def _lay_out_page(self) -> None:
        left = QWidget()
        out = QVBoxLayout(left)
        # At least: letters twice as large ask for more.
        out.addStrut(_LEFT)
        out.setContentsMargins(0, 0, 0, 0)
        out.setSpacing(8)
        for widget in (self._title, self._filter, self._list, self._print):
            out.addWidget(widget)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        column.addWidget(label("De retour, signés", role="title"))
        for part in (self._drop, self._said):
            column.addWidget(part)
        column.addWidget(self._back)
        column.addWidget(self._tray_title)
        column.addLayout(self._tray)
        column.addWidget(self._again)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 16, 24, 12)
        row.setSpacing(24)
        row.addWidget(left, 2)
        row.addWidget(area, 3)


def _reading(path: Path) -> Callable[..., Scan]:
    return lambda _tell, _stopped: lire_fichier(path)

"""Pages to file by hand, a row for each file that waits; those of one compte-rendu are filed together, in their order.

Named `documents_plateau`; the names of `tray_row`. The pages themselves are shown elsewhere.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.desk import Desk
from desktop.ui.kept import Kept
from desktop.ui.paper_words import keep_row
from desktop.ui.widgets.plain import label
from desktop.ui.widgets.tray_row import TrayRow
from desktop.usecases import Changes, Work
from desktop.usecases.depouillement import relier
from desktop.usecases.papier import (
    Waiting,
    noter_non_signe,
    oublier,
    ranger_a_la_main,
    reprendre,
)
from plie.kinds import CompteRendu


class PaperTray(QWidget):
    """The rows; which of them follow which is said here."""

    looked_at = Signal(str)  # the sha256 of pages to show

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._rows: dict[str, TrayRow] = {}
        self._words: dict[str, Kept] = {}
        self._title = label("À ranger à la main", role="heading", name="documents_plateau")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self._title)

    def show_all(self, tray: Sequence[Waiting], candidates: Sequence[CompteRendu]) -> None:
        """Show what waits; a row that is there already stays, with what is being said in it."""
        self._title.setVisible(bool(tray))
        self._title.setText(f"À ranger à la main\u00a0: {len(tray)}")
        for filed in self._rows.keys() - {one.sha256 for one in tray}:
            row = self._rows.pop(filed)
            del self._words[filed]
            row.hide()
            row.deleteLater()
        for one in tray:
            if one.sha256 not in self._rows:
                self._rows[one.sha256] = self._row(one)
                self._column.addWidget(self._rows[one.sha256])
            self._rows[one.sha256].offer(candidates)
        # As they stand on the screen, whatever came between them.
        self._rows = {one.sha256: self._rows[one.sha256] for one in tray}
        for place, row in enumerate(self._rows.values()):
            self._column.insertWidget(place + 1, row)
            row.number(place + 1)
        self._link()

    def _row(self, waiting: Waiting) -> TrayRow:
        row = TrayRow(waiting, lambda: self.desk.clock().date(), dire=self.desk.referentiel.dire)
        words = self._words[waiting.sha256] = keep_row(self.desk, row)
        row.looked_at.connect(self.looked_at)
        row.linked.connect(self._link)
        row.filed.connect(partial(self._file, row, words))
        row.unsigned.connect(partial(self._file_unsigned, row, words))
        row.thrown.connect(partial(self._ask_to_throw, words))
        return row

    def _link(self) -> None:
        """Say to each row which ones may follow it, which one it follows, and whether all was looked at."""
        led_by = {row.next: row for row in self._rows.values() if row.next in self._rows}
        heads = [row for sha, row in self._rows.items() if sha not in led_by]
        head_of = {sha: head for head in heads for sha in self._chain(head)}
        for sha, row in self._rows.items():
            row.follow(led_by[sha].place if sha in led_by else 0)
            row.offer_next(
                [
                    (other.place, other.sha256)
                    for other in self._rows.values()
                    if other.sha256 == row.next
                    or (other in heads and other is not head_of.get(sha))
                ]
            )
        for row in self._rows.values():
            row.wait_for(all(self._rows[sha].looked for sha in self._chain(row)))

    def _chain(self, row: TrayRow) -> tuple[str, ...]:
        """Return a row and those that follow it, in order."""
        chain = [row.sha256]
        while (after := self._rows[chain[-1]].next) in self._rows and after not in chain:
            chain.append(after)
        return tuple(chain)

    def _file(self, row: TrayRow, words: Kept, _sha: str, compte_rendu: str, day: date) -> None:
        now, referentiel = self.desk.clock(), self.desk.referentiel
        chain = self._chain(row)
        self._write(
            row,
            words,
            lambda work, scan, pages: ranger_a_la_main(
                work, chain, compte_rendu,
                scan=scan, pages=pages, signe_le=day, referentiel=referentiel, now=now,
            ),
        )  # fmt: skip

    def _file_unsigned(
        self, row: TrayRow, words: Kept, _sha: str, compte_rendu: str, reason: str
    ) -> None:
        now, chain = self.desk.clock(), self._chain(row)
        self._write(
            row,
            words,
            lambda work, scan, _pages: noter_non_signe(
                work, chain, compte_rendu, scan=scan, motif=reason, now=now
            ),
        )

    def _write(
        self, row: TrayRow, words: Kept, write: Callable[[Work, bytes, int], Changes]
    ) -> None:
        """Make one document of a row and those that follow it; write with it what is said of it."""
        chain = self._chain(row)
        others = [self._words[sha] for sha in chain[1:]]
        object_on = partial(self.desk.speak.object_on, row)

        def made(document: tuple[bytes, int]) -> None:
            if words.over:
                return
            words.write(
                row,
                lambda work: write(work, *document),
                written,
                failed=object_on,
            )

        def written(_changes: Changes) -> None:
            for one in others:
                one.forget()

        def bind(contents: tuple[bytes, ...]) -> None:
            self.desk.jobs.run(
                row, lambda _tell, _stopped: relier(contents), made, failed=object_on
            )

        self.desk.jobs.look(row, lambda rows: reprendre(rows, *chain), bind)

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

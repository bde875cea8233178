"""A table brought in: dropped, its columns said, tried at once, then written as one act that can be undone.

Names: `depot`, `choisir_tableau`, `import_feuille`, `import_remarques`, `import_avance`, `import_arreter`,
`import_note`, `import_refusees`, `import_dernier`, `import_annuler`, `import_retour`, those of the two cards.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui import saving
from desktop.ui.desk import Desk
from desktop.ui.places import Name, Place
from desktop.ui.screen import Screen
from desktop.ui.widgets.columns_card import ColumnsCard
from desktop.ui.widgets.drop_down import DropDown
from desktop.ui.widgets.drop_zone import TABLES, DropZone
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.scroller import Scroller
from desktop.ui.widgets.trial_card import TrialCard
from desktop.usecases import Changes, Rows, Work
from desktop.usecases.colonnes import PARTICIPATION, Correspondance, Tableau
from desktop.usecases.essai import Essai, LigneEssai, connus, essayer
from desktop.usecases.importation import DernierImport, annuler, correspondance, dernier, importer
from desktop.usecases.lecture import Lecture, lire_fichier
from desktop.usecases.lectures import Doing, noter
from desktop.usecases.lignes_refusees import en_csv, restees
from plie import phrases
from plie.kinds import Personne


class Importer(Screen):
    """One page from top to bottom; what comes next appears once what is above is said."""

    retypes = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("importer")
        self._path = Path()
        self._table = Tableau((), (), ())
        self._stop: Callable[[], None] = lambda: None
        self._chosen: dict[str, Correspondance] = {}  # of each table seen here, by its headings
        self._tries = 0  # a dry run that was overtaken shows nothing
        self._busy = False
        self._drop = DropZone(TABLES)
        self._sheet = DropDown()
        self._sheet.setObjectName("import_feuille")
        self._sheet.setAccessibleName("Feuille à lire")
        self._remarks = label(role="strong", name="import_remarques")
        rules = desk.referentiel.participation
        self._ways = {one.code: one.libelle for one in rules.formes} if rules else {}
        self._none_here = () if rules else PARTICIPATION
        self._columns = ColumnsCard(self._none_here)
        self._lacks = label(role="strong", name="import_manque")
        self._trial = TrialCard()
        self._bar = QProgressBar(textVisible=False)
        self._bar.setObjectName("import_avance")
        self._bar.setAccessibleName("Avancement")
        self._halt = button("Arrêter", role="quiet", name="import_arreter")
        self._note = label(role="strong", name="import_note")
        self._last = label(role="muted", name="import_dernier")
        # What does not come in, with its table: still there to be saved once the others are in.
        self._left: tuple[Tableau, tuple[LigneEssai, ...]] = (self._table, ())
        self._keep_left = button("", role="quiet", name="import_refusees")
        self._undo = button("Annuler cet import", picture="annuler", name="import_annuler")
        self._back = button("Revenir aux dossiers", role="quiet", name="import_retour")
        self._lay_out()
        self._wire()

    @override
    def arrive(self, id_: str) -> None:
        self._drop.setFocus()
        self._look_back()

    @override
    def refresh(self, changes: Changes) -> None:
        if changes.scopes:
            self._look_back()

    def _wire(self) -> None:
        self._drop.given.connect(lambda paths: self._take(paths[0]))
        self._sheet.currentTextChanged.connect(self._read)
        self._columns.changed.connect(self._try)
        self._trial.asked.connect(self._write)
        self._trial.left_out.connect(lambda lines: self._show_left(self._table, lines))
        self._halt.clicked.connect(self._halt_now)
        self._undo.clicked.connect(self._ask_to_undo)
        self._keep_left.clicked.connect(self._ask_where)
        self._back.clicked.connect(lambda: self.left.emit(Place(Name.FILE)))

    def _halt_now(self) -> None:
        self._stop()

    def _take(self, path: Path) -> None:
        self._path = path
        self._forget_table()
        self._read("")

    def _read(self, sheet: str) -> None:
        if self._busy:
            return
        self._working("Lecture du tableau…", 0)
        path = self._path
        self._stop = self.desk.jobs.run(
            self,
            lambda _tell, stopped: lire_fichier(path, feuille=sheet, arrete=stopped),
            self._show_table,
            failed=self._failed,
        )

    def _show_table(self, read: Lecture) -> None:
        self._rested("")
        self._table = read.tableau
        quiet = QSignalBlocker(self._sheet)
        self._sheet.clear()
        self._sheet.addItems(list(read.feuilles))
        self._sheet.setCurrentText(read.feuille)
        quiet.unblock()
        self._sheet.setVisible(len(read.feuilles) > 1)
        self._remarks.setText("\n".join(read.remarques))
        self._remarks.setVisible(bool(read.remarques))
        table = read.tableau
        self.desk.jobs.look(self, lambda rows: correspondance(rows, table), self._show_columns)

    def _show_columns(self, choice: Correspondance) -> None:
        self._columns.show()
        choice = choice.sans(self._none_here)
        # The same table, corrected and dropped again: as it was left here, before as the vault remembers it.
        self._columns.show_table(self._table, self._chosen.get(self._table.empreinte, choice))

    def _try(self, choice: Correspondance) -> None:
        """Try again at each change: it takes less time than asking for it."""
        if self._busy:
            return
        self._chosen[self._table.empreinte] = choice
        lacks = choice.manque()
        self._lacks.setText(lacks)
        self._lacks.setVisible(bool(lacks))
        if lacks:
            self._trial.hide()
            self._show_left(self._table, ())
        self._stop()
        self._tries += 1
        if not lacks and self._table.lignes:
            tried = partial(self._try_with, choice, self._tries)
            self.desk.jobs.look(self, connus, tried)

    def _try_with(self, choice: Correspondance, number: int, known: tuple[Personne, ...]) -> None:
        if number != self._tries or self._busy:
            return
        table, on, ways = self._table, self.desk.clock().date(), self._ways
        self._bar.setRange(0, len(table.lignes))
        self._stop = self.desk.jobs.run(
            self,
            lambda tell, stopped: essayer(
                table, choice, known, on=on, formes=ways, dire=tell, arrete=stopped
            ),
            partial(self._show_trial, number),
            progress=self._bar.setValue,
            failed=self._failed,
        )

    def _show_trial(self, number: int, essay: Essai) -> None:
        if number == self._tries and not self._busy:
            self._trial.show()
            self._trial.show_trial(essay)

    def _write(self, lines: tuple[LigneEssai, ...]) -> None:
        table, choice, left = self._table, self._columns.choice, restees(self._trial.essay, lines)

        def do(work: Work, tell: Callable[[int], None], stopped: Callable[[], bool]) -> Changes:
            return importer(work, table, lines, choice, dire=tell, arrete=stopped)

        self._act(
            "Import en cours…", len(lines), do, partial(self._imported, len(lines), table, left)
        )

    def _imported(
        self, count: int, table: Tableau, left: tuple[LigneEssai, ...], _changes: Changes
    ) -> None:
        self._forget_table()
        self._show_left(table, left)
        self._rested(
            f"{count} dossiers ouverts. Ils partiront au prochain échange."
            if count > 1
            else "Un dossier ouvert. Il partira au prochain échange."
        )
        self._look_back()

    def _show_left(self, table: Tableau, left: tuple[LigneEssai, ...]) -> None:
        self._left = table, left
        rest = phrases.counted(len(left), "ligne qui n’entre pas", "lignes qui n’entrent pas")
        self._keep_left.setText(f"Enregistrer pour les corriger\u00a0: {rest}…")
        self._keep_left.setVisible(bool(left))

    def _ask_where(self) -> None:
        table, left = self._left

        def write(path: Path) -> None:
            self.desk.jobs.run(
                self,
                lambda _tell, _stopped: saving.save(
                    path, en_csv(table, left), still="Les lignes sont toujours ici"
                ),
                lambda _done: self._saved(path),
                failed=self.desk.speak.refuse,
            )

        saving.ask_where(
            self,
            "Enregistrer les lignes à corriger",
            "lignes à corriger.csv",
            "Tableau (*.csv)",
            write,
        )

    def _saved(self, path: Path) -> None:
        now = self.desk.clock()
        self.desk.speak.say(
            f"Lignes enregistrées dans {path.name}\u00a0: corrigez-les, puis déposez ce fichier ici. "
            "Le coffre ne les y protège pas\u00a0: effacez-le quand il a servi."
        )
        self.desk.jobs.write(self, lambda work: noter(work, Doing.COPIE, now=now))

    def _ask_to_undo(self) -> None:
        self.desk.jobs.look(self, dernier, self._undo_asked)

    def _undo_asked(self, last: DernierImport | None) -> None:
        self._show_last(last)
        if last is None or last.obstacle:
            return

        def do(work: Work, tell: Callable[[int], None], stopped: Callable[[], bool]) -> Changes:
            return annuler(work, last.id, dire=tell, arrete=stopped)

        self.desk.speak.ask(
            "Annuler cet import\u202f?",
            yes="Annuler l’import",
            no="Le garder",
            detail=f"{_dossiers(last.nombre)} sont retirés, ici et au magasin central. Votre tableau, lui, reste "
            "où il est.",
            then=lambda: self._act("Annulation de l’import…", last.nombre, do, self._undone),
        )

    def _undone(self, _changes: Changes) -> None:
        self._rested("L’import est annulé\u00a0: ses dossiers sont retirés.")
        self._look_back()

    def _act(
        self,
        saying: str,
        count: int,
        do: Callable[[Work, Callable[[int], None], Callable[[], bool]], Changes],
        then: Callable[[Changes], None],
    ) -> None:
        """Write on the vault's own thread; « Arrêter » leaves everything as it was."""
        halt = Event()
        self._working(saying, count)
        self._stop = halt.set
        self.desk.jobs.write_long(
            self,
            lambda work, tell: do(work, tell, halt.is_set),
            then,
            progress=self._bar.setValue,
            failed=self._failed,
        )

    def _look_back(self) -> None:
        def ask(rows: Rows) -> DernierImport | None:
            return dernier(rows)

        self.desk.jobs.look(self, ask, self._show_last)

    def _show_last(self, last: DernierImport | None) -> None:
        self._last.setVisible(last is not None)
        self._undo.setVisible(last is not None and not last.obstacle)
        if last is not None:
            at = last.le.astimezone(self.desk.referentiel.zone)
            when = f"{phrases.short_date(at.date())} à {phrases.spoken_time(at.time())}"
            said = f"Dernier import\u00a0: {_dossiers(last.nombre).lower()}, le {when}."
            self._last.setText(f"{said} {last.obstacle}".strip())

    def _forget_table(self) -> None:
        self._stop()
        self._tries += 1
        self._table = Tableau((), (), ())
        self._show_left(self._table, ())
        for part in (self._sheet, self._remarks, self._columns, self._lacks, self._trial):
            part.hide()

    def _working(self, saying: str, count: int) -> None:
        self._busy = True
        self._note.setText(saying)
        self._note.show()
        self._bar.setRange(0, count)
        self._bar.setValue(0)
        self._set_free(free=False)

    def _rested(self, saying: str) -> None:
        self._busy = False
        self._note.setText(saying)
        self._note.setVisible(bool(saying))
        self._set_free(free=True)

    def _set_free(self, *, free: bool) -> None:
        parts = (self._drop, self._sheet, self._columns, self._trial, self._keep_left, self._undo)
        for part in parts:
            part.setEnabled(free)
        if free and self.window().focusWidget() is self._halt:
            # Hidden with the keyboard, it would leave it to the button that locks.
            self._drop.setFocus()
        self._bar.setVisible(not free)
        self._halt.setVisible(not free)
        if not free:
            self._halt.setFocus()

    def _failed(self, error: Exception) -> None:
        self._rested(getattr(error, "phrase", ""))
        if not hasattr(error, "phrase"):
            self.desk.speak.refuse(error)

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(label("Importer un tableau", role="title", name="import_titre"), 1)
        top.addWidget(self._back)
        column.addLayout(top)
        last = QHBoxLayout()
        last.addWidget(self._last, 1)
        last.addWidget(self._undo)
        column.addLayout(last)
        column.addWidget(self._drop)
        work = QHBoxLayout()
        work.addWidget(self._bar, 1)
        work.addWidget(self._halt)
        column.addWidget(self._note)
        column.addLayout(work)
        for part in (self._sheet, self._remarks, self._columns, self._lacks, self._trial):
            column.addWidget(part)
            part.hide()
        column.addWidget(self._keep_left, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        for hidden in (self._keep_left, self._note, self._bar, self._halt, self._last, self._undo):
            hidden.hide()
        self._columns.setSizePolicy(self._drop.sizePolicy())
        pages = QStackedWidget()
        pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scroller(pages))


def _dossiers(count: int) -> str:
    return f"{count} dossiers" if count > 1 else "Un dossier"

"""The panel of the history: who opened it, what each field was, put back if need be; the line of the table it came from.

And all that is held, for who asks.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui import saving
from desktop.ui.desk import Desk
from desktop.ui.panel import Panel
from desktop.ui.widgets.openings import Openings
from desktop.ui.widgets.panel_page import empty
from desktop.ui.widgets.plain import button, label
from desktop.usecases import Rows
from desktop.usecases.droit_acces import Acces, raison, rassembler
from desktop.usecases.historique import LigneHistorique, lire, retablir
from desktop.usecases.importation import origine_du_fichier
from desktop.usecases.lectures import Doing, noter, ouvertures
from plie.droits import knows_state
from plie.phrases import join_words

# The changes, the openings by others, the line it came from.
_Read = tuple[tuple[LigneHistorique, ...], tuple[str, ...], tuple[str, ...]]
_PAGE = 40
_DATA, _FILES = ".json", ".zip"
_COUNTS = {2: "Deux", 3: "Trois"}
_WHAT = (
    "Droit d’accès\u00a0: un document lisible, un fichier de données, et les pièces elles-mêmes, avec tout ce que le "
    "dossier garde. Ces copies ne sont pas chiffrées."
)


class HistoriquePanel(Panel):
    """The latest changes first; a value put back is an edit like another, and is told here too."""

    word = "historique"
    title = "Historique"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._lines: tuple[LigneHistorique, ...] = ()
        self._most = _PAGE
        self._why = raison(desk.user.role)
        self._export = button("Exporter tout le dossier…", picture="exports", name="droit_acces")
        self._export.setEnabled(not self._why)
        self._more = button("Montrer la suite", role="quiet", name="historique_suite")
        self._openings = Openings()
        self._list = QVBoxLayout()
        # As it was read, columns that fill no field included; one of social security numbers is never kept.
        self._origin_title = label("Dans le tableau d’origine", role="heading")
        self._origin = label(name="historique_origine")
        self._lay_out()
        self._export.clicked.connect(self._gather)
        self._more.clicked.connect(self._show_more)

    @override
    def turn(self) -> None:
        self._most = _PAGE

    @override
    def read(self) -> None:
        dossier, referentiel, now = self.dossier, self.desk.referentiel, self.desk.clock()

        def ask(rows: Rows) -> _Read:
            lines = lire(rows, dossier, referentiel=referentiel, zone=referentiel.zone)
            line = origine_du_fichier(rows, dossier)
            came = line.phrases(now.tzinfo) if line else ()
            return lines, ouvertures(rows, dossier, now=now, dire=referentiel.dire), came

        self.look(ask, self._show)

    def _lay_out(self) -> None:
        self.column.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(self._export, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(label(self._why or _WHAT, role="muted", name="droit_acces_raison"), 1)
        self.column.addLayout(top)
        self.column.addWidget(self._openings)
        self.column.addWidget(label("Modifications", role="heading"))
        self._list.setSpacing(8)
        self.column.addLayout(self._list)
        self.column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._origin_title, self._origin):
            self.column.addWidget(part)
            part.hide()

    def _show(self, found: _Read) -> None:
        self._lines, opened, came = found
        self._openings.show_openings(opened)
        self._origin.setText("\n".join(came))
        for part in (self._origin_title, self._origin):
            part.setVisible(bool(came))
        self._draw()

    def _draw(self) -> None:
        empty(self._list)
        for place, line in enumerate(self._lines[: self._most]):
            self._list.addWidget(self._row(line, place))
        if not self._lines:
            whole = knows_state(self.desk.user.role)
            what = "Rien" if whole else "Rien de ce que vous lisez"
            said = f"{what} n’a été modifié depuis sa première saisie."
            self._list.addWidget(label(said, role="muted", name="historique_vide"))
        self._more.setVisible(len(self._lines) > self._most)

    def _row(self, line: LigneHistorique, place: int) -> QWidget:
        row = QFrame()
        row.setProperty("role", "card")
        inside = QHBoxLayout(row)
        inside.setContentsMargins(12, 8, 12, 8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(line.titre, role="strong", name=f"historique_titre_{place}"))
        words.addWidget(
            label(
                f"De «\u00a0{line.de}\u00a0» à «\u00a0{line.a}\u00a0»",
                name=f"historique_valeurs_{place}",
            )
        )
        words.addWidget(label(line.quand, role="muted"))
        inside.addLayout(words, 1)
        if line.retablir:
            back = button("Rétablir", role="quiet", picture="annuler", name=f"retablir_{place}")
            back.setAccessibleName(f"Rétablir «\u00a0{line.de}\u00a0», {line.titre}")
            back.clicked.connect(lambda: self._put_back(line))
            inside.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _show_more(self) -> None:
        self._most += _PAGE
        self._draw()

    def _put_back(self, line: LigneHistorique) -> None:
        was = line.changement
        self.write(
            lambda work: retablir(work, was.kind, was.id, was.champ, was.de),
            lambda: self.desk.speak.say("La valeur est rétablie."),
        )

    def _gather(self) -> None:
        dossier, referentiel, now = self.dossier, self.desk.referentiel, self.desk.clock()
        self.desk.jobs.look(
            self,
            lambda rows: rassembler(rows, dossier, referentiel=referentiel, now=now),
            lambda found: self._ask_where(dossier, found),
            failed=self.desk.speak.refuse,
        )

    def _ask_where(self, dossier: str, found: Acces) -> None:
        saving.ask_where(
            self,
            "Exporter tout le dossier",
            "droit-d-acces.pdf",
            "PDF (*.pdf)",
            lambda path: self._save(dossier, path, found),
            beside=(_DATA, _FILES),
        )

    def _save(self, dossier: str, path: Path, found: Acces) -> None:
        def all_of_it(_tell: object, _stopped: object) -> tuple[Path, ...]:
            # Their names were chosen for nobody but the PDF: they take no other file's.
            beside = ((_DATA, found.json), (_FILES, found.fichiers))
            wanted = [
                (saving.free(path.with_suffix(s)), content) for s, content in beside if content
            ]
            saving.save(path, found.pdf)
            for other, content in wanted:
                saving.save(other, content)
            return (path, *(other for other, _ in wanted))

        self.desk.jobs.run(
            self,
            all_of_it,
            lambda paths: self._saved(dossier, paths, found.absents),
            failed=self.desk.speak.refuse,
        )

    def _saved(self, dossier: str, paths: tuple[Path, ...], absent: int) -> None:
        now = self.desk.clock()
        names = join_words([path.name for path in paths])
        lacks = "" if not absent else f"{_lacking(absent)} "
        self.desk.speak.say(
            f"{_COUNTS[len(paths)]} fichiers sont enregistrés\u00a0: {names}. {lacks}{saving.WARNING}"
        )
        self.desk.jobs.write(self, lambda work: noter(work, Doing.COPIE, now=now, dossier=dossier))


def _lacking(absent: int) -> str:
    if absent == 1:
        return "Un fichier n’est pas encore sur ce poste\u00a0: il y est nommé, ouvrez-le et recommencez pour le joindre."
    return (
        f"{absent} fichiers ne sont pas encore sur ce poste\u00a0: ils y sont nommés, ouvrez-les et recommencez pour "
        "les joindre."
    )

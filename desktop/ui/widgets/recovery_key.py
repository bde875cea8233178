"""A recovery key shown once: to be written down or printed, then proved by typing two groups back."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui import saving
from desktop.ui.jobs import Jobs
from desktop.ui.widgets.key_printing import KeyPrinting
from desktop.ui.widgets.plain import button, label, line

# Two groups apart from each other: whoever types them back has the page before their eyes.
_ASKED = (1, 5)
_ACROSS = 4
_FILE = "cle-de-secours.pdf"
_WHY = (
    "Si vous oubliez votre phrase de passe, seule cette clé rouvrira vos dossiers. Elle n’est montrée "
    "qu’une fois\u00a0: notez-la ou imprimez-la, et gardez-la sous clé, loin de l’ordinateur."
)
_SAVED = "Page enregistrée. Imprimez-la, puis supprimez le fichier\u00a0: il contient votre clé."
_UNSAVED = (
    "La page n’a pas pu être enregistrée. Rien n’est perdu\u00a0: choisissez un autre dossier."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A key to show.

    Attributes:
        key: its groups, separated by hyphens.
        sheet: makes the page to print, as a PDF.
        printers: finds the names of the printers, the usual one first.
        send: prints a PDF on one of them, leaving no file; refuses in a sentence.
    """

    key: str
    sheet: Callable[[str], bytes]
    printers: Callable[[], tuple[str, ...]]
    send: Callable[[bytes, str], None]


class RecoveryKey(QWidget):
    """Groups, « Imprimer », « Enregistrer la page », two groups to type back. Nothing can be copied from it."""

    noted = Signal()  # the person has it on paper
    later = Signal()  # not now: the key opens all the same

    def __init__(self, shown: Shown, jobs: Jobs[Any, Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cle_de_secours")
        self._shown = shown
        self._groups = shown.key.split("-")
        self._typed = {place: self._line(place) for place in _ASKED}
        self._objection = label(role="objection", name="cle_objection")
        self._objection.hide()
        self._told = label(role="help", name="cle_dit")
        self._told.hide()
        self._done = button("Je l’ai notée", role="main", name="cle_notee")
        self._print = button("Imprimer…", name="cle_imprimer")
        self._printing = KeyPrinting(
            shown.printers, lambda printer: shown.send(shown.sheet(shown.key), printer), jobs
        )
        self._save = button("Enregistrer la page (PDF)…", name="cle_enregistrer")
        self._later = button("Plus tard", role="quiet", name="cle_plus_tard")
        self._done.clicked.connect(self._check)
        self._print.clicked.connect(self._printing.ask)
        self._printing.sent.connect(self._tell)
        self._printing.failed.connect(self._object)
        self._save.clicked.connect(
            lambda: saving.ask_where(self, "Enregistrer la page", _FILE, "PDF (*.pdf)", self._write)
        )
        self._later.clicked.connect(self.later)
        self._lay_out()

    def _write(self, path: Path) -> None:
        try:
            saving.save(path, self._shown.sheet(self._shown.key))
        except saving.NotSaved:
            self._object(_UNSAVED)
        else:
            self._tell(_SAVED)

    def _tell(self, sentence: str) -> None:
        self._objection.hide()
        self._told.setText(sentence)
        self._told.show()

    def _line(self, place: int) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(f"cle_groupe_{place + 1}")
        made.setAccessibleName(f"Groupe {place + 1}, à recopier de votre papier")
        made.returnPressed.connect(self._check)
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(_WHY, role="muted"))
        grid = QGridLayout()
        left = Qt.AlignmentFlag.AlignLeft
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        for place, group in enumerate(self._groups):
            row, across = divmod(place, _ACROSS)
            grid.addWidget(line(f"groupe {place + 1}", role="muted"), 2 * row, across, left)
            shown = line(group, role="heading", name=f"cle_montre_{place + 1}")
            shown.setAccessibleName(f"Groupe {place + 1}\u00a0: {' '.join(group)}")
            grid.addWidget(shown, 2 * row + 1, across, left)
        column.addLayout(grid)
        out = QHBoxLayout()
        out.addWidget(self._print)
        out.addWidget(self._save)
        out.addStretch(1)
        column.addLayout(out)
        column.addWidget(self._printing)
        column.addWidget(self._told)
        column.addWidget(label("Pour vérifier, recopiez deux groupes de votre papier\u00a0:"))
        typed = QHBoxLayout()
        typed.setSpacing(8)
        for place, editor in self._typed.items():
            named = label(f"Groupe {place + 1}")
            named.setBuddy(editor)
            typed.addWidget(named)
            typed.addWidget(editor, 1)
        column.addLayout(typed)
        column.addWidget(self._objection)
        answers = QHBoxLayout()
        answers.addWidget(self._later)
        answers.addStretch(1)
        answers.addWidget(self._done)
        column.addLayout(answers)

    def _check(self) -> None:
        wrong = [
            place
            for place, editor in self._typed.items()
            if editor.text().strip().upper() != self._groups[place]
        ]
        if not wrong:
            self._objection.hide()
            # Said once: a second press would enter twice.
            self.setEnabled(False)
            self.noted.emit()
        else:
            self._object(_differs(wrong[0] + 1))
            self._typed[wrong[0]].setFocus()

    def _object(self, sentence: str) -> None:
        self._told.hide()
        self._objection.setText(sentence)
        self._objection.show()


def _differs(group: int) -> str:
    return f"Le groupe {group} n’est pas celui qui est affiché\u00a0: recopiez-le de votre papier."

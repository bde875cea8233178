"""What each column of a table fills, and what is said once for everyone in it.

Names: `import_colonne_N` from 0, `import_origine`, `import_reprise_decision`, `import_protocole_anterieur`.
"""

from collections.abc import Collection

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.widgets.drop_down import DropDown
from desktop.ui.widgets.plain import label
from desktop.usecases.colonnes import CHAMPS, PAR_CODE, Correspondance, Tableau, texte
from plie.vocabulaire import Origine

_SOME = 3  # examples of a column
_LONGEST = 40  # letters of the examples
_SAID = ("reprise_decision", "protocole_anterieur")


class ColumnsCard(QFrame):
    """One line a column: its heading, what it holds, the field that it fills."""

    changed = Signal(object)  # the Correspondance chosen

    def __init__(self, sans: Collection[str] = (), parent: QWidget | None = None) -> None:
        """Make it; `sans` are fields that this PLIE does not have."""
        super().__init__(parent)
        self._champs = tuple(champ for champ in CHAMPS if champ.code not in sans)
        self.setObjectName("import_colonnes")
        self.setProperty("role", "card")
        self._choice = Correspondance(())
        self._pickers: list[QComboBox] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._origin = DropDown()
        self._origin.setObjectName("import_origine")
        self._origin.setAccessibleName("Origine de toutes ces personnes")
        for origin in Origine:
            self._origin.addItem(origin.label, origin.value)
        self._lines = {code: _line(code) for code in _SAID}
        self._titles = {code: label(PAR_CODE[code].label, role="muted") for code in _SAID}
        self._for_all = label("Origine de toutes ces personnes", role="muted")
        self._lay_out()
        self._origin.currentIndexChanged.connect(self._say)
        for line in self._lines.values():
            line.editingFinished.connect(self._say)

    @property
    def choice(self) -> Correspondance:
        """What is chosen now."""
        return self._choice

    def show_table(self, table: Tableau, choice: Correspondance) -> None:
        """Show the columns of a table, each with what it fills."""
        self._choice = choice
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._pickers = []
        for i, head in enumerate(table.entetes):
            picker = self._picker(i, head)
            self._grid.addWidget(label(f"{table.lettres[i]}. {head}", role="strong"), i, 0)
            self._grid.addWidget(label(_examples(table, i), role="muted"), i, 1)
            self._grid.addWidget(picker, i, 2)
            self._pickers.append(picker)
        # Only a reprise has a day of integration before it comes in (P6): proposed, in sight.
        likely = Origine.REPRISE if "integre_le" in choice.champs else Origine.PRESCRIPTEUR
        quiet = QSignalBlocker(self._origin)
        self._origin.setCurrentIndex(
            self._origin.findData(choice.pour_toutes.get("origine", likely.value))
        )
        quiet.unblock()
        self._say()

    def _picker(self, column: int, head: str) -> QComboBox:
        picker = DropDown()
        picker.setObjectName(f"import_colonne_{column}")
        picker.setAccessibleName(f"Ce que donne la colonne {head}")
        picker.addItem("Ne pas importer", "")
        for champ in self._champs:
            picker.addItem(champ.label, champ.code)
        picker.setCurrentIndex(max(0, picker.findData(self._choice.champs[column])))
        picker.currentIndexChanged.connect(lambda: self._fill(column, str(picker.currentData())))
        return picker

    def _fill(self, column: int, code: str) -> None:
        """Let a column fill a field: whichever filled it before lets go of it, in sight."""
        self._choice = self._choice.avec(column, code)
        for picker, kept in zip(self._pickers, self._choice.champs, strict=True):
            quiet = QSignalBlocker(picker)
            picker.setCurrentIndex(max(0, picker.findData(kept)))
            quiet.unblock()
        self._say()

    def _say(self) -> None:
        """Tell what is chosen; what a column says line by line is not asked once for all."""
        told = {"origine": str(self._origin.currentData())}
        asked = dict.fromkeys(
            _SAID, "origine" in self._choice.champs or told["origine"] == Origine.REPRISE
        )
        for code in _SAID:
            shown = asked[code] and code not in self._choice.champs
            self._lines[code].setVisible(shown)
            self._titles[code].setVisible(shown)
            if shown:
                told[code] = self._lines[code].text()
        line_by_line = "origine" in self._choice.champs
        self._for_all.setText(
            "Origine, où la colonne ne la dit pas"
            if line_by_line
            else "Origine de toutes ces personnes"
        )
        self._choice = Correspondance(self._choice.champs, told)
        self.changed.emit(self._choice)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(label("Ce que donne chaque colonne", role="heading"))
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 2)
        column.addLayout(self._grid)
        column.addWidget(self._for_all)
        column.addWidget(self._origin)
        for code in _SAID:
            column.addWidget(self._titles[code])
            column.addWidget(self._lines[code])


def _line(code: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(f"import_{code}")
    made.setAccessibleName(PAR_CODE[code].label)
    return made


def _examples(table: Tableau, column: int) -> str:
    found = [texte(cells[column]) for _, cells in table.lignes if cells[column] != ""]
    shown = " · ".join(found[:_SOME])
    return f"{shown[:_LONGEST]}…" if len(shown) > _LONGEST else shown

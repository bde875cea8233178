"""What a dry run found: how many would come in, what stands against the others, who may be known.

Names: `import_bilan`, `import_erreurs`, `import_sans_valeurs`, `import_doublons`, `import_reparations`,
`import_lancer`.
"""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.widgets.plain import button, label
from desktop.usecases.essai import Essai, LigneEssai
from desktop.usecases.lignes_refusees import restees
from plie.phrases import counted

_MOST = 500  # errors in the list: beyond, the file is to be mended first
_HEIGHT = 8  # rows of a list in sight
_LINE = Qt.ItemDataRole.UserRole


class TrialCard(QFrame):
    """The lists, two choices, and the one main action."""

    asked = Signal(object)  # the tuple of LigneEssai to bring in
    left_out = Signal(object)  # the tuple of those that would not, as things are chosen now

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_essai")
        self.setProperty("role", "card")
        self._essay = Essai(())
        self._told = label(role="heading", name="import_bilan")
        self._mended = label(role="muted", name="import_reparations")
        self._wrong = label(role="strong")
        self._errors = _list("import_erreurs", "Lignes à corriger")
        self._without = QCheckBox()
        self._without.setObjectName("import_sans_valeurs")
        self._alike = label(role="strong")
        self._doubles = _list("import_doublons", "Personnes peut-être déjà connues")
        self._go = button("", role="main", name="import_lancer")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for part in (self._told, self._mended, self._wrong, self._errors):
            column.addWidget(part)
        column.addWidget(self._without, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._alike)
        column.addWidget(self._doubles)
        column.addWidget(self._go, alignment=Qt.AlignmentFlag.AlignLeft)
        self._without.toggled.connect(self._count)
        self._doubles.itemChanged.connect(self._count)
        self._go.clicked.connect(lambda: self.asked.emit(self.kept))

    @property
    def essay(self) -> Essai:
        """The dry run that is shown."""
        return self._essay

    @property
    def kept(self) -> tuple[LigneEssai, ...]:
        """The lines that would come in, as things are chosen now."""
        items = [self._doubles.item(i) for i in range(self._doubles.count())]
        checked = {
            int(item.data(_LINE)) for item in items if item.checkState() is Qt.CheckState.Checked
        }
        return self._essay.retenues(
            sans_valeurs_illisibles=self._without.isChecked(), malgre=frozenset(checked)
        )

    def show_trial(self, essay: Essai) -> None:
        """Show a dry run; who was said to be somebody else stays so."""
        kept = {line.numero for line in self.kept if line.doublon}
        self._essay = essay
        self._show_errors()
        self._show_doubles(kept)
        mended = [f"{what}\u00a0: {count}" for what, count in essay.reparations]
        self._mended.setText("Remis en ordre à la lecture — " + " · ".join(mended) + ".")
        self._mended.setVisible(bool(mended))
        self._count()

    def _show_errors(self) -> None:
        errors = self._essay.erreurs
        self._errors.clear()
        self._errors.addItems([error.phrase for error in errors[:_MOST]])
        if len(errors) > _MOST:
            more = counted(len(errors) - _MOST, "autre", "autres")
            self._errors.addItem(f"… et {more}, une fois celles-ci corrigées.")
        _fit(self._errors)
        self._wrong.setText(
            f"À corriger dans le tableau\u00a0: {len(errors)}. Corrigez, enregistrez, puis déposez-le de "
            "nouveau\u00a0: les colonnes choisies sont gardées."
        )
        partial = sum(bool(line.erreurs) and not line.bloquee for line in self._essay.lignes)
        self._without.setText(f"Importer aussi, sans leurs valeurs illisibles ({partial})")
        self._without.setVisible(partial > 0)
        self._wrong.setVisible(bool(errors))
        self._errors.setVisible(bool(errors))

    def _show_doubles(self, kept: set[int]) -> None:
        quiet = QSignalBlocker(self._doubles)
        self._doubles.clear()
        for line in self._essay.doublons:
            told = line.doublon.phrase if line.doublon else ""
            item = QListWidgetItem(f"Ligne {line.numero}, {line.nom}. {told}")
            item.setData(_LINE, line.numero)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            checked = line.numero in kept
            item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
            self._doubles.addItem(item)
        quiet.unblock()
        _fit(self._doubles)
        count = self._doubles.count()
        self._alike.setText(
            f"Peut-être déjà connues\u00a0: {count}. Elles ne sont pas importées\u202f; cochez celles qui sont "
            "d’autres personnes."
        )
        self._alike.setVisible(count > 0)
        self._doubles.setVisible(count > 0)

    def _count(self) -> None:
        kept, lines = len(self.kept), len(self._essay.lignes)
        self._told.setText(
            f"Essai\u00a0: {kept} sur {lines} peuvent entrer. Rien n’est encore écrit."
        )
        self._go.setText(f"Importer {kept} {'personnes' if kept > 1 else 'personne'}")
        self._go.setEnabled(kept > 0)
        self.left_out.emit(restees(self._essay, self.kept))


def _list(name: str, spoken: str) -> QListWidget:
    made = QListWidget()
    made.setObjectName(name)
    made.setAccessibleName(spoken)
    made.setWordWrap(True)
    return made


def _fit(made: QListWidget) -> None:
    """Give a list the height of its rows, up to some."""
    rows = min(_HEIGHT, made.count()) + 1
    made.setFixedHeight(
        rows * (made.fontMetrics().lineSpacing() + made.fontMetrics().leading() + 12)
    )

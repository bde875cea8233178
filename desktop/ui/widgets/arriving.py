"""What comes in, on one line: how far it is; for files, a button that stops them or goes on."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.widgets.plain import button, line
from desktop.usecases.fichiers import Reception

PATIENCE = 600  # milliseconds before it is worth a word: one file, or a day's work, is here before


class Arriving(QWidget):
    """Hidden while nothing is to come. Names: `<name>_phrase`, `<name>_bouton`."""

    acted = Signal()  # the person stops the files, and nothing else, or lets them come again

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._sentence = line(role="muted", name=f"{name}_phrase")
        self._act = button("Interrompre", role="quiet", name=f"{name}_bouton")
        self._act.clicked.connect(self.acted)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self.show)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._sentence)
        row.addWidget(self._act)
        self.hide()

    def tell(self, reception: Reception) -> None:
        """Show how far it is."""
        if not reception:
            self._patience.stop()
            self.hide()
            return
        self._sentence.setText(reception.phrase)
        self._act.setVisible(reception.total > 0)
        self._act.setText("Reprendre" if reception.interrompue else "Interrompre")
        self._act.setAccessibleName(f"{self._act.text()} la réception des documents")
        if reception.interrompue:
            self.show()
        elif self.isHidden() and not self._patience.isActive():
            self._patience.start()

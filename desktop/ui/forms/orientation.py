"""`OrientationCard`: who sent someone, said from the directory, whose entries in force alone are offered (C9-3-1).

Names: `orientation_structure`, `orientation_professionnel`, `orientation_enregistrer`, `orientation_annuler`.
"""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.binding import Form
from desktop.ui.bound import Seen
from desktop.ui.desk import Desk
from desktop.ui.field import Field
from desktop.ui.forms.edit_card import EditCard, Values
from desktop.ui.places import Name
from desktop.usecases import Changes, Work
from desktop.usecases.candidatures import LigneCandidature
from desktop.usecases.orientations import Orienteurs, orienter, orienteurs
from desktop.usecases.saisies import Carte


class OrientationCard(QWidget):
    """Shows who sent the person of one candidature, then of another."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._line: LigneCandidature | None = None
        self._offered: object = None  # of which candidature, with which choices
        self._card: EditCard | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_line(self, line: LigneCandidature) -> None:
        """Show a candidature; the same again keeps what is being typed."""
        self._line = line
        self.setVisible(bool(line.prescription))
        if not line.prescription:
            return
        on = self._desk.clock().date()

        def show(found: Orienteurs) -> None:
            if self._line is line:
                self._show(line, found)

        self._desk.jobs.look(
            self, lambda rows: orienteurs(rows, on=on, prescription=line.prescription), show
        )

    def _show(self, line: LigneCandidature, found: Orienteurs) -> None:
        offered = (line.prescription, found.structures, found.professionnels)
        if self._card is not None and offered == self._offered:
            self._card.refresh(found.values, found.seen)
            return
        if self._card is not None:
            self._card.leave()
            self._column.removeWidget(self._card)
            # Gone at once for whoever looks for a field by its name.
            self._card.setParent(None)
            self._card.deleteLater()
        self._offered = offered
        self._card = self._made(line, found)
        self._column.addWidget(self._card)

    def _made(self, line: LigneCandidature, found: Orienteurs) -> EditCard:
        form = Form("orientation", _fields(found), today=lambda: self._desk.clock().date())
        form.load(found.values, found.seen)
        carte = Carte(line.id, "orientation", "Qui a orienté", Name.CANDIDATURES, line.id)

        def write(work: Work, values: Values, seen: Mapping[str, Seen]) -> Changes:
            return orienter(work, line.prescription, values, seen)

        return EditCard(self._desk, form, carte, write=write)


def _fields(found: Orienteurs) -> tuple[Field, ...]:
    return (
        Field("structure", "Structure qui oriente", "pick", options=found.structures),
        Field(
            "professionnel",
            "Professionnel·le qui oriente",
            "pick",
            options=found.professionnels,
            beside=True,
        ),
    )

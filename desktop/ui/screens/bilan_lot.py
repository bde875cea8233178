"""The bilan d’activité of a lot: what its files say of the period, the day it was sent, what was said of it (C11).

Names: `bilan_choix_<field>`, `bilan_lot_<field>`, `bilan_lot_enregistrer`, `bilan_lot_chiffres`, `revenir`.
"""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.binding import Form
from desktop.ui.desk import Desk
from desktop.ui.field import Field
from desktop.ui.forms.fields import said
from desktop.ui.kept import Kept
from desktop.ui.places import Name, Place, parted, side
from desktop.ui.screens.hall import Hall, Step
from desktop.ui.widgets.panel_page import empty
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.why import Why
from desktop.usecases import Changes
from desktop.usecases.bilans import BilanOuvert, noter, objections, ouvrir
from desktop.usecases.saisies import Carte

_WIDTH = 760
_TITLE = "Bilan d’activité"
_FIELDS = (
    Field("transmis_le", "Envoyé le", "date"),
    Field("echange", "Échange entre l’accompagnateur·rice et la coordination", "text"),
)


class BilanLotScreen(Hall):
    """Nothing is written before « Enregistrer »; what was typed of each bilan waits."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "bilan_lot_ecran", Step.REDIGER, parent)
        self.steps.hide()
        self.back.setText("Revenir à l’équipe")
        self.back.setToolTip("Revenir à l’équipe (Échap)")
        self._lot, self._arrete_au = "", ""
        self._asked = ("", "")  # the one being read
        self._opened: BilanOuvert | None = None
        self._choice: Form | None = None
        self._form: Form | None = None
        self._kept: Kept | None = None
        self._keep = button("Enregistrer", role="main", name="bilan_lot_enregistrer")
        self._keep.setEnabled(False)
        self._above, self._column = QVBoxLayout(), QVBoxLayout()
        self._lay_out_page()
        self.foot.addWidget(self._keep)
        self._keep.clicked.connect(self._write)

    @override
    def arrive(self, id_: str) -> None:
        self._ask(*parted(id_))

    @override
    def standing(self, asked: Place) -> Place:
        return Place(asked.name, side(self._lot, self._arrete_au))

    @override
    def leave(self) -> None:
        self.left.emit(Place(Name.EQUIPE))

    def _ask(self, lot: str, arrete_au: str) -> None:
        referentiel, now = self.desk.referentiel, self.desk.clock()
        self._asked = asked = (lot, arrete_au)
        self._keep.setEnabled(False)

        def show(opened: BilanOuvert) -> None:
            # Of those gone through without a stop, the last one alone is opened.
            if asked == self._asked:
                self._open(opened)

        self.desk.jobs.look(
            self,
            lambda rows: ouvrir(rows, lot, arrete_au, referentiel=referentiel, now=now),
            show,
        )

    def _open(self, opened: BilanOuvert) -> None:
        if self._kept is not None:
            self._kept.leave()
        self._opened, self._lot = opened, opened.lot
        self._arrete_au = opened.arrete_au.isoformat()
        empty(self._column)
        first = self._choice is None
        self._choose(opened)
        self._form = self._form_of(opened)
        for widget in self._told(opened):
            self._column.addWidget(widget)
        self._column.addWidget(self._kept_of(self._form, opened))
        self._column.addWidget(self._form)
        self._keep.setEnabled(True)
        # Then the keyboard stays where the next one is chosen.
        if first:
            self._form.focus("transmis_le")

    def _choose(self, opened: BilanOuvert) -> None:
        if self._choice is None:
            self._choice = self._choice_of(opened)
            self._above.addWidget(self._choice)
        self._choice.load({"lot": opened.lot, "periode": self._arrete_au}, {})

    def _choice_of(self, opened: BilanOuvert) -> Form:
        form = Form(
            "bilan_choix",
            (
                Field("lot", "Lot", "choice", options=opened.lots),
                Field("periode", "Bilan", "choice", options=opened.periodes, beside=True),
            ),
            today=lambda: self.desk.clock().date(),
        )
        # An empty answer stays where one is.
        form.edited.connect(
            lambda _name: self._ask(
                str(form.values()["lot"] or self._lot),
                str(form.values()["periode"] or self._arrete_au),
            )
        )
        return form

    def _told(self, opened: BilanOuvert) -> list[QWidget]:
        why = Why(opened.article, opened.phrase, name="bilan_lot", parent=self)
        head = QWidget()
        row = QVBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(label(opened.phrase, name="bilan_lot_phrase"))
        row.addWidget(why.button, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(why.words)
        told: list[QWidget] = [head]
        if opened.note:
            told.append(label(opened.note, role="strong", name="bilan_lot_note"))
        told.append(label("Ce que disent les dossiers du lot", role="heading"))
        # A figure stays on the line of its words.
        counted = " · ".join(f"{words}\u00a0:\u00a0{count}" for words, count in opened.chiffres)
        told.append(label(counted, name="bilan_lot_chiffres"))
        told.append(label("L’envoi", role="heading"))
        written = "Le texte s’écrit sur le modèle de l’équipe\u202f; ici se note qu’il est parti, et ce qui en a été dit."
        told.append(label(written, role="muted"))
        return told

    def _form_of(self, opened: BilanOuvert) -> Form:
        fields = said(_FIELDS, self.desk.referentiel.dire)
        form = Form("bilan_lot", fields, today=lambda: self.desk.clock().date())
        known = opened.connu
        form.load({"transmis_le": known.transmis_le, "echange": known.echange} if known else {}, {})
        form.entered.connect(self._write)
        return form

    def _kept_of(self, form: Form, opened: BilanOuvert) -> Kept:
        at = side(opened.lot, self._arrete_au)
        carte = Carte("", f"bilan_lot:{at}", _TITLE, Name.BILAN_LOT, at)
        self._kept = Kept(self.desk, carte, form)
        return self._kept

    def _write(self) -> None:
        if self._form is None or self._kept is None or self._opened is None:
            return
        # Enter pressed again while it is being written asks for nothing more.
        if not self._keep.isEnabled() or not self._form.can_be_read():
            return
        opened, now, values = self._opened, self.desk.clock(), self._form.values()
        day, words = values["transmis_le"], str(values["echange"] or "")
        sent = day if isinstance(day, date) else None
        if self._form.object_all(objections(opened, sent, words, on=now.date())):
            return
        self._keep.setEnabled(False)
        self._kept.write(
            self,
            lambda work: noter(work, opened.lot, opened.arrete_au, sent, words, now=now),
            self._written,
            failed=self._refused,
        )

    def _written(self, _changes: Changes) -> None:
        self.leave()
        self.desk.speak.say(
            "Le bilan est noté\u202f; ce qui en est dit part avec le prochain échange."
        )

    def _refused(self, error: Exception) -> None:
        self._keep.setEnabled(True)
        self.desk.speak.refuse(error)

    def _lay_out_page(self) -> None:
        page = QWidget()
        page.setMaximumWidth(_WIDTH)
        self._column.setSpacing(8)
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 12, 16)
        inner.addWidget(label(_TITLE, role="title", name="bilan_lot_titre"))
        inner.addLayout(self._above)
        inner.addLayout(self._column)
        inner.addStretch(1)
        self.scrolled(page, "bilan_lot_page", _TITLE)

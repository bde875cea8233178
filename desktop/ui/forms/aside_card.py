"""A thing set aside by the store: what was written, why it was not taken, correct or give up.

Names, for a thing <id>: `mis_de_cote_<id>`, `corriger_<id>_<field>`, `renvoyer_<id>`,
`renonce_motif_<id>`, `renoncer_<id>`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.forms.champ import form
from desktop.ui.typed_text import Typed, TypedText
from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.section import Card
from desktop.usecases.mis_de_cote import Ecrit, MisDeCote
from plie import phrases


class AsideCard(Card):
    """One `MisDeCote`. What is typed here and not sent stays when the card is drawn again."""

    sent_again = Signal(object, object)  # the MisDeCote, the corrections by field
    given_up = Signal(object, str)  # the MisDeCote, why

    def __init__(
        self, one: MisDeCote, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.one = one
        self._clock = clock
        self.setObjectName(f"mis_de_cote_{one.id}")
        self.setProperty("role", "card")
        self.setAccessibleName(f"{one.personne}, {one.objet}. {one.raison}")
        editable = [e for e in one.ecrits if one.corrigeable and e.champ.saisie]
        self._form = form(
            f"corriger_{one.id}",
            [e.champ for e in editable],
            {e.champ.nom: e.valeur for e in editable},
            today=lambda: clock().date(),
        )
        self._send = button("Renvoyer", name=f"renvoyer_{one.id}")
        self._why = QLineEdit()
        self._why.setObjectName(f"renonce_motif_{one.id}")
        self._why.setAccessibleName("Pourquoi vous y renoncez")
        self._why.setPlaceholderText("Pourquoi vous y renoncez")
        self._reason_typed = TypedText(self._why)
        self._give_up = button("Renoncer", role="quiet", name=f"renoncer_{one.id}")
        self._objection = label(role="objection", name=f"mis_de_cote_objection_{one.id}")
        self._objection.hide()
        self._lay_out(editable)
        self._send.clicked.connect(self._ask_to_send)
        self._give_up.clicked.connect(lambda: self.given_up.emit(self.one, self._why.text()))

    @property
    @override
    def sources(self) -> tuple[Typed, ...]:
        return self._form, self._reason_typed

    @override
    def adopt(self, value: object) -> bool:
        same = isinstance(value, MisDeCote) and replace(value, seen=self.one.seen) == self.one
        if same and isinstance(value, MisDeCote):
            self.one = value
        return same

    def object_to(self, sentence: str) -> None:
        """Say on the card what stands against the gesture."""
        self._objection.setText(sentence)
        self._objection.show()

    def _ask_to_send(self) -> None:
        if not self._form.can_be_read():
            return
        values = self._form.values()
        before = {e.champ.nom: e.valeur for e in self.one.ecrits}
        self.sent_again.emit(
            self.one, {name: v for name, v in values.items() if v != before.get(name)}
        )

    def _lay_out(self, editable: list[Ecrit]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(label(f"{self.one.personne} — {self.one.objet}", role="heading"))
        column.addLayout(self._reason())
        column.addWidget(label(self._told(), role="muted"))
        for written in self.one.ecrits:
            if written not in editable:
                said = " · ".join(written.mots)
                column.addWidget(label(f"{written.champ.label}\u00a0: {said}"))
            elif written.ici and written.ici != written.mots:
                here = " · ".join(written.ici)
                column.addWidget(
                    label(f"{written.champ.label}, dans le dossier\u00a0: {here}", role="muted")
                )
        column.addWidget(self._form)
        self._form.setVisible(bool(editable))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._send)
        row.addSpacing(16)
        row.addWidget(self._why, 1)
        row.addWidget(self._give_up)
        column.addLayout(row)
        self._send.setVisible(self.one.renvoyable)
        column.addWidget(self._objection)

    def _reason(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(IconLabel("avertissement", "avertissement"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(f"{self.one.raison} {self.one.conseil}".strip()), 1)
        return row

    def _told(self) -> str:
        when = self.one.quand
        there = phrases.moment(when and when.astimezone(self._clock().tzinfo))
        changes = f", {self.one.combien}\u00a0changements" if self.one.combien > 1 else ""
        return (
            f"{self.one.geste}{' du ' if when else ', '}{there}{changes}. Gardé sur cette "
            "machine\u202f; le reste est échangé normalement."
        )

"""A thing in dispute: field by field, who wrote what, side by side, and the ways to settle it.

Names, for a thing <id> and a field <f>: `conflit_<id>`, `garder_<id>_<f>_<n>`, `ensemble_<id>_<f>`,
`autre_<id>_<f>`, `autre_<id>_<f>_<f>` (the editor), `autre_garder_<id>_<f>`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.forms.champ import form
from desktop.ui.typed_text import Typed
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.section import Card
from desktop.usecases.conflits import Conflit
from desktop.usecases.desaccords import GARDER, Desaccord, Version
from plie import phrases

_KEEP_TOGETHER = "Garder les deux"


class RivalCard(Card):
    """One `Conflit`. What is typed here and not kept stays when the card is drawn again."""

    settled = Signal(object, str, object)  # the Conflit, the field, its value
    existed = Signal(object, bool)  # the Conflit, whether the thing is kept

    def __init__(
        self, conflit: Conflit, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.conflit = conflit
        self._clock = clock
        self._forms: list[_Other] = []
        self.setObjectName(f"conflit_{conflit.id}")
        self.setProperty("role", "card")
        self.setAccessibleName(f"{conflit.personne}, {conflit.objet}")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(label(f"{conflit.personne} — {conflit.objet}", role="heading"))
        if conflit.empeche:
            column.addWidget(label(conflit.empeche, role="muted"))
        for desaccord in conflit.desaccords:
            self._lay_out(column, desaccord)

    @property
    @override
    def sources(self) -> tuple[Typed, ...]:
        return tuple(other.form for other in self._forms)

    @override
    def adopt(self, value: object) -> bool:
        same = isinstance(value, Conflit) and replace(value, seen=self.conflit.seen) == self.conflit
        if same and isinstance(value, Conflit):
            # The thing was written elsewhere than where it is disputed.
            self.conflit = value
        return same

    def _lay_out(self, column: QVBoxLayout, desaccord: Desaccord) -> None:
        name = "existence" if desaccord.suppression else desaccord.champ.nom
        if not desaccord.suppression:
            column.addWidget(label(desaccord.champ.label, role="strong"))
        column.addWidget(label(desaccord.phrase, name=f"phrase_{self.conflit.id}_{name}"))
        beside = QHBoxLayout()
        beside.setSpacing(12)
        for place, version in enumerate(desaccord.versions):
            beside.addWidget(self._version(desaccord, version, f"{name}_{place}"), 1)
        column.addLayout(beside)
        if not (desaccord.suppression or self.conflit.empeche):
            self._offer_more(column, desaccord, name)

    def _version(self, desaccord: Desaccord, version: Version, name: str) -> QWidget:
        side = QFrame()
        side.setProperty("role", "side")
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(label(version.auteur, role="strong"))
        shown = " · affiché en attendant" if version.retenue and not desaccord.suppression else ""
        column.addWidget(label(self._when(version.quand) + shown, role="muted"))
        said = "\n".join(version.mots)
        if desaccord.suppression:
            kept = version.valeur is GARDER
            head = "A modifié cet élément" if kept else "A supprimé cet élément"
            said = "\n".join((head, *version.mots))
        words = label(said, name=f"valeur_{self.conflit.id}_{name}")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(words)
        column.addStretch(1)
        if not self.conflit.empeche:
            keep = self._keep(desaccord, version, name)
            column.addWidget(keep, 0, Qt.AlignmentFlag.AlignLeft)
        return side

    def _keep(self, desaccord: Desaccord, version: Version, name: str) -> QWidget:
        words = "Garder ceci"
        if desaccord.suppression:
            words = "Le garder" if version.valeur is GARDER else "Le supprimer"
        keep = button(words, name=f"garder_{self.conflit.id}_{name}")
        keep.setAccessibleName(f"{words}\u00a0: {version.auteur}, {desaccord.champ.label}")
        keep.setAccessibleDescription("\n".join(version.mots))
        if desaccord.suppression:
            kept = version.valeur is GARDER
            keep.clicked.connect(lambda: self.existed.emit(self.conflit, kept))
        else:
            keep.clicked.connect(partial(self._settle, desaccord.champ.nom, version.valeur))
        return keep

    def _offer_more(self, column: QVBoxLayout, desaccord: Desaccord, name: str) -> None:
        champ, id_ = desaccord.champ, self.conflit.id
        row = QHBoxLayout()
        row.setSpacing(8)
        if desaccord.ensemble is not None:
            together = button(_KEEP_TOGETHER, name=f"ensemble_{id_}_{name}")
            together.setAccessibleName(f"{_KEEP_TOGETHER}\u00a0: {champ.label}")
            together.setToolTip("\n".join(desaccord.ensemble_mots))
            together.clicked.connect(partial(self._settle, champ.nom, desaccord.ensemble))
            row.addWidget(together)
        if champ.saisie:
            start = desaccord.ensemble if desaccord.ensemble is not None else _first(desaccord)
            other = _Other(desaccord, start, f"autre_{id_}_{name}", self._clock)
            other.kept.connect(partial(self._settle, champ.nom))
            self._forms.append(other)
            ask = button("Écrire autre chose…", role="quiet", name=f"ouvrir_autre_{id_}_{name}")
            ask.setAccessibleName(f"Écrire autre chose\u00a0: {champ.label}")
            ask.clicked.connect(other.begin)
            row.addWidget(ask)
            row.addStretch(1)
            column.addLayout(row)
            column.addWidget(other)
        else:
            row.addStretch(1)
            column.addLayout(row)

    def _settle(self, champ: str, value: object) -> None:
        self.settled.emit(self.conflit, champ, value)

    def _when(self, instant: datetime | None) -> str:
        said = phrases.le_moment(instant and instant.astimezone(self._clock().tzinfo))
        return said[0].upper() + said[1:]


class _Other(QWidget):
    """A third value, typed. It begins with what both give together, else with the first."""

    kept = Signal(object)  # the value typed

    def __init__(
        self, desaccord: Desaccord, start: object, name: str, clock: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._champ = desaccord.champ
        self.form = form(
            name, (self._champ,), {self._champ.nom: start}, today=lambda: clock().date()
        )
        keep = button("Garder ce que j’écris", name=name.replace("autre_", "autre_garder_", 1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.form)
        column.addWidget(keep, 0, Qt.AlignmentFlag.AlignLeft)
        keep.clicked.connect(self._keep)
        # Typed again after a lock, it is to be seen.
        self.form.edited.connect(lambda _field: self.show())
        self.hide()

    def begin(self) -> None:
        """Show the editor and take the person to it."""
        self.show()
        self.form.focus(self._champ.nom)

    def _keep(self) -> None:
        if self.form.can_be_read():
            self.kept.emit(self.form.values()[self._champ.nom])


def _first(desaccord: Desaccord) -> object:
    return desaccord.versions[0].valeur

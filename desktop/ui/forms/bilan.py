"""The bilan of an étape: a verdict for each objective, what the partner says, who signed and when.

Names: `bilan_verdict_<n>`, `bilan_texte`, `bilan_signataire_nom`, `bilan_signe_le`, `bilan_garder`,
`bilan_refaire`, `bilan_dit_<n>`, `bilan_signature`. A bilan is a fact: it is kept by its button.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.binding import Form
from desktop.ui.field import Field
from desktop.ui.kept import Kept
from desktop.ui.widgets.plain import button, label
from plie import phrases
from plie.kinds import BilanEtape
from plie.vocabulaire import label as word
from plie.vocabulaire_dossier import VerdictObjectif

_OF, _VERDICT = "objectifs", "verdict_"
_VERDICTS = tuple((mot.value, mot.label) for mot in VerdictObjectif)


@dataclass(frozen=True, slots=True)
class BilanSaisi:
    """What was typed of a bilan."""

    verdicts: tuple[str, ...]
    texte: str
    signataire_nom: str
    signe_le: date | None


class BilanCard(QWidget):
    """Shows the bilan in force, or the form of one; the form is rebuilt when the objectives change."""

    given = Signal(object)  # BilanSaisi

    def __init__(
        self,
        today: Callable[[], date],
        keep: Callable[[Form], Kept],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("bilan")
        self._today = today
        self._keep = keep
        self.kept: Kept | None = None  # of the form shown
        self._bilan: BilanEtape | None = None
        self._objectifs: tuple[str, ...] = ()
        self._form: Form | None = None
        self._shown: QWidget | None = None
        self._told = label(role="objection", name="bilan_objection")
        self._told.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(label("Bilan de l’étape", role="heading", name="bilan_titre"))
        self._column.addWidget(self._told)

    def show_bilan(self, bilan: BilanEtape | None, objectifs: tuple[str, ...]) -> None:
        """Show the bilan in force, or the form of one; what is being typed stays."""
        typing = self._form is not None and self._objectifs == objectifs
        if bilan == self._bilan and typing:
            return
        self._objectifs, self._bilan = objectifs, bilan
        self._put(self._ask() if bilan is None else self._tell(bilan))

    @property
    def first(self) -> QWidget | None:
        """The first answer asked for; of a bilan in force, what redoes it."""
        if self._form is not None:
            return self._form.editor("verdict_0" if self._objectifs else "texte")
        return self._shown.findChild(QPushButton) if self._shown is not None else None

    def refuse(self, sentence: str) -> None:
        """Say what lacks; what is typed stays."""
        self._told.setText(sentence)
        self._told.show()

    def _put(self, shown: QWidget) -> None:
        self._told.hide()
        focused, within = QApplication.focusWidget(), False
        if self._shown is not None:
            within = focused is not None and self._shown.isAncestorOf(focused)
            self._column.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = shown
        self._column.addWidget(shown)
        if within:
            # The keyboard goes on from here, not from what is gone.
            (self.first or shown).setFocus()

    def _tell(self, bilan: BilanEtape) -> QWidget:
        self._form = self.kept = None
        page, column = _page()
        for n, (objectif, verdict) in enumerate(zip(bilan.objectifs, bilan.verdicts, strict=False)):
            said = f"{objectif}\u00a0: {word(VerdictObjectif, verdict).lower()}"
            column.addWidget(label(said, name=f"bilan_dit_{n}"))
        if bilan.texte:
            column.addWidget(label(bilan.texte, name="bilan_dit"))
        day = f" le {phrases.short_date(bilan.signe_le)}" if bilan.signe_le else ""
        signed = f"Signé par {bilan.signataire_nom}{day}"
        column.addWidget(label(signed, role="muted", name="bilan_signature"))
        again = button("Refaire le bilan…", role="quiet", name="bilan_refaire")
        again.clicked.connect(lambda: self._put(self._ask()))
        column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        return page

    def _ask(self) -> QWidget:
        page, column = _page()
        fields = [
            Field(f"{_VERDICT}{n}", objectif, "choice", options=_VERDICTS)
            for n, objectif in enumerate(self._objectifs)
        ]
        self._form = _Form(
            self._objectifs,
            (
                *fields,
                Field("texte", "Ce que dit le partenaire", "text"),
                Field("signataire_nom", "Signé par (chez le partenaire)", "line"),
                Field("signe_le", "Signé le", "date", beside=True),
            ),
            today=self._today,
        )
        self._form.load({}, {})
        self.kept = self._keep(self._form)
        keep = button("Garder le bilan", name="bilan_garder")
        keep.clicked.connect(self._give)
        column.addWidget(self.kept)
        column.addWidget(self._form)
        column.addWidget(keep, 0, Qt.AlignmentFlag.AlignLeft)
        return page

    def _give(self) -> None:
        if self._form is None:
            return
        if not self._form.can_be_read():
            return
        values = self._form.values()
        signed = values["signe_le"]
        self.given.emit(
            BilanSaisi(
                tuple(str(values[f"verdict_{n}"]) for n in range(len(self._objectifs))),
                str(values["texte"]),
                str(values["signataire_nom"]),
                signed if isinstance(signed, date) else None,
            )
        )


class _Form(Form):
    """A verdict is typed of an objective: what was typed of others than those shown is not given back."""

    def __init__(
        self, objectifs: tuple[str, ...], fields: tuple[Field, ...], *, today: Callable[[], date]
    ) -> None:
        super().__init__("bilan", fields, today=today)
        self._objectifs = list(objectifs)

    @override
    def typed(self) -> dict[str, object]:
        found = super().typed()
        return {**found, _OF: self._objectifs} if found else {}

    @override
    def retype(self, typed: Mapping[str, object]) -> None:
        same = typed.get(_OF) == self._objectifs
        super().retype({n: w for n, w in typed.items() if same or not n.startswith(_VERDICT)})


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    return page, column

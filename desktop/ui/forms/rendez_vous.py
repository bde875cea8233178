"""The form of a rendez-vous: with whom, when, where. Names: `rdv_form_<field>`, `rdv_garder`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.binding import Form
from desktop.ui.field import Field
from desktop.ui.forms.place_of_day import PlaceOf, PlaceOfDay
from desktop.ui.kept import Kept
from desktop.ui.widgets.editors import TypedEditor
from desktop.ui.widgets.plain import button, label

_USUAL_MINUTES = 45
# Where what the rules say is answered.
_FIELD_OF = {"sans_date": "le", "rendez_vous_passe": "le", "rendez_vous_pris": "debut"}
_WHEN = ("le", "debut")
_HELP = "Quelques lettres du nom ou du prénom."


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed."""

    dossier: str
    le: date | None
    debut: time | None
    duree_min: int | None
    lieu: str


class AppointmentForm(QFrame):
    """A person is picked by typing any part of their name; the place follows the day until it is typed.

    It gives its words to be kept (`typed`) once something is changed: then the day and hour proposed too.
    """

    kept = Signal(object)  # an Asked
    cancelled = Signal()
    edited = Signal()

    def __init__(
        self,
        people: Sequence[tuple[str, str]],
        places: Sequence[str],
        *,
        place_of: PlaceOf = lambda _le, _at: "",
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rdv")
        self.setProperty("role", "card")
        self.words: Kept | None = None
        self._names = dict(people)
        self._chosen = False  # whether the moment was chosen by hand
        self._title = label("Nouveau rendez-vous", role="heading")
        offered = tuple((place, place) for place in places)
        self._form = Form(
            "rdv_form",
            (
                Field("personne", "Avec", "pick", options=tuple(people), help=_HELP),
                Field("le", "Le", "date"),
                Field("debut", "À", "time", beside=True),
                Field("duree_min", "Durée", "minutes"),
                Field("lieu", "Lieu", "place", options=offered),
            ),
            today=today,
        )
        self._place = PlaceOfDay(self._form, place_of, le="le", debut="debut", lieu="lieu")
        self._form.edited.connect(lambda _field: self.edited.emit())
        self._above = QVBoxLayout()
        self._keep = button("Prendre", role="main", name="rdv_garder")
        self._cancel = button("Annuler", role="quiet", name="rdv_annuler")
        self._lay_out()
        self._keep.clicked.connect(self._tell)
        for name in ("le", "debut", "duree_min"):
            editor = self._form.editor(name)
            if isinstance(editor, TypedEditor):
                editor.returnPressed.connect(self._tell)
        self._cancel.clicked.connect(self.cancelled)

    def keep(self, words: Kept) -> None:
        """Say above the fields what is given back of these words."""
        self.words = words
        self._above.addWidget(words)

    def begin(self, *, le: date, debut: time | None, lieu: str, chosen: bool) -> None:
        """Propose when and where; everything can be changed. A `chosen` moment stays under words given back."""
        self._chosen = chosen
        self._place.begin(lieu)
        values = {"le": le, "debut": debut, "duree_min": _USUAL_MINUTES, "lieu": lieu}
        self._form.load(values, {})

    def put_off(
        self, dossier: str, *, duree_min: int | None, lieu: str, follows: bool = False
    ) -> None:
        """Ask for another day of a rendez-vous with the same person; its place `follows` the day, or stays."""
        self._place.begin(lieu if follows else "", otherwise=lieu)
        self._title.setText("Reporter ce rendez-vous")
        self._keep.setText("Reporter")
        self._form.load({"personne": dossier, "duree_min": duree_min, "lieu": lieu}, {})
        self._form.editor("personne").setEnabled(False)

    def take_focus(self) -> None:
        """Begin where something lacks."""
        free = self._form.editor("personne").isEnabled()
        self._form.focus("personne" if free else "le")

    def typed(self) -> dict[str, object]:
        """Return every field as it is typed, once one is changed; of the person, the id alone."""
        if not self._form.typed():
            return {}
        lines = {name: self._form.editor(name) for name in (*_WHEN, "duree_min", "lieu")}
        said = {name: line.text() for name, line in lines.items() if isinstance(line, QLineEdit)}
        return {**said, "personne": str(self._form.values().get("personne") or "")}

    def retype(self, typed: Mapping[str, object]) -> None:
        """Type again what `typed` gave."""
        kept = _WHEN if self._chosen else ()
        words = {name: said for name, said in typed.items() if name not in kept}
        who = self._names.get(str(words.pop("personne", "")))
        self._form.retype(words | ({"personne": who} if who else {}))

    def untype(self) -> None:
        """Propose again what was proposed."""
        self._form.untype()

    def object_to(self, error: Exception) -> bool:
        """Say a refusal under the field that it is about; whether there is one."""
        field = _FIELD_OF.get(getattr(error, "code", ""))
        if field is not None:
            self._form.object_to(field, getattr(error, "phrase", ""))
            self._form.focus(field)
        return field is not None

    def _tell(self) -> None:
        if not self._form.can_be_read():
            return
        values = self._form.values()
        if not values.get("personne"):
            self._form.object_to("personne", "Choisissez la personne.")
            self._form.focus("personne")
        else:
            self.kept.emit(_asked(values))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(self._above)
        column.addWidget(self._form)
        actions = QHBoxLayout()
        actions.addWidget(self._keep)
        actions.addWidget(self._cancel)
        actions.addStretch(1)
        column.addLayout(actions)


def _asked(values: dict[str, object]) -> Asked:
    le, debut, minutes = values.get("le"), values.get("debut"), values.get("duree_min")
    return Asked(
        str(values.get("personne") or ""),
        le if isinstance(le, date) else None,
        debut if isinstance(debut, time) else None,
        minutes if isinstance(minutes, int) else None,
        str(values.get("lieu") or ""),
    )

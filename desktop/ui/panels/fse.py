"""The panel of the FSE+ record: three moments, how complete each is, and the form that fills one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.binding import Form
from desktop.ui.desk import Desk
from desktop.ui.field import Field
from desktop.ui.kept import Kept
from desktop.ui.panel import Panel
from desktop.ui.places import Name, side
from desktop.ui.widgets.panel_page import empty
from desktop.ui.widgets.plain import button, label
from desktop.usecases import Rows
from desktop.usecases.champs import champ
from desktop.usecases.fse import CITE, SEXE, Moment, Releves, enregistrer, lire
from desktop.usecases.saisies import Carte, Saisie, du_dossier
from plie.fse import ARTICLE, ITEMS
from plie.referentiel import Referentiel
from plie.vocabulaire_dossier import MomentFse

_OWN = {"cite": CITE, "sexe": SEXE}


class FsePanel(Panel):
    """« Ne souhaite pas répondre » is an answer; what is left blank is « non renseigné »."""

    word = "fse"
    title = "FSE+"
    kinds = ("fse_releve",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._form: Form | None = None
        self._known: tuple[Moment, ...] = ()
        self._moments = QVBoxLayout()
        self._place = QVBoxLayout()
        self._reach = label(role="objection", name="fse_joignable")
        self._reach.hide()
        self._lay_out()

    @override
    def turn(self) -> None:
        self._put_away()

    @override
    def read(self) -> None:
        dossier, referentiel = self.dossier, self.desk.referentiel

        def ask(rows: Rows) -> tuple[Releves, tuple[Saisie, ...]]:
            return lire(rows, dossier, referentiel=referentiel), du_dossier(rows, dossier)

        self.look(ask, lambda found: self._show(*found))

    @override
    def begin_at(self, at: str) -> None:
        one = next((m for m in self._known if m.moment == at), None)
        if self.writes and one is not None:
            self._begin(one)

    def _show(self, found: Releves, waiting: tuple[Saisie, ...]) -> None:
        self._known = found.moments
        empty(self._moments)
        self._reach.setText(
            "Sans téléphone, courriel ni contact d’un référent, ce participant est incomplet."
        )
        self._reach.setVisible(not found.joignable)
        for moment in found.moments:
            self._moments.addWidget(self._row(moment))
        if self._form is None and self.writes:
            self._reopen(found, waiting)

    def _reopen(self, found: Releves, waiting: tuple[Saisie, ...]) -> None:
        """Open again the card that was left with words in it; the keyboard stays where it is."""
        by_card = {_carte(self.dossier, one.moment).nom: one for one in found.moments}
        left = next((by_card[s.carte.nom] for s in waiting if s.carte.nom in by_card), None)
        if left is not None:
            self._open(left)

    def _row(self, one: Moment) -> QWidget:
        row = QFrame()
        row.setProperty("role", "card")
        line = QHBoxLayout(row)
        line.setContentsMargins(12, 8, 12, 8)
        words = QVBoxLayout()
        words.setSpacing(2)
        done = one.total - len(one.manque)
        name = one.moment.value
        words.addWidget(
            label(
                f"{one.moment.label}\u00a0: {done} sur {one.total}",
                role="strong",
                name=f"fse_{name}",
            )
        )
        lacks = f"Non renseigné\u00a0: {', '.join(one.manque)}" if one.manque else "Complet"
        words.addWidget(label(lacks, role="muted", name=f"fse_{name}_manque"))
        line.addLayout(words, 1)
        if self.writes:
            fill = button("Remplir…", name=f"fse_remplir_{name}")
            fill.setAccessibleName(f"Remplir le relevé FSE+ {one.moment.label.lower()}")
            fill.clicked.connect(lambda: self._begin(one))
            line.addWidget(fill, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _begin(self, one: Moment) -> None:
        self._open(one).focus("statut_emploi")

    def _open(self, one: Moment) -> Form:
        self._put_away()
        today = self.desk.clock().date()
        card = QFrame()
        card.setObjectName("fse_carte")
        card.setProperty("role", "card")
        form = Form("fse", _fields(one.moment, self.desk.referentiel), today=lambda: today)
        form.load({"releve_le": today, **one.valeurs}, {})
        kept = Kept(self.desk, _carte(self.dossier, one.moment), form)
        keep = button("Enregistrer", role="main", name="fse_enregistrer")
        leave = button("Annuler", role="quiet", name="fse_annuler")
        keep.clicked.connect(lambda: self._keep(one.moment, form, kept))
        leave.clicked.connect(kept.forget)
        leave.clicked.connect(lambda: self._go_back(one.moment))
        actions = QHBoxLayout()
        actions.addWidget(keep)
        actions.addWidget(leave)
        actions.addStretch(1)
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(label(_title(one.moment), role="heading"))
        column.addWidget(kept)
        column.addWidget(form)
        column.addLayout(actions)
        self._form = form
        self._place.addWidget(card)
        return form

    def _keep(self, moment: MomentFse, form: Form, kept: Kept) -> None:
        if not form.can_be_read():
            return
        dossier, values = self.dossier, form.values()
        kept.write(
            self,
            lambda work: enregistrer(work, dossier, moment, values),
            lambda _changes: self._go_back(moment),
            failed=self.desk.speak.refuse,
        )

    def _go_back(self, moment: MomentFse) -> None:
        # Qt would leave the keyboard far from here: on the lock of the window.
        self.give_keyboard(f"fse_remplir_{moment.value}")
        self._put_away()

    def _put_away(self) -> None:
        self._form = None
        empty(self._place)

    def _lay_out(self) -> None:
        self.column.setSpacing(12)
        self.column.addWidget(label(f"Source\u00a0: {ARTICLE}", role="muted"))
        self.column.addWidget(self._reach)
        self.column.addLayout(self._moments)
        self.column.addLayout(self._place)
        self._page.setAccessibleName("Relevé FSE+")


def _title(moment: MomentFse) -> str:
    return f"Relevé FSE+ {moment.label.lower()}"


def _carte(dossier: str, moment: MomentFse) -> Carte:
    return Carte(dossier, f"fse:{moment.value}", _title(moment), Name.FILE, side(dossier, "fse"))


def _fields(moment: MomentFse, referentiel: Referentiel) -> tuple[Field, ...]:
    found = []
    for place, name in enumerate(ITEMS[moment]):
        known = champ("fse_releve", name, referentiel)
        options = _OWN.get(name, known.options)
        kind = "date" if name == "releve_le" else "choice" if options else "line"
        found.append(
            Field(name, known.label, kind, options=options, beside=bool(place % 2))  # type: ignore[arg-type]  # one of three words of Kind
        )
    return tuple(found)

"""The identity of a person, put right: who they are, how they are reached."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.ui.binding import Form
from desktop.ui.desk import Desk
from desktop.ui.field import Field
from desktop.ui.forms import commune
from desktop.ui.kept import Kept
from desktop.ui.places import Name, Place
from desktop.ui.screen import Screen
from desktop.ui.widgets.plain import button
from desktop.ui.widgets.short_form import lay_out
from desktop.usecases import Changes, signes
from desktop.usecases.identite import Fiche, contre, lire, modifier
from desktop.usecases.saisies import Carte
from plie.vocabulaire_dossier import Nationalite

_TITLE = "Modifier l’identité"
FIELDS = (
    Field("civilite", "Civilité", "choice", options=(("Mme", "Mme"), ("M.", "M."))),
    Field("prenoms", "Prénoms", "line"),
    Field("nom_naissance", "Nom de naissance", "line", beside=True),
    Field("nom_usage", "Nom d’usage", "line"),
    Field("naissance_le", "Date de naissance", "date", beside=True),
    Field("naissance_lieu", "Lieu de naissance", "line"),
    Field(
        "nationalite",
        "Nationalité",
        "choice",
        options=tuple((n.value, n.label) for n in Nationalite),
        beside=True,
    ),
    Field("interprete", "Besoin d’un interprète", "check"),
    Field("difficulte_lecture", "Difficulté à lire", "check", beside=True),
    Field("adresse", "Adresse", "line"),
    Field("code_postal", "Code postal", "line"),
    commune.field(),
    Field("telephone", "Téléphone", "line"),
    Field("courriel", "Courriel", "line", beside=True),
)


class Identite(Screen):
    """Nothing is written before « Enregistrer »; what was written before stays in the history."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("identite")
        self._dossier = ""
        self._form = Form("identite_formulaire", FIELDS, today=lambda: desk.clock().date())
        commune.watch(self._form, desk)
        for name in ("prenoms", "nom_naissance", "nom_usage"):
            self._form.explain(name, signes.avis)
        self._keep = button("Enregistrer", role="main", name="identite_enregistrer")
        self._cancel = button("Annuler", role="quiet", name="identite_annuler")
        self._kept: Kept | None = None
        self._above = lay_out(
            self,
            _TITLE,
            "Les comptes-rendus déjà établis gardent le nom qu’ils portent.",
            self._form,
            (self._keep, self._cancel),
        )
        self._keep.clicked.connect(self._write)
        self._form.entered.connect(self._write)
        self._cancel.clicked.connect(self._give_up)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._give_up)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @override
    def arrive(self, id_: str) -> None:
        if self._kept is not None:
            self._kept.leave()
            self._kept = None
        self._dossier = id_
        self._form.load({}, {})
        # Nothing is typed before what is there is shown.
        self._form.setEnabled(False)
        self.desk.jobs.look(self, lambda rows: lire(rows, id_), self._show)

    @override
    def standing(self, asked: Place) -> Place:
        return Place(asked.name, self._dossier)

    def _show(self, fiche: Fiche) -> None:
        self._form.load(fiche.values, fiche.seen)
        self._form.setEnabled(True)
        carte = Carte(self._dossier, "identite", _TITLE, Name.IDENTITE, self._dossier)
        self._kept = Kept(self.desk, carte, self._form)
        self._above.addWidget(self._kept)
        self._form.focus("prenoms")

    def _write(self) -> None:
        if self._kept is not None and self._kept.over:
            return
        if not self._form.can_be_read():
            return
        if self._form.object_all(contre(self._form.values(), on=self.desk.clock().date())):
            return
        changed = self._form.changes()
        if not changed or self._kept is None:
            self._give_up()
            return
        dossier, seen = self._dossier, self._form.seen_of(changed)
        self._kept.write(
            self,
            lambda work: modifier(work, dossier, changed, seen),
            self._written,
            failed=self._refused,
        )

    def _refused(self, error: Exception) -> None:
        self._form.released(field.name for field in FIELDS)
        self.desk.speak.refuse(error)

    def _written(self, _changes: Changes) -> None:
        self._go_back()
        self.desk.speak.say("L’identité est enregistrée.")

    def _give_up(self) -> None:
        if self._kept is not None:
            self._kept.forget()
        self._go_back()

    def _go_back(self) -> None:
        self.left.emit(Place(Name.FILE, self._dossier))

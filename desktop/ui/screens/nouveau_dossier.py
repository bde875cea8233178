"""A new person: the little that opens a dossier; the rest comes with the diagnostic."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.ui.binding import Form
from desktop.ui.desk import Desk
from desktop.ui.field import Field
from desktop.ui.forms import commune
from desktop.ui.kept import Kept
from desktop.ui.places import Name, Place
from desktop.ui.screen import Screen
from desktop.ui.widgets.pick import PickEditor
from desktop.ui.widgets.plain import button
from desktop.ui.widgets.short_form import lay_out
from desktop.usecases import Changes, signes
from desktop.usecases.identite import candidature, creer, objections
from desktop.usecases.orientations import Orienteurs, orienteurs
from desktop.usecases.saisies import Carte
from plie.vocabulaire import Origine, Role

_TITLE = "Nouvelle personne"
# Of no dossier: there is none yet.
_CARTE = Carte("", "nouveau_dossier", _TITLE, Name.NOUVEAU_DOSSIER)
FIELDS = (
    Field("prenoms", "Prénoms", "line"),
    Field("nom", "Nom", "line", beside=True),
    Field("naissance_le", "Date de naissance", "date", help="Par exemple 120785 ou 12/07/1985"),
    commune.field(),
    Field("recue_le", "Orientation reçue le", "date", help="auj., hier, 12/7…"),
    Field(
        "origine",
        "Origine",
        "choice",
        options=tuple((o.value, o.label) for o in Origine),
        beside=True,
    ),
    Field("integre_le", "Intégré·e à l’origine le", "date"),
    Field("reprise_decision", "Décision qui liste la reprise", "line", beside=True),
    Field("protocole_anterieur", "Protocole antérieur", "line"),
    Field("structure", "Structure qui oriente", "pick"),
    Field("professionnel", "Professionnel·le qui oriente", "pick", beside=True),
)

# What a reprise alone has (P6).
_REPRISE = ("integre_le", "reprise_decision", "protocole_anterieur")


class NouveauDossier(Screen):
    """The fields of a candidature and one action; who orients is of the directory."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("nouveau_dossier")
        self._form = Form("nouveau_formulaire", FIELDS, today=lambda: desk.clock().date())
        commune.watch(self._form, desk)
        for name in ("prenoms", "nom"):
            self._form.explain(name, signes.avis)
        self._create = button(
            "Ouvrir le dossier", role="main", picture="plus", name="ouvrir_dossier"
        )
        self._cancel = button("Annuler", role="quiet", name="annuler_dossier")
        self._kept: Kept | None = None
        self._above = lay_out(
            self,
            _TITLE,
            "Le strict nécessaire\u00a0: le reste viendra avec le diagnostic.",
            self._form,
            (self._create, self._cancel),
        )
        self._create.clicked.connect(self._open)
        self._form.entered.connect(self._open)
        self._form.edited.connect(self._follow)
        self._cancel.clicked.connect(self._give_up)

    @override
    def arrive(self, id_: str) -> None:
        today = self.desk.clock().date()
        if self._kept is not None:
            self._kept.leave()
        self.desk.jobs.look(self, lambda rows: orienteurs(rows, on=today), self._offer)
        self._form.load({"recue_le": today, "origine": Origine.PRESCRIPTEUR.value}, {})
        self._follow("origine")
        self._kept = Kept(self.desk, _CARTE, self._form)
        self._above.addWidget(self._kept)
        self._form.focus("prenoms")

    def _offer(self, found: Orienteurs) -> None:
        offered = {"structure": found.structures, "professionnel": found.professionnels}
        for name, options in offered.items():
            editor = self._form.editor(name)
            if isinstance(editor, PickEditor):
                editor.offer(options)

    def _follow(self, field: str) -> None:
        if field == "origine":
            again = self._form.values().get("origine") == Origine.REPRISE
            self._form.show_only(_REPRISE if again else (), among=_REPRISE)

    def _give_up(self) -> None:
        if self._kept is not None:
            self._kept.forget()
        self.left.emit(Place(Name.CANDIDATURES if self._gives() else Name.FILE))

    def _open(self) -> None:
        if self._kept is None or self._kept.over or not self._form.can_be_read():
            return
        asked, on = candidature(self._form.values()), self.desk.clock().date()
        if self._form.object_all(objections(asked, on=on)):
            return
        self._kept.write(
            self,
            lambda work: creer(work, asked, on=on),
            self._opened,
            failed=self.desk.speak.refuse,
        )

    def _opened(self, changes: Changes) -> None:
        # Who follows nobody gives the candidature to someone who does.
        where = Name.CANDIDATURES if self._gives() else Name.FILE
        self.left.emit(Place(where, changes.id_of("personne")))

    def _gives(self) -> bool:
        return self.desk.user.role == Role.COORDINATION

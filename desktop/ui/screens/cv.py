"""One more version of the CV: for which target, of which day, and its file (C9-3-3, C9-3-5).

Names: `cv_<field>`, `depot`, `choisir_cv`, `cv_note`, `revenir`. The file given, the version is kept.
"""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.answers import MISE_A_JOUR
from desktop.ui.binding import Form
from desktop.ui.desk import Desk
from desktop.ui.field import Field
from desktop.ui.forms import rome
from desktop.ui.kept import Kept
from desktop.ui.places import Name, Place, parted, side
from desktop.ui.screens.hall import Hall, Step
from desktop.ui.widgets.drop_zone import SCANS, DropZone, Wanted
from desktop.ui.widgets.plain import label
from desktop.usecases import Changes, Work
from desktop.usecases.cv import ajouter, contre, derniere
from desktop.usecases.feuilles import nom_de
from desktop.usecases.pieces import lire_fichiers
from desktop.usecases.saisies import Carte
from plie.kinds import Cv

_WIDTH = 640
_TITLE = "Nouvelle version du CV"
_WANTED = Wanted(
    "choisir_cv", "CV", "Déposez ici le CV", "Un PDF, ou une image de chaque page.", SCANS.kinds
)
_FIELDS = (
    Field("cible", "Pour quel métier, quelle offre", "line"),
    Field("code_rome", "Code ROME", "code", beside=True),
    Field("le", "CV du", "date", beside=True),
)


class CvScreen(Hall):
    """The words first, then the file: once it is read, the version is in the dossier."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "cv_ecran", Step.REDIGER, parent)
        self._form = Form("cv", _FIELDS, today=lambda: desk.clock().date())
        self._kept: Kept | None = None
        self._given_back = QVBoxLayout()
        self._drop = DropZone(_WANTED)
        self._said = label(role="muted", name="cv_note")
        page = QWidget()
        page.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(page)
        column.setSpacing(12)
        column.addWidget(label(_TITLE, role="heading"))
        column.addLayout(self._given_back)
        for widget in (self._form, self._drop, self._said):
            column.addWidget(widget)
        column.addStretch(1)
        self.steps.hide()
        self.body.addWidget(page, 1)
        self._drop.given.connect(self._read)

    @override
    def arrive(self, id_: str) -> None:
        self.dossier, led = parted(id_)
        dossier = self.dossier
        rome.follow(self._form, self.desk, "code_rome")
        self._form.load({"le": self.desk.clock().date()}, {})
        carte = Carte(dossier, "cv", _TITLE, Name.NOUVEAU_CV, dossier)
        self._kept = Kept(self.desk, carte, self._form)
        self._given_back.addWidget(self._kept)
        self.desk.jobs.look(self, lambda rows: nom_de(rows, dossier), self.person.setText)
        if led == MISE_A_JOUR:
            self.desk.jobs.look(self, lambda rows: derniere(rows, dossier), self._propose)
        self._form.focus("cible")

    def _propose(self, before: Cv | None) -> None:
        """Propose the target of the version that this one updates, selected: another is typed over it."""
        if before is not None:
            self._form.refresh({"cible": before.cible, "code_rome": before.code_rome}, {})
            target = self._form.editor("cible")
            if isinstance(target, QLineEdit) and target.text() == before.cible:
                target.selectAll()

    @override
    def leave(self) -> None:
        self.left.emit(Place(Name.FILE, side(self.dossier, "pieces")))

    def _read(self, paths: tuple[Path, ...]) -> None:
        if not self._form.can_be_read():
            return
        typed = str(self._form.values().get("code_rome") or "")
        if self._form.object_all(contre(typed)):
            return
        self._said.setText("Lecture du document…")
        self.desk.jobs.run(
            self,
            lambda _tell, _stopped: lire_fichiers(paths),
            lambda read: self._keep(*read),
            failed=self._refused,
        )

    def _keep(self, nom: str, content: bytes) -> None:
        dossier, now, values = self.dossier, self.desk.clock(), self._form.values()

        day = values.get("le")

        def write(work: Work) -> Changes:
            return ajouter(
                work,
                dossier,
                content,
                nom=nom,
                cible=str(values.get("cible") or ""),
                code_rome=str(values.get("code_rome") or ""),
                le=day if isinstance(day, date) else None,
                now=now,
            )

        if self._kept is not None:
            self._kept.write(self, write, self._added, failed=self._refused)

    def _added(self, _changes: Changes) -> None:
        self.leave()
        self.desk.speak.say("Cette version du CV est au dossier.")

    def _refused(self, error: Exception) -> None:
        self._said.setText("")
        self.desk.speak.refuse(error)

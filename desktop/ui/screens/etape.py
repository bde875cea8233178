"""An étape: typed in one form, begun, ended or abandoned in one gesture, closed by its bilan (C9-1, C9-3-6).

Names: `etape_<field>`, `etape_commencer`, `etape_transmettre`, `etape_terminer`, `etape_abandonner`, those of `BilanCard`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from desktop.ui.answers import BILAN
from desktop.ui.binding import Form
from desktop.ui.bound import Seen
from desktop.ui.desk import Desk
from desktop.ui.field import Field
from desktop.ui.forms import etape as forms
from desktop.ui.forms.bilan import BilanCard, BilanSaisi
from desktop.ui.kept import Kept
from desktop.ui.places import Name, Place
from desktop.ui.screens.feuille import FeuilleHall
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.plain import button
from desktop.usecases import Changes, Rows, Work
from desktop.usecases.etapes import (
    EtapeOuverte,
    enregistrer_etape,
    faire_bilan,
    ouvrir_etape,
    reconnaitre,
)
from desktop.usecases.feuilles import Feuille, Partie
from desktop.usecases.saisies import Carte
from plie import etape as regles
from plie.etape import lignes
from plie.kinds import Etape, Id
from plie.objection import Objection

# A gesture writes today in a field; the last one leads to the reason.
_GESTURES = (
    ("commencer", "Commencée aujourd’hui", "debut"),
    ("transmettre", "Objectifs transmis aujourd’hui", "objectifs_transmis_le"),
    ("terminer", "Terminée aujourd’hui", "fin"),
    ("abandonner", "Abandonner…", "abandonnee_le"),
)
_ENDINGS = {"fin", "abandonnee_le"}  # of what is nothing yet


class EtapeScreen(FeuilleHall[EtapeOuverte]):
    """One étape of the dossier."""

    name = "etape"
    title = "Étape"
    volet = "parcours"
    first = "intitule"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._gestures = {field: _gesture(code, words) for code, words, field in _GESTURES}
        self._bilan = BilanCard(lambda: desk.clock().date(), self._keep_words)
        band = QWidget()
        flow = Flow(band)
        for field, gesture in self._gestures.items():
            flow.addWidget(gesture)
            gesture.clicked.connect(lambda _=False, field=field: self._note_today(field))
        self.above.addWidget(band)
        self.column.addWidget(self._bilan)
        self._bilan.given.connect(self._keep_bilan)
        self._bilan.hide()

    @override
    def read(self, rows: Rows) -> EtapeOuverte:
        return ouvrir_etape(rows, self.dossier, self.id, on=self.desk.clock().date())

    @override
    def feuille_of(self, opened: EtapeOuverte) -> Feuille:
        return opened.feuille

    @override
    def fields(self, opened: EtapeOuverte) -> tuple[Field, ...]:
        return forms.etape(opened, self.desk.referentiel)

    @override
    def kept(self, values: Mapping[str, object]) -> Mapping[str, object]:
        return reconnaitre(values, self.opened) if self.opened else values

    @override
    def dress(self, form: Form, opened: EtapeOuverte) -> None:
        # An abandon that waits for its reason is not saved: what it lacks is said all the same.
        form.settled.connect(self.say_what_lacks)

    @override
    def held(self, values: Mapping[str, object]) -> Collection[str]:
        typed = self._typed(values)
        return regles.ABANDON if typed is not None and regles.abandon_sans_motif(typed) else ()

    @override
    def write(
        self,
        work: Work,
        dossier: str,
        parties: Sequence[Partie],
        values: Mapping[str, object],
        seen: Mapping[str, Seen],
    ) -> Changes:
        return enregistrer_etape(work, dossier, parties, values=values, seen=seen)

    @override
    def judge(self, values: Mapping[str, object]) -> Sequence[Objection]:
        typed = self._typed(values)
        if self.opened is None or typed is None:
            return ()
        lists = self.desk.referentiel.dossier
        return regles.objections(
            typed, self.opened.autres, immersion=lists.immersion if lists else None
        )

    @override
    def follow(self) -> None:
        found = self.opened.etape if self.opened else None
        self._bilan.setVisible(found is not None)
        for field, gesture in self._gestures.items():
            over = found is not None and bool(found.fin or found.abandonnee_le)
            done = found is not None and getattr(found, field) is not None
            early = found is None and field in _ENDINGS
            gesture.setVisible(
                not done and not early and not (over and field != "objectifs_transmis_le")
            )
        if found is not None and self.opened is not None:
            self._bilan.show_bilan(self.opened.bilan, lignes(found.objectifs))

    @override
    def standing(self, asked: Place) -> Place:
        return Place(Name.ETAPE, self.id) if self.id else asked

    @override
    def place_of(self, field: str) -> QWidget | None:
        return self._bilan.first if field == BILAN else super().place_of(field)

    def _typed(self, values: Mapping[str, object]) -> Etape | None:
        if self.opened is None:
            return None
        blank = Etape(id=Id(self.id), dossier=Id(self.dossier))
        known = {k: v for k, v in self.kept(values).items() if hasattr(blank, k)}
        return replace(blank, **known)  # type: ignore[arg-type]  # the form's editors give these shapes

    def _note_today(self, field: str) -> None:
        if self.form is None:
            return
        self.form.propose(field, self.desk.clock().date())
        self.form.focus("motif_abandon" if field == "abandonnee_le" else field)
        self.form.settle()

    def _keep_words(self, form: Form) -> Kept:
        opened = self.opened
        about = opened.etape.intitule if opened and opened.etape else ""
        title = f"Bilan de l’étape «\u00a0{about}\u00a0»" if about else "Bilan de l’étape"
        carte = Carte(self.dossier, f"bilan:{self.id}", title, Name.ETAPE, self.id)
        return Kept(self.desk, carte, form)

    def _keep_bilan(self, typed: BilanSaisi) -> None:
        id_, on = self.id, self.desk.clock().date()

        def write() -> None:
            kept = self._bilan.kept
            if kept is None or kept.over:
                return
            kept.write(
                self,
                lambda work: faire_bilan(
                    work,
                    id_,
                    verdicts=typed.verdicts,
                    texte=typed.texte,
                    signataire_nom=typed.signataire_nom,
                    signe_le=typed.signe_le,
                    on=on,
                ),
                self._bilan_kept,
                failed=self._bilan_refused,
            )

        self.when_saved(write)

    def _bilan_kept(self, _changes: Changes) -> None:
        self.desk.speak.say("Le bilan est enregistré.")

    def _bilan_refused(self, error: Exception) -> None:
        phrase = getattr(error, "phrase", "")
        if phrase:
            self._bilan.refuse(phrase)
        else:
            self.desk.speak.refuse(error)


class NouvelleEtape(EtapeScreen):
    """An étape that is not written yet: left untouched, there is none."""

    title = "Nouvelle étape"

    @override
    def arrive(self, id_: str) -> None:
        self.begin(id_)


def _gesture(code: str, words: str) -> QPushButton:
    return button(words, name=f"etape_{code}")

"""A work contract: type, dates, hours, employer, and the follow-up in employment (P7, C9-3-6)."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.ui.binding import Form
from desktop.ui.desk import Desk
from desktop.ui.field import Field
from desktop.ui.forms import rome
from desktop.ui.forms.contacts import ContactsPart
from desktop.ui.forms.emploi import FIELDS
from desktop.ui.kept import Kept
from desktop.ui.places import Name, Place
from desktop.ui.screens.feuille import FeuilleHall
from desktop.usecases import Changes, Rows, Work
from desktop.usecases.emplois import EmploiOuvert, completer, ouvrir_emploi, retirer
from desktop.usecases.evenements import contacter
from desktop.usecases.feuilles import Feuille
from desktop.usecases.saisies import Carte
from plie.emploi import objections_emploi
from plie.kinds import Emploi
from plie.objection import Objection

_OF_THE_DAY = frozenset({"evenement_futur", "evenement_avant_prescription"})
_CONSENT, _CONSENT_ON = "accord_contact", "accord_contact_le"


class EmploiScreen(FeuilleHall[EmploiOuvert]):
    """The answer about contacting the employer is dated of the day it is given, unless told otherwise."""

    name = "emploi"
    title = "Contrat de travail"
    volet = "emploi"
    first = "type"
    question = "Retirer ce contrat\u202f?"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._contacts = ContactsPart(lambda: desk.clock().date(), self._keep_words)
        self._contacts.given.connect(self._note_contact)
        self.column.addWidget(self._contacts)

    @override
    def read(self, rows: Rows) -> EmploiOuvert:
        return ouvrir_emploi(rows, self.dossier, self.id)

    @override
    def feuille_of(self, opened: EmploiOuvert) -> Feuille:
        return opened.feuille

    @override
    def fields(self, opened: EmploiOuvert) -> tuple[Field, ...]:
        return FIELDS

    @override
    def dress(self, form: Form, opened: EmploiOuvert) -> None:
        rome.follow(form, self.desk, "code_rome")
        form.edited.connect(self._date_consent)

    @override
    def kept(self, values: Mapping[str, object]) -> Mapping[str, object]:
        return completer(values)

    @override
    def judge(self, values: Mapping[str, object]) -> Sequence[Objection]:
        return objections_emploi(values)

    @override
    def remove(self, work: Work, seen: Mapping[str, tuple[str, ...]]) -> Changes:
        return retirer(work, Emploi, self.id, seen=seen)

    @override
    def follow(self) -> None:
        if self.opened is not None and self.id:
            self._contacts.show_contacts(self.opened.contacts, self.opened.prevenir)

    @override
    def standing(self, asked: Place) -> Place:
        return Place(Name.EMPLOI, self.id) if self.id else asked

    def _keep_words(self, form: Form) -> Kept:
        carte = Carte(
            self.dossier, f"contact:{self.id}", "Contact avec l’employeur", Name.EMPLOI, self.id
        )
        return Kept(self.desk, carte, form)

    def _note_contact(self, le: date | None, texte: str) -> None:
        kept, id_, now = self._contacts.kept, self.id, self.desk.clock()
        if kept is None:
            return
        if le is None:
            self._contacts.object_all(
                (Objection("le", "contact_sans_date", "Indiquez le jour.", article=None),)
            )
            return
        kept.write(
            self,
            lambda work: contacter(work, id_, le=le, texte=texte, now=now),
            lambda _changes: self._noted(),
            failed=self._refused_contact,
        )

    def _noted(self) -> None:
        self._contacts.put_away()
        self.again()

    def _refused_contact(self, error: Exception) -> None:
        phrase, code = getattr(error, "phrase", ""), getattr(error, "code", "")
        if phrase:
            field = "le" if code in _OF_THE_DAY else "texte"
            self._contacts.object_all((Objection(field, code, phrase, article=None),))
        else:
            self.desk.speak.refuse(error)

    def _date_consent(self, name: str) -> None:
        values = self.form.values() if self.form is not None else {}
        answered = values.get(_CONSENT) is not None
        if self.form and name == _CONSENT and answered and values.get(_CONSENT_ON) is None:
            self.form.propose(_CONSENT_ON, self.desk.clock().date())


class NouvelEmploi(EmploiScreen):
    """A contract that is not written yet: left untouched, there is none."""

    @override
    def arrive(self, id_: str) -> None:
        self.begin(id_)

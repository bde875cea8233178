"""Candidatures: who waits and since when, for which lot, given to whom; what the prescripteur is to be told.

Names: `candidatures_liste`, `nouvelle_candidature`, `candidature_lot`, `candidature_a`, `repartir`, `candidature_ouvrir`, `candidature_modifier`,
`candidatures_decidees`, `retour_texte`, `retour_ecrire`, `retour_noter`, `retour_sans_objet`, `retours_sans_objet`, those of `OrientationCard`.
"""

from PySide6.QtCore import Qt, QUrl, QUrlQuery
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.forms.orientation import OrientationCard
from desktop.ui.places import Name, Place, side
from desktop.ui.screen import Screen
from desktop.ui.widgets.drop_down import DropDown
from desktop.ui.widgets.empty_state import States
from desktop.ui.widgets.lists import PersonList
from desktop.ui.widgets.person_delegate import PersonLine
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.side_by_side import beside
from desktop.usecases import Changes
from desktop.usecases.affectations import Collegue, collegues
from desktop.usecases.candidatures import (
    Courriel,
    LigneCandidature,
    brouillon,
    choisir_lot,
    lire,
    noter_retour,
    noter_sans_objet,
    repartir,
)
from plie.candidature import Retour
from plie.vocabulaire import Role

_NONE = "non renseigné"
_LETTERS = 12  # of a choice, shown whole


class Candidatures(Screen):
    """The tray at left, the one chosen at right."""

    in_reading_order = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("candidatures")
        self._shown: LigneCandidature | None = None
        self._wanted = ""  # the dossier one came for
        self._retour: Retour | None = None
        self._draft: Courriel | None = None
        self._head = label("Candidatures", role="title", name="candidatures_titre")
        self._new = button("Nouvelle personne", picture="plus", name="nouvelle_candidature")
        self._new.setToolTip("Nouvelle personne (Ctrl+N)")
        self._list: PersonList[LigneCandidature] = PersonList(
            "candidatures_liste", lambda one: PersonLine(one.nom, one.resume), lambda one: one.id
        )
        self._list.setAccessibleName("Candidatures en attente, la plus ancienne d’abord")
        self._states = States(self._list, "candidatures_etats")
        self._name = label(role="title", name="candidature_nom")
        self._facts = label(name="candidature_faits")
        self._sender = OrientationCard(desk)
        self._told = label(name="candidature_pre_diagnostic")
        self._fits = label(role="muted", name="candidature_lots")
        self._lot = _combo("candidature_lot", "Lot")
        self._to = _combo("candidature_a", "À qui la candidature est confiée")
        self._edit = button("Modifier l’orientation", name="candidature_modifier")
        self._give = button("Répartir", role="main", name="repartir")
        self._open = button("Ouvrir le dossier", name="candidature_ouvrir")
        self._decided = QCheckBox("Aussi les dossiers décidés dont un retour attend")
        self._decided.setObjectName("candidatures_decidees")
        self._return = QWidget()
        self._what = label(role="strong", name="retour_quoi")
        self._text = QPlainTextEdit()
        self._write = button("Écrire le courriel", name="retour_ecrire")
        self._note = button("Noter qu’il est envoyé", name="retour_noter")
        self._useless = button("Sans objet", role="quiet", name="retour_sans_objet")
        self._useless.setToolTip(
            "Le dire ne servirait à rien\u00a0: le dossier le note, et ne le demande plus"
        )
        self._all_useless = button("Tous sans objet", role="quiet", name="retours_sans_objet")
        self._page = QWidget()
        self._lay_out()
        self._list.chosen.connect(self._show_one)
        self._list.opened.connect(lambda one: self.left.emit(Place(Name.FILE, one.id)))
        self._open.clicked.connect(self._go)
        self._edit.clicked.connect(self._put_right)
        self._new.clicked.connect(lambda: self.left.emit(Place(Name.NOUVEAU_DOSSIER)))
        QShortcut(QKeySequence("Ctrl+N"), self, self._new.click)
        self._lot.activated.connect(self._choose_lot)
        self._give.clicked.connect(self._dispatch)
        self._write.clicked.connect(self._compose)
        self._note.clicked.connect(self._log)
        self._useless.clicked.connect(lambda: self._settle(1))
        self._all_useless.clicked.connect(lambda: self._settle(None))
        self._decided.toggled.connect(self._read)

    @override
    def arrive(self, id_: str) -> None:
        self._wanted = id_
        self._read()

    @override
    def refresh(self, changes: Changes) -> None:
        if changes:
            self._read()

    def _read(self) -> None:
        referentiel, on = self.desk.referentiel, self.desk.clock().date()
        decided = self._decided.isChecked()
        self.desk.jobs.look(
            self,
            lambda rows: lire(rows, referentiel=referentiel, on=on, decidees=decided),
            self._show,
        )
        if self.desk.user.role == Role.COORDINATION:
            self.desk.jobs.look(self, lambda rows: collegues(rows, on=on), self._show_colleagues)

    def _show_colleagues(self, found: tuple[Collegue, ...]) -> None:
        kept = self._to.currentData()
        self._to.clear()
        self._to.addItem("Choisir…", "")
        for one in found:
            self._to.addItem(f"{one.nom} ({one.dossiers})", one.id)
        self._to.setCurrentIndex(max(0, self._to.findData(kept)))

    def _show(self, found: tuple[LigneCandidature, ...]) -> None:
        waiting = sum(one.attend for one in found)
        told, others = f"Candidatures\u00a0: {waiting}", len(found) - waiting
        # The list holds more than them: who must be told of, whose candidature is answered.
        self._head.setText(f"{told} · {others} à suivre" if others else told)
        kept = self._wanted or (self._shown.id if self._shown else "")
        self._wanted = ""
        self._list.people.set_rows(found)
        self._page.setVisible(bool(found))
        if not found:
            self._shown = None
            self._states.show_empty(
                "Aucune candidature n’attend.",
                next_step="Une orientation reçue s’ouvre par «\u00a0Nouvelle personne\u00a0».",
                picture="candidatures",
            )
            return
        self._states.show_content()
        again = next((one for one in found if one.id == kept), found[0])
        self._list.choose(again.id)
        self._show_one(again)

    def _show_one(self, one: LigneCandidature) -> None:
        self._shown = one
        self._name.setText(one.nom)
        days = f" ({one.attente})" if one.attente else ""
        # An adviser's own candidatures are theirs: it goes without saying.
        mine = self.desk.user.role == Role.ACCOMPAGNATEUR
        self._facts.setText(
            "\n".join(
                (
                    self.desk.referentiel.dire(f"État\u00a0: {one.etat.lower()}"),
                    f"Reçue le\u00a0: {one.recue or _NONE}{days}",
                    f"Origine\u00a0: {one.origine or _NONE}",
                    f"De\u00a0: {one.de_qui or _NONE}",
                    f"Premier rendez-vous\u00a0: {one.premier_rendez_vous or 'aucun encore'}",
                    *(
                        ()
                        if mine
                        else (f"Suivi·e par\u00a0: {one.suivi_par or 'personne encore'}",)
                    ),
                )
            )
        )
        self._sender.show_line(one)
        self._told.setText(one.pre_diagnostic or "Aucun pré-diagnostic.")
        self._show_lots(one)
        self._show_return(one)

    def _show_lots(self, one: LigneCandidature) -> None:
        names = [name for _, name in one.lots]
        told = (
            "\n".join(
                (f"Proposé{'s' if len(names) > 1 else ''} par l’adresse et l’âge\u00a0:", *names)
            )
            if names
            else f"Aucun lot proposé\u00a0: {one.sans_lot}"
        )
        self._fits.setText(told)
        self._lot.clear()
        # One that fits alone is proposed; where several do, a person chooses.
        self._lot.addItem("Choisir…", "")
        # Those that fit come first; a person may know better.
        fits = dict(one.lots)
        for code, name in (fits | {c: n for c, n in one.lots_tous if c not in fits}).items():
            self._lot.addItem(name, code)
        if one.lot and self._lot.findData(one.lot) < 0:
            self._lot.addItem(one.lot, one.lot)
        self._lot.setCurrentIndex(max(0, self._lot.findData(one.lot)))
        self._lot.setEnabled(bool(one.prescription and one.lots_tous))

    def _show_return(self, one: LigneCandidature) -> None:
        self._retour = one.retours[0] if one.retours else None
        self._return.setVisible(self._retour is not None)
        if self._retour is None:
            return
        dire = self.desk.referentiel.dire
        if self.desk.user.role != Role.ACCOMPAGNATEUR:
            self._what.setText(
                dire(f"À dire au prescripteur par {one.suivi_par or 'qui suivra la personne'} :\n")
                + "\n".join(dire(retour.titre) for retour in one.retours)
            )
            return
        self._draft = brouillon(one, self._retour, auteur=self.desk.user.nom, dire=dire)
        others = len(one.retours) - 1
        more = f" (et {others} autre{'s' * (others > 1)} ensuite)" if others else ""
        self._what.setText(dire(f"À dire au prescripteur\u00a0: {self._retour.titre}") + more)
        self._all_useless.setVisible(bool(others))
        to = self._draft.a or "adresse à compléter"
        self._text.setPlainText(
            f"À\u00a0: {to}\nObjet\u00a0: {self._draft.objet}\n\n{self._draft.texte}"
        )

    def _go(self) -> None:
        if self._shown is not None:
            self.left.emit(Place(Name.FILE, self._shown.id))

    def _put_right(self) -> None:
        if self._shown is not None:
            here = side(self._shown.id, Name.CANDIDATURES)
            self.left.emit(Place(Name.PRESCRIPTION, here))

    def _choose_lot(self) -> None:
        one, lot = self._shown, str(self._lot.currentData() or "")
        if one is not None and lot != one.lot:
            self.desk.jobs.write(
                self,
                lambda work: choisir_lot(work, one.prescription, lot),
                failed=self.desk.speak.refuse,
            )

    def _dispatch(self) -> None:
        one, to, on = self._shown, str(self._to.currentData() or ""), self.desk.clock().date()
        if one is None:
            return
        self.desk.jobs.write(
            self,
            lambda work: repartir(work, one.id, one.prescription, a=to, on=on),
            lambda _: self.desk.speak.say("La candidature est confiée."),
            failed=self.desk.speak.refuse,
        )

    def _compose(self) -> None:
        """Open the person's own e-mail program on the draft; nothing is sent from here."""
        if self._draft is None:
            return
        url, query = QUrl(f"mailto:{self._draft.a}"), QUrlQuery()
        query.addQueryItem("subject", self._draft.objet)
        query.addQueryItem("body", self._draft.texte)
        url.setQuery(query)
        if not QDesktopServices.openUrl(url):
            self._text.selectAll()
            self._text.setFocus()
            self.desk.speak.say(
                "Aucun logiciel de courriel n’a répondu\u00a0: le texte est choisi, copiez-le (Ctrl+C)."
            )

    def _log(self) -> None:
        one, retour, now = self._shown, self._retour, self.desk.clock()
        if one is None or retour is None:
            return
        self.desk.jobs.write(
            self,
            lambda work: noter_retour(work, one.id, retour, now=now),
            lambda _: self.desk.speak.say("Le retour est noté dans le dossier."),
            failed=self.desk.speak.refuse,
        )

    def _settle(self, most: int | None) -> None:
        one, now = self._shown, self.desk.clock()
        if one is None or not one.retours:
            return
        useless = one.retours[:most]
        said = (
            "Le retour est noté sans objet"
            if len(useless) == 1
            else "Les retours sont notés sans objet"
        )
        self.desk.jobs.write(
            self,
            lambda work: noter_sans_objet(work, one.id, useless, now=now),
            lambda _: self.desk.speak.say(f"{said} dans le dossier."),
            failed=self.desk.speak.refuse,
        )

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        title = QHBoxLayout()
        title.addWidget(self._head, 1)
        title.addWidget(self._new)
        top.addLayout(title)
        top.addWidget(self._decided, 0, Qt.AlignmentFlag.AlignLeft)
        page = QVBoxLayout(self._page)
        page.setContentsMargins(24, 16, 24, 16)
        page.setSpacing(12)
        page.addWidget(self._name)
        opens = QHBoxLayout()
        opens.addWidget(self._open)
        opens.addWidget(self._edit)
        opens.addStretch(1)
        page.addLayout(opens)
        page.addWidget(self._facts)
        page.addWidget(self._sender)
        page.addWidget(label("Pré-diagnostic", role="heading"))
        page.addWidget(self._told)
        page.addWidget(label("Lot", role="heading"))
        page.addWidget(self._fits)
        page.addWidget(self._lot, 0, Qt.AlignmentFlag.AlignLeft)
        self._lay_gestures_out(page)
        page.addStretch(1)
        self._text.setObjectName("retour_texte")
        self._text.setAccessibleName(
            self.desk.referentiel.dire("Brouillon du courriel au prescripteur")
        )
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._page.setObjectName("candidature_page")
        beside(self, top, self._states, self._page)
        dispatches = self.desk.user.role == Role.COORDINATION
        for part in (self._to, self._give):
            part.setVisible(dispatches)
        mine = self.desk.user.role == Role.ACCOMPAGNATEUR
        self._new.setVisible(mine or dispatches)
        self._decided.setVisible(dispatches)
        # An événement is its AE's to write, and the e-mail theirs to send.
        for tells in (self._text, self._write, self._note, self._useless, self._all_useless):
            tells.setVisible(mine)

    def _lay_gestures_out(self, page: QVBoxLayout) -> None:
        gives = QHBoxLayout()
        gives.addWidget(self._to)
        gives.addWidget(self._give)
        gives.addStretch(1)
        page.addLayout(gives)
        told = QVBoxLayout(self._return)
        told.setContentsMargins(0, 0, 0, 0)
        told.addWidget(self._what)
        told.addWidget(self._text)
        buttons = QHBoxLayout()
        buttons.addWidget(self._write)
        buttons.addWidget(self._note)
        buttons.addWidget(self._useless)
        buttons.addWidget(self._all_useless)
        buttons.addStretch(1)
        told.addLayout(buttons)
        page.addWidget(self._return)


def _combo(name: str, spoken: str) -> QComboBox:
    made = DropDown()
    made.setObjectName(name)
    made.setAccessibleName(spoken)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    made.setMinimumContentsLength(_LETTERS)
    return made

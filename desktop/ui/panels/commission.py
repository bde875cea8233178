"""The panel of the Commission: state and moves of the parcours, what is asked and lacks, the gestures, the acte (C7)."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.answers import ACTE, INSCRIRE
from desktop.ui.binding import Form
from desktop.ui.desk import Desk
from desktop.ui.forms.acte import ActePart
from desktop.ui.forms.gesture_card import GestureCard
from desktop.ui.kept import Kept
from desktop.ui.lacking import place_of
from desktop.ui.panel import Panel
from desktop.ui.places import Name, Place, side
from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.panel_page import empty
from desktop.ui.widgets.plain import button, label
from desktop.usecases import Rows
from desktop.usecases.actes import VoletActe, noter_signature
from desktop.usecases.commission import (
    GesteOffert,
    LigneMouvement,
    Liste,
    Volet,
    commence,
    lire,
)
from desktop.usecases.demarches import Apport, Demarche, Geste, faire, objections
from desktop.usecases.saisies import Carte, Saisie, du_dossier
from plie import acte as regles
from plie import phrases
from plie.completude import Constat
from plie.droits import ETAT
from plie.vocabulaire import ObjetCommission
from plie.vocabulaire_dossier import PartieActe

_DONE: dict[Demarche, str] = {
    Apport.PRECONISER: "La préconisation est écrite.",
    Apport.VISER: "Le visa est enregistré.",
    Apport.AVISER: "L’avis motivé est enregistré.",
    Geste.INSCRIRE: "Le dossier est à l’ordre du jour.",
    Geste.DEPLACER: "Le dossier est à l’ordre du jour de l’autre séance.",
    Geste.RETIRER: "Le dossier n’est plus à l’ordre du jour.",
    Geste.DECIDER: "La décision est enregistrée.",
    Geste.CLORE: "La candidature est close sans suite.",
    Geste.OUVRIR: "Un nouveau parcours est ouvert.",
    Geste.ANNULER: "C’est annulé, et ne compte plus\u00a0: notez maintenant ce qui est juste.",
}
# What is required, or only wished for, and lacks.
_LACKS = {True: ("avertissement", "avertissement"), False: ("info", "info")}
# Where the acte stands in the column, under the state.
_FIRST, _AFTER_GESTURES = 1, 3


class CommissionPanel(Panel):
    """What this role may do has a button; beside what it may not, why."""

    word = "commission"
    title = "Commission"
    kinds = ETAT

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._known: Volet | None = None
        self._card: GestureCard | None = None
        self._kept: Kept | None = None
        self._state = label(role="strong", name="commission_etat")
        self._detail = label(role="muted", name="commission_detail")
        self._sitting = button("Voir la séance", role="link", name="voir_seance")
        self._sitting.hide()
        self._sitting.clicked.connect(self._see_sitting)
        self._gestures = QVBoxLayout()
        self._place = QVBoxLayout()
        self._acte = ActePart(
            lambda: desk.clock().date(), self._keep_signature, desk.referentiel.dire
        )
        self._acte.given.connect(self._sign)
        self._acte.grown.connect(self.bring)
        self._acte.paper.connect(self._see_paper)
        self._lists = QVBoxLayout()
        self._moves = QVBoxLayout()
        self._lay_out()

    @override
    def turn(self) -> None:
        self._put_away()
        self._acte.put_away()

    @override
    def read(self) -> None:
        dossier, referentiel, role = self.dossier, self.desk.referentiel, self.desk.user.role
        on = self.desk.clock().date()

        def ask(rows: Rows) -> tuple[Volet, tuple[Saisie, ...]]:
            found = lire(rows, dossier, referentiel=referentiel, role=role, on=on)
            return found, du_dossier(rows, dossier)

        self.look(ask, lambda found: self._show(*found))

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._state)
        head.addWidget(self._detail)
        head.addWidget(self._sitting, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.setSpacing(12)
        self.column.addLayout(head)
        for part in (self._gestures, self._place, self._lists, self._moves):
            part.setSpacing(6)
        self.column.addLayout(self._gestures)
        self.column.addLayout(self._place)
        self.column.addWidget(self._acte)
        self.column.addLayout(self._lists)
        self.column.addLayout(self._moves)

    def _show(self, found: Volet, waiting: tuple[Saisie, ...]) -> None:
        self._known = found
        self._state.setText(
            self.desk.referentiel.dire(f"État du parcours\u00a0: {found.etat.lower()}")
        )
        self._detail.setText(found.detail)
        self._detail.setVisible(bool(found.detail))
        self._sitting.setVisible(bool(found.seance))
        for part in (self._gestures, self._lists, self._moves):
            empty(part)
        acte = found.acte
        lacks = acte is not None and any(ligne.signe_le is None for ligne in acte.lignes)
        # Above the gestures while it lacks a signature, for its alert leads here. Tab goes in the order drawn.
        if lacks:
            self._show_acte(acte, _FIRST, waiting)
        for offered in found.gestes:
            self._gestures.addWidget(self._gesture(offered))
        if not lacks:
            self._show_acte(acte, _AFTER_GESTURES, waiting)
        for listed in found.listes:
            self._list(listed)
        self._moves.addWidget(label("Mouvements", role="heading"))
        for line in found.mouvements:
            self._moves.addWidget(_move(line, self.desk.referentiel.dire(line.titre)))
        if not found.mouvements:
            self._moves.addWidget(label("Aucun mouvement encore.", role="muted"))
        if self._card is None:
            self._reopen(found, waiting)

    def _reopen(self, found: Volet, waiting: tuple[Saisie, ...]) -> None:
        """Open again the gesture that was left with words in it; the keyboard stays where it is."""
        legal = {_carte(self.dossier, g.geste).nom: g.geste for g in found.gestes if not g.raison}
        left = next((legal[one.carte.nom] for one in waiting if one.carte.nom in legal), None)
        if left is not None:
            self._open(left, found)

    def _show_acte(self, found: VoletActe | None, place: int, waiting: tuple[Saisie, ...]) -> None:
        if self.column.indexOf(self._acte) != place:
            self.column.removeWidget(self._acte)
            self.column.insertWidget(place, self._acte)
        names = {one.carte.nom for one in waiting}
        left = [one for one in PartieActe if self._signature(one).nom in names]
        self._acte.show_acte(found, left)

    def _gesture(self, offered: GesteOffert) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        asked = button(f"{offered.geste.label}…", name=f"geste_{offered.geste.value}")
        asked.setEnabled(not offered.raison)
        asked.setAccessibleDescription(self.desk.referentiel.dire(offered.raison))
        asked.clicked.connect(lambda: self._begin(offered.geste))
        line.addWidget(asked, 0, Qt.AlignmentFlag.AlignTop)
        said = self.desk.referentiel.dire(offered.raison)
        why = label(said, role="muted", name=f"raison_{offered.geste.value}")
        line.addWidget(why, 1)
        return row

    def _list(self, listed: Liste) -> None:
        lacks = sum(one.requis and not one.present for one in listed.constats)
        told = f"\u00a0: {lacks} à compléter" if lacks else "" if listed.tus else "\u00a0: complet"
        self._lists.addWidget(label(f"À réunir — {listed.titre}{told}", role="heading"))
        self._lists.addWidget(label(f"Source\u00a0: {listed.article}", role="muted"))
        if lacks and self.desk.referentiel.commission:
            self._lists.addWidget(
                label(
                    "Un dossier incomplet peut être inscrit\u202f; encore incomplet le jour venu, "
                    "il est ajourné.",
                    role="muted",
                )
            )
        for one in listed.constats:
            self._lists.addWidget(self._element(one, listed))
        if listed.tus:
            untold = f"Votre rôle n’en lit pas le texte\u00a0: {', '.join(listed.tus).lower()}."
            said = self.desk.referentiel.dire(untold)
            self._lists.addWidget(label(said, role="muted", name="elements_tus"))

    def _element(self, one: Constat, listed: Liste) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        picture = ("fait", "text") if one.present else _LACKS[one.requis]
        state = "présent" if one.present else "à compléter"
        line.addWidget(IconLabel(*picture, label=state), 0, Qt.AlignmentFlag.AlignTop)
        wished = "" if one.requis else " (souhaité)"
        lacks = "" if one.present else f"\u00a0: {one.manque}"
        words = label(
            self.desk.referentiel.dire(f"{one.element.label}{wished}{lacks}"),
            role="" if one.present else "strong" if one.requis else "muted",
            name=f"constat_{one.element.value}",
        )
        words.setAccessibleDescription(state)
        line.addWidget(words, 1)
        role = self.desk.user.role
        place = place_of(one.element, self.dossier, listed.objet, role=role)
        if place is not None and not one.present:
            leads = button("Compléter", role="link", name=f"completer_{one.element.value}")
            leads.setAccessibleDescription(one.element.label)
            leads.clicked.connect(lambda: self.asked.emit(place))
            line.addWidget(leads, 0, Qt.AlignmentFlag.AlignTop)
        return row

    @override
    def begin_at(self, at: str) -> None:
        what, _, motif = at.partition(":")
        if what == ACTE:
            self._acte.begin_next()
        elif what == INSCRIRE:
            self._begin_to_list(motif)

    def _begin_to_list(self, motif: str) -> None:
        """Open the inscription with what its alert knows of it; one already begun stays as it is."""
        known = self._known
        if known is None or not any(
            offered.geste is Geste.INSCRIRE and not offered.raison for offered in known.gestes
        ):
            return
        if self._card is None or self._card.geste is not Geste.INSCRIRE:
            objet = ObjetCommission.REEXAMEN if motif else ObjetCommission.ENTREE
            named = motif if motif in dict(known.options["motif_reexamen"]) else ""
            self._open(Geste.INSCRIRE, known, {"objet": objet.value, "motif_reexamen": named})
        if self._card is not None:
            self._card.begin("commission_le")
            self.bring(self._card)

    def _begin(self, geste: Demarche) -> None:
        if self._known is not None:
            card = self._open(geste, self._known)
            card.begin()
            self.bring(card)

    def _open(
        self, geste: Demarche, known: Volet, proposed: Mapping[str, object] = MappingProxyType({})
    ) -> GestureCard:
        self._put_away()
        begun = {**commence(known, geste), **proposed}
        card = GestureCard(
            geste,
            known.options,
            begun,
            today=lambda: self.desk.clock().date(),
            dire=self.desk.referentiel.dire,
        )
        self._card, self._kept = card, Kept(self.desk, _carte(self.dossier, geste), card)
        card.say_above(self._kept)
        card.kept.connect(self._keep)
        card.put_away.connect(self._kept.forget)
        card.put_away.connect(self._put_away)
        self._place.addWidget(card)
        card.show()
        return card

    def _keep(self, values: Mapping[str, object]) -> None:
        card, kept, known = self._card, self._kept, self._known
        if card is None or kept is None or kept.over or known is None:
            return
        on = self.desk.clock().date()
        referentiel, dossier, geste = self.desk.referentiel, self.dossier, card.geste
        against = objections(geste, known.dossier, values, referentiel=referentiel, on=on)
        if card.object_all(against):
            return
        kept.write(
            self,
            lambda work: faire(work, geste, dossier, values, referentiel=referentiel, on=on),
            lambda _: self._written(geste),
            failed=self._refused,
        )

    def _keep_signature(self, partie: PartieActe, form: Form) -> Kept:
        return Kept(self.desk, self._signature(partie), form)

    def _signature(self, partie: PartieActe) -> Carte:
        title = self.desk.referentiel.dire(
            f"Signature de l’acte d’engagement\u00a0: {partie.label}"
        )
        place = side(self.dossier, "commission")
        return Carte(self.dossier, f"acte:{partie.value}", title, Name.FILE, place)

    def _sign(self, partie: PartieActe, le: date | None, nom: str) -> None:
        known, dossier, on = self._known, self.dossier, self.desk.clock().date()
        kept = self._acte.kept
        if known is None or kept is None:
            return
        against = regles.objections(known.dossier, partie, signe_le=le, nom=nom, on=on)
        if against:
            self._acte.object_all(against)
            return
        kept.write(
            self,
            lambda work: noter_signature(work, dossier, partie, signe_le=le, nom=nom, on=on),
            lambda _: self._acte.written(),
            failed=self._unsigned,
        )

    def _unsigned(self, error: Exception) -> None:
        self._acte.object_all(())
        self.desk.speak.refuse(error)

    def _written(self, geste: Demarche) -> None:
        self._put_away()
        self.desk.speak.say(_DONE[geste])

    def _refused(self, error: Exception) -> None:
        phrase = getattr(error, "phrase", "")
        if self._card is not None and phrase:
            self._card.release(phrase)
        else:
            self.desk.speak.refuse(error)

    def _see_paper(self, piece: str) -> None:
        to_put = Place(Name.FILE, side(self.dossier, "pieces"))
        self.asked.emit(Place(Name.PIECE, piece) if piece else to_put)

    def _see_sitting(self) -> None:
        if self._known is not None:
            self.asked.emit(Place(Name.SEANCES, self._known.seance))

    def _put_away(self) -> None:
        card, self._card, self._kept = self._card, None, None
        if card is not None and card.isAncestorOf(QApplication.focusWidget() or self):
            # Qt would leave the keyboard far from here: on the lock of the window.
            self.give_keyboard(f"geste_{card.geste.value}")
        empty(self._place)


def _carte(dossier: str, geste: Demarche) -> Carte:
    place = side(dossier, "commission")
    return Carte(dossier, f"geste:{geste.value}", geste.label, Name.FILE, place)


def _move(line: LigneMouvement, title: str) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(f"{phrases.short_date(line.le)} — {title}"))
    if line.detail:
        column.addWidget(label(line.detail, role="muted"))
    return row

"""Échanges: what waits for a choice, what the store set aside, what only this machine has.

Names: those of `rival_card` and `aside_tray`, `tranche_<place>`, `attente_liste`, `renonces`,
`echange_maintenant`, `echange_fichiers_bouton`. Nothing here holds back the work or the exchange.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.card_words import keep_card
from desktop.ui.desk import Desk
from desktop.ui.forms.aside_tray import AsideTray
from desktop.ui.forms.rival_card import RivalCard
from desktop.ui.forms.transfer_list import TransferList
from desktop.ui.kept import Kept, Write
from desktop.ui.places import Name, Place, parted
from desktop.ui.screen import Screen
from desktop.ui.widgets.exchange_card import ExchangeCard
from desktop.ui.widgets.lists import PersonList
from desktop.ui.widgets.person_delegate import PersonLine
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.section import Section
from desktop.usecases import Changes, Rows, Work
from desktop.usecases.affectations import (
    laisser_partir,
    laisser_supprimer,
    retraits_demandes,
    suppressions_demandees,
)
from desktop.usecases.attente import BoiteDEnvoi, EnAttente, en_attente
from desktop.usecases.conflits import (
    Conflit,
    Tranche,
    conflits,
    maintenir,
    revenir,
    supprimer,
    trancher,
    tranches,
)
from desktop.usecases.fichiers import Reception
from desktop.usecases.mis_de_cote import MisDeCote, Renonce, mis_de_cote, renonces
from desktop.usecases.mis_de_cote_ailleurs import MisDeCoteAilleurs, mis_de_cote_ailleurs
from desktop.usecases.rome import doubles, doubles_dits, peut_importer
from desktop.usecases.synchronisation import EtatExchange
from desktop.usecases.transferts import LigneTransfert
from plie import phrases

_MOST_WIDTH, _OUTBOX_ROWS = 1120, 6
_RECENT = 10  # choices that can be taken back


@dataclass(frozen=True, slots=True)
class _Seen:
    partants: int
    amputes: int
    conflits: tuple[Conflit, ...]
    mis_de_cote: tuple[MisDeCote, ...]
    ailleurs: tuple[MisDeCoteAilleurs, ...]
    boite: BoiteDEnvoi
    tranches: tuple[Tranche, ...]
    renonces: tuple[Renonce, ...]
    doubles: int  # ROME codes that two lists call differently, for who brings lists in


class Echanges(Screen):
    """One page, what asks for a choice first.

    `again` tries the exchange now, `turn_files` stops the files that come in, or lets them go on;
    `transfers` asks the store how far the dossiers that change hands have gone.
    """

    def __init__(
        self,
        desk: Desk,
        again: Callable[[], None],
        turn_files: Callable[[], None],
        transfers: Callable[[], tuple[LigneTransfert, ...]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, parent)
        self.setObjectName("echanges")
        self._again = again
        self._wanted = ""  # the dossier, or the thing set aside elsewhere, one came for
        self._last: datetime | None = None  # the exchange after which the store was asked
        self._state = ExchangeCard()
        self._nothing = label(
            "Rien ne vous est demandé ici\u00a0: ce que vous avez écrit est parti, ou partira au prochain échange.",
            role="muted",
            name="echanges_rien",
        )
        self._rivals = Section("À trancher", "a_trancher")
        self._lists = Section("Listes ROME différentes", "listes_rome")
        self._aside = AsideTray(desk)
        self._transfers = TransferList(desk, transfers)
        self._leaving = Section("Dossiers qui vous quittent", "retraits")
        self._removed = Section("Suppressions à confirmer", "suppressions")
        self._waiting = Section("En attente d’envoi", "en_attente")
        self._outbox: PersonList[EnAttente] = PersonList(
            "attente_liste", self._line, lambda one: one.id
        )
        self._made = Section("Ce que vous avez tranché", "tranches")
        self._left = Section("Ce à quoi vous avez renoncé", "renonces")
        self._area = QScrollArea()
        self._lay_out()
        self._state.asked.connect(again)
        self._state.files.acted.connect(turn_files)

    @override
    def arrive(self, id_: str) -> None:
        self._wanted = id_
        self._read()
        self._transfers.read()

    @override
    def refresh(self, changes: Changes) -> None:
        if changes:
            self._read()

    @override
    def show_exchange(self, etat: EtatExchange) -> None:
        self._state.show_state(etat, now=self.desk.clock())
        # What was sent is acknowledged without anything having changed in the dossiers.
        if not self.is_shown():
            return
        self._read()
        if etat.last_success != self._last:
            # The line is up: what was said of it here, or of where dossiers were, is no longer true.
            self._last = etat.last_success
            self._transfers.read()

    @override
    def show_files(self, reception: Reception) -> None:
        self._state.files.tell(reception)

    def _read(self) -> None:
        referentiel, role = self.desk.referentiel, self.desk.user.role

        def ask(rows: Rows) -> _Seen:
            return _Seen(
                retraits_demandes(rows),
                suppressions_demandees(rows),
                conflits(rows, referentiel=referentiel),
                mis_de_cote(rows, referentiel=referentiel),
                mis_de_cote_ailleurs(rows),
                en_attente(rows, referentiel=referentiel),
                tranches(rows, referentiel=referentiel)[:_RECENT],
                renonces(rows, referentiel=referentiel),
                len(doubles(rows)) if peut_importer(role) else 0,
            )

        self.desk.jobs.look(self, ask, self._show)

    def _show(self, seen: _Seen) -> None:
        self._leaving.show_count(seen.partants, self._leave)
        self._removed.show_count(seen.amputes, self._removals)
        self._rivals.show_all(seen.conflits, self._rival_card)
        self._lists.show_count(seen.doubles, self._two_lists)
        self._aside.show_all(seen.mis_de_cote, seen.ailleurs)
        self._made.show_all(seen.tranches, self._choice)
        self._left.show_all(seen.renonces, self._given_up)
        asked = seen.partants or seen.amputes or seen.conflits or seen.mis_de_cote or seen.doubles
        self._nothing.setVisible(not asked)
        self._show_outbox(seen.boite)
        if self._wanted:
            # Once the layout has given the cards their places.
            QTimer.singleShot(0, self, self._go_to_wanted)

    def _show_outbox(self, boite: BoiteDEnvoi) -> None:
        self._outbox.people.set_rows(boite.changements)
        self._outbox.show_at_most(_OUTBOX_ROWS)
        self._outbox.setVisible(bool(boite.changements))
        documents = (
            phrases.counted(boite.documents, "document", "documents") if boite.documents else ""
        )
        self._waiting.count(boite.combien, f" et {documents}" if documents else "")
        self._waiting.setVisible(bool(boite.combien or boite.documents))

    def _go_to_wanted(self) -> None:
        (wanted, only_aside), self._wanted = parted(self._wanted), ""
        rivals = (
            card
            for card in self._rivals.cards
            if isinstance(card, RivalCard) and card.conflit.scope == wanted and not only_aside
        )
        found = next(rivals, None) or self._aside.card_of(wanted)
        if found is not None:
            self._area.ensureWidgetVisible(found, 0, 24)

    def _rival_card(self, conflit: Conflit) -> RivalCard:
        card = RivalCard(conflit, self.desk.clock)
        name, title = f"conflit:{conflit.kind}:{conflit.id}", f"À trancher, {conflit.objet}"
        words = keep_card(self.desk, card, name, title, conflit.scope)
        card.settled.connect(partial(self._settle, words))
        card.existed.connect(partial(self._decide, words))
        return card

    def _two_lists(self, count: int) -> QWidget:
        return _row(
            doubles_dits(count),
            "Importer une liste",
            "rome_aller",
            lambda: self.left.emit(Place(Name.POSTE)),
        )

    def _leave(self, count: int) -> QWidget:
        words = (
            f"La coordination vous retire {count} dossiers d’un coup. Rien n’est encore parti. Si vous "
            "vous y attendiez, laissez-les partir : ce que vous y avez écrit sera d’abord envoyé. "
            "Sinon, ne touchez à rien et appelez la coordination."
        )
        return _row(words, "Les laisser partir", "laisser_partir", self._let_go)

    def _let_go(self) -> None:
        self._write(
            laisser_partir,
            lambda _changes: self._again_and_say(
                "Ces dossiers partiront à l’échange qui commence, une fois tout ce qu’ils contiennent "
                "au magasin central."
            ),
        )

    def _removals(self, count: int) -> QWidget:
        words = (
            f"Le magasin central annonce des suppressions dans {count} de vos dossiers d’un coup. Rien "
            "n’a été supprimé ici, et plus rien n’arrive en attendant. Si vous vous y attendiez, "
            "acceptez-les. Sinon, ne touchez à rien et appelez la coordination."
        )
        return _row(words, "Les accepter", "laisser_supprimer", self._let_in)

    def _let_in(self) -> None:
        self._write(
            laisser_supprimer,
            lambda _changes: self._again_and_say("Ces suppressions arrivent avec cet échange."),
        )

    def _again_and_say(self, words: str) -> None:
        self.desk.speak.say(words)
        self._again()

    def _choice(self, made: Tranche) -> QWidget:
        said = " · ".join(made.mots).replace("\n", " ")
        words = f"{made.personne} — {made.objet}, {made.titre.lower()}\u00a0: {said}"
        return _row(
            words, "Revenir sur ce choix", f"revenir_{made.id}", lambda: self._go_back(made)
        )

    def _given_up(self, one: Renonce) -> QWidget:
        written = " · ".join(
            f"{e.champ.label}\u00a0: {', '.join(e.mots)}".replace("\n", " ") for e in one.ecrits
        )
        why = (
            f"{one.personne} — {one.objet}. {one.raison} Renoncé le {self._when(one.le)}\u00a0: "
            f"{one.motif}"
        )
        return label("\n".join(part for part in (why, written) if part), role="muted")

    def _settle(self, words: Kept, conflit: Conflit, champ: str, value: object) -> None:
        self._write(
            lambda work: trancher(
                work, conflit.kind, conflit.id, seen=conflit.seen, values={champ: value}
            ),
            partial(self._settled, conflit),
            words.write,
        )

    def _decide(self, words: Kept, conflit: Conflit, kept: bool) -> None:  # noqa: FBT001 - as the signal says it
        gesture = maintenir if kept else supprimer
        self._write(
            lambda work: gesture(work, conflit.kind, conflit.id, seen=conflit.seen),
            partial(self._settled, conflit),
            words.write,
        )

    def _settled(self, conflit: Conflit, _changes: Changes) -> None:
        self.desk.speak.say(
            f"{conflit.objet}\u00a0: tranché, ici et bientôt partout. Vous pouvez y revenir ci-dessous."
        )

    def _go_back(self, made: Tranche) -> None:
        self._write(
            lambda work: revenir(work, made.kind, made.id, made.champ),
            lambda _changes: self.desk.speak.say(
                f"{made.objet}\u00a0: les deux écritures sont de nouveau face à face."
            ),
        )

    def _write(
        self,
        gesture: Callable[[Work], Changes],
        then: Callable[[Changes], None],
        write: Write | None = None,
    ) -> None:
        def refused(error: Exception) -> None:
            self.desk.speak.refuse(error)
            self._read()

        (write or self.desk.jobs.write)(self, gesture, then, failed=refused)

    def _when(self, instant: datetime) -> str:
        return phrases.short_date(instant.astimezone(self.desk.clock().tzinfo).date())

    def _line(self, one: EnAttente) -> PersonLine:
        at = phrases.le_moment(one.quand and one.quand.astimezone(self.desk.clock().tzinfo))
        fields = (
            f"\u00a0: {phrases.join_words([c.lower() for c in one.champs])}" if one.champs else ""
        )
        return PersonLine(f"{one.personne} — {one.objet}", f"{one.geste}{fields}, {at}")

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(_MOST_WIDTH)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 12)
        column.setSpacing(16)
        self._outbox.setAccessibleName("Changements en attente d’envoi")
        self._waiting.put(self._outbox)
        for part in (
            self._state,
            self._leaving,
            self._removed,
            self._rivals,
            self._lists,
            self._aside,
            self._transfers,
            self._waiting,
            self._nothing,
        ):
            column.addWidget(part)
        for part in (self._made, self._left):
            column.addWidget(part)
        column.addStretch(1)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 16, 12, 0)
        page.setSpacing(12)
        page.addWidget(label("Échanges", role="title", name="echanges_titre"))
        page.addWidget(self._area, 1)


def _row(words: str, action: str, name: str, act: Callable[[], None]) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(label(words), 1)
    press = button(action, role="quiet", name=name)
    press.setAccessibleDescription(words)
    press.clicked.connect(act)
    row.addWidget(press)
    return made

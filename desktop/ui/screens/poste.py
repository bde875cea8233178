"""Mon poste: who works here, where the data lie and how they are protected, the link to the store."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.look import Look
from desktop.ui.parc import PERDU, Parc
from desktop.ui.protection import Protection, ProtectionView
from desktop.ui.rest import LEAST, MOST, Rest
from desktop.ui.rome_list import RomeList
from desktop.ui.room import Room
from desktop.ui.screen import Screen
from desktop.ui.widgets.backups import Backups, said
from desktop.ui.widgets.device_rows import DeviceRows
from desktop.ui.widgets.drop_down import DropDown
from desktop.ui.widgets.invitation_form import InvitationForm, content_of
from desktop.ui.widgets.place_notes import PlaceNotes
from desktop.ui.widgets.plain import label, line
from desktop.ui.widgets.store_address import StoreAddress
from desktop.ui.widgets.text_size import TextSize
from desktop.usecases import Changes, Identity
from desktop.usecases.appareils import LigneAppareil, Motif
from desktop.usecases.emplacement import Emplacement, place_libre
from desktop.usecases.rome import peut_importer
from desktop.usecases.sauvegardes import Copie
from desktop.usecases.synchronisation import Invitation
from plie import phrases
from plie.vocabulaire import Role
from plie.vocabulaire import label as word

_WIDTH, _MOST = 1000, 1000
_BELOW = 16  # pixels left in view under the invitation
_LOOKS = (("systeme", "Comme le système"), ("clair", "Clair"), ("sombre", "Sombre"))


@dataclass(frozen=True, slots=True)
class Poste:
    """What is said of this machine, and what enrols it.

    Attributes:
        dossier: where the vault lies.
        protection: what opens the vault.
        enrol: presents an invitation under this device's name; runs apart from the screen.
        enrolled: called once a store knows this vault.
        look: the looks of the screens, which the person may choose here.
        rest: how long before the vault locks by itself, which they may choose as well.
        copies: the copies of the vault, the latest first.
        go_back: locks the vault and goes back to a copy.
        room: watches where the vault lies.
        lost: says what the vault has lost, "" when nothing.
        lost_known: the person knows it.
        move: keeps another address of the store, once it has proved itself; apart from the screen.
        moved: called once it is kept.
        parc: the devices of this person, at the store.
        machine: what this computer is called, "" when it has no name.
    """

    dossier: Path
    protection: Protection
    enrol: Callable[[Invitation, str], Identity]
    enrolled: Callable[[], None]
    look: Look
    rest: Rest
    copies: Callable[[], tuple[Copie, ...]]
    go_back: Callable[[Copie], None]
    room: Room
    lost: Callable[[], str]
    lost_known: Callable[[], None]
    move: Callable[[str], Identity]
    moved: Callable[[], None]
    parc: Parc
    machine: str = ""


class MonPoste(Screen):
    """Facts first; the invitation below, until there is a store."""

    def __init__(self, desk: Desk, poste: Poste, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("poste")
        self._poste = poste
        self._form = InvitationForm()
        self._backups = Backups(desk.clock().tzinfo)
        self._left = label(name="poste_place")
        self._place = PlaceNotes()
        self._devices = DeviceRows()
        self._address = StoreAddress(desk.user.url)
        self._address.asked.connect(self._move)
        self._rome = RomeList(desk) if peut_importer(desk.user.role) else None
        self._area = QScrollArea()
        self._lay_out()
        self._devices.again.connect(self._ask_devices)
        self._devices.lost.connect(self._ask_lost)
        self._backups.asked.connect(self._ask_to_go_back)
        poste.room.told.connect(self._show_place)
        self._show_place(poste.room.known)
        self._backups.known.connect(self._poste.lost_known)
        self._form.asked.connect(self._enrol)
        self._form.chosen.connect(self._read)
        # At the bottom of the page: led there or clicked, it is shown down to its button.
        self._area.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._keep_in_sight)

    @override
    def arrive(self, id_: str) -> None:
        self._backups.show_copies(self._poste.copies())
        self._poste.room.look()
        self._backups.show_lost(self._poste.lost())
        if self._rome is not None:
            self._rome.look()
        if self.desk.user.enrolled:
            self._ask_devices()
        else:
            self._form.setFocus()

    @override
    def refresh(self, changes: Changes) -> None:
        if self._rome is not None and "metier_rome" in changes.kinds:
            self._rome.look()

    def _keep_in_sight(self) -> None:
        # The application tells it still, as it ends.
        if not isValid(self) or not isValid(self._form):
            return
        if self._form.isAncestorOf(QApplication.focusWidget() or self):
            self._area.ensureWidgetVisible(self._form, 0, _BELOW)

    def _move(self, typed: str) -> None:
        self.desk.jobs.run(
            self,
            lambda _tell, _stopped: self._poste.move(typed),
            lambda _identity: self._poste.moved(),
            failed=self._not_moved,
        )

    def _not_moved(self, error: Exception) -> None:
        self._address.object(getattr(error, "phrase", ""))
        if not hasattr(error, "phrase"):
            self.desk.speak.crash(error)

    def _ask_devices(self) -> None:
        self.desk.jobs.run(
            self,
            lambda _tell, _stopped: self._poste.parc.ask(),
            self._show_devices,
            failed=self._no_devices,
        )

    def _show_devices(self, lines: tuple[LigneAppareil, ...]) -> None:
        """Show this person's only: a gestionnaire has the others in a place of their own."""
        mine = [one for one in lines if one.id and one.a_moi]
        self._devices.show_devices(mine)

    def _no_devices(self, error: Exception) -> None:
        phrase = getattr(error, "phrase", "")
        if phrase:
            self._devices.say(f"La liste est tenue par le magasin central. {phrase}")
        else:
            self.desk.speak.crash(error)

    def _ask_lost(self, device: LigneAppareil) -> None:
        self.desk.speak.ask(
            f"Déclarer «\u00a0{device.nom}\u00a0» perdu\u202f?",
            yes="Le déclarer perdu",
            detail=PERDU,
            then=lambda: self._declare_lost(device),
        )

    def _declare_lost(self, device: LigneAppareil) -> None:
        def done(lines: tuple[LigneAppareil, ...]) -> None:
            self._show_devices(lines)
            self.desk.speak.say(
                f"«\u00a0{device.nom}\u00a0» est déclaré perdu\u00a0: il sera refusé à sa prochaine demande."
            )

        self.desk.jobs.run(
            self,
            lambda _tell, _stopped: self._poste.parc.withdraw(device.id, Motif.PERDU),
            done,
            failed=self.desk.speak.refuse,
        )

    def _ask_to_go_back(self, copie: Copie) -> None:
        self.desk.speak.ask(
            f"Revenir à la copie du {said(copie, self.desk.clock().tzinfo)}\u202f?",
            yes="Revenir à cette copie",
            detail="Permanence se verrouille. Ce qui a été écrit depuis sur ce poste est mis de côté, chiffré, "
            "dans le dossier du coffre\u202f; ce qui avait été échangé revient du magasin central.",
            then=lambda: self._poste.go_back(copie),
        )

    def use_invitation(self, content: bytes) -> None:
        """Present an invitation read from a file."""
        self._form.use(content)

    def _lay_out(self) -> None:
        page = QWidget()
        page.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label("Mon poste", role="title"))
        column.addLayout(self._facts())
        column.addWidget(self._place)
        column.addLayout(self._looks())
        column.addWidget(TextSize(self._poste.look))
        column.addLayout(self._rest())
        column.addSpacing(8)
        column.addWidget(ProtectionView(self.desk, self._poste.protection))
        column.addSpacing(8)
        column.addWidget(self._backups)
        column.addSpacing(8)
        if self._rome is not None:
            column.addWidget(self._rome)
            column.addSpacing(8)
        column.addWidget(self._devices if self.desk.user.enrolled else self._invitation())
        column.addStretch(1)
        inside = QWidget()
        inside.setProperty("role", "page")
        around = QHBoxLayout(inside)
        around.setContentsMargins(24, 16, 24, 16)
        # The page takes its whole width; what is left over stays at its right.
        around.addWidget(page, _MOST)
        around.addStretch(1)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)

    def _facts(self) -> QFormLayout:
        user = self.desk.user
        facts = {
            "Vous": f"{user.nom}, {self.desk.referentiel.dire(word(Role, user.role))}",
            "PLIE": self.desk.referentiel.nom,
            "Vos données": str(self._poste.dossier),
            "Protection": "Tout y est chiffré\u00a0: dossiers, notes et documents.",
        }
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for title, fact in facts.items():
            form.addRow(label(title, role="muted"), label(fact))
        if user.enrolled:
            form.addRow(label("Magasin central", role="muted"), self._address)
        form.addRow(label("Place libre", role="muted"), self._left)
        return form

    def _show_place(self, place: Emplacement) -> None:
        self._left.setText(place_libre(place.libre))
        self._place.show_place(place)

    def _looks(self) -> QHBoxLayout:
        choice = DropDown()
        choice.setObjectName("poste_apparence")
        choice.setAccessibleName("Apparence")
        for code, words in _LOOKS:
            choice.addItem(words, code)
        choice.setCurrentIndex(choice.findData(self._poste.look.choice))
        choice.currentIndexChanged.connect(lambda: self._poste.look.choose(choice.currentData()))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(label("Apparence", role="muted"))
        row.addWidget(choice)
        row.addStretch(1)
        return row

    def _rest(self) -> QHBoxLayout:
        minutes = DropDown()
        minutes.setObjectName("poste_verrouillage")
        minutes.setAccessibleName("Minutes sans activité avant le verrouillage")
        for number in range(LEAST, MOST + 1):
            minutes.addItem(f"{number}\u00a0min", number)
        minutes.setCurrentIndex(minutes.findData(self._poste.rest.minutes))
        minutes.currentIndexChanged.connect(lambda: self._poste.rest.choose(minutes.currentData()))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(line("Verrouiller sans activité après", role="muted"))
        row.addWidget(minutes)
        row.addWidget(label("Tout de suite\u00a0: Ctrl\u00a0L", role="muted"), 1)
        return row

    def _invitation(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("Relier ce poste au magasin central", role="heading"))
        column.addWidget(
            label(
                "Votre gestionnaire vous remet une invitation\u00a0: un fichier, ou une adresse et "
                "un code. Ce que vous avez déjà saisi partira sous votre nom.",
                role="muted",
            )
        )
        column.addWidget(self._form)
        return box

    def _read(self, path: Path) -> None:
        self.desk.jobs.run(
            self,
            lambda _tell, _stopped: content_of(path),
            self.use_invitation,
            failed=self._form.unread,
        )

    def _enrol(self, invitation: Invitation) -> None:
        named = f" ({self._poste.machine})" if self._poste.machine else ""
        nom = f"Poste {phrases.de(self.desk.user.nom)}{named}"
        self.desk.jobs.run(
            self,
            lambda _tell, _stopped: self._poste.enrol(invitation, nom),
            self._enrolled,
            failed=self._object,
        )

    def _enrolled(self, _identity: Identity) -> None:
        self._poste.enrolled()

    def _object(self, error: Exception) -> None:
        self._form.object(getattr(error, "phrase", ""))
        if not hasattr(error, "phrase"):
            self.desk.speak.crash(error)

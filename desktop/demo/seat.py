"""A person at their machine: the window, hands on it, and what is behind the door."""

from PySide6.QtWidgets import QWidget

from desktop.app.door import Door
from desktop.app.house import House
from desktop.demo.hands import Hands, TooLongError, settle
from desktop.demo.scene import PASSPHRASE
from desktop.demo.store import REFERENTIEL, Invitation
from desktop.ui.places import Name
from desktop.usecases import Changes
from plie.kinds import Personne


class Seat:
    """What the demonstration does at one machine, by keys and mouse."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.hands = Hands(door.window)

    @property
    def house(self) -> House:
        """What is behind the door.

        Raises:
            TooLongError: the vault is not open.
        """
        house = self.door.house
        if not isinstance(house, House):
            raise TooLongError("le coffre n’est pas ouvert")
        return house

    @property
    def window(self) -> QWidget:
        """The window."""
        return self.door.window

    def fill_first_start(self, nom: str) -> None:
        """Fill the first screen; the button is left to press."""
        self.hands.write("premier_nom", nom)
        self.hands.choose("premier_plie", REFERENTIEL)
        self.hands.write("premier_phrase_line", PASSPHRASE)
        self.hands.write("premier_encore_line", PASSPHRASE)

    def note_key(self) -> None:
        """Type back the two groups of the recovery key that are asked for."""
        for group in (2, 6):
            self.hands.write(f"cle_groupe_{group}", self.hands.read(f"cle_montre_{group}"))
        self.hands.click("cle_notee")

    def enter(self) -> None:
        """Wait until the vault is open; a recovery key shown on the way is noted."""
        self.hands.until(lambda: self._inside() or self._key_asked(), "l’ouverture du coffre")
        if self._key_asked():
            self.note_key()
        self.hands.until(self._inside, "l’ouverture du coffre")

    def _inside(self) -> bool:
        return self.door.house is not None

    def _key_asked(self) -> bool:
        """Whether a recovery key is shown, and not noted yet."""
        page = self.window.findChild(QWidget, "cle_de_secours")
        return page is not None and page.isVisible() and page.isEnabled()

    def fill_invitation(self, invitation: Invitation) -> None:
        """Go to « Mon poste » and type an invitation; the button is left to press."""
        self.hands.click_item("rail", Name.POSTE)
        self.hands.write("poste_adresse", invitation.url)
        self.hands.write("poste_code", invitation.code)

    def enrol(self) -> None:
        """Present the invitation typed, and wait for the screens of who the person now is."""
        before = self.house.main
        self.hands.click("relier")
        self.hands.until(lambda: self.house.main is not before, "l’inscription du poste")

    def take_back(self) -> None:
        """Take the computer back after the person, with the vault's phrase."""
        self.hands.write("rendre_secret_line", PASSPHRASE)
        self.hands.click("rendre_ok")

    def exchange(self) -> None:
        """Press « Échanger maintenant » and wait until nothing waits any more."""
        beaten: list[object] = []
        self.house.heart.beaten.connect(beaten.append)
        self.hands.click("status_action")
        self.hands.until(
            lambda: (
                bool(beaten)
                and self.house.heart.at_rest
                and self.house.main.status.sentence.startswith("À jour")
            ),
            "l’échange",
        )

    def rest(self) -> None:
        """Wait until what was asked of the vault is answered, and shown."""
        if self.door.house is not None:
            self.house.jobs.drain()
            # An answer may have asked for more.
            self.house.jobs.drain()
        settle()

    def redraw(self) -> None:
        """Tell the screens that the vault was filled behind them."""
        with self.house.vault.look() as rows:
            scopes = frozenset(personne.id for personne in rows.all(Personne))
        self.house.jobs.changed.emit(Changes(scopes, frozenset({"personne"})))

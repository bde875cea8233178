"""What every screen is to the main window: something shown, refreshed, and left."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.ui import reading_order
from desktop.ui.desk import Desk
from desktop.ui.places import Place
from desktop.usecases import Changes
from desktop.usecases.fichiers import Reception
from desktop.usecases.synchronisation import EtatExchange


class Screen(QWidget):
    """A screen. It owns its widgets, never another screen."""

    left = Signal(object)  # the Place asked for
    lent = Signal(bool)  # the screen is in the hands of the person accompanied, or given back
    # Tab follows the layouts; False where it already goes so by birth, or by an order given by hand.
    in_reading_order = False
    # What is shown is read by the person accompanied too: what is told to the adviser alone waits.
    faced = False
    # Whoever leaves it has the person accompanied beside them still.
    beside = False
    # What Ctrl+F begins is its own; elsewhere it looks a person up.
    searches = False
    retypes = True  # after a lock, what was typed here and not kept is typed again

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    def arrive(self, id_: str) -> None:
        """Show the thing of that id ("" for a place that shows no one thing), as it is now.

        Everything shown is read again: of what moved since this screen was left, nobody told it.
        """

    def read_now(self) -> None:
        """Read at once what `arrive` leaves until the window is drawn: someone comes back to it."""

    def begin_search(self) -> None:
        """Give the keyboard to where one looks something up, if this screen has such a place."""

    def take_keyboard(self) -> None:
        """Give the keyboard to where one goes on from, once another screen was left for this one."""

    def shelter(self) -> None:
        """Show nobody else until asked: the person accompanied still sees the screen."""

    def refresh(self, changes: Changes) -> None:
        """Something moved in the vault while this screen is shown: read again what was touched."""

    def is_shown(self) -> bool:
        """Tell whether this screen is the one before the person's eyes, when its window is."""
        return self.isVisibleTo(self.window())

    def show_exchange(self, etat: EtatExchange) -> None:
        """Hear where the exchange stands."""

    def show_files(self, reception: Reception) -> None:
        """Hear how far the files that come in are."""

    def standing(self, asked: Place) -> Place:
        """Return where to go to find this screen as it stands; `asked` is how one came."""
        return asked

    @override
    def focusNextPrevChild(self, next_: bool) -> bool:
        went = self.in_reading_order and reading_order.step(self, forward=next_)
        return went or super().focusNextPrevChild(next_)

    def may_leave(self) -> bool:
        """Save what is being typed; whether the window may show something else."""
        return True

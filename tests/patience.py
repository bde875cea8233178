"""pytest-qt's hands, which wait as long as a busy machine needs: a wait that holds costs nothing more."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

PATIENCE = 30_000  # ms; pytest-qt's own is 5 s, which a page read by a process of its own can take


class PatientQtBot(QtBot):
    """A QtBot whose waits are patient unless told otherwise."""

    def waitUntil(  # noqa: N802 - pytest-qt's name
        self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE
    ) -> None:
        """Wait until something holds.

        Raises:
            TimeoutError: it never did, in `timeout` ms.
        """
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(  # noqa: N802 - pytest-qt's name
        self, signal: object, *, timeout: int = PATIENCE, **how: object
    ) -> SignalBlocker:
        """Wait for a signal, `timeout` ms at most."""
        return super().waitSignal(signal, timeout=timeout, **how)

"""Before the house: a vault that is open but may not be worked in, and the way out of that.

Its store withdrew it, or has not been heard for too long. Nothing of it is shown but how much of it
was never sent; the next contact, or another invitation, leads into the house.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.app.exchange import Exchange
from desktop.app.surroundings import Surroundings
from desktop.journal import crash
from desktop.models.vault import Vault
from desktop.ui import saving
from desktop.ui.jobs import Jobs
from desktop.ui.screens.acces_ferme import AccesFerme, Constat
from desktop.ui.widgets.invitation_form import content_of
from desktop.ui.window import Window
from desktop.usecases import Rows, Work, remise
from desktop.usecases.bail import Bail, regarder
from desktop.usecases.lectures import Doing, noter
from desktop.usecases.synchronisation import Invitation, Outcome
from plie import phrases


def standing(vault: Vault, around: Surroundings) -> Bail:
    """Return where a vault stands as it opens."""
    return regarder(vault, now=around.clock())


class Antechamber(QObject):
    """Holds the vault until it may be worked in, or is locked again."""

    opened = Signal(object)  # the Vault: it may be worked in
    locked = Signal()  # the person asks for the lock

    def __init__(self, vault: Vault, window: Window, around: Surroundings, bail: Bail) -> None:
        super().__init__(window)
        self._vault = vault
        self._window = window
        self._around = around
        self._jobs: Jobs[Work, Rows] = Jobs(vault, self)
        self._jobs.refused.connect(crash)
        self._exchange = Exchange(vault, around)
        self._show(bail)

    def close(self) -> None:
        """Lock: what was under way ends, the key goes."""
        self._leave()
        self._vault.close()

    def _leave(self) -> None:
        self._jobs.close()
        self._exchange.close()
        self.deleteLater()

    def _show(self, bail: Bail) -> None:
        if bail.fermeture is None:
            self._leave()
            self.opened.emit(self._vault)
            return
        at = self._around.local()
        with self._vault.look() as rows:
            rest = remise.non_envoye(rows)
        constat = Constat(bail.fermeture, bail.phrase(at), rest, remise.nom_propose(at=at))
        screen = self.screen = AccesFerme(constat)
        screen.retried.connect(lambda: self._run(self._retry, self._answered))
        screen.chosen.connect(self._save)
        screen.invited.connect(self._enrol)
        screen.locked.connect(self.locked)
        screen.form.chosen.connect(
            lambda path: self._run(partial(content_of, path), screen.form.use)
        )
        self._window.show_page(screen)
        screen.begin()

    def _retry(self) -> Outcome | None:
        return self._exchange.attempt(lambda: self._jobs.closed)

    def _answered(self, outcome: Outcome | None) -> None:
        bail = standing(self._vault, self._around)
        failure = outcome.failure if outcome else None
        if bail.fermeture is None or failure is None:
            self._show(bail)
        else:
            self.screen.object(failure)

    def _save(self, path: Path) -> None:
        now = self._around.clock()
        self._run(
            lambda: self._hand_over(path, now),
            lambda _done: self.screen.saved(),
        )

    def _hand_over(self, path: Path, now: datetime) -> None:
        saving.save(path, remise.sceller(self._vault, now=now))
        with self._vault.work() as work:
            noter(work, Doing.COLIS, now=now)

    def _enrol(self, invitation: Invitation) -> None:
        def enrolled(_identity: object) -> None:
            self._exchange.reopen()
            self._run(self._retry, self._answered)

        with self._vault.look() as rows:
            nom = f"Poste {phrases.de(rows.identity().nom)}"
        self._run(lambda: self._exchange.enrol(invitation, nom), enrolled)

    def _run(self, do: Callable[[], object], then: Callable[..., None]) -> None:
        def failed(error: Exception) -> None:
            if not hasattr(error, "phrase"):
                crash(error)
            self.screen.object(error)

        self._jobs.run(self.screen, lambda _tell, _stopped: do(), then, failed=failed)

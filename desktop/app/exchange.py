"""The line as this house keeps it: the connection, the last turns, and when to try again."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from desktop import journal
from desktop.app.reception import Files
from desktop.app.surroundings import Surroundings
from desktop.models.vault import Vault
from desktop.usecases import Identity, appareils, transferts
from desktop.usecases.adresse import changer_adresse
from desktop.usecases.appareils import LigneAppareil, Motif
from desktop.usecases.bail import bail
from desktop.usecases.fichiers import Reception, recevoir
from desktop.usecases.synchronisation import (
    EtatExchange,
    Invitation,
    Outcome,
    Step,
    StoreClient,
    after_change,
    enroler,
    etat,
    ligne,
    next_try,
    synchronise,
)
from desktop.usecases.transferts import LigneTransfert
from desktop.usecases.verification import laisser_confiance

_KEPT = 8
_DRAW = 256


class Exchange:
    """Keeps the connection open between turns; knows nothing of screens."""

    def __init__(self, vault: Vault, around: Surroundings) -> None:
        self._vault = vault
        self._around = around
        self._outcomes: deque[Outcome] = deque(maxlen=_KEPT)
        self._client: StoreClient | None = None
        self._whose: Identity | None = None  # of whom the line is, once asked for
        self._opening = threading.Lock()
        self.files = Files()
        self._at_once = False  # the last turn left files to the next
        self._using = threading.Lock()
        self._planned = around.clock()
        self.reopen()

    def reopen(self) -> None:
        """Read again who this vault is; the first turn opens the line of its store, if it has one."""
        self.close()
        self._whose = self._identity()

    def close(self) -> None:
        """Close the connection; a turn that hangs on it closes it itself when it ends."""
        with self._opening:
            client, self._client, self._whose = self._client, None, None
        if client is not None and self._using.acquire(blocking=False):
            client.close()
            self._using.release()

    def attempt(
        self, stopped: Callable[[], bool], tell: Callable[[Reception], None] = lambda _: None
    ) -> Outcome | None:
        """Exchange everything once, on a thread of its own; None without a store.

        Of the files that come in, `tell` hears how far they are.
        """
        client = self._open()
        if client is None:
            return None

        def heard(step: Step) -> None:
            self.files.heard(step)
            tell(self.files.reception)

        try:
            with self._using:
                outcome = synchronise(
                    self._vault,
                    client,
                    now=self._around.clock(),
                    tell=heard,
                    stopped=stopped,
                    no_files=lambda: self.files.held,
                )
        finally:
            # It may have been given up meanwhile: then it is ours to close.
            if client is not self._client:
                client.close()
        self._outcomes.append(outcome)
        self._at_once = self.files.ended(outcome)
        tell(self.files.reception)
        if outcome.complete:
            self._leave_trust()
        return outcome

    def pause(self, *, hurried: bool) -> float:
        """Return in how many seconds to try again; sooner when something was written here.

        At once while files are still to come by themselves: this is how the work goes between them.
        """
        now = self._around.clock()
        if self._at_once and not self.files.held:
            self._planned = now
        elif hurried:
            self._planned = after_change(self._planned, self._outcomes, now=now)
        else:
            draw = self._around.random(1)[0] / _DRAW
            self._planned = next_try(self._outcomes, now=now, jitter=draw)
        return max(0.0, (self._planned - now).total_seconds())

    def state(self) -> EtatExchange:
        """Return what the status bar shows."""
        with self._vault.look() as rows:
            last = self._outcomes[-1] if self._outcomes else None
            return replace(etat(rows, last=last), bail=bail(rows, now=self._around.clock()))

    def enrol(self, invitation: Invitation, nom: str) -> Identity:
        """Enrol this vault, on a thread of its own.

        Raises:
            LineError: refused or not reached.
        """
        identity = enroler(self._vault, invitation, nom=nom)
        self._leave_trust()
        return identity

    def move(self, typed: str) -> Identity:
        """Keep another address of the store, once it has proved itself; `reopen` then speaks there.

        Raises:
            LineError: no address, not reached, or another store.
        """
        return changer_adresse(self._vault, typed)

    def receive(self, digest: str, stopped: Callable[[], bool]) -> bool:
        """Bring a file that someone opens, over a line of its own; whether it is here and kept.

        Raises:
            LineError: no store, not reached, not there yet, or damaged on the way.
        """
        return recevoir(self._vault, digest, now=self._around.clock(), stopped=stopped)

    def devices(self, now: datetime) -> tuple[LigneAppareil, ...]:
        """Ask which devices there are, over a line of its own: an exchange under way is not waited for.

        Raises:
            LineError: refused or not reached.
        """
        return appareils.demander(self._vault, now=now)

    def transfers(self, now: datetime) -> tuple[LigneTransfert, ...]:
        """Ask where the dossiers that change hands are, over a line of its own.

        Raises:
            LineError: refused or not reached.
        """
        return transferts.demander(self._vault, now=now)

    def withdraw(self, device: str, motif: Motif, now: datetime) -> tuple[LigneAppareil, ...]:
        """Have a device withdrawn.

        Raises:
            LineError: refused or not reached: nothing is withdrawn.
        """
        return appareils.retirer(self._vault, device, motif, now=now)

    def _open(self) -> StoreClient | None:
        """Return the line, opened now if it was not: whom to trust takes its time to read."""
        with self._opening:
            if self._client is None and self._whose is not None:
                self._client = ligne(self._whose)
            return self._client

    def _identity(self) -> Identity:
        with self._vault.look() as rows:
            return rows.identity()

    def _leave_trust(self) -> None:
        """Leave what verifies seals beside the vault; a full disk is no reason to stop exchanging."""
        try:
            laisser_confiance(self._vault)
        except OSError as error:
            journal.warn("trust_not_left", error=type(error).__name__)

"""One turn of the exchange: what it works with, what it tells as it goes, what came of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desktop.models.changes import Changes
from desktop.models.vault import Vault
from desktop.sync.client import StoreClient
from desktop.sync.errors import DeviceRevoked, LineError
from plie.vocabulaire import Mot


class Phase(Mot):
    """Where a turn is."""

    CONTACT = "contact", "Appel du magasin central"
    ENVOI = "envoi", "Envoi des changements"
    ENVOI_FICHIERS = "envoi_fichiers", "Envoi des documents"
    RECEPTION = "reception", "Réception des changements"
    RETRAIT = "retrait", "Retrait des dossiers repris"
    CONTROLE = "controle", "Comparaison avec le magasin central"
    RECEPTION_DOSSIERS = "reception_dossiers", "Réception des dossiers confiés"
    RECEPTION_FICHIERS = "reception_fichiers", "Réception des documents"


@dataclass(frozen=True, slots=True)
class Step:
    """How far a phase has come: `done` of `total` (0: not known)."""

    phase: Phase
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done, whether or not the turn reached its end.

    Attributes:
        sent, set_aside: operations answered by the store, and how many of them it set aside.
        received: operations that came in.
        files_sent, files_received: whole files.
        files_left: those still to come by themselves, that this turn left to the next.
        file_refused: why the store did not take the last of the files that wait here; "" if none.
        left, arrived, repaired: dossiers erased from here, received whole, made again as the store's.
        retaken: this vault is older than what the store had from it: it took another name.
        doubled: the store hears two copies of this vault.
        changes: what the screens must redraw.
    """

    sent: int = 0
    set_aside: int = 0
    received: int = 0
    files_sent: int = 0
    files_received: int = 0
    files_left: int = 0
    file_refused: str = ""
    left: int = 0
    arrived: int = 0
    repaired: int = 0
    retaken: bool = False
    doubled: bool = False
    changes: Changes = field(default_factory=Changes)

    def __add__(self, more: "Done") -> "Done":
        return Done(
            sent=self.sent + more.sent,
            set_aside=self.set_aside + more.set_aside,
            received=self.received + more.received,
            files_sent=self.files_sent + more.files_sent,
            files_received=self.files_received + more.files_received,
            files_left=self.files_left + more.files_left,
            file_refused=more.file_refused or self.file_refused,
            left=self.left + more.left,
            arrived=self.arrived + more.arrived,
            repaired=self.repaired + more.repaired,
            retaken=self.retaken or more.retaken,
            doubled=self.doubled or more.doubled,
            changes=self.changes | more.changes,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a turn: when it began, what was done, why it did not reach its end."""

    at: datetime
    done: Done = field(default_factory=Done)
    failure: LineError | None = None
    stopped: bool = False

    @property
    def complete(self) -> bool:
        """Whether all there was to say was said, both ways."""
        return self.failure is None and not self.stopped

    @property
    def revoked(self) -> bool:
        """Whether the store withdrew this device: the application locks."""
        return isinstance(self.failure, DeviceRevoked)

    @property
    def retry_after(self) -> timedelta | None:
        """How long the store asked to be left alone, if it did."""
        return self.failure.retry_after if self.failure else None


def never() -> bool:
    """Nobody asks for anything to stop."""
    return False


class Turn:
    """What every phase is given, and where it tells what it has done as soon as it is durable.

    `stopped` is asked between requests: none is cut short. `no_files` is asked so as well, and stops
    the files that come in, nothing else.
    """

    def __init__(
        self,
        vault: Vault,
        client: StoreClient,
        *,
        now: datetime,
        tell: Callable[[Step], None],
        stopped: Callable[[], bool],
        no_files: Callable[[], bool] = never,
    ) -> None:
        self.vault = vault
        self.client = client
        self.now = now
        self.tell = tell
        self.stopped = stopped
        self.no_files = no_files
        self.done = Done()

"""How far the dossiers that changed hands have gone, as the store knows it; see `messages`."""

from dataclasses import dataclass

TRANSFERS = "/v1/transferts"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskTransfers:
    """Who sees the whole PLIE asks what is still on the machines that dossiers have left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A dossier that a person follows no more, and one of their devices; instants in ISO, None when never.

    `since`: from when it had to leave. `seen_at`: when the device was last heard. `erased_at`: when
    its receipt came, and `ops`: how many operations of the dossier it had, all taken before.
    `taker`, `taker_seen_at`: who is in charge now, and when a device of theirs was last heard;
    `to_fetch`: they were not while the other was.
    """

    dossier: str
    utilisateur: str
    nom: str
    device: str
    poste: str
    since: str
    seen_at: str | None = None
    revoked_at: str | None = None
    erased_at: str | None = None
    ops: int = 0
    taker: str = ""
    taker_seen_at: str | None = None
    to_fetch: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfers:
    """What is not over first known, in no order that means anything."""

    transfers: tuple[Transfer, ...] = ()

"""What is said on the line: frozen, validated at the door (sync.md §3)."""

from dataclasses import dataclass, field
from enum import StrEnum

from wire import PROTOCOL, SCHEMA
from wire.op import Op

ENROL, HELLO, PUSH, PULL = "/v1/enrol", "/v1/hello", "/v1/push", "/v1/pull"
CHALLENGE, RENEW = "/v1/challenge", "/v1/renew"
PROVE = "/v1/preuve"
VISITS = "/v1/visites"
DEVICES, WITHDRAW = "/v1/appareils", "/v1/retraits"
BLOB, HEALTH = "/v1/blobs", "/sante"
REACH, SNAPSHOT, DIGESTS, RECEIPT = "/v1/perimetre", "/v1/snapshot", "/v1/digests", "/v1/receipts"
# A batch goes in parts of about this size: 256 kB on the line, once words are compressed to a third.
# A page is cut before it weighs this much compressed.
PART_OPS, PART_BYTES, PAGE_BYTES = 500, 768_000, 65_536
# No more parts than this make a batch: 200 whole ones are 100,000 operations.
MAX_PARTS = 200
BLOB_PIECE = 128_000
# What one file may weigh: a scan as it may be given (quality.md F2), what gathers several, its seals.
FILE_BYTES = 64 * 1024 * 1024
# The header that carries how much of a blob the store holds, both ways.
OFFSET_HEADER, SIZE_HEADER = "upload-offset", "upload-length"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrol:
    """A device presents its invitation and its public key (PEM); `device` is its own id.

    `signature`: the device's, of `possession` (as in `Renew`): it has the other half of the key.
    """

    code: str
    device: str
    public_key: str
    nom: str
    signature: str = ""


def possession(code: str, device: str, public_key: str) -> bytes:
    """Return what a device signs of its invitation, to show that the key is its own."""
    return f"permanence: enrolement\n{code}\n{device}\n{public_key}".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """The store's answer: who this device is, its token, its certificate, the store's authority."""

    token: str
    certificate: str
    authority: str
    utilisateur: str
    nom: str
    role: str
    organisation: str
    plie: str
    referentiel: str
    epoch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """A device, known by its key, asks for something to sign."""

    plie: str
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenged:
    """What is to be signed, within minutes."""

    challenge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Renew:
    """A challenge and the device's signature of it (ECDSA, SHA-256, DER in hexadecimal)."""

    plie: str
    device: str
    challenge: str
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """A fresh token: the one before is dead; a certificate when the one held ends soon."""

    token: str
    certificate: str | None = None


class Doing(StrEnum):
    """What a device tells the store's journal of what was done there, perhaps offline: codes only."""

    LECTURE = "lecture"
    OUVERTURE = "ouverture"
    IMPRESSION = "export_impression"
    COPIE = "export_copie"
    CALENDRIER = "export_calendrier"
    COLIS = "export_colis"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prove:
    """A device asks the store to prove who it is; `nonce` was never asked before."""

    nonce: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """The store's PLIE, its authority (PEM), and its signature of `proof` (as in `Renew`)."""

    plie: str
    authority: str
    signature: str


def proof(plie: str, nonce: str) -> bytes:
    """Return what the authority signs of a question."""
    return f"permanence: preuve\n{plie}\n{nonce}".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Someone opened a dossier that is not theirs to follow; `at`: when (ISO), by their clock.

    `genre`: another `Doing`, that may be of no dossier ("").
    """

    id: str
    dossier: str
    at: str
    genre: str = Doing.LECTURE.value


@dataclass(frozen=True, slots=True, kw_only=True)
class AskVisits:
    """An AE asks who opened their dossiers, after a line of the journal."""

    since: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Someone else opened a dossier: its line of the journal, who, in which role, when (ISO)."""

    number: int
    dossier: str
    nom: str
    role: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits:
    """In the order of the journal; more may be asked after the last."""

    visits: tuple[Visit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskDevices:
    """Someone asks for their devices; the gestionnaire, for all of the PLIE's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A device as the store knows it; instants in ISO, None when it never was.

    `until`: the end of its certificate. `motif`: why it was revoked. `doubled_at`: when two copies
    of its vault were last heard; `retaken_at`: when it last went on from an older copy.
    """

    id: str
    utilisateur: str
    titulaire: str
    role: str
    nom: str
    enrolled_at: str
    seen_at: str | None = None
    until: str | None = None
    revoked_at: str | None = None
    motif: str = ""
    doubled_at: str | None = None
    retaken_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """Someone who was invited and whose code has not served yet; until when it may."""

    utilisateur: str
    titulaire: str
    role: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Devices:
    """The devices that the asker may see, by name, then the oldest first."""

    devices: tuple[Device, ...] = ()
    awaited: tuple[Awaited, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """Revoke a device; `motif`: "perdu", or "rendu" from the gestionnaire. Answered by `Devices`."""

    device: str
    motif: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hello:
    """Where this copy of the vault stands. `crl`: number of the revocation list it holds."""

    protocol: int = PROTOCOL
    schema: int = SCHEMA
    replica: str
    epoch: str
    since: int
    crl: int = 0
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """What the store says to hello. `crl` (PEM) comes only when newer than the device's.

    `reach` sums up which dossiers this device may hold (`wire.digest.reach`); "" for a role that
    sees them all.
    `renew`: a challenge to sign, when the token or the certificate grows old; "" before.
    `doubled`: when two copies of this vault were last heard (ISO), if recently.
    `heard`: how many of the readings told need not be told again. `visits`: the last line of the
    journal that says who opened this AE's dossiers.
    `offline_days`: how many days a vault may go without its store; 0: no limit, None: not said.
    """

    protocol: int = PROTOCOL
    epoch: str
    waiting: bool
    last_batch: str | None
    now: str
    durable: int
    crl: str | None = None
    crl_number: int = 0
    reach: str = ""
    offline_days: int | None = None
    renew: str = ""
    doubled: str | None = None
    heard: int = 0
    visits: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """A part `part` (from 1) of `parts` of one batch; applied together once all are there."""

    schema: int = SCHEMA
    replica: str
    batch: str
    part: int = 1
    parts: int = 1
    since: int
    ops: tuple[Op, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one operation: its number, or the reason code for which it is set aside."""

    op_id: str
    number: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fates:
    """The answer to a push; empty until the last part has come.

    `cursor` is where the device may move its cursor when nothing else lay in between, so that its
    own work is not sent back to it; None otherwise.
    """

    fates: tuple[Fate, ...] = ()
    cursor: int | None = None
    durable: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """Ask for what is in scope after `since`; `room`: bytes that a page may weigh, 0 as agreed."""

    epoch: str
    since: int
    room: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """An operation with the store's number."""

    number: int
    op: Op


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Operations in the store's order; `until` is the cursor to write with them.

    `since` is the cursor that was asked about: another one's page would leave a gap.
    """

    epoch: str
    ops: tuple[Numbered, ...] = field(default_factory=tuple)
    until: int
    more: bool = False
    durable: int = 0
    since: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A refusal of the request itself: a stable code, and its French sentence (plain text)."""

    code: str
    phrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Ask which dossiers this device may hold."""

    epoch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """The dossiers that this device may hold; `whole`: all of the PLIE's, so none is named."""

    dossiers: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Ask for one dossier from its beginning, or from where a former answer ended: a `Page`."""

    epoch: str
    dossier: str
    since: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """Ask what the store holds of these dossiers up to `since`, the asker's cursor, summed up."""

    epoch: str
    since: int
    dossiers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digested:
    """Dossier to digest (`wire.digest.of`), for those that the asker may hold.

    `lost`: files of these dossiers that the store had whole and has no more, by their sha256.
    """

    digests: dict[str, str] = field(default_factory=dict)
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A dossier was erased from this device, once all that was written of it here had been taken.

    `ops`: how many operations of it went; `erased_at`: the device's own instant (ISO 8601).
    """

    id: str
    dossier: str
    ops: int
    erased_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The store keeps that receipt."""

    id: str

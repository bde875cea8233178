"""The line to the store, as the vault remembers it: two rows, the cursor and the identity."""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from desktop.models.tables import CURSOR, IDENTITY

_ONLY = 1
_READ_CURSOR, _READ_IDENTITY = select(CURSOR), select(IDENTITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How far the store's order has been read by this copy of the vault.

    Attributes:
        replica: random id of this copy of the file.
        epoch: the store's, "" before the first exchange.
        since: the store's number up to which pages have been applied.
        durable: the number up to which the store has promised durability.
        last_success: ISO instant of the last complete exchange, or None.
        crl, crl_number: the store's revocation list (PEM) and its number.
    """

    replica: str
    epoch: str = ""
    since: int = 0
    durable: int = 0
    last_success: datetime | None = None
    crl: str = ""
    crl_number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who works in this vault; `device`'s key pair is made here and never leaves (PEM).

    Everything from `url` on is empty until the vault is enrolled.
    """

    utilisateur: str
    nom: str
    role: str
    organisation: str = ""
    plie: str = ""
    referentiel: str
    device: str
    private_key: str = field(repr=False)
    url: str = ""
    token: str = field(default="", repr=False)
    certificate: str = ""
    authority: str = ""

    @property
    def enrolled(self) -> bool:
        """Whether a store knows this vault."""
        return bool(self.token)


def create(connection: Connection, cursor: Cursor, identity: Identity) -> None:
    """Write both rows of a new vault."""
    connection.execute(insert(CURSOR), {"id": _ONLY, **_cursor_row(cursor)})
    connection.execute(insert(IDENTITY), {"id": _ONLY, **asdict(identity)})


def cursor_of(connection: Connection) -> Cursor:
    """Return the cursor's row."""
    row = dict(connection.execute(_READ_CURSOR).mappings().one())
    last = row.pop("last_success")
    row.pop("id")
    return Cursor(**row, last_success=datetime.fromisoformat(last) if last else None)


def identity_of(connection: Connection) -> Identity:
    """Return the identity's row."""
    row = dict(connection.execute(_READ_IDENTITY).mappings().one())
    row.pop("id")
    return Identity(**row)


def save_cursor(connection: Connection, cursor: Cursor) -> None:
    """Replace the cursor's row."""
    connection.execute(update(CURSOR).values(_cursor_row(cursor)))


def save_identity(connection: Connection, identity: Identity) -> None:
    """Replace the identity's row."""
    connection.execute(update(IDENTITY).values(asdict(identity)))


def _cursor_row(cursor: Cursor) -> dict[str, object]:
    last = cursor.last_success
    return {**asdict(cursor), "last_success": last.isoformat() if last else None}

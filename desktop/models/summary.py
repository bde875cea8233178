"""What a copy of the vault holds, in figures: counted when it is made, sealed beside it, read without opening it."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection

from desktop.models import witness
from desktop.models.rows import Rows
from desktop.models.sealed import Sealer
from plie.kinds import Entretien, Personne

FILE = "copie.resume"
_INFO = b"permanence: summary of a copy"


@dataclass(frozen=True, slots=True)
class Summary:
    """One copy in figures.

    Attributes:
        dossiers, entretiens: how many it holds.
        waiting: how many of its changes no store had then.
        count, hash: how far the vault went (`witness.Mark`).
    """

    dossiers: int
    entretiens: int
    waiting: int
    count: int
    hash: str


Read = Callable[[Path], Summary | None]


def summary_of(connection: Connection) -> Summary:
    """Count what a vault holds."""
    rows, mark = Rows(connection), witness.mark_of(connection)
    return Summary(
        dossiers=rows.count(Personne),
        entretiens=rows.count(Entretien),
        waiting=rows.waiting(),
        count=mark.count,
        hash=mark.hash.hex(),
    )


def sealer(key: bytes) -> Sealer:
    """Return what seals the summaries of one vault's copies."""
    return Sealer(key, _INFO)


def encode(summary: Summary, sealing: Sealer) -> bytes:
    """Return a summary, sealed."""
    return sealing.seal(json.dumps(asdict(summary)).encode())


def read(copy: Path, sealing: Sealer) -> Summary | None:
    """Return the summary of a copy; None for one made before there were any, or another vault's."""
    try:
        return Summary(**json.loads(sealing.unseal((copy / FILE).read_bytes())))
    except (OSError, InvalidTag, ValueError, TypeError):
        return None

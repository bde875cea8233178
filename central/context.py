"""In whose name a transaction of the store is open.

PostgreSQL's second fence (`central.fence`) reads it row by row; with none, it shows no row. SQLite
has no such fence: there the one door (`central.scope`) stands alone.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from central.scope import Caller


class Acces(StrEnum):
    """What the transaction is for.

    `PORTE`: find out who knocks, by the hash of the secret they hold. `LECTURE`: read what someone
    may see. `DEPOT`: judge and keep what someone brings; their own operations only are written.
    `MAGASIN`: the store's own work, and its gestionnaire's at the machine.
    """

    PORTE = "porte"
    LECTURE = "lecture"
    DEPOT = "depot"
    MAGASIN = "magasin"


@dataclass(frozen=True, slots=True)
class Context:
    """Who, and for what. `jour` is the day on which affectations are judged."""

    acces: Acces
    plie: str = ""
    utilisateur: str = ""
    role: str = ""
    organisation: str = ""
    appareil: str = ""
    jour: date | None = None
    secret: str = ""

    def settings(self) -> dict[str, str]:
        """Return it as PostgreSQL's settings, all of them: none is left from another transaction."""
        return {
            "acces": self.acces.value,
            "plie": self.plie,
            "utilisateur": self.utilisateur,
            "role": self.role,
            "organisation": self.organisation,
            "appareil": self.appareil,
            "jour": self.jour.isoformat() if self.jour else "",
            "secret": self.secret,
        }


def at_the_door(secret_sha256: str) -> Context:
    """Someone not known yet, who holds a secret of this hash (a token, an invitation's code)."""
    return Context(Acces.PORTE, secret=secret_sha256)


def reading(caller: Caller, today: date) -> Context:
    """Read what someone may see on a day."""
    return _of(caller, Acces.LECTURE, today)


def depositing(caller: Caller, today: date) -> Context:
    """Judge and keep what someone brings."""
    return _of(caller, Acces.DEPOT, today)


def the_store(plie: str) -> Context:
    """The store's own work on a PLIE."""
    return Context(Acces.MAGASIN, plie)


def _of(caller: Caller, acces: Acces, today: date) -> Context:
    return Context(
        acces=acces,
        plie=caller.plie,
        utilisateur=caller.utilisateur,
        role=caller.role,
        organisation=caller.organisation or "",
        appareil=caller.device,
        jour=today,
    )

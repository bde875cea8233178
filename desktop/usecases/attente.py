"""What waits to be sent, in words, and why it waits. Read only: the exchange goes on by itself."""

from dataclasses import dataclass
from datetime import datetime

from desktop.models import blobs, oplog
from desktop.models.rows import Rows
from desktop.usecases import champs, noms
from plie.referentiel import Referentiel
from wire.op import Op, Verb

# Beyond, the list would say nothing more: the count says the rest.
MOST = 200
_GESTURES = {Verb.INSERT: "Ajout", Verb.PATCH: "Modification", Verb.DELETE: "Suppression"}


@dataclass(frozen=True, slots=True, kw_only=True)
class EnAttente:
    """One change that only this machine has: of whom, what, which fields, since when."""

    id: str
    personne: str
    objet: str
    geste: str
    champs: tuple[str, ...]
    quand: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoiteDEnvoi:
    """The outbox: the latest changes, how many in all, how many documents."""

    changements: tuple[EnAttente, ...]
    combien: int
    documents: int


def en_attente(rows: Rows, *, referentiel: Referentiel) -> BoiteDEnvoi:
    """Return what waits to be sent, the latest first."""
    found = oplog.outbox(rows.connection, MOST)
    return BoiteDEnvoi(
        changements=tuple(_told(rows, op, referentiel) for op in found),
        combien=rows.waiting(),
        documents=blobs.waiting(rows.connection),
    )


def _told(rows: Rows, op: Op, referentiel: Referentiel) -> EnAttente:
    known = champs.ici(rows, op.kind, op.id)
    written = {name: champs.python(op.kind, name, value) for name, value in op.fields.items()}
    named = (champs.champ(op.kind, n, referentiel).label for n in op.fields if n not in noms.TIES)
    return EnAttente(
        id=op.op_id,
        personne=champs.de_qui(rows, op.scope),
        objet=champs.intitule(op.kind, known | written),
        geste=_GESTURES[op.verb],
        champs=tuple(named) if op.verb is Verb.PATCH else (),
        quand=op.made,
    )

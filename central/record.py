"""What the store itself writes: organisations, users, devices, as numbered operations like others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from central import ledger, rows
from central.ledger import Thing
from central.mint import Mint
from wire.merge import apply
from wire.op import EXISTS, PLIE_SCOPE, Verb


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing that the store says: it begins, or some of its fields change."""

    verb: Verb
    kind: str
    id: str
    fields: Mapping[str, str | int | bool | None]
    scope: str = PLIE_SCOPE


def record(connection: Connection, plie: str, sayings: Sequence[Saying], mint: Mint) -> None:
    """Number what the store says, having seen all that it knows of each thing."""
    counter = ledger.lock(connection, plie)
    known = ledger.things(connection, plie, [saying.id for saying in sayings])
    entries = []
    for number, saying in enumerate(sayings, start=counter + 1):
        key = (saying.kind, saying.id)
        thing = known.get(key, Thing(saying.scope))
        shown = {
            name: ids
            for name, ids in thing.heads.seen.items()
            if name in saying.fields or name == EXISTS
        }
        op = ledger.by_the_store(
            mint.new_id(), saying.kind, saying.id, saying.scope, saying.verb,
            fields=saying.fields, seen=shown, at=mint.now(),
        )  # fmt: skip
        known[key] = Thing(thing.scope, apply(thing.heads, op))
        entries.append(ledger.entry_of(op, number))
    ledger.append(connection, plie, entries, at=mint.stored_now())
    told = {(s.kind, s.id): known[s.kind, s.id] for s in sayings}
    rows.write(connection, plie, told)

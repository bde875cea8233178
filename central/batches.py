"""Batches pushed by devices: each applied once, whatever is repeated (sync.md §3).

A batch in several parts is kept aside until its last part has come, then applied together. The
reply to each part is kept: a part that comes again, byte for byte, gets the same answer.
"""

from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, and_, insert, select, update

from central import devices, feed, ledger, problems, tables
from central.accept import Outcome, accept
from central.context import depositing
from central.mint import Mint
from central.offer import Offer, is_identifier, name, read
from central.scope import Caller
from central.store import Store
from wire.messages import MAX_PARTS, Fates
from wire.pack import BadBodyError, pack, raw

# What was kept of a part: its number, of how many, its hash, the reply.
_Former = Row[Any, Any, Any, Any]


class _Envelope(msgspec.Struct, frozen=True):
    """A `Push` whose operations are not read yet: one that is broken must not hide the others."""

    replica: str
    batch: str
    since: int
    ops: tuple[msgspec.Raw, ...]
    part: int = 1
    parts: int = 1


def receive(store: Store, caller: Caller, body: bytes, mint: Mint) -> bytes:
    """Take one part of a batch and return the packed `Fates` to answer.

    Raises:
        BadBodyError: the body is no push.
        Refused: the same part, or another part of the batch, came before with another content.
    """
    plain = raw(body)
    envelope = _envelope(plain)
    offers = _offers(envelope) if envelope.parts == 1 else _named(envelope)
    digest = sha256(plain).hexdigest()
    with store.write(depositing(caller, mint.today())) as connection:
        # The lock comes before anything is read, so that parallel retries of a batch follow suit.
        ledger.lock(connection, caller.plie)
        former = _former(connection, caller, envelope)
        if envelope.part in former:
            return _reply_again(former[envelope.part], digest)
        if any(row.parts != envelope.parts for row in former.values()):
            raise problems.batch_differs()
        if len(former) + 1 < envelope.parts:
            # Its device keeps it until the last is answered, and sends them all again until then.
            store.promise_nothing(connection)
            reply = pack(Fates(durable=feed.durable(connection, caller.plie)))
            _keep(connection, caller, envelope, digest=digest, reply=reply, body=body)
            return reply
        if envelope.parts > 1:
            offers = _together(connection, caller, envelope)
        outcome = accept(connection, caller, offers, mint)
        reply = pack(_fates(connection, caller, outcome, envelope.since, mint))
        _keep(connection, caller, envelope, digest=digest, reply=reply, body=None)
        _close(connection, caller, envelope, mint)
        return reply


def last_batch(connection: Connection, caller: Caller, replica: str) -> str | None:
    """Return the last batch applied from this copy of this device's vault."""
    table = tables.replica
    found = connection.scalar(
        select(table.c.last_batch).where(
            table.c.plie == caller.plie,
            table.c.device == caller.device,
            table.c.replica == replica,
        )
    )
    return found or None


def _envelope(plain: bytes) -> _Envelope:
    try:
        envelope = msgspec.json.decode(plain, type=_Envelope)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadBodyError("not a Push") from error
    if not 1 <= envelope.part <= envelope.parts <= MAX_PARTS:
        raise BadBodyError("not a part of a Push")
    if not (is_identifier(envelope.replica) and is_identifier(envelope.batch)):
        raise BadBodyError("a Push without its names")
    return envelope


def _offers(envelope: _Envelope) -> list[Offer]:
    return [read(bytes(op)) for op in envelope.ops]


def _named(envelope: _Envelope) -> list[Offer]:
    """Verify that each operation of a part could be answered for; all are read with the last part."""
    for op in envelope.ops:
        name(bytes(op))
    return []


def _former(connection: Connection, caller: Caller, envelope: _Envelope) -> dict[int, _Former]:
    table = tables.batch
    query = select(table.c.part, table.c.parts, table.c.sha256, table.c.reply)
    return {row.part: row for row in connection.execute(query.where(_of(caller, envelope)))}


def _of(caller: Caller, envelope: _Envelope) -> ColumnElement[bool]:
    table = tables.batch
    return and_(
        table.c.plie == caller.plie,
        table.c.device == caller.device,
        table.c.replica == envelope.replica,
        table.c.batch == envelope.batch,
    )


def _reply_again(row: _Former, digest: str) -> bytes:
    if row.sha256 != digest:
        raise problems.batch_differs()
    return bytes(row.reply)


def _together(connection: Connection, caller: Caller, envelope: _Envelope) -> list[Offer]:
    """Return the offers of every part in order: what came before is read here, once."""
    table = tables.batch
    query = select(table.c.part, table.c.body).where(_of(caller, envelope))
    parts = {row.part: _envelope(raw(row.body)) for row in connection.execute(query)}
    parts[envelope.part] = envelope
    return [offer for part in sorted(parts) for offer in _offers(parts[part])]


def _fates(
    connection: Connection, caller: Caller, outcome: Outcome, since: int, mint: Mint
) -> Fates:
    """Answer; the cursor may pass over the device's own work only if nothing else lies before it."""
    alone = (
        not outcome.granted
        and since <= outcome.before
        and not feed.waiting(
            connection, caller, since=since, until=outcome.before, today=mint.today()
        )
    )
    return Fates(
        fates=outcome.fates,
        cursor=outcome.after if alone else None,
        durable=feed.durable(connection, caller.plie),
    )


def _keep(
    connection: Connection,
    caller: Caller,
    envelope: _Envelope,
    *,
    digest: str,
    reply: bytes,
    body: bytes | None,
) -> None:
    connection.execute(
        insert(tables.batch).values(
            plie=caller.plie,
            device=caller.device,
            replica=envelope.replica,
            batch=envelope.batch,
            part=envelope.part,
            parts=envelope.parts,
            sha256=digest,
            body=body,
            reply=reply,
        )
    )


def _close(connection: Connection, caller: Caller, envelope: _Envelope, mint: Mint) -> None:
    """Forget the bodies of the parts, now in the ledger, and remember this copy's last batch."""
    if envelope.parts > 1:
        connection.execute(update(tables.batch).where(_of(caller, envelope)).values(body=None))
    devices.close_batch(connection, caller, envelope.replica, envelope.batch, mint)

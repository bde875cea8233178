"""An operation as it is offered: read and checked before any transaction begins.

What cannot be read as an operation is still kept, with its text, so that its author finds it again;
only an operation without an identifier cannot be answered for.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from central import rows
from plie.droits import Reason
from wire.codec import BadValueError
from wire.op import Op, Verb, decode
from wire.pack import BadBodyError

# An operation larger than this would weigh on every page that carries it.
OP_BYTES = 1_000_000
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,79}")


@dataclass(frozen=True, slots=True)
class Offer:
    """An operation, or why it cannot be one; its JSON text in both cases.

    `row`: what its fields give to the row of a thing that it creates, read once for judging and writing.
    """

    op_id: str
    text: str
    op: Op | None
    reason: Reason | None
    row: Mapping[str, object] = field(default_factory=dict)


class _Named(msgspec.Struct):
    op_id: str


def read(raw: bytes) -> Offer:
    """Read one offered operation.

    Raises:
        BadBodyError: it has no identifier under which its fate could be told.
    """
    text = raw.decode(errors="replace").replace("\x00", "\ufffd")
    try:
        op = decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Offer(name(raw), text, None, Reason.VALEUR_INVALIDE)
    op_id = _named(op.op_id)
    if not all(map(is_identifier, (op.kind, op.id, op.scope))):
        return Offer(op_id, text, None, Reason.VALEUR_INVALIDE)
    reason = _objection(op, len(raw))
    try:
        row = rows.check(op.kind, op.fields, whole=op.verb is Verb.INSERT)
    except BadValueError:
        return Offer(op_id, text, op, reason or Reason.VALEUR_INVALIDE)
    return Offer(op_id, text, op, reason, row)


def name(raw: bytes) -> str:
    """Return the identifier of an offered operation, whatever else it says.

    Raises:
        BadBodyError: it has none under which its fate could be told.
    """
    try:
        op_id = msgspec.json.decode(raw, type=_Named).op_id
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadBodyError("an operation without its identifier") from error
    return _named(op_id)


def is_identifier(text: str) -> bool:
    """Tell whether a text may name something in the store: short, plain, without spaces."""
    return _IDENTIFIER.fullmatch(text) is not None


def _named(op_id: str) -> str:
    if not is_identifier(op_id):
        raise BadBodyError("an operation without its identifier")
    return op_id


def _objection(op: Op, weight: int) -> Reason | None:
    if weight > OP_BYTES:
        return Reason.TROP_LOURD
    # Decides nothing, but whoever receives it has to show it.
    return Reason.VALEUR_INVALIDE if op.made is None else None

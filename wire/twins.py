"""Two copies of one vault that go on with one unsent operation: its name comes twice, otherwise said.

What comes second is kept as an operation of its own, named by its content: the store and each copy
give it the same name, and what is said twice is there once (docs/decisions/0009).
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from hashlib import sha256

from wire.codec import Value
from wire.ids import RANDOM_BYTES, uuid7
from wire.op import EXISTS, Op, Verb, encode


def beyond(first: Op, second: Op) -> Op | None:
    """Return what the second says that the first does not, as a patch that has not seen the first's values.

    None: nothing, or one of them deletes, or they are not about the same thing.
    """
    if Verb.DELETE in {first.verb, second.verb} or _about(first) != _about(second):
        return None
    fields = {
        name: value
        for name, value in second.fields.items()
        if name not in first.fields or first.fields[name] != value
    }
    shown = {name: ids for name, ids in second.seen.items() if name in fields}
    return _named(second, fields, shown) if fields else None


def said_again(first: Op, more: Op, unseen: Collection[str]) -> Op | None:
    """Return once more what the first says of the fields in dispute, as a patch that has seen it.

    Whoever goes on from the second names the first as what they have seen, and saw other words: those
    of the first would go unseen. `unseen`: the fields that nobody has written since.
    """
    disputed = more.fields.keys() & unseen
    fields = {name: value for name, value in first.fields.items() if name in disputed}
    shown = dict.fromkeys(fields, (first.op_id,))
    return _named(first, fields, shown) if fields else None


def _about(op: Op) -> tuple[str, str, str, str]:
    return op.kind, op.id, op.scope, op.author


def _named(op: Op, fields: Mapping[str, Value], shown: Mapping[str, tuple[str, ...]]) -> Op:
    seen = {**shown, EXISTS: (op.op_id,)}
    patch = replace(op, verb=Verb.PATCH, fields=dict(fields), seen=seen)
    return replace(patch, op_id=uuid7(0, sha256(encode(patch)).digest()[:RANDOM_BYTES]))

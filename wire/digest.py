"""Sums that both sides make alike: which dossiers a device holds, and what of each. Pure."""

from collections.abc import Iterable
from hashlib import sha256

import msgspec

from wire.op import Op

# 64 bits: drift is no adversary.
_LETTERS = 16


def reach(dossiers: Iterable[str]) -> str:
    """Return what sums up a set of dossiers, whatever its order."""
    return _sum(sorted(set(dossiers)))


def of(ops: Iterable[Op]) -> str:
    """Return what sums up the operations of a dossier, whatever their order."""
    return _sum(sorted(_line(op) for op in ops))


def _line(op: Op) -> str:
    # Sorted keys: a store and a vault may have kept the same fields in another order.
    return sha256(msgspec.json.encode(op, order="sorted")).hexdigest()


def _sum(lines: list[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()[:_LETTERS]

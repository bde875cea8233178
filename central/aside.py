"""What a push leaves aside of a dossier, told to those who see it: what it is about and why, never its words.

One fact for each thing, whatever the number of its operations: what refused the first refused those after it.
"""

from collections.abc import Iterable, Iterator

from central import ledger
from central.mint import Mint
from plie.droits import Reason
from wire.op import Op, Verb

_KIND = "mise_de_cote"
# What became of a thing set aside is no thing to be told in its turn.
_SILENT = frozenset({"mise_de_cote_reglee"})


def told(aside: Iterable[tuple[Op, Reason]], *, author: str, mint: Mint) -> Iterator[Op]:
    """Return the store's operations that tell these; `author` is who pushed them."""
    things: dict[tuple[str, str, str], list[tuple[Op, Reason]]] = {}
    for op, reason in aside:
        if op.kind not in _SILENT:
            things.setdefault((op.scope, op.kind, op.id), []).append((op, reason))
    for (scope, kind, thing), found in things.items():
        yield ledger.by_the_store(
            mint.new_id(), _KIND, mint.new_id(), scope, Verb.INSERT,
            fields={
                "dossier": scope,
                "operations": [op.op_id for op, _ in found],
                "auteur": author,
                "sur_kind": kind,
                "sur_id": thing,
                "raison": found[0][1].value,
                "le": mint.now().isoformat(),
            },
            seen={}, at=mint.now(),
        )  # fmt: skip

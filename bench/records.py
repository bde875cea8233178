"""Records of two kilobytes, the same for everyone who is measured; ours as operations of a device."""

import json
from dataclasses import dataclass
from functools import cache
from uuid import uuid4

from bench.prose import prose
from central.machine import MINT
from desktop.models.line import Identity
from desktop.sync.client import StoreClient
from desktop.sync.push import parts_of
from wire.messages import Push
from wire.op import Op, Verb

RECORD_BYTES = 2_000
_TEXTS = 500
_AT = "2026-11-20T10:00:00+00:00"

Record = dict[str, str | int]


def records(dossiers: list[str], count: int, *, size: int = RECORD_BYTES) -> list[Record]:
    """Return entretiens of about `size` bytes of JSON each, of the dossiers in turn."""
    return [
        _record(dossiers[number % len(dossiers)], number % _TEXTS, size) for number in range(count)
    ]


def _record(dossier: str, seed: int, size: int) -> Record:
    made: Record = {
        "id": str(uuid4()),
        "dossier": dossier,
        "date": f"2026-{seed % 12 + 1:02}-{seed % 28 + 1:02}",
        "duree_min": 15 + seed % 75,
        "modalite": "physique",
        "nature": "suivi",
        "contenu": "",
    }
    made["contenu"] = _text(seed, max(0, size - len(json.dumps(made))))
    return made


@cache
def _text(seed: int, size: int) -> str:
    return prose(seed, size).encode()[:size].decode(errors="ignore")


@dataclass(frozen=True, slots=True)
class Hand:
    """A device that writes straight on the line, without a vault: what the store alone takes.

    It names operations as the application does.
    """

    who: Identity
    client: StoreClient

    def opened(self, count: int) -> list[str]:
        """Open that many dossiers at the store."""
        ids = [str(uuid4()) for _ in range(count)]
        self.push([self._op("personne", id_, id_, {"prenoms": "Zoé"}) for id_ in ids])
        return ids

    def written(self, wanted: list[Record]) -> list[Op]:
        """Return the operations that insert these records."""
        return [
            self._op(
                "entretien",
                str(record["id"]),
                str(record["dossier"]),
                {name: value for name, value in record.items() if name != "id"},
            )
            for record in wanted
        ]

    def push(self, ops: list[Op]) -> int:
        """Send one batch, in as many parts as the application would; return the last number."""
        parts, batch = list(parts_of(tuple(ops))), str(uuid4())
        for number, part in enumerate(parts, start=1):
            message = Push(
                replica=self.who.device, batch=batch, part=number, parts=len(parts), since=0,
                ops=part,
            )  # fmt: skip
            fates = self.client.push(message)
        numbers = [fate.number for fate in fates.fates]
        assert None not in numbers, "the store set something aside"
        assert len(numbers) == len(ops)
        return max(number for number in numbers if number)

    def _op(self, kind: str, id_: str, scope: str, fields: dict[str, str | int]) -> Op:
        return Op(
            op_id=MINT.new_id(),
            kind=kind,
            id=id_,
            scope=scope,
            verb=Verb.INSERT,
            fields=dict(fields),
            author=self.who.utilisateur,
            role=self.who.role,
            device=self.who.device,
            made_at=_AT,
        )

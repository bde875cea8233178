"""One operation: what an author did to one thing, and what their form had shown.

Unknown kinds and fields are kept as they came: `fields` holds JSON values, not kinds.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import msgspec

from wire.codec import Value, instant

# Existence is one more field: an insert or a patch says "it is here", a delete "it is not".
EXISTS = "*"
# The scope of the directory: not a dossier's, the PLIE's.
PLIE_SCOPE = "plie"


class Verb(StrEnum):
    """What was done."""

    INSERT = "insert"
    PATCH = "patch"
    DELETE = "delete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Op:
    """One operation (sync.md §2).

    Attributes:
        op_id: UUIDv7 of the operation, unique everywhere.
        kind: word of the kind, known here or not.
        id: id of the thing.
        scope: id of the dossier, or "plie" for the directory.
        verb: insert, patch or delete.
        fields: field name to JSON value.
        seen: field name to the operations whose values the author's form showed.
        author, role, device: who, as what, on which enrolled device ("" before enrolment).
        made_at: ISO 8601 instant of the author's clock; shown to people, decides nothing.
    """

    op_id: str
    kind: str
    id: str
    scope: str
    verb: Verb
    fields: dict[str, Value] = field(default_factory=dict)
    seen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    author: str
    role: str
    device: str = ""
    made_at: str

    @property
    def made(self) -> datetime | None:
        """When it was made, for people to read; None when it says no instant.

        The store takes no such operation any more: it may have numbered some before.
        """
        return instant(self.made_at)

    def effects(self) -> dict[str, Value]:
        """Return every field this operation writes, existence included."""
        return {**self.fields, EXISTS: self.verb is not Verb.DELETE}


def encode(op: Op) -> bytes:
    """Return an operation as JSON, for golden files and digests."""
    return msgspec.json.encode(op)


def decode(text: bytes | str) -> Op:
    """Read an operation.

    Raises:
        msgspec.ValidationError: the text is no operation.
    """
    return msgspec.json.decode(text, type=Op)

"""`Changes`: what a transaction moved. Screens redraw when theirs is touched."""

from dataclasses import dataclass
from typing import NamedTuple


class Written(NamedTuple):
    """One operation written by the person: on which thing, and its id."""

    kind: str
    id: str
    op_id: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What moved: ids of dossiers (or "plie" for the directory), words of kinds, own operations.

    `files` are those that came, by sha256. Of a first exchange there are thousands: they move no
    list, and are for the screen that waits for one of them.
    """

    scopes: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    written: tuple[Written, ...] = ()
    files: frozenset[str] = frozenset()

    def touches(self, scope: str) -> bool:
        """Whether a screen that shows this dossier must redraw."""
        return scope in self.scopes

    def id_of(self, kind: str) -> str:
        """Return the id of the first thing of a kind written in this transaction.

        Raises:
            StopIteration: none was.
        """
        return next(w.id for w in self.written if w.kind == kind)

    def op_on(self, kind: str, id_: str) -> str:
        """Return the last operation written on a thing: what its form now shows.

        Raises:
            StopIteration: none was.
        """
        return next(w.op_id for w in reversed(self.written) if (w.kind, w.id) == (kind, id_))

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(
            self.scopes | other.scopes,
            self.kinds | other.kinds,
            self.written + other.written,
            self.files | other.files,
        )

    def __bool__(self) -> bool:
        return bool(self.kinds)

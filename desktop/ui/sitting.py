"""What one person has read, answered and signed since they hold the screen.

Nothing here is kept but by the seals: who locks or stops before signing has approved nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from plie.kinds import CompteRendu, Sha256
from plie.vocabulaire import Position


@dataclass(frozen=True, slots=True)
class Approval:
    """What the person accepts to sign: the very document (`montre`) and what they say of it."""

    position: Position
    remark: str
    montre: Sha256


class Sitting:
    """Each compte-rendu is unread, passed over, approved, refused or sealed."""

    def __init__(self, waiting: Iterable[CompteRendu]) -> None:
        self.documents: dict[str, CompteRendu] = {cr.id: cr for cr in waiting}
        self._given = tuple(self.documents)
        self.approved: dict[str, Approval] = {}
        self.refused: dict[str, str] = {}  # the reason of each
        self.sealed: set[str] = set()
        self._passed: set[str] = set()

    @property
    def alone(self) -> bool:
        """Whether one document only was given to read: it is signed where it is read."""
        return self.count == 1

    @property
    def count(self) -> int:
        """How many were given to read."""
        return len(self._given)

    @property
    def terms(self) -> tuple[tuple[str, Approval], ...]:
        """What a signature drawn now binds: another text, another signature."""
        return tuple(self.approved.items())

    def unread(self) -> str:
        """Return the next to read, "" when none is left."""
        known = {*self.approved, *self.refused, *self._passed}
        return next((id_ for id_ in self.documents if id_ not in known), "")

    def to_seal(self) -> tuple[str, ...]:
        """Return those approved and not sealed yet, in the order read."""
        return tuple(
            id_ for id_ in self.documents if id_ in self.approved and id_ not in self.sealed
        )

    def unanswered(self) -> tuple[str, ...]:
        """Return those that were passed over."""
        return tuple(id_ for id_ in self.documents if id_ in self._passed)

    def place(self, id_: str) -> int:
        """Return which one this is, from 1."""
        return self._given.index(id_) + 1

    def approve(self, id_: str, approval: Approval) -> None:
        """The person agrees to what they were shown, perhaps with a remark."""
        self._passed.discard(id_)
        self.approved[id_] = approval

    def refuse(self, id_: str, reason: str) -> None:
        """The person does not sign this one; it is already kept."""
        self._passed.discard(id_)
        self.approved.pop(id_, None)
        self.refused[id_] = reason

    def drop(self, id_: str) -> None:
        """One cannot be shown any more: it waits for another day."""
        self.approved.pop(id_, None)
        self.documents.pop(id_, None)

    def stop(self) -> None:
        """Leave without an answer all that is not read yet."""
        while id_ := self.unread():
            self._passed.add(id_)

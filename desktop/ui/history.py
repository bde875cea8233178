"""The history of a form: one line of steps over all its fields, each from a state to the next.

Pure: no Qt, no clock. What is typed in one go in one field, word by word, is one step; `seal` ends it.
"""

from dataclasses import dataclass, replace

MOST = 300  # steps kept, of which a hundred at least can be asked for; the oldest go first


@dataclass(frozen=True, slots=True)
class Step:
    """A field went from one state to another."""

    field: str
    before: object
    after: object


class History:
    """What can be undone, and redone."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._sealed = True

    def clear(self) -> None:
        """Another thing is shown: nothing was done to it."""
        self._done.clear()
        self._undone.clear()
        self._sealed = True

    def seal(self) -> None:
        """What comes next is another step."""
        self._sealed = True

    def record(self, field: str, before: object, after: object) -> None:
        """A field was changed by the person."""
        if before == after:
            return
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if last and last.field == field and not self._sealed and _goes_on(before, after):
            self._done[-1] = replace(last, after=after)
            return
        self._done.append(Step(field, before, after))
        del self._done[:-MOST]
        self._sealed = False

    def reword(self, field: str, after: object) -> None:
        """A field shows otherwise what it meant already: « auj. » became a date."""
        if self._done and self._done[-1].field == field:
            self._done[-1] = replace(self._done[-1], after=after)

    def forget(self, field: str) -> None:
        """What the field showed comes from elsewhere: what was done to it before has no sense left."""
        self._done = [step for step in self._done if step.field != field]
        self._undone = [step for step in self._undone if step.field != field]
        self._sealed = True

    def undo(self) -> Step | None:
        """Take back the last step."""
        return self._move(self._done, self._undone)

    def redo(self) -> Step | None:
        """Do again the step taken back last."""
        return self._move(self._undone, self._done)

    @property
    def can_undo(self) -> bool:
        """Whether something is left to undo."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether something is left to redo."""
        return bool(self._undone)

    def _move(self, from_: list[Step], to: list[Step]) -> Step | None:
        if not from_:
            return None
        self._sealed = True
        to.append(from_.pop())
        return to[-1]


def _goes_on(before: object, after: object) -> bool:
    """Whether an edit is the same word going on: no word more, no word less, nothing else moved."""
    if isinstance(before, str) and isinstance(after, str):
        return len(before.split()) == len(after.split())
    if isinstance(before, tuple) and isinstance(after, tuple) and len(before) == len(after):
        moved = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
        return len(moved) == 1 and _goes_on(*moved[0])
    return False

"""What the store set aside of others' work, until someone settles it (sync.md §3): both are facts."""

from collections.abc import Iterable

from plie.kinds import MiseDeCote, MiseDeCoteReglee


def ouvertes(
    mises: Iterable[MiseDeCote], reglees: Iterable[MiseDeCoteReglee]
) -> tuple[MiseDeCote, ...]:
    """Return those of which an operation at least is not settled, oldest first."""
    settled = {operation for one in reglees for operation in one.operations}
    left = (one for one in mises if not settled.issuperset(one.operations))
    return tuple(sorted(left, key=lambda one: (one.le, one.id)))

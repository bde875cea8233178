"""`Changes`: which scopes and kinds a transaction moved. Screens redraw when theirs is touched."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """What moved: ids of dossiers (or "plie" for the directory) and words of kinds."""

    scopes: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def touches(self, scope: str) -> bool:
        """Whether a screen that shows this dossier must redraw."""
        return scope in self.scopes

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(self.scopes | other.scopes, self.kinds | other.kinds)

    def __bool__(self) -> bool:
        return bool(self.kinds)

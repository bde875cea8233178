"""`Batch`: files given together, and what is to be said of them as they are read. It reads none itself."""

from collections.abc import Sequence
from pathlib import Path

from desktop.usecases.depouillement import Depouillement


class Batch:
    """What became of each file so far."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._left = len(paths)
        self._pages = 0
        self._known: set[str] = set()
        self._unknown = False

    def read(self, found: Depouillement) -> None:
        """Count a file that was read."""
        self._left -= 1
        self._pages += len(found.scan.pages)
        self._known |= {retour.compte_rendu.id for retour in found.retours}
        self._unknown = self._unknown or bool(found.inconnues)

    def fail(self) -> None:
        """Count a file that could not be."""
        self._left -= 1

    @property
    def sentence(self) -> str:
        """Say where it stands."""
        return " ".join(part for part in (self._coming, self._came) if part)

    @property
    def _coming(self) -> str:
        if not self._left:
            return ""
        what = f"des {self._left} documents numérisés" if self._left > 1 else "du document numérisé"
        return f"Lecture {what}…"

    @property
    def _came(self) -> str:
        if not self._pages:
            return ""
        pages, known = self._pages, len(self._known)
        return (
            f"{pages} page{'s' * (pages > 1)} lue{'s' * (pages > 1)}, "
            f"{known} compte{'s' * (known > 1)}-rendu{'s' * (known > 1)} "
            f"reconnu{'s' * (known > 1)}."
            + (" Des pages sans code sont à ranger à la main." if self._unknown else "")
        )

"""`Batch`: files given together, and what is to be said of them as they are read. It reads none itself."""

from collections.abc import Sequence
from pathlib import Path

from desktop.usecases.depouillement import Depouillement
from plie import phrases

_MIXED = (
    " Plusieurs feuilles se mêlent sur une page\u00a0: numérisez-les plutôt l’une après l’autre."
)
_BLANK = " Rien n’y est écrit\u00a0: la feuille était peut-être à l’envers sur la vitre."
_LONGEST = 60  # signs of a file's name: longer, its middle is left out


class Batch:
    """What became of each file so far."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._left = len(paths)
        self._several = len(paths) > 1
        self._pages = 0
        self._known: set[str] = set()
        self._unknown = self._mixed = self._written = False
        self._unread: list[str] = []

    def read(self, found: Depouillement) -> None:
        """Count a file that was read."""
        self._left -= 1
        self._pages += len(found.scan.pages)
        self._known |= {retour.compte_rendu.id for retour in found.retours}
        self._unknown = self._unknown or bool(found.inconnues)
        self._mixed = self._mixed or bool(found.melees)
        self._written = self._written or any(not page.blank for page in found.scan.pages)

    def fail(self, path: Path) -> None:
        """Count a file that could not be."""
        self._left -= 1
        # Said on this screen and nowhere else: a file may be named after somebody.
        self._unread.append(_readable(path.name))

    @property
    def sentence(self) -> str:
        """Say where it stands."""
        return " ".join(part for part in (self._coming, self._came, self._refused) if part)

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
        pages = phrases.counted(self._pages, "page lue", "pages lues")
        known = phrases.counted(len(self._known), "compte-rendu reconnu", "comptes-rendus reconnus")
        return (
            f"{pages}, {known}."
            + (" Des pages sont à ranger à la main." if self._unknown else "")
            + (_MIXED if self._mixed else "")
            + ("" if self._written else _BLANK)
        )

    @property
    def _refused(self) -> str:
        if not self._unread:
            return ""
        names = ", ".join(f"«\u00a0{name}\u00a0»" for name in self._unread)
        rest = " Les autres n’en sont pas touchés." if self._several and self._pages else ""
        return f"Pas lu{'s' * (len(self._unread) > 1)}\u00a0: {names}.{rest}"


def _readable(name: str) -> str:
    """Return a name from outside fit to be shown: no sign of it changes the sentence around it."""
    shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in name)
    if len(shown) <= _LONGEST:
        return shown
    half = _LONGEST // 2
    return f"{shown[:half]}…{shown[-half:]}"

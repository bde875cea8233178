"""`Table`: a table of a text that came from outside, read key by key, that refuses what it did not ask for.

It knows no form: only how to say in French which file, which key, and why. `TomlTable` and
`JsonTable` know how their texts are written.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Self, TypeVar

from plie.refus import Illisible
from plie.vocabulaire import Mot

M = TypeVar("M", bound=Mot)


class Table(ABC):
    """Values still to be read; `close` refuses the keys that nobody asked for."""

    def __init__(self, values: Mapping[str, object], *, source: str, path: str = "") -> None:
        self._left = dict(values)
        self._source = source
        self._path = path

    def refusal(self, key: str, reason: str) -> Illisible:
        """Return the refusal of one key, ready to be raised."""
        path = f"{self._path}.{key}" if self._path else key
        return Illisible(
            f"Fichier «\u00a0{self._source}\u00a0», clé «\u00a0{path}\u00a0»\u00a0: {reason}.",
        )

    def has(self, key: str) -> bool:
        """Whether the key is there, still unread."""
        return key in self._left

    def text(self, key: str) -> str:
        """Read a text that is not blank."""
        value = self._take(key)
        if not isinstance(value, str) or not value.strip():
            raise self.refusal(key, "un texte est attendu")
        return value

    def optional_text(self, key: str) -> str:
        """Read a text that may be absent or empty: then it is ""."""
        value = self._left.pop(key, "")
        if not isinstance(value, str):
            raise self.refusal(key, "un texte est attendu")
        return value.strip()

    def anything(self, key: str) -> object:
        """Take a value of whatever shape; None when absent."""
        return self._left.pop(key, None)

    def optional_boolean(self, key: str) -> bool | None:
        """Read `true` or `false`; None when absent."""
        return self.boolean(key) if self.has(key) else None

    def boolean(self, key: str) -> bool:
        """Read `true` or `false`."""
        value = self._take(key)
        if not isinstance(value, bool):
            raise self.refusal(key, "«\u00a0true\u00a0» ou «\u00a0false\u00a0» est attendu")
        return value

    def integer(self, key: str, *, low: int, high: int) -> int:
        """Read a whole number between two bounds, both included."""
        value = self._take(key)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self.refusal(key, f"un nombre entier de {low} à {high} est attendu")
        return value

    def number(self, key: str, *, low: float, high: float) -> float:
        """Read a number, whole or not, between two bounds, both included."""
        value = self._take(key)
        # A NaN is between no bounds.
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not low <= value <= high
        ):
            raise self.refusal(key, f"un nombre de {low:g} à {high:g} est attendu")
        return float(value)

    def optional_texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts that may be absent: then it is empty."""
        return self.texts(key) if self.has(key) else ()

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts, none blank; it may be written empty."""
        values = self._take(key)
        if not isinstance(values, list) or not all(
            isinstance(value, str) and value.strip() for value in values
        ):
            raise self.refusal(key, "une liste de textes est attendue")
        return tuple(values)

    @abstractmethod
    def day(self, key: str) -> date:
        """Read a date without time."""

    def optional_day(self, key: str) -> date | None:
        """Read a date that may be absent."""
        return self.day(key) if self.has(key) else None

    def mot(self, key: str, mots: Iterable[M]) -> M:
        """Read a code of the vocabulary, or of a part of it."""
        return self._mot(key, self._take(key), tuple(mots))

    def optional_mot(self, key: str, mots: Iterable[M]) -> M | None:
        """Read a code that may be absent."""
        return self.mot(key, mots) if self.has(key) else None

    def mots(self, key: str, mots: type[M]) -> tuple[M, ...]:
        """Read a list of codes of the vocabulary, each once."""
        codes = self._take(key)
        if not isinstance(codes, list) or not codes:
            raise self.refusal(key, "une liste de codes est attendue")
        read = tuple(self._mot(key, code, tuple(mots)) for code in codes)
        if len(set(read)) != len(read):
            raise self.refusal(key, "un code y est écrit deux fois")
        return read

    def everywhere(self, key: str) -> Iterator[str]:
        """Yield the texts that a key has in this table and in all that it holds, unread ones only."""
        yield from _everywhere(self._left, key)

    def table(self, key: str) -> Self:
        """Read a table."""
        value = self._take(key)
        if not isinstance(value, dict):
            raise self.refusal(key, "une table est attendue")
        return self._child(key, value)

    def optional_tables(self, key: str) -> tuple[Self, ...]:
        """Read a list of tables that may be absent: then it is empty."""
        return self.tables(key) if self.has(key) else ()

    def tables(self, key: str) -> tuple[Self, ...]:
        """Read a list of tables; it may be written empty."""
        value = self._take(key)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.refusal(key, "une liste de tables est attendue")
        return tuple(self._child(f"{key}[{n}]", item) for n, item in enumerate(value, start=1))

    def close(self) -> None:
        """Refuse the first key that was left unread.

        Raises:
            Illisible: a key has no meaning here.
        """
        for key in self._left:
            raise self.refusal(key, "clé inconnue")

    def _take(self, key: str) -> object:
        if key not in self._left:
            raise self.refusal(key, "clé manquante")
        return self._left.pop(key)

    def _mot(self, key: str, code: object, mots: tuple[M, ...]) -> M:
        found = next((mot for mot in mots if mot.value == code), None)
        if found is None:
            raise self.refusal(key, f"code inconnu, attendu\u00a0: {', '.join(mots)}")
        return found

    def _child(self, key: str, values: dict[str, object]) -> Self:
        path = f"{self._path}.{key}" if self._path else key
        return type(self)(values, source=self._source, path=path)


def _everywhere(value: object, key: str) -> Iterator[str]:
    if isinstance(value, dict):
        found = value.get(key)
        if isinstance(found, str):
            yield found
        for inner in value.values():
            yield from _everywhere(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _everywhere(inner, key)

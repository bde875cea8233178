"""`JsonTable`: a table of a JSON text, as cases and exports are written; a null key is an absent one."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import NoReturn, Self

from plie.refus import Illisible
from plie.table import Table

# Further off, a date is a slip of the keyboard, and months could not be added to it.
FIRST, LAST = date.fromisoformat("1900-01-01"), date.fromisoformat("2199-12-31")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class JsonTable(Table):
    """A table whose dates are ISO 8601 texts."""

    def __init__(self, values: Mapping[str, object], *, source: str, path: str = "") -> None:
        given = {key: value for key, value in values.items() if value is not None}
        super().__init__(given, source=source, path=path)

    @classmethod
    def parse(cls, text: str, *, source: str) -> Self:
        """Read a JSON object; `source` is the name by which a refusal calls the file.

        Raises:
            Illisible: the text is no JSON, writes a key twice, or is no object.
        """
        try:
            values = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
        except json.JSONDecodeError as error:
            where = f"ligne {error.lineno}, colonne {error.colno}"
            raise _refused(source, f"JSON mal formé, {where}") from error
        except RecursionError as error:
            raise _refused(source, "JSON mal formé, trop de tables l’une dans l’autre") from error
        except _Unreadable as error:
            raise _refused(source, f"JSON mal formé, {error}") from error
        except ValueError as error:
            raise _refused(source, "JSON mal formé, un nombre y est démesuré") from error
        if not _whole(values):
            raise _refused(source, "JSON mal formé, un caractère y est coupé en deux")
        if not isinstance(values, dict):
            raise _refused(source, "un objet JSON est attendu, entre accolades")
        return cls(values, source=source)

    def day(self, key: str) -> date:
        """Read a date written AAAA-MM-JJ."""
        value = self._take(key)
        found = iso_day(value) if isinstance(value, str) else None
        if found is None:
            raise self.refusal(key, "une date est attendue (AAAA-MM-JJ)")
        return found


def iso_day(text: str) -> date | None:
    """Read AAAA-MM-JJ; None for another writing, a day that does not exist, or out of our time."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
    return day if day is not None and FIRST <= day <= LAST else None


class _Unreadable(ValueError):
    """What the form of JSON allows and we do not; says so in French."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _Unreadable(f"la clé «\u00a0{twice}\u00a0» y est écrite deux fois")
    return found


def _no_number(text: str) -> NoReturn:
    raise _Unreadable(f"{text} n’est pas un nombre")


def _whole(values: object) -> bool:
    """Half of a character that is written in two (a lone surrogate) is no text: nothing can print it."""
    try:
        json.dumps(values, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _refused(source: str, reason: str) -> Illisible:
    return Illisible(f"Fichier «\u00a0{source}\u00a0»\u00a0: {reason}.")

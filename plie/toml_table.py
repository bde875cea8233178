"""`TomlTable`: a table of a TOML text, as the référentiels are written."""

import re
import tomllib
from datetime import date, datetime
from typing import Self

from plie.refus import Illisible
from plie.table import Table

_WHERE = re.compile(r"line (\d+), column (\d+)")


class TomlTable(Table):
    """A table whose dates are TOML's own."""

    @classmethod
    def parse(cls, text: str, *, source: str) -> Self:
        """Read a TOML text; `source` is the name by which a refusal calls the file.

        Raises:
            Illisible: the text is no TOML.
        """
        try:
            return cls(tomllib.loads(text), source=source)
        except tomllib.TOMLDecodeError as error:
            found = _WHERE.search(str(error))
            where = f"ligne {found[1]}, colonne {found[2]}" if found else "à la fin du texte"
            raise Illisible(
                f"Fichier «\u00a0{source}\u00a0»\u00a0: TOML mal formé, {where}."
            ) from error

    def day(self, key: str) -> date:
        """Read a date without time."""
        value = self._take(key)
        if isinstance(value, datetime) or not isinstance(value, date):
            raise self.refusal(key, "une date sans guillemets est attendue (AAAA-MM-JJ)")
        return value

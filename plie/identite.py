"""Who a person is, as it may be written: a name, and days that can be (C9-3-1)."""

from datetime import date

from plie import phrases
from plie.objection import Objection

ARTICLE = "C9-3-1"


def objections(
    *, prenoms: str, nom: str, naissance_le: date | None, recue_le: date | None, on: date
) -> tuple[Objection, ...]:
    """Return what stands against an identity on a day, field by field, in the order of a form."""
    found = []
    if not prenoms.strip():
        found.append(_object("prenoms", "sans_nom", "Indiquez le prénom de la personne."))
    if not nom.strip():
        found.append(_object("nom", "sans_nom", "Indiquez le nom de la personne."))
    for field, code, day, what in (
        ("naissance_le", "naissance_future", naissance_le, "de naissance"),
        ("recue_le", "orientation_future", recue_le, "de l’orientation"),
    ):
        if day is not None and day > on:
            there = f"Le {phrases.short_date(day)} est encore à venir"
            found.append(_object(field, code, f"{there}\u00a0: vérifiez la date {what}."))
    return tuple(found)


def _object(field: str, code: str, phrase: str) -> Objection:
    return Objection(field, code, phrase, article=ARTICLE)

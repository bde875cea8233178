"""The orientation as it is typed and put right: its days, and until when (C7, C9-3-1, domain.md §12)."""

from datetime import date

from plie import diagnostic, phrases
from plie.dossier import Dossier
from plie.objection import Objection
from plie.refus import Refus

ARTICLE = "C9-3-1"


def figee(dossier: Dossier, *, on: date) -> Refus | None:
    """Return why the orientation of the current parcours changes no more; None while it is written."""
    seen = diagnostic.presente_le(dossier, on=on)
    if seen is None:
        return None
    return Refus(
        "orientation_presentee",
        f"L’orientation a été présentée à la Commission du {phrases.short_date(seen)}\u00a0: elle reste telle "
        "qu’elle l’a vue.",
        article=diagnostic.ARTICLE,
    )


def objections(
    *, recue_le: date | None, orientee_le: date | None, on: date
) -> tuple[Objection, ...]:
    """Return what to say beside the days of an orientation; it is kept all the same."""
    found = []
    for field, day in (("recue_le", recue_le), ("orientee_le", orientee_le)):
        if day is not None and day > on:
            there = f"Le {phrases.short_date(day)} est encore à venir"
            found.append(_warn(field, "orientation_future", f"{there}\u00a0: vérifiez la date."))
    if orientee_le and recue_le and recue_le < orientee_le <= on:
        phrase = f"Reçue le {phrases.short_date(recue_le)}, avant d’être faite\u00a0: vérifiez les deux dates."
        found.append(_warn("orientee_le", "orientation_apres_reception", phrase))
    return tuple(found)


def _warn(field: str, code: str, phrase: str) -> Objection:
    return Objection(field, code, phrase, article=ARTICLE, blocking=False)

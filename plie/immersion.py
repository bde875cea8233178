"""How long immersions (PMSMP) may last: months at a time, days over twelve months at one place.

The numbers and their article are the référentiel's. Days are calendar days covered, counted once
where two periods overlap; a planned day stands where the real one is not told yet, for a convention
that is too long is to be seen before it is signed.
"""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta

from plie import phrases
from plie.calendrier import MONTHS_IN_A_YEAR, add_months
from plie.kinds import Etape
from plie.objection import Objection
from plie.regles.dossier import Immersion
from plie.suite import key

_DAY = timedelta(days=1)


def depassements(
    etape: Etape, others: Iterable[Etape], regle: Immersion | None
) -> tuple[Objection, ...]:
    """Return what warns of an immersion that is too long; nothing for another kind of étape, or no rule.

    Args:
        etape: the étape as it is typed.
        others: the étapes of the dossier, this one included or not.
        regle: the référentiel's, None when it has none.
    """
    if regle is None or etape.genre != regle.genre:
        return ()
    begun, (field, end) = _start(etape), _end(etape)
    if begun is None or end is None:
        return ()
    found = []
    last = add_months(begun, regle.mois) - _DAY
    if end > last:
        found.append(
            Objection(
                field,
                "immersion_trop_longue",
                f"Une immersion dure au plus {regle.mois}\u00a0mois d’affilée\u00a0: jusqu’au "
                f"{phrases.short_date(last)} ({regle.article}).",
                article=regle.article,
                blocking=False,
            )
        )
    days = _most(etape, others, regle)
    if days > regle.jours:
        found.append(
            Objection(
                "partenaire",
                "immersion_cumul",
                f"Cela ferait {days}\u00a0jours d’immersion sur douze mois chez ce partenaire, pour "
                f"{regle.jours} au plus ({regle.article}).",
                article=regle.article,
                blocking=False,
            )
        )
    return tuple(found)


def _most(etape: Etape, others: Iterable[Etape], regle: Immersion) -> int:
    """Return the most days at the place of an étape in any twelve months that touch it; 0 without a place."""
    place = _place(etape)
    if not place:
        return 0
    same = [o for o in others if o.id != etape.id and o.genre == regle.genre and _place(o) == place]
    mine = sorted(_days(etape))
    covered = sorted(set(mine).union(*map(_days, same)))
    most = 0
    # A window that covers the most ends on a day covered; only those that hold a day of this étape.
    for last in covered:
        first = add_months(last, -MONTHS_IN_A_YEAR)
        if _within(mine, first, last):
            most = max(most, _within(covered, first, last))
    return most


def _within(days: list[date], after: date, last: date) -> int:
    """Return how many of these days, in their order, lie after the one and not past the other."""
    return bisect_right(days, last) - bisect_right(days, after)


def _days(etape: Etape) -> set[date]:
    begun, (_, end) = _start(etape), _end(etape)
    if begun is None or end is None:
        return set()
    return {begun + _DAY * n for n in range((end - begun).days + 1)}


def _start(etape: Etape) -> date | None:
    """Return the day an étape began, or is to begin; None of one given up before it began."""
    if etape.debut is None and etape.abandonnee_le is not None:
        return None
    return etape.debut or etape.debut_prevu


def _end(etape: Etape) -> tuple[str, date | None]:
    """Return the day an étape ends, or is to end, and the field that says it."""
    for field in ("fin", "abandonnee_le", "fin_prevue"):
        day: date | None = getattr(etape, field)
        if day is not None:
            return field, day
    return "fin_prevue", None


def _place(etape: Etape) -> str:
    return etape.structure or key(etape.partenaire)

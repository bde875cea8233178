"""`Horloge`: when the delay of a contact or étape alert started, and by what (domain.md §6)."""

from dataclasses import dataclass
from datetime import date

from plie.alertes.vue import Vue
from plie.phrases_alertes import Depart


@dataclass(frozen=True, slots=True)
class Horloge:
    """A day, and what happened on it."""

    start: date
    depart: Depart


def horloge(vue: Vue, last: date | None, depart: Depart) -> Horloge | None:
    """Start at the latest of the last event, the integration, the end of the last suspension.

    None when no clock runs: before the integration, while suspended, after the exit.
    """
    joined = vue.integre
    if joined is None:
        return None
    clock = Horloge(joined, Depart.INTEGRATION)
    if vue.reprise is not None and vue.reprise > clock.start:
        clock = Horloge(vue.reprise, Depart.REPRISE)
    return clock if last is None or last < clock.start else Horloge(last, depart)

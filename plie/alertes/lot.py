"""The alert of a lot: its bilan d’activité to send (C11). No dossier has it.

A lot owes each bilan from the first one known to be sent. While none is, the last that fell due stands for
those before it: what was sent before Permanence is written nowhere here.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from plie import phrases_alertes as phrases
from plie.alertes.alerte import Alerte, alerte, held_after
from plie.bilan import transmis
from plie.kinds import BilanLot
from plie.referentiel import Referentiel
from plie.regles.alertes import RegleAlerte
from plie.regles.bilan import PeriodeBilan
from plie.vocabulaire import CodeAlerte


def alertes_du_lot(
    lot: str, bilans: Iterable[BilanLot], *, referentiel: Referentiel, on: date
) -> tuple[Alerte, ...]:
    """Return the alerts of a lot on a day, the oldest bilan first; none that the référentiel does not have."""
    known = tuple(bilans)
    return tuple(
        one
        for regle in referentiel.alertes
        if regle.code is CodeAlerte.BILAN_DU
        for one in bilan_du(lot, known, regle, referentiel.bilans, on=on)
    )


def bilan_du(
    lot: str,
    bilans: Iterable[BilanLot],
    regle: RegleAlerte,
    periodes: Sequence[PeriodeBilan],
    *,
    on: date,
) -> tuple[Alerte, ...]:
    """Return one alert per bilan that the lot owes; `objet` is the day it is stopped at (C11)."""
    sent = transmis(bilans, lot, on=on)
    found = []
    for periode in _owed(periodes, sent, on):
        tenue = held_after(regle, periode.envoi, on=on)
        if tenue:
            phrase = phrases.bilan_du(periode.fin, due=periode.envoi, on=on, jamais=not sent)
            found.append(alerte(regle, tenue, phrase, objet=periode.fin.isoformat()))
    return tuple(found)


def _owed(
    periodes: Sequence[PeriodeBilan], sent: frozenset[date], on: date
) -> Sequence[PeriodeBilan]:
    if sent:
        first = min(sent)
        return [p for p in periodes if p.fin >= first and p.fin not in sent]
    late = sum(p.envoi < on for p in periodes)
    return periodes[max(late - 1, 0) :]

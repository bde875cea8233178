"""What a screen adds to an alert of which the answer is begun already: the étape that has only to begin (C7-2A).

The rule and what `permanence regles alertes` says of it stay as they are: an étape proposed answers nothing.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from plie import etape as regles
from plie.alertes.alerte import Alerte
from plie.kinds import Etape
from plie.phrases_alertes import etape_proposee
from plie.vocabulaire import CodeAlerte


def dites(found: Iterable[Alerte], etapes: Iterable[Etape], *, on: date) -> tuple[Alerte, ...]:
    """Return the alerts as a screen says them: without an étape, with the one proposed among these, if any."""
    waiting = regles.a_commencer(etapes, on=on)
    return tuple(
        replace(
            one,
            phrase=f"{one.phrase} {etape_proposee(waiting.intitule.strip())}",
            proposee=waiting.id,
        )
        if waiting is not None and one.code is CodeAlerte.SANS_ETAPE_2_MOIS
        else one
        for one in found
    )

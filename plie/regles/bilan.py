"""`PeriodeBilan`: what each bilan d’activité of a lot covers, and the last day to send it (C11).

A date that recurs is written each year: the text has exceptions, and no arithmetic stands here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from plie.regles.alertes import RegleAlerte
from plie.table import Table
from plie.vocabulaire import CodeAlerte


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodeBilan:
    """One bilan: from `debut` to the day it is stopped at, both included; sent by `envoi`."""

    debut: date
    fin: date
    envoi: date
    article: str


def read(top: Table, alertes: Iterable[RegleAlerte]) -> tuple[PeriodeBilan, ...]:
    """Read `[bilan]`, in the order of its periods; absent, there is none, and none of `alertes` may need one.

    Raises:
        Illisible: a key is unknown, missing, of a wrong shape, or contradicts another.
    """
    if not top.has("bilan"):
        if any(regle.code is CodeAlerte.BILAN_DU for regle in alertes):
            raise top.refusal(
                "bilan", "clé manquante\u00a0: l’alerte «\u00a0bilan_du\u00a0» l’attend"
            )
        return ()
    table = top.table("bilan")
    table.text("article")
    periodes = tuple(_periode(item) for item in table.tables("periodes"))
    if not periodes:
        raise table.refusal("periodes", "au moins une période est attendue")
    if any(a.debut <= b.fin or a.envoi <= b.envoi for b, a in pairwise(periodes)):
        raise table.refusal("periodes", "chaque période commence et s’envoie après la précédente")
    table.close()
    return periodes


def _periode(table: Table) -> PeriodeBilan:
    periode = PeriodeBilan(
        debut=table.day("debut"),
        fin=table.day("fin"),
        envoi=table.day("envoi"),
        article=table.text("article"),
    )
    table.close()
    if periode.fin < periode.debut:
        raise table.refusal("fin", "la fin précède le début")
    if periode.envoi < periode.fin:
        raise table.refusal("envoi", "l’envoi précède la fin")
    return periode

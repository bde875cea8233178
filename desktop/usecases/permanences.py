"""The permanences of whoever works here: where they are, week after week."""

from datetime import datetime

from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from plie.kinds import Id, Permanence
from plie.refus import Refus
from plie.vocabulaire import DemiJournee


def permanences(rows: Rows) -> tuple[Permanence, ...]:
    """Return the permanences of whoever works in this vault, Monday first."""
    me = rows.identity().utilisateur
    mine = (p for p in rows.all(Permanence) if p.utilisateur == me)
    return tuple(sorted(mine, key=lambda p: (p.jour, p.demi_journee != DemiJournee.MATIN, p.lieu)))


def ajouter_permanence(
    work: Work, *, lieu: str, jour: int, demi_journee: DemiJournee, now: datetime
) -> Changes:
    """Say that one is at a place on a half-day, week after week, from today on.

    Raises:
        Refus: no place, or the half-day is taken already.
    """
    if not lieu.strip():
        raise Refus("sans_lieu", "Indiquez le lieu de la permanence.")
    held = permanences(work.rows)
    if any((p.jour, p.demi_journee) == (jour, demi_journee) for p in held):
        raise Refus(
            "demi_journee_prise",
            "Cette demi-journée a déjà une permanence\u00a0: ôtez-la d’abord. Rien n’a changé.",
        )
    work.insert(
        Permanence(
            id=work.new_id(),
            utilisateur=Id(work.rows.identity().utilisateur),
            lieu=lieu.strip(),
            jour=jour,
            demi_journee=demi_journee,
            depuis=now.date(),
        )
    )
    return work.commit()


def oter_permanence(work: Work, id_: str) -> Changes:
    """Take a permanence away; the rendez-vous that were taken in it stay. Asked twice, it is gone once."""
    if work.rows.find(Permanence, id_) is not None:
        work.delete(Permanence, id_, work.seen(Permanence, id_))
    return work.commit()

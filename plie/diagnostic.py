"""Until when a diagnostic is written: what the Commission has seen is what it judged (C7, domain.md §12)."""

from datetime import date

from plie import phrases
from plie.dossier import Dossier
from plie.kinds import Inscription
from plie.refus import Refus
from plie.vocabulaire import IssueCommission, ObjetCommission

ARTICLE = "C7"
_MORE = (IssueCommission.AJOURNEMENT, IssueCommission.DIAGNOSTIC_RENFORCE)


def fige(dossier: Dossier, *, on: date) -> Refus | None:
    """Return why the diagnostic of the current parcours changes no more; None while it is written.

    An incomplete file may be completed until the day of its sitting. Sent back (diagnostic renforcé,
    ajournement), it is written again; its préconisations are followed in any case.
    """
    seen = presente_le(dossier, on=on)
    if seen is None:
        return None
    return Refus(
        "diagnostic_presente",
        f"Le diagnostic a été présenté à la Commission du {phrases.short_date(seen)}\u00a0: il reste tel "
        "qu’elle l’a vu. Une évaluation d’aujourd’hui, elle, s’ajoute toujours.",
        article=ARTICLE,
    )


def presente_le(dossier: Dossier, *, on: date) -> date | None:
    """Return the sitting that has the file of the candidature; None before one, and once it is sent back."""
    seen = max((i.commission_le for i in _entrees(dossier) if i.commission_le <= on), default=None)
    return None if seen is None or _sent_back(dossier, seen) else seen


def _entrees(dossier: Dossier) -> tuple[Inscription, ...]:
    return tuple(
        i
        for i in dossier.inscrites
        if i.objet == ObjetCommission.ENTREE and dossier.belongs(i.parcours, i.commission_le)
    )


def _sent_back(dossier: Dossier, seen: date) -> bool:
    """Whether the last answer since that sitting asks for more before another."""
    answers = [
        d
        for d in dossier.decisions
        if d.objet == ObjetCommission.ENTREE
        and d.prise_le >= seen
        and dossier.belongs(d.parcours, d.prise_le)
    ]
    last = max(answers, key=lambda d: (d.prise_le, d.id), default=None)
    return last is not None and last.issue in _MORE

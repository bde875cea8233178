"""`Seance`: the dossiers inscribed before one body on one day, and what it answered to each (C7, P9-4).

Derived from the facts of the dossiers. What is known of the sitting itself, its hour and its place, is a `Commission`
whose id follows from the day and the body: two machines that note it apart write the same thing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from plie import legalite
from plie.dossier import Dossier
from plie.kinds import Decision, Id, Inscription, SortieProposee
from plie.proposition import decideur
from plie.referentiel import Referentiel
from plie.regles.commission import Instance
from plie.vocabulaire import IssueCommission, ObjetCommission

# Drawn once: every machine must make the same id of the same sitting, for ever.
_NAMES = UUID("7f6c2c52-4a0e-4b5f-8d55-0e9b2f1c7a34")
_OBJETS = list(ObjetCommission)


@dataclass(frozen=True, slots=True)
class Inscrit:
    """One dossier before a sitting: what put it there, and the decision that answers it; None while none does."""

    dossier: Dossier
    inscription: Inscription
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Seance:
    """One sitting: its day, the code of its body ("" where no body of the protocol answers), its dossiers in order."""

    le: date
    instance: str
    inscrits: tuple[Inscrit, ...]

    @property
    def id(self) -> Id:
        """The id of what is known of it beside its dossiers."""
        return identifiant(self.le, self.instance)


def identifiant(le: date, instance: str) -> Id:
    """Return the id of the `Commission` of a day and a body: the same wherever it is noted."""
    return Id(str(uuid5(_NAMES, f"{le.isoformat()} {instance}")))


def seances(dossiers: Iterable[Dossier], referentiel: Referentiel) -> tuple[Seance, ...]:
    """Return the sittings that these dossiers go or went before, by day.

    Within one: the entrées, the réexamens, the sorties, each in the order of their inscription.
    """
    found: dict[tuple[date, str], list[Inscrit]] = {}
    for dossier in dossiers:
        for listed in _listed(dossier):
            body = instance(dossier, listed.inscription, referentiel)
            key = (listed.inscription.commission_le, body.code if body else "")
            found.setdefault(key, []).append(listed)
    return tuple(
        Seance(le, code, tuple(sorted(listed, key=_order)))
        for (le, code), listed in sorted(found.items(), key=lambda one: one[0])
    )


def instance(
    dossier: Dossier, inscription: Inscription, referentiel: Referentiel
) -> Instance | None:
    """Return the body that an inscription goes before: for an exit outside the criteria, the one of P7."""
    rules = referentiel.commission
    if rules is None:
        return None
    if inscription.objet == ObjetCommission.SORTIE:
        proposed = _proposed(dossier, inscription)
        outside = decideur(referentiel, proposed.motif) if proposed is not None else None
        if outside is not None:
            return outside
    asked = next((o for o in ObjetCommission if o == inscription.objet), None)
    return rules.examine(asked) if asked is not None else None


def _listed(dossier: Dossier) -> Iterable[Inscrit]:
    """Yield the inscriptions of a dossier; of several for one day and one object, the last."""
    last = {(i.commission_le, i.objet): i for i in sorted(dossier.inscrites, key=lambda i: i.id)}
    return (Inscrit(dossier, i, legalite.reponse(dossier, i)) for i in last.values())


def _order(one: Inscrit) -> tuple[int, Id]:
    known = (n for n, objet in enumerate(_OBJETS) if objet == one.inscription.objet)
    return next(known, len(_OBJETS)), one.inscription.id


def _proposed(dossier: Dossier, inscription: Inscription) -> SortieProposee | None:
    """Return the sortie proposed that an inscription puts before a body: since the answer before, up to its own."""
    answer = legalite.reponse(dossier, inscription)
    until = answer.prise_le if answer is not None else date.max
    before = [
        d.prise_le
        for d in dossier.decisions
        if d.objet == ObjetCommission.SORTIE
        and d.issue != IssueCommission.AJOURNEMENT
        and d is not answer
        and d.prise_le <= until
    ]
    since = max(before, default=date.min)
    proposed = [
        s
        for s in dossier.sorties_proposees
        if since <= s.proposee_le <= until and s.parcours in {None, inscription.parcours}
    ]
    return max(proposed, key=lambda s: (s.proposee_le, s.id), default=None)

"""A candidature waiting to be followed: its proposed lots, and what its prescripteur is to be told (C8, C9-3-1)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from plie import phrases
from plie.dossier import Dossier
from plie.kinds import Evenement, Lot, Prescription
from plie.mouvement import CANDIDAT
from plie.referentiel import Referentiel
from plie.regles.lots import LotPrevu, proposer
from plie.vocabulaire import EtatParcours, GenreEvenement, IssueCommission, Mot, label

ARTICLE = "C9-3-1"
# Older than this, a fact is no news: what was told by other means is not asked for again.
_NEWS = timedelta(days=30)
_NOTED = "Retour au prescripteur\u00a0: "


class MomentRetour(Mot):
    """When the prescripteur is told (C9-3-1 « en continu »)."""

    RENDEZ_VOUS = "rendez_vous", "premier rendez-vous"
    DECISION = "decision", "décision de la Commission"
    ETAPE = "etape", "étape commencée"
    SORTIE = "sortie", "sortie"


@dataclass(frozen=True, slots=True)
class Retour:
    """One thing to tell the prescripteur: when it happened, and the words that log it."""

    moment: MomentRetour
    le: date
    phrase: str

    @property
    def trace(self) -> str:
        """The text of the événement that says it was told."""
        return f"{_NOTED}{self.moment.label} du {phrases.short_date(self.le)}"


def prescription(dossier: Dossier) -> Prescription | None:
    """Return the prescription of the current parcours."""
    held = [p for p in dossier.prescriptions if dossier.belongs(p.parcours, p.recue_le)]
    return held[-1] if held else None


def en_instance(dossier: Dossier) -> bool:
    """Whether a candidature waits: neither integrated, nor refused, nor closed."""
    return dossier.etat in CANDIDAT


def lots(dossier: Dossier, referentiel: Referentiel) -> tuple[LotPrevu, ...]:
    """Return the lots that fit: the commune, its sector where it is known, the public on the day of the orientation (C8)."""
    reached, rules = dossier.coordonnees, referentiel.adhesion
    day = _orientee_le(dossier)
    if rules is None or reached is None or day is None or not reached.commune_insee:
        return ()
    public = rules.public(dossier.personne.naissance_le, on=day)
    return proposer(
        referentiel.lots,
        public=public,
        commune=reached.commune_insee,
        lieu=f"{reached.qpv_nom}\n{reached.adresse}",
        ville=reached.commune,
    )


def sans_lot(dossier: Dossier, referentiel: Referentiel) -> str:
    """Return why no lot fits: what lacks to know, or what the lots of the protocol do not cover (C8)."""
    reached, rules = dossier.coordonnees, referentiel.adhesion
    if rules is None or not referentiel.lots:
        return "ce protocole ne découpe pas de lots."
    if reached is None or not reached.commune_insee:
        return "la commune n’est pas choisie dans la liste, sur la fiche d’identité."
    there = [lot for lot in referentiel.lots if reached.commune_insee in lot.communes]
    if not there:
        return f"aucun ne couvre la commune ({reached.commune})."
    if lots(dossier, referentiel):
        return "le magasin central n’a pas celui qui conviendrait."
    served = [p.libelle for p in rules.publics if any(p.code in lot.publics for lot in there)]
    return _without_age(dossier) or (
        f"à {reached.commune}, ils sont pour un autre âge\u00a0: {phrases.join_words(served)}."
    )


def choix_lots(prevus: Iterable[LotPrevu], tenus: Iterable[Lot]) -> tuple[tuple[str, str], ...]:
    """Return lots as they are chosen, by their id in the store; by their code while the store has none.

    One that the store does not have, or has twice, is not offered: another would be recorded.
    """
    held = tuple(tenus)
    found: dict[str, str] = {}
    for prevu in prevus:
        same = [lot.id for lot in held if prevu.est(lot)] if held else [prevu.code]
        if len(same) == 1:
            found.setdefault(same[0], prevu.intitule)
    return tuple(found.items())


def nouvelles_depuis(on: date) -> date:
    """Return the first day of what is told of late; what is older has been, or is told no more."""
    return on - _NEWS


def retours(dossier: Dossier, evenements: tuple[Evenement, ...], *, on: date) -> tuple[Retour, ...]:
    """Return what happened of late and was not told to the prescripteur yet, the oldest first."""
    replaced = {e.remplace for e in evenements if e.remplace}
    told = {
        e.texte for e in evenements if e.genre == GenreEvenement.COURRIEL and e.id not in replaced
    }
    due = (
        one
        for one in _all(dossier)
        if one.trace not in told and nouvelles_depuis(on) <= one.le <= on
    )
    return tuple(sorted(due, key=lambda one: one.le))


def _all(dossier: Dossier) -> Iterator[Retour]:
    met = [
        e.date for e in dossier.entretiens_held if e.date and dossier.belongs(e.parcours, e.date)
    ]
    if met:
        day = phrases.short_date(min(met))
        yield Retour(
            MomentRetour.RENDEZ_VOUS, min(met), f"un premier rendez-vous a eu lieu le {day}."
        )
    for decided in dossier.decisions:
        if decided.objet == "entree" and dossier.belongs(decided.parcours, decided.prise_le):
            day = phrases.short_date(decided.prise_le)
            said = label(IssueCommission, decided.issue).lower()
            yield Retour(
                MomentRetour.DECISION,
                decided.prise_le,
                f"la Commission a rendu sa décision le {day}\u00a0: {said}.",
            )
    begun = [e for e in dossier.etapes if e.debut and dossier.belongs(e.parcours, e.debut)]
    for etape in begun:
        if etape.debut:
            day = phrases.short_date(etape.debut)
            yield Retour(MomentRetour.ETAPE, etape.debut, f"une étape a commencé le {day}.")
    if dossier.etat is EtatParcours.SORTI:
        left = dossier.mouvements[-1].le
        yield Retour(
            MomentRetour.SORTIE,
            left,
            f"l’accompagnement a pris fin le {phrases.short_date(left)}.",
        )


def _orientee_le(dossier: Dossier) -> date | None:
    """Return the day of the orientation; that on which it was received, where its own is not told."""
    received = prescription(dossier)
    return (received.orientee_le or received.recue_le) if received else None


def _without_age(dossier: Dossier) -> str:
    if dossier.personne.naissance_le is None:
        return "la date de naissance manque, sur la fiche d’identité."
    if prescription(dossier) is None:
        return "l’orientation n’est pas notée\u202f; l’âge se compte de son jour."
    if _orientee_le(dossier) is None:
        return "la date de l’orientation manque\u202f; l’âge se compte de son jour."
    return ""

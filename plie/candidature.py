"""A candidature waiting to be followed: its proposed lots, and what its prescripteur is to be told (C8, C9-3-1)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from plie import phrases
from plie.dossier import Dossier
from plie.kinds import Evenement, Lot, Prescription
from plie.mouvement import CANDIDAT
from plie.referentiel import Referentiel
from plie.regles.lots import LotPrevu, proposer
from plie.vocabulaire import EtatParcours, GenreEvenement, IssueCommission, Mot, label

ARTICLE = "C9-3-1"
# What says that a retour is settled: the e-mail sent, or that it would serve nothing.
_SETTLED = (GenreEvenement.COURRIEL, GenreEvenement.RETOUR_SANS_OBJET)
_NOTED = "Retour au prescripteur\u00a0: "
_UNTITLED = "sans intitulé"


class MomentRetour(Mot):
    """When the prescripteur is told (C9-3-1 « en continu »)."""

    RENDEZ_VOUS = "rendez_vous", "premier rendez-vous"
    DECISION = "decision", "décision de la Commission"
    ETAPE = "etape", "étape commencée"
    SORTIE = "sortie", "sortie"


@dataclass(frozen=True, slots=True)
class Retour:
    """One thing to tell the prescripteur: when it happened, and the words that log it.

    `quoi` tells two that share their moment and their day apart; the e-mail does not carry it.
    """

    moment: MomentRetour
    le: date
    phrase: str
    quoi: str = ""

    @property
    def titre(self) -> str:
        """What it is, for whoever tells it."""
        return f"{self.jour} ({self.quoi})" if self.quoi else self.jour

    @property
    def jour(self) -> str:
        """What it is but for what tells it apart."""
        return f"{self.moment.label} du {phrases.short_date(self.le)}"

    @property
    def trace(self) -> str:
        """The text of the événement that says it was told."""
        return f"{_NOTED}{self.titre}"


def prescription(dossier: Dossier) -> Prescription | None:
    """Return the prescription of the current parcours."""
    held = [p for p in dossier.prescriptions if dossier.belongs(p.parcours, p.recue_le)]
    return held[-1] if held else None


def premier_rendez_vous(dossier: Dossier) -> date | None:
    """Return the day on which the person was first met in the current parcours; None before it."""
    met = (
        e.date for e in dossier.entretiens_held if e.date and dossier.belongs(e.parcours, e.date)
    )
    return min(met, default=None)


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


def retours(dossier: Dossier, evenements: tuple[Evenement, ...], *, on: date) -> tuple[Retour, ...]:
    """Return what is to be told to the prescripteur, the oldest first.

    They are informed « en continu sur la progression des parcours » (C9-3-1): what was not told stays until it is,
    or is said to serve nothing; no delay forgets it. The current parcours bounds it: of one that has
    ended, only its end is news.
    """
    replaced = {e.remplace for e in evenements if e.remplace}
    told = Counter(e.texte for e in evenements if e.genre in _SETTLED and e.id not in replaced)
    due = sorted((one for one in _all(dossier) if one.le <= on), key=lambda one: one.le)
    return tuple(_renamed(_exact(due, told), told))


def _exact(due: Iterable[Retour], told: Counter[str]) -> list[Retour]:
    """Return what no trace tells; each trace tells one, an earlier one without its title all those of its day."""
    left = []
    for one in due:
        if one.quoi and told[one.trace]:
            told[one.trace] -= 1
        elif not told[f"{_NOTED}{one.jour}"]:
            left.append(one)
    return left


def _renamed(due: Iterable[Retour], told: Counter[str]) -> Iterator[Retour]:
    """Yield what no trace of its day is left to tell: a title may have been put right since."""
    left = Counter({text: count for text, count in told.items() if count and text.endswith(")")})
    for one in due:
        begins = f"{_NOTED}{one.jour} ("
        earlier = next((text for text in left if left[text] and text.startswith(begins)), "")
        if earlier:
            left[earlier] -= 1
        else:
            yield one


def _all(dossier: Dossier) -> Iterator[Retour]:
    if dossier.etat is EtatParcours.SORTI:
        left = dossier.mouvements[-1].le
        yield Retour(
            MomentRetour.SORTIE,
            left,
            f"l’accompagnement a pris fin le {phrases.short_date(left)}.",
        )
        return
    met = premier_rendez_vous(dossier)
    if met is not None:
        day = phrases.short_date(met)
        yield Retour(MomentRetour.RENDEZ_VOUS, met, f"un premier rendez-vous a eu lieu le {day}.")
    for decided in dossier.decisions:
        if decided.objet == "entree" and dossier.belongs(decided.parcours, decided.prise_le):
            day = phrases.short_date(decided.prise_le)
            said = label(IssueCommission, decided.issue).lower()
            yield Retour(
                MomentRetour.DECISION,
                decided.prise_le,
                f"la Commission a rendu sa décision le {day}\u00a0: {said}.",
            )
    for etape in dossier.etapes:
        if etape.debut and dossier.belongs(etape.parcours, etape.debut):
            day = phrases.short_date(etape.debut)
            title = etape.intitule.strip() or _UNTITLED
            yield Retour(MomentRetour.ETAPE, etape.debut, f"une étape a commencé le {day}.", title)


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

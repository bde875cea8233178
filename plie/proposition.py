"""The sortie that an AE proposes: which motives a référentiel knows, who decides, and what refuses it (P7, C7-3, C9-3-4)."""

from dataclasses import dataclass
from datetime import date

from plie import phrases
from plie.dossier import Dossier
from plie.dossier_cas import cas
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.regles.alertes import RegleAlerte
from plie.regles.commission import Instance
from plie.regles.fins import FamilleSortie
from plie.sortie.jugement import Jugement, VerdictSortie, juger
from plie.vocabulaire import EtatParcours, ObjetCommission

POSITIVE = FamilleSortie.POSITIVE.value
COMITE = VerdictSortie.COMITE_TECHNIQUE.value
ARTICLE = "C7-3"
FOLLOWED = (EtatParcours.INTEGRE, EtatParcours.SUSPENDU)


@dataclass(frozen=True, slots=True)
class MotifPropose:
    """A motive as it is offered: its code, its words, and whether the comité's file may come with it."""

    code: str
    libelle: str
    comite: bool
    article: str


def motifs(referentiel: Referentiel) -> tuple[MotifPropose, ...]:
    """Return the motives that this PLIE knows: positive, the comité technique, then its own list."""
    found: list[MotifPropose] = []
    rules = referentiel.sortie
    if rules is not None:
        found.append(
            MotifPropose(
                POSITIVE, FamilleSortie.POSITIVE.label, comite=False, article=rules.article
            )
        )
        if rules.comite is not None:
            words = referentiel.dire("Hors des critères\u00a0: comité technique")
            found.append(MotifPropose(COMITE, words, comite=True, article=rules.comite.article))
    for motif in referentiel.motifs_sortie:
        words = f"{motif.libelle} ({motif.famille.label.lower()})"
        found.append(MotifPropose(motif.code, words, comite=motif.comite, article=motif.article))
    return tuple(found)


def decideur(referentiel: Referentiel, motif: str = "") -> Instance | None:
    """Return the body that decides on an exit proposed for a motive; None where none does."""
    rules = referentiel.commission
    if rules is None:
        return None
    outside = rules.hors_criteres if motif == COMITE else None
    return outside or rules.decideur(ObjetCommission.SORTIE)


def qui_decide(referentiel: Referentiel, motif: str = "") -> str:
    """Return in one sentence who decides on an exit, or who only takes note of it; and before whom it may go too.

    « Dans tous les cas […] la décision de la sortie du dispositif sera arrêtée par la Commission »: a change of
    situation may be put to the comité technique for validation, which takes nothing from that (C9-3-4).
    """
    rules = referentiel.commission
    if rules is None:
        return ""
    body = decideur(referentiel, motif)
    if body is not None:
        also = _also(referentiel, motif, body)
        return f"Décide\u00a0: {body.libelle} ({body.article}).{also}"
    told = rules.examine(ObjetCommission.SORTIE)
    if told is None:
        return ""
    return f"Prend acte, sans valider\u00a0: {told.libelle} ({told.article})."


def _also(referentiel: Referentiel, motif: str, body: Instance) -> str:
    known = next((one for one in referentiel.motifs_sortie if one.code == motif), None)
    other = referentiel.commission.hors_criteres if referentiel.commission else None
    if known is None or not known.comite or other is None or other is body:
        return ""
    return f" Peut aussi en être saisi, pour validation\u00a0: {other.libelle} ({known.article})."


def a_preparer(referentiel: Referentiel, motif: str) -> RegleAlerte | None:
    """Return the rule by which an exit of this motive is prepared for a day to come (C9-3-4); None: once the day has come."""
    return next((regle for regle in referentiel.alertes if motif in regle.motifs), None)


def verifier(
    dossier: Dossier,
    *,
    motif: str,
    sortie_le: date | None,
    referentiel: Referentiel,
    on: date,
    texte: str = "",
) -> Jugement | None:
    """Judge a proposal; return the judgement of its day when the motive rests on one.

    Raises:
        Refus: not in parcours, no motive of this référentiel, no day that can be, a verdict that says
            otherwise than the motive, or an exit prepared for a day to come without its `texte`: where to.
    """
    known = next((one for one in motifs(referentiel) if one.code == motif), None)
    if known is None:
        raise Refus("motif_inconnu", "Choisissez le motif de la sortie.", article=ARTICLE)
    if dossier.etat not in FOLLOWED:
        raise Refus(
            "sortie_hors_parcours",
            "Une sortie se propose pour une personne en parcours ou suspendue\u00a0: l’état de ce dossier est "
            f"«\u00a0{dossier.etat.label}\u00a0».",
            article="C7",
        )
    ahead = a_preparer(referentiel, motif)
    _refuse_day(dossier, sortie_le, on, ahead)
    if ahead is not None and sortie_le is not None and sortie_le > on and not texte.strip():
        raise Refus(
            "reorientation_sans_dispositif",
            "Dites vers quel dispositif cette personne sera réorientée.",
            article=ahead.article,
        )
    if motif not in (POSITIVE, COMITE) or sortie_le is None or referentiel.sortie is None:
        return None
    found = juger(cas(dossier), referentiel.sortie, on=sortie_le)
    if found.verdict != motif:
        raise Refus("verdict_contraire", _why(found, referentiel), article=known.article)
    return found


def _refuse_day(
    dossier: Dossier, day: date | None, on: date, ahead: RegleAlerte | None = None
) -> None:
    if day is None:
        raise Refus("sortie_sans_date", "Indiquez la date de la sortie.", article=ARTICLE)
    last = ahead.jusqu_au if ahead is not None else None
    if day > on and ahead is not None and last is not None and day > last:
        raise Refus(
            "reorientation_trop_tard",
            f"Le {phrases.short_date(day)} est après la fin de l’accompagnement, le {phrases.short_date(last)}\u00a0: "
            "la réorientation se prépare pour ce jour au plus tard.",
            article=ahead.article,
        )
    if day > on and last is None:
        raise Refus(
            "sortie_future",
            f"Le {phrases.short_date(day)} est encore à venir\u00a0: la sortie se propose une fois le jour venu.",
            article=ARTICLE,
        )
    if dossier.integration is not None and day < dossier.integration:
        raise Refus(
            "sortie_avant_integration",
            f"Le {phrases.short_date(day)} est avant l’intégration, le {phrases.short_date(dossier.integration)}.",
            article=ARTICLE,
        )


def _why(found: Jugement, referentiel: Referentiel) -> str:
    verdict = referentiel.dire(found.verdict.label)
    said = f"Au {phrases.short_date(found.date)}, le verdict est «\u00a0{verdict}\u00a0»"
    return f"{said}. {found.raisons[-1]}" if found.raisons else f"{said}."

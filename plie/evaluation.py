"""Évaluations: dated facts with their author, on a scale in words; what closes a frein, what is kept of a sensitive one (C3, C9-3-5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plie.kinds import Evaluation
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.vocabulaire_dossier import SujetEvaluation

ARTICLE = "C9-3-5"
# A level is its place in the words; a frein at the first one is closed.
ECHELLES: dict[str, tuple[str, ...]] = {
    SujetEvaluation.FREIN: ("Levé", "Léger", "Important", "Bloquant"),
    SujetEvaluation.MOTIVATION: ("Absente", "Fragile", "Présente", "Forte"),
    SujetEvaluation.COMPETENCE_BASE: ("Non acquis", "Fragile", "En cours", "Acquis"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SujetEvalue:
    """What may be evaluated: its subject, its code, its words; of a sensitive one no sentence is kept."""

    sujet: SujetEvaluation
    code: str = ""
    libelle: str
    sensible: bool = False

    @property
    def echelle(self) -> tuple[str, ...]:
        """The words of its levels, from 0."""
        return ECHELLES[self.sujet]


@dataclass(frozen=True, slots=True)
class Mesure:
    """The évaluations of one subject: at the entry, the one before, now; None where there is none."""

    entree: Evaluation | None
    precedente: Evaluation | None
    actuelle: Evaluation | None


def sujets(referentiel: Referentiel) -> tuple[SujetEvalue, ...]:
    """Return what a référentiel has evaluated, freins first; nothing when it lists none."""
    lists = referentiel.dossier
    if lists is None:
        return ()
    return (
        *(
            SujetEvalue(
                sujet=SujetEvaluation.FREIN, code=f.code, libelle=f.libelle, sensible=f.sensible
            )
            for f in lists.freins
        ),
        SujetEvalue(sujet=SujetEvaluation.MOTIVATION, libelle=SujetEvaluation.MOTIVATION.label),
        *(
            SujetEvalue(sujet=SujetEvaluation.COMPETENCE_BASE, code=c.code, libelle=c.libelle)
            for c in lists.competences_base
        ),
    )


def actions(referentiel: Referentiel) -> tuple[str, ...]:
    """Return the actions that may be named of a sensitive frein: the kinds of étape, never a sentence."""
    return tuple(etape.libelle for etape in referentiel.etapes)


def mesure(evaluations: Iterable[Evaluation], sujet: SujetEvalue) -> Mesure:
    """Return where a subject began, was, and is."""
    found = sorted(
        (e for e in evaluations if (e.sujet, e.code) == (sujet.sujet, sujet.code)),
        key=lambda e: (e.evalue_le, e.id),
    )
    if not found:
        return Mesure(None, None, None)
    first, *rest = found
    *before, last = rest or [first]
    return Mesure(first, before[-1] if before else None, last)


def juger(
    evaluation: Evaluation,
    sujet: SujetEvalue,
    before: Mesure,
    *,
    etapes: Iterable[str],
    actions: Iterable[str],
    on: date,
) -> None:
    """Refuse an évaluation that may not become a fact.

    Args:
        evaluation: what is to be written.
        sujet: what it is of.
        before: what was known of it.
        etapes: ids of the étapes of the dossier.
        actions: what may be named of a sensitive frein.
        on: today.

    Raises:
        Refus: its level is none, its day is to come, a sentence is written of a sensitive frein, or a
            frein would be closed by no étape.
    """
    if not 0 <= evaluation.niveau < len(sujet.echelle):
        raise Refus("niveau_inconnu", "Choisissez un niveau.", article=ARTICLE)
    if evaluation.evalue_le > on:
        raise Refus("evaluation_future", "Cette évaluation est datée d’un jour à venir.")
    if sujet.sensible and evaluation.action not in {"", *actions}:
        raise Refus(
            "frein_sensible",
            "De ce frein on ne garde qu’un niveau et une action de la liste, jamais une phrase.",
            article="RGPD, article 9",
        )
    if evaluation.etape is not None and evaluation.etape not in set(etapes):
        raise Refus("etape_absente", "Cette étape n’est pas dans ce dossier.")
    open_before = before.actuelle is not None and before.actuelle.niveau > 0
    closes = sujet.sujet is SujetEvaluation.FREIN and evaluation.niveau == 0
    if closes and open_before and evaluation.etape is None:
        raise Refus("frein_sans_etape", "Dites quelle étape a levé ce frein.", article=ARTICLE)

"""The évaluations of a dossier, subject by subject: one is opened, one is written, and what they say over time (C9-3-5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases.dossiers import assemble
from desktop.usecases.feuilles import parcours_courant
from plie import evaluation as regles
from plie import nir, phrases
from plie.dossier import Dossier
from plie.evaluation import Mesure, SujetEvalue, mesure, sujets
from plie.kinds import Evaluation, Id, Personne
from plie.referentiel import Referentiel
from plie.refus import Refus


@dataclass(frozen=True, slots=True)
class LigneEvaluation:
    """A subject evaluated: where it began, was, is, and in words."""

    sujet: SujetEvalue
    mesure: Mesure
    texte: str


@dataclass(frozen=True, slots=True)
class EvaluationOuverte:
    """One subject as its screen opens it: its story, the étapes that may have closed it."""

    nom: str
    sujet: SujetEvalue
    mesure: Mesure
    histoire: tuple[str, ...]
    etapes: tuple[tuple[str, str], ...]
    actions: tuple[str, ...]


def lignes(dossier: Dossier, referentiel: Referentiel) -> tuple[LigneEvaluation, ...]:
    """Return every subject with its measure in the current parcours, in words; "" for one not evaluated yet."""
    etapes: dict[str, str] = {e.id: e.intitule for e in dossier.etapes}
    mine = _courantes(dossier)
    measured = ((s, mesure(mine, s)) for s in sujets(referentiel))
    return tuple(
        LigneEvaluation(s, m, _measured(s, m, etapes) if m.actuelle else "") for s, m in measured
    )


def ouvrir_evaluation(
    rows: Rows, dossier: str, sujet: str, code: str, *, referentiel: Referentiel
) -> EvaluationOuverte:
    """Return a subject with its story, of every parcours, newest first; measured in the current one.

    Raises:
        KeyError: no such dossier here, or no such subject in the référentiel.
    """
    of = _sujet(referentiel, sujet, code)
    whole = assemble(rows, dossier)
    etapes = whole.etapes
    named: dict[str, str] = {e.id: e.intitule for e in etapes}
    mine = [e for e in whole.evaluations if (e.sujet, e.code) == (sujet, code)]
    newest = sorted(mine, key=lambda e: (e.evalue_le, e.id), reverse=True)
    return EvaluationOuverte(
        whole.personne.nom,
        of,
        mesure(_courantes(whole), of),
        tuple(_told(of, e, named) for e in newest),
        tuple((e.id, e.intitule) for e in etapes if e.intitule),
        regles.actions(referentiel) if of.sensible else (),
    )


def evaluer(
    work: Work,
    dossier: str,
    evaluation: Mapping[str, object],
    *,
    referentiel: Referentiel,
    on: date,
) -> Changes:
    """Write an évaluation: a fact of its day, signed by its author.

    Raises:
        Refus: the rules of `plie.evaluation` say no, or a NIR is written in it.
        KeyError: no such subject in the référentiel.
    """
    sujet, code = str(evaluation["sujet"]), str(evaluation["code"])
    niveau, day = evaluation.get("niveau"), evaluation.get("evalue_le")
    if not isinstance(niveau, int):
        raise Refus("niveau_inconnu", "Choisissez un niveau.", article=regles.ARTICLE)
    of = _sujet(referentiel, sujet, code)
    made = Evaluation(
        id=work.new_id(),
        dossier=work.get(Personne, dossier).id,
        parcours=parcours_courant(work.rows, dossier),
        sujet=sujet,
        code=code,
        niveau=niveau,
        action=str(evaluation.get("action") or "").strip(),
        evalue_le=day if isinstance(day, date) else on,
        auteur=work.auteur.id,
        auteur_nom=work.auteur.nom,
        etape=Id(str(evaluation["etape"])) if evaluation.get("etape") else None,
    )
    nir.refuse(made.action)
    whole = assemble(work.rows, dossier)
    regles.juger(
        made,
        of,
        mesure(_courantes(whole), of),
        etapes=[e.id for e in whole.etapes],
        actions=regles.actions(referentiel),
        on=on,
    )
    work.insert(made)
    return work.commit()


def _courantes(dossier: Dossier) -> tuple[Evaluation, ...]:
    return tuple(e for e in dossier.evaluations if dossier.belongs(e.parcours, e.evalue_le))


def _sujet(referentiel: Referentiel, sujet: str, code: str) -> SujetEvalue:
    found = next((s for s in sujets(referentiel) if (s.sujet, s.code) == (sujet, code)), None)
    if found is None:
        raise KeyError(f"{sujet}:{code}")
    return found


def _measured(sujet: SujetEvalue, of: Mesure, etapes: Mapping[str, str]) -> str:
    steps = (
        ("à l’entrée", of.entree if of.entree is not of.actuelle else None),
        ("avant", of.precedente if of.precedente is not of.entree else None),
    )
    said = [
        f"{when}\u00a0: {_level(sujet, one)} ({phrases.short_date(one.evalue_le)})"
        for when, one in steps
        if one is not None
    ]
    now = f"aujourd’hui\u00a0: {_told(sujet, of.actuelle, etapes)}" if of.actuelle else ""
    return " · ".join((*said, now))


def _told(sujet: SujetEvalue, one: Evaluation, etapes: Mapping[str, str]) -> str:
    by = etapes.get(one.etape or "", "")
    parts = (
        f"{_level(sujet, one)}, le {phrases.short_date(one.evalue_le)}, par {one.auteur_nom}",
        one.action,
        f"grâce à l’étape «\u00a0{by}\u00a0»" if by else "",
    )
    return " · ".join(part for part in parts if part)


def _level(sujet: SujetEvalue, one: Evaluation) -> str:
    scale = sujet.echelle
    return scale[one.niveau].lower() if 0 <= one.niveau < len(scale) else str(one.niveau)

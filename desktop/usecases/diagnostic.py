"""The diagnostic of a dossier: conditions of adhesion, flags, what is written of it (P5, C5, C9-3-5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases import evaluations, feuilles
from desktop.usecases.dossiers import assemble
from desktop.usecases.evaluations import LigneEvaluation
from desktop.usecases.feuilles import Feuille, Partie, Seen
from plie import diagnostic as regle
from plie import phrases
from plie.dossier import Dossier
from plie.evaluation import SujetEvalue
from plie.kinds import (
    ConditionAdhesion,
    Diagnostic,
    Preconisation,
)
from plie.referentiel import Referentiel
from plie.regles.choix import Choix
from plie.vocabulaire import ObjetCommission

TEXTES = (
    "projet", "parcours_professionnel", "atouts", "motivation", "etapes_envisagees", "synthese",
)  # fmt: skip
_DIAGNOSTIC = ("commence_le", "termine_le", *TEXTES, "attentions")
_CONDITION = ("reponse", "argument", "verifiee_le")
_SUIVI = ("realisee_le", "constat")
_PRECONISATION = ("texte", *_SUIVI)


@dataclass(frozen=True, slots=True)
class Question:
    """A condition or a criterion of adhesion as its form asks it; `prefixe` begins its fields."""

    prefixe: str
    libelle: str
    article: str


@dataclass(frozen=True, slots=True)
class DiagnosticOuvert:
    """The diagnostic as its form opens it: what is asked, and how many préconisations there are.

    `fige` says why it is written no more: only its préconisations, `avis` in words, are followed then.
    """

    feuille: Feuille
    conditions: tuple[Question, ...]
    criteres: tuple[Question, ...]
    preconisations: int
    fige: str = ""
    avis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VueDiagnostic:
    """What the panel shows: (title, text) of each thing said, flags, évaluations, subjects left to evaluate."""

    conditions: tuple[tuple[str, str], ...]
    criteres: tuple[tuple[str, str], ...]
    criteres_requis: str
    attentions: tuple[str, ...]
    textes: tuple[tuple[str, str], ...]
    preconisations: tuple[tuple[str, str], ...]
    evaluations: tuple[LigneEvaluation, ...]
    a_evaluer: tuple[SujetEvalue, ...]
    fige: str = ""


@dataclass(frozen=True, slots=True)
class _Courant:
    """What is written of the current parcours: one before it keeps its own diagnostic (domain.md §4)."""

    diagnostic: Diagnostic | None
    conditions: tuple[ConditionAdhesion, ...]
    preconisations: tuple[Preconisation, ...]

    @classmethod
    def of(cls, whole: Dossier) -> "_Courant":
        mine = [d for d in whole.diagnostics if whole.belongs(d.parcours, d.commence_le)]
        return cls(
            mine[-1] if mine else None,
            tuple(c for c in whole.conditions if whole.belongs(c.parcours, c.verifiee_le)),
            tuple(p for p in whole.preconisations if whole.belongs(p.parcours, p.proposee_le)),
        )


def ouvrir(rows: Rows, dossier: str, *, referentiel: Referentiel, on: date) -> DiagnosticOuvert:
    """Return the diagnostic with what its form asks.

    Raises:
        KeyError: no such dossier here.
    """
    whole = assemble(rows, dossier)
    frozen = regle.fige(whole, on=on)
    if frozen is not None:
        return _presente(rows, whole, frozen.phrase)
    own = _Courant.of(whole)
    advice = own.preconisations
    answers = {c.code: c.id for c in own.conditions}
    rules = referentiel.adhesion
    conditions = _questions(rules.conditions if rules else ())
    criteres = _questions(rules.criteres if rules else ())
    ids = [p.id for p in advice] + [""]
    parts = (
        Partie(
            Diagnostic,
            _DIAGNOSTIC,
            own.diagnostic.id if own.diagnostic else "",
            neuf={"commence_le": on},
        ),
        *(
            Partie(
                ConditionAdhesion,
                _CONDITION,
                answers.get(q.prefixe.rstrip("."), ""),
                q.prefixe,
                {"code": q.prefixe.rstrip(".")},
            )
            for q in (*conditions, *criteres)
        ),
        *(
            Partie(
                Preconisation,
                _PRECONISATION,
                id_,
                f"preconisation{n}.",
                {"objet": ObjetCommission.ENTREE.value, "proposee_le": on},
            )
            for n, id_ in enumerate(ids)
        ),
    )
    return DiagnosticOuvert(feuilles.lire(rows, dossier, parts), conditions, criteres, len(ids))


def enregistrer(
    work: Work,
    dossier: str,
    parties: Sequence[Partie],
    *,
    values: Mapping[str, object],
    seen: Seen,
    on: date,
) -> Changes:
    """Save the fields that changed, unless the Commission has seen them.

    Raises:
        Refus: presented already, a NIR is written, or the thing is no longer here.
    """
    followed = [p for p in parties if p.cls is Preconisation and p.id]
    if not values.keys() <= {p.prefixe + name for p in followed for name in _SUIVI}:
        frozen = regle.fige(assemble(work.rows, dossier), on=on)
        if frozen is not None:
            raise frozen
    return feuilles.enregistrer(work, dossier, parties, values=values, seen=seen)


def _presente(rows: Rows, whole: Dossier, fige: str) -> DiagnosticOuvert:
    """Return what is left to write once the Commission has seen it: how its advice is followed."""
    advice = [p for p in _Courant.of(whole).preconisations if p.texte]
    parts = [
        Partie(Preconisation, _SUIVI, p.id, f"preconisation{n}.") for n, p in enumerate(advice)
    ]
    feuille = feuilles.lire(rows, whole.id, parts)
    return DiagnosticOuvert(feuille, (), (), len(parts), fige, tuple(p.texte for p in advice))


def vue(
    rows: Rows, dossier: str, *, labels: Mapping[str, str], referentiel: Referentiel, on: date
) -> VueDiagnostic:
    """Return what the panel of the diagnostic shows on a day; `labels` names the texts.

    Raises:
        KeyError: no such dossier here.
    """
    whole = assemble(rows, dossier)
    own = _Courant.of(whole)
    last = own.diagnostic
    answers = {c.code: c for c in own.conditions}
    rules = referentiel.adhesion
    yes = [c for c in rules.criteres if _answer(answers.get(c.code)) is True] if rules else []
    flags = (
        [a.libelle for a in rules.attentions if last and a.code in last.attentions] if rules else []
    )
    born = whole.personne.naissance_le
    ages = [t.libelle for t in rules.ages if t.has(born, on=on)] if rules else []
    measured = evaluations.lignes(whole, referentiel)
    frozen = regle.fige(whole, on=on)
    return VueDiagnostic(
        conditions=tuple(
            (c.libelle, _said(answers.get(c.code))) for c in (rules.conditions if rules else ())
        ),
        criteres=tuple(
            (c.libelle, _said(answers.get(c.code))) for c in (rules.criteres if rules else ())
        ),
        criteres_requis=f"{len(yes)} sur {rules.criteres_requis} au moins ({rules.article})"
        if rules and rules.criteres
        else "",
        attentions=(*flags, *ages),
        textes=tuple(
            (labels[name], str(getattr(last, name)))
            for name in TEXTES
            if last is not None and getattr(last, name)
        ),
        preconisations=tuple((p.texte, _advice(p)) for p in own.preconisations if p.texte),
        evaluations=tuple(line for line in measured if line.mesure.actuelle is not None),
        a_evaluer=tuple(line.sujet for line in measured if line.mesure.actuelle is None),
        fige=frozen.phrase if frozen is not None else "",
    )


def _questions(choices: tuple[Choix, ...]) -> tuple[Question, ...]:
    return tuple(Question(f"{c.code}.", c.libelle, c.article) for c in choices)


def _answer(found: ConditionAdhesion | None) -> bool | None:
    return found.reponse if found is not None else None


def _said(found: ConditionAdhesion | None) -> str:
    if found is None or found.reponse is None:
        return "sans réponse"
    day = f" (vérifié le {phrases.short_date(found.verifiee_le)})" if found.verifiee_le else ""
    argument = f"\u00a0: {found.argument}" if found.argument else ""
    return f"{'oui' if found.reponse else 'non'}{argument}{day}"


def _advice(found: Preconisation) -> str:
    day = phrases.short_date
    proposed = f"proposée le {day(found.proposee_le)}" if found.proposee_le else ""
    done = f"réalisée le {day(found.realisee_le)}" if found.realisee_le else ""
    return " · ".join(part for part in (proposed, done, found.constat) if part)

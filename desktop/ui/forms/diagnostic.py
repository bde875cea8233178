"""The form of the diagnostic as data (P5, C5, C9-3-5); its parts are those of `usecases.diagnostic.ouvrir`."""

from desktop.ui.field import Field
from desktop.usecases.diagnostic import DiagnosticOuvert, Question
from plie.referentiel import Referentiel

LABELS = {
    "projet": "Projet",
    "parcours_professionnel": "Parcours professionnel",
    "atouts": "Atouts",
    "motivation": "Motivation",
    "etapes_envisagees": "Étapes envisagées",
    "synthese": "Synthèse",
}


def fields(opened: DiagnosticOuvert, referentiel: Referentiel) -> tuple[Field, ...]:
    """Return the fields in reading order: conditions, criteria, flags, texts, préconisations.

    Once the Commission has seen it, only how its préconisations are followed.
    """
    if opened.fige:
        return tuple(
            field for n, advice in enumerate(opened.avis) for field in _followed(n, advice)
        )
    rules = referentiel.adhesion
    flags = tuple((a.code, a.libelle) for a in rules.attentions) if rules else ()
    asked = [field for q in (*opened.conditions, *opened.criteres) for field in _asked(q)]
    return (
        Field("commence_le", "Commencé le", "date"),
        Field("termine_le", "Terminé le", "date", beside=True),
        *asked,
        *((Field("attentions", "Points d’attention", "choices", options=flags),) if flags else ()),
        *(Field(name, label, "text") for name, label in LABELS.items()),
        *(field for n in range(opened.preconisations) for field in _advised(n)),
    )


def headings(opened: DiagnosticOuvert) -> tuple[tuple[str, str], ...]:
    """Return each title with the field that it comes after."""
    if opened.fige:
        return ()
    found, last = [], "termine_le"
    for title, asked in (
        ("Conditions d’adhésion", opened.conditions),
        ("Critères administratifs", opened.criteres),
    ):
        if asked:
            found.append((last, title))
            last = f"{asked[-1].prefixe}argument"
    found.append(("synthese", "Préconisations"))
    return tuple(found)


def _asked(question: Question) -> tuple[Field, ...]:
    name, source = question.prefixe, f" ({question.article})" if question.article else ""
    return (
        Field(f"{name}reponse", f"{question.libelle}{source}", "yes_no"),
        Field(f"{name}argument", "Argument", "line", beside=True),
    )


def _advised(n: int) -> tuple[Field, ...]:
    name = f"preconisation{n}."
    return (
        Field(f"{name}texte", "Préconisation", "line"),
        Field(f"{name}realisee_le", "Réalisée le", "date", beside=True),
        Field(f"{name}constat", "Ce qui en est constaté", "line"),
    )


def _followed(n: int, advice: str) -> tuple[Field, ...]:
    name = f"preconisation{n}."
    return (
        Field(f"{name}constat", f"{advice}\u00a0: ce qui en est constaté", "line"),
        Field(f"{name}realisee_le", "Réalisée le", "date", beside=True),
    )

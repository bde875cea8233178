"""A reprise of an earlier protocol enters en parcours: its day and the decision that lists it are asked (P6, A3.2)."""

from datetime import date

from plie.objection import Objection
from plie.vocabulaire import Origine

ARTICLE = "P6"


def objections(
    *, origine: str, integre_le: date | None, decision: str, on: date
) -> tuple[Objection, ...]:
    """Return what lacks to a reprise, field by field; nothing for another origin."""
    if origine != Origine.REPRISE:
        return ()
    found = []
    if integre_le is None or integre_le > on:
        found.append(
            _object(
                "integre_le",
                "reprise_sans_date",
                "Une reprise garde la date de l’intégration d’origine\u00a0: indiquez-la.",
            )
        )
    if not decision.strip():
        found.append(
            _object(
                "reprise_decision",
                "reprise_sans_decision",
                "Indiquez la décision qui liste cette reprise.",
            )
        )
    return tuple(found)


def _object(field: str, code: str, phrase: str) -> Objection:
    return Objection(field, code, phrase, article=ARTICLE)

"""What stands against a work contract or a certification as it is being written: warnings, a draft may lack anything."""

from collections.abc import Mapping
from datetime import date

from plie import phrases
from plie.objection import Objection
from plie.rome import contre_code

ARTICLE_CONTRAT = "P7, C2"
ARTICLE_SUIVI = "C9-3-6"


def objections_emploi(values: Mapping[str, object]) -> tuple[Objection, ...]:
    """Return what stands against a contract, field by field (P7, C9-3-6)."""
    found: list[Objection] = []
    start, end = values.get("debut"), values.get("fin")
    if isinstance(start, date) and isinstance(end, date) and end < start:
        found.append(
            _warn(
                "fin",
                "contrat_inverse",
                f"La fin, le {phrases.short_date(end)}, est avant le début\u00a0: ce contrat ne compte pas encore.",
                ARTICLE_CONTRAT,
            )
        )
    code = str(values.get("code_rome") or "")
    found += contre_code((code,), field="code_rome", article=ARTICLE_CONTRAT)
    reached = any(values.get(f"tuteur_{how}") for how in ("telephone", "courriel"))
    if reached and values.get("accord_contact") is None:
        found.append(
            _warn(
                "accord_contact",
                "accord_a_demander",
                "Demandez à la personne si l’employeur peut être contacté, et notez sa réponse.",
                ARTICLE_SUIVI,
            )
        )
    return tuple(found)


def objections_certification(values: Mapping[str, object], *, on: date) -> tuple[Objection, ...]:
    """Return what stands against a certification on a day, field by field (P7, C2)."""
    found: list[Objection] = []
    obtained = values.get("obtenue_le")
    if not isinstance(obtained, date):
        return ()
    if obtained > on:
        found.append(
            _warn(
                "obtenue_le",
                "certification_future",
                f"Le {phrases.short_date(obtained)} est encore à venir\u00a0: vérifiez la date.",
                ARTICLE_CONTRAT,
            )
        )
    for name, what in (
        ("suivi_jusqu_au", "Le suivi finit"),
        ("formation_superieure_jusqu_au", "La formation qui suit finit"),
    ):
        end = values.get(name)
        if isinstance(end, date) and end < obtained:
            phrase = f"{what} avant que la certification soit obtenue\u00a0: vérifiez les dates."
            found.append(_warn(name, "dates_inversees", phrase, ARTICLE_CONTRAT))
    return tuple(found)


def _warn(field: str, code: str, phrase: str, article: str) -> Objection:
    return Objection(field, code, phrase, article=article, blocking=False)

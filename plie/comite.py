"""The comité technique's file: what is written of an exit outside the strict criteria, heading by heading (P7).

It is kept in the words of the proposal, each part under its heading: it reads as it is, and comes apart again.
"""

from collections.abc import Mapping

from plie.refus import Refus
from plie.vocabulaire import Mot

ARTICLE = "P7"


class Rubrique(Mot):
    """What the comité technique looks at (P7)."""

    ROLE = "role_plie", "Rôle du PLIE dans le parcours"
    EVALUATION = "evaluation_formative", "Évaluation formative"
    EMPLOI = "nature_emploi", "Nature de l’emploi"
    PERSONNE = "caracteristiques", "Caractéristiques de la personne"
    PERSPECTIVES = "perspectives", "Perspectives"


def composer(texte: str, parts: Mapping[str, str]) -> str:
    """Return the words of a proposal: what is said freely, then each heading that has words."""
    written = [texte.strip()]
    for rubrique in Rubrique:
        words = parts.get(rubrique, "").strip()
        if words:
            written.append(f"{_heading(rubrique)}\n{words}")
    return "\n\n".join(part for part in written if part)


def lire(texte: str) -> tuple[str, dict[str, str]]:
    """Return what `composer` was given: the words said freely, and those of each heading."""
    headings = {_heading(rubrique): rubrique.value for rubrique in Rubrique}
    free: list[str] = []
    parts: dict[str, list[str]] = {}
    here = free
    for line in texte.split("\n"):
        if line in headings:
            here = parts.setdefault(headings[line], [])
        else:
            here.append(line)
    return "\n".join(free).strip(), {code: "\n".join(said).strip() for code, said in parts.items()}


def exiger(parts: Mapping[str, str]) -> None:
    """Refuse a file that lacks a part.

    Raises:
        Refus: a heading has no words.
    """
    lacking = manquantes(parts)
    if lacking:
        named = ", ".join(
            r.label.lower() if r is not Rubrique.ROLE else "rôle du PLIE" for r in lacking
        )
        raise Refus(
            "comite_incomplet",
            f"Le comité technique attend aussi : {named}.",
            article=ARTICLE,
        )


def manquantes(parts: Mapping[str, str]) -> tuple[Rubrique, ...]:
    """Return the headings that have no words yet."""
    return tuple(r for r in Rubrique if not parts.get(r, "").strip())


def _heading(rubrique: Rubrique) -> str:
    return f"{rubrique.label}\u00a0:"

"""« Abandonner », asked first: a draft leaves the dossier, a correction leaves its version in force as it is.

Only the words; what is given up is the use case's.
"""

from collections.abc import Callable

from desktop.ui.speak import Speak
from plie.kinds import CompteRendu

# As long as the dossier is on this machine its history is: what was given up is found there.
_DRAFT = (
    "Il quittera le dossier. «\u00a0Historique\u00a0» le garde avec ce qui y est écrit, et peut l’y remettre tant que "
    "le dossier est sur ce poste."
)


def words(in_force: CompteRendu | None) -> str:
    """Return what the button says; `in_force` is the version that is being corrected."""
    return "Abandonner ce brouillon" if in_force is None else "Abandonner la correction"


def ask(speak: Speak, in_force: CompteRendu | None, then: Callable[[], None]) -> None:
    """Ask before a draft, or the correction of a version, is given up."""
    if in_force is None:
        speak.ask(
            "Abandonner ce brouillon\u202f?",
            yes="Abandonner",
            no="Le garder",
            detail=_DRAFT,
            then=then,
        )
        return
    speak.ask(
        "Abandonner cette correction\u202f?",
        yes="Abandonner",
        no="Continuer à corriger",
        detail=f"La version {in_force.version} reste en vigueur, telle qu’elle est\u202f; ce que vous avez changé "
        "depuis sera retiré du formulaire.",
        then=then,
    )

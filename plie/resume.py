"""A compte-rendu in a few plain sentences, for the person who is about to sign it."""

from dataclasses import dataclass

from plie import phrases
from plie.kinds import CompteRendu
from plie.suite import sentence
from plie.vocabulaire import Modalite

_HOW = {
    Modalite.TELEPHONE: "Nous nous sommes parlé au téléphone",
    Modalite.VISIO: "Nous nous sommes parlé en visioconférence",
}


@dataclass(frozen=True, slots=True)
class Resume:
    """When and how long, what it corrects ("" for nothing), what was decided, and when we meet again."""

    quand: str
    corrige: str
    decisions: tuple[str, ...]
    prochain: str


def resume(cr: CompteRendu) -> Resume:
    """Return the summary of a compte-rendu: nothing that is not in it."""
    how = next(
        (words for mode, words in _HOW.items() if mode == cr.modalite), "Nous nous sommes vus"
    )
    start = f" à {phrases.spoken_time(cr.debut)}" if cr.debut else ""
    when = (
        f"{how} le {phrases.long_date(cr.date)}{start}, pendant {phrases.duree_min(cr.duree_min)}."
    )
    return Resume(when, _corrects(cr), tuple(map(sentence, cr.suites)), _next(cr))


def _corrects(cr: CompteRendu) -> str:
    if cr.remplace is None:
        return ""
    why = f" «\u00a0{cr.motif}\u00a0»" if cr.motif else ""
    return f"Ce compte-rendu remplace celui d’avant (version {cr.version - 1})\u00a0:{why}."


def _next(cr: CompteRendu) -> str:
    if cr.prochain_le is None:
        return "Aucun prochain rendez-vous n’a été fixé lors de cet entretien."
    start = f" à {phrases.spoken_time(cr.prochain_debut)}" if cr.prochain_debut else ""
    place = f", {cr.prochain_lieu}" if cr.prochain_lieu else ""
    return f"Prochain rendez-vous\u00a0: {phrases.long_date(cr.prochain_le)}{start}{place}."

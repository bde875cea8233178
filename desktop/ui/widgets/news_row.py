"""One line of Nouveautés: a thing that came in, or a question about one, and where it is in its dossier."""

from dataclasses import dataclass

from desktop.ui.places import Name, Place, side
from desktop.ui.widgets.person_delegate import PersonLine
from desktop.usecases.demandes import Question
from desktop.usecases.revue import Nouveaute
from plie import phrases

_STORY = "fil"  # no panel's word: the story
# The panel of the dossier where each kind is; what is not here is in its story.
_PANELS = {
    "diagnostic": "diagnostic",
    "etape": "parcours",
    "objectif": "parcours",
    "bilan_etape": "parcours",
    "emploi": "emploi",
    "sortie_proposee": "emploi",
    "piece": "pieces",
    "inscription": "commission",
    "retrait_inscription": "commission",
    "annulation": "commission",
    "visa": "commission",
    "avis_motive": "commission",
    "decision": "commission",
    "cloture": "commission",
    "prescription": "identite",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: `texte` is what was written there, whole."""

    id: str
    kind: str
    thing: str
    dossier: str
    nom: str
    detail: str
    question: str = ""
    texte: str = ""


def of_new(n: Nouveaute) -> Row:
    """Return the line of a thing that came in."""
    parts = ("A changé depuis" if n.change and not n.lu else "", n.titre, n.accompagnateur, n.lieu)
    detail = " · ".join(x for x in parts if x)
    return Row(n.id, n.kind, n.id, n.dossier, n.nom, detail, texte=n.texte)


def of_question(q: Question) -> Row:
    """Return the line of a question."""
    state = "Réponse reçue" if q.repondue else "Attend une réponse"
    day = phrases.short_date(q.le.date())
    detail = f"{state} · {q.auteur_nom}, le {day}\u00a0: {q.texte}"
    return Row(q.id, q.sur_kind, q.sur_id, q.dossier, q.nom, detail, q.id)


def line(row: Row) -> PersonLine:
    """Return a line as the list paints it."""
    return PersonLine(row.nom, row.detail)


def place_of(row: Row) -> Place:
    """Return where a thing is: its dossier, at the panel that shows it."""
    return Place(Name.FILE, side(row.dossier, _PANELS.get(row.kind, _STORY)))

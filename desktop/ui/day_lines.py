"""Ma journée as tables: its groups in their order, what folds in each, and where each line leads."""

from collections.abc import Sequence

from desktop.ui.answers import answer
from desktop.ui.places import SANS_RENDEZ_VOUS, Name, Place, side
from desktop.usecases.ligne_jour import LigneJour
from plie.vocabulaire_dossier import MomentFse

GROUPS = (
    ("rendez_vous", "Rendez-vous du jour"),
    ("demande", "Questions de la coordination"),
    ("question", "Rendez-vous passés"),
    ("entretien", "Entretiens à terminer"),
    ("signature", "Comptes-rendus à signer"),
    ("passage", "Dossiers arrivés, dossiers partis"),
    ("decision", "Décisions de la Commission"),
    ("annulation", "Annulations"),
    ("seance", "Changements de séance"),
    ("commentaire", "Commentaires de la semaine"),
    ("echange", "Échanges à regarder"),
    ("agenda", "Ce mois-ci"),
    ("suivi", "Suivis après la sortie"),
    ("alerte", "Alertes"),
    ("rappel", "Moins pressant"),
)
_ACTIONS = {
    "nouvel_entretien": ("Commencer l’entretien", Name.NOUVEL_ENTRETIEN),
    "terminer": ("Terminer", Name.ENTRETIEN),
    "signer": ("Relire et faire signer", Name.RELECTURE),
    "lire": ("Lire", Name.RELECTURE),
    "trancher": ("Trancher", Name.ECHANGES),
    "corriger": ("Voir", Name.ECHANGES),
    "lire_decision": ("Voir la décision", Name.FILE),
    "lire_annulation": ("Voir le dossier", Name.FILE),
    "lire_seance": ("Voir le dossier", Name.FILE),
    "suivre": ("Noter le suivi", Name.FILE),
    "ouvrir": ("Ouvrir le dossier", Name.FILE),
    "sans_rendez_vous": ("Voir la liste", Name.FILE),
}
PICTURES = {
    "passage": "file",
    "decision": "commission",
    "annulation": "commission",
    "seance": "commission",
    "suivi": "rendez_vous",
    "question": "rendez_vous",
    "echange": "en_ligne",
    "demande": "commentaire",
}
# What is told until it is said to be read, and the kind of what is.
READ = {"decision": "decision", "annulation": "annulation", "seance": "retrait_inscription"}
# What those left folded are: one, then several.
OTHERS = {
    "rendez_vous": ("un autre rendez-vous", "autres rendez-vous"),
    "question": ("un autre rendez-vous passé", "autres rendez-vous passés"),
    "entretien": ("un autre entretien à terminer", "autres entretiens à terminer"),
    "signature": ("un autre compte-rendu à signer", "autres comptes-rendus à signer"),
    "demande": ("une autre question", "autres questions"),
    "passage": ("un autre dossier arrivé ou parti", "autres dossiers arrivés ou partis"),
    "commentaire": ("un autre commentaire", "autres commentaires"),
    "echange": ("un autre dossier à regarder", "autres dossiers à regarder"),
    "decision": ("une autre décision", "autres décisions"),
    "annulation": ("une autre annulation", "autres annulations"),
    "seance": ("un autre changement", "autres changements"),
    "suivi": ("un autre suivi", "autres suivis"),
    "alerte": ("une autre alerte", "autres alertes"),
    "rappel": ("une alerte moins pressante", "alertes moins pressantes"),
}
_OF_DOSSIER = {"nouvel_entretien", "ouvrir"}
# The panel of the dossier where it is, and what is begun there.
_SIDES = {
    "lire_decision": ("commission", ""),
    "lire_annulation": ("commission", ""),
    "lire_seance": ("commission", ""),
    "suivre": ("fse", MomentFse.SIX_MOIS.value),
}
# Of questions, the next come as they are answered; what is milder is counted, and shown to who asks for it.
MOST_OF = {"question": 4, "rappel": 0}


def heading(icone: str, title: str, group: Sequence[LigneJour]) -> str:
    """Return the title of a group: the body of every day is not said to have taken the decisions of another."""
    others = icone == "decision" and any(line.instance for line in group)
    return "Décisions" if others else title


def led_to(line: LigneJour) -> tuple[str, Place | None]:
    """Return the words of what answers a line, and where it is; nothing of what is only told."""
    if line.alerte is not None:
        return answer(line.alerte, line.dossier)
    if line.action not in _ACTIONS:
        return "", None
    words, name = _ACTIONS[line.action]
    target = line.dossier if line.action in _OF_DOSSIER else line.id
    if line.action == "sans_rendez_vous":
        target = SANS_RENDEZ_VOUS
    elif line.action in _SIDES:
        target = side(line.dossier, *_SIDES[line.action])
    return words, Place(name, target)

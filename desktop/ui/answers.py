"""Where each alert of a dossier, or of a lot, is answered: one table, from its code to a place, a field of it, and what is proposed there."""

from dataclasses import dataclass

from desktop.ui.places import Name, Place, side
from plie.alertes.alerte import Alerte
from plie.vocabulaire import CodeAlerte, NatureEntretien
from plie.vocabulaire_dossier import MotifReexamen


@dataclass(frozen=True, slots=True)
class Answer:
    """A place; `where` is the panel of FILE, or the field or the gesture of a form, or `THING`; `at` what is begun in a panel.

    What is proposed stands in a form, and is written by whoever keeps it: never by itself.
    """

    name: Name
    where: str = ""
    at: str = ""


# In the panel of the Commission: the acte, or an inscription with the motive of its réexamen, if it is one.
ACTE, INSCRIRE = "acte", "inscrire"
# Of an étape, its bilan: a card under its form. Of a compte-rendu, the button that begins its signing.
BILAN, SIGNER = "bilan", "signer"
# A CV that updates the last one: its target stands already.
MISE_A_JOUR = "mise_a_jour"
# Of a sortie, one that is prepared for a day to come.
D_AVANCE = "d_avance"
# What the alert is about: of a lot, the day its bilan is stopped at.
THING = "objet"


def _reexamen(motif: MotifReexamen) -> Answer:
    return Answer(Name.FILE, "commission", f"{INSCRIRE}:{motif.value}")


ANSWERS: dict[CodeAlerte, Answer] = {
    CodeAlerte.ENTRETIEN_MENSUEL: Answer(Name.NOUVEL_ENTRETIEN),
    CodeAlerte.SANS_ENTRETIEN_2_MOIS: Answer(Name.NOUVEL_ENTRETIEN),
    CodeAlerte.SANS_ETAPE_2_MOIS: Answer(Name.NOUVELLE_ETAPE),
    CodeAlerte.HORS_PARCOURS_6_MOIS: _reexamen(MotifReexamen.HORS_PARCOURS),
    CodeAlerte.TROIS_ANS: _reexamen(MotifReexamen.TROIS_ANS),
    CodeAlerte.DIAGNOSTIC_RENFORCE: Answer(Name.FILE, "commission", INSCRIRE),
    CodeAlerte.REEXAMEN_DU: _reexamen(MotifReexamen.INTERET),
    CodeAlerte.SUSPENSION_FINIE: _reexamen(MotifReexamen.INTERET),
    CodeAlerte.CR_A_SIGNER: Answer(Name.RELECTURE, SIGNER),
    CodeAlerte.OBJECTIF_ECHU: Answer(Name.OBJECTIF, "constat"),
    CodeAlerte.CV_PERIME: Answer(Name.NOUVEAU_CV, MISE_A_JOUR),
    CodeAlerte.SORTIE_POSSIBLE: Answer(Name.SORTIE),
    CodeAlerte.FIN_POST_FORMATION: Answer(Name.SORTIE),
    CodeAlerte.POINT_ETAPE_6_MOIS: Answer(Name.NOUVEL_ENTRETIEN, NatureEntretien.BILAN.value),
    CodeAlerte.ETAPE_A_CLOTURER: Answer(Name.ETAPE, "fin"),
    CodeAlerte.LIAISON_A_TRANSMETTRE: Answer(Name.ETAPE, "objectifs_transmis_le"),
    CodeAlerte.BILAN_ETAPE_DU: Answer(Name.ETAPE, BILAN),
    CodeAlerte.ACTE_A_SIGNER: Answer(Name.FILE, "commission", ACTE),
    CodeAlerte.REORIENTATION_A_PREPARER: Answer(Name.SORTIE, D_AVANCE),
    CodeAlerte.BILAN_DU: Answer(Name.BILAN_LOT, THING),
}
# Those whose id is the thing that the alert is about; the others stand in the dossier.
OF_THING = frozenset({Name.RELECTURE, Name.OBJECTIF, Name.ETAPE})
_WORDS = {Name.NOUVEL_ENTRETIEN: "Nouvel entretien"}
# Of an étape proposed already, the day it begins.
_PROPOSEE = "Ouvrir l’étape"


def answer(alerte: Alerte, dossier: str) -> tuple[str, Place | None]:
    """Return the words of what answers an alert of a dossier or of a lot, and where it is; nothing if nowhere."""
    if alerte.proposee:
        return _PROPOSEE, Place(Name.ETAPE, side(alerte.proposee, "debut"))
    found = ANSWERS[alerte.code]
    if found.name in OF_THING and not alerte.objet:
        return "", None
    id_ = alerte.objet if found.name in OF_THING and alerte.objet else dossier
    where = alerte.objet if found.where == THING else found.where
    words = _WORDS.get(found.name, alerte.action.label)
    return words, Place(found.name, side(id_, where, found.at) if where else id_)

"""Where each alert of a dossier is answered: one table, from its code to a place.

A code that has no screen yet is in `WITHOUT`, with why: its alert is told, and has no button.
"""

from desktop.ui.places import Name, Place, side
from plie.alertes.alerte import Alerte
from plie.vocabulaire import CodeAlerte

# The place; for FILE, the panel of the dossier where the gesture is, and for a thing, the field that answers. Nothing is
# written in it: the day is the adviser’s to say.
ANSWERS: dict[CodeAlerte, tuple[Name, str]] = {
    CodeAlerte.ENTRETIEN_MENSUEL: (Name.NOUVEL_ENTRETIEN, ""),
    CodeAlerte.SANS_ENTRETIEN_2_MOIS: (Name.NOUVEL_ENTRETIEN, ""),
    CodeAlerte.SANS_ETAPE_2_MOIS: (Name.NOUVELLE_ETAPE, ""),
    CodeAlerte.HORS_PARCOURS_6_MOIS: (Name.FILE, "commission"),
    CodeAlerte.TROIS_ANS: (Name.FILE, "commission"),
    CodeAlerte.DIAGNOSTIC_RENFORCE: (Name.FILE, "commission"),
    CodeAlerte.REEXAMEN_DU: (Name.FILE, "commission"),
    CodeAlerte.SUSPENSION_FINIE: (Name.FILE, "commission"),
    CodeAlerte.CR_A_SIGNER: (Name.RELECTURE, ""),
    CodeAlerte.OBJECTIF_ECHU: (Name.OBJECTIF, "constat"),
    CodeAlerte.CV_PERIME: (Name.NOUVEAU_CV, ""),
    CodeAlerte.SORTIE_POSSIBLE: (Name.FILE, "emploi"),
    CodeAlerte.FIN_POST_FORMATION: (Name.FILE, "emploi"),
    CodeAlerte.POINT_ETAPE_6_MOIS: (Name.NOUVEL_ENTRETIEN, ""),
    CodeAlerte.ETAPE_A_CLOTURER: (Name.ETAPE, "fin"),
    CodeAlerte.LIAISON_A_TRANSMETTRE: (Name.ETAPE, "objectifs_transmis_le"),
    CodeAlerte.BILAN_ETAPE_DU: (Name.ETAPE, ""),
    CodeAlerte.ACTE_A_SIGNER: (Name.FILE, "commission"),
}
WITHOUT = {
    CodeAlerte.BILAN_DU: "the bilan of an operation is no dossier’s, and no screen writes it yet",
}
# Those whose id is the thing that the alert is about; the others stand in the dossier.
OF_THING = frozenset({Name.RELECTURE, Name.OBJECTIF, Name.ETAPE})
_WORDS = {Name.NOUVEL_ENTRETIEN: "Nouvel entretien"}


def answer(alerte: Alerte, dossier: str) -> tuple[str, Place | None]:
    """Return the words of what answers an alert of a dossier, and where it is; nothing if nowhere."""
    name, where = ANSWERS.get(alerte.code, (None, ""))
    if name is None or (name in OF_THING and not alerte.objet):
        return "", None
    id_ = alerte.objet if name in OF_THING and alerte.objet else dossier
    words = _WORDS.get(name, alerte.action.label)
    return words, Place(name, side(id_, where) if where else id_)

"""Where each element of a checklist is filled: what lacks leads there, for whoever writes it (C7)."""

from desktop.ui.places import Name, Place, side
from plie.droits import may_write
from plie.regles.commission import ElementDossier
from plie.vocabulaire import ObjetCommission

# An element to the kind that fills it, and where: the name of a screen, or the word of a panel.
_WHERE: dict[ElementDossier, tuple[str, Name | str]] = {
    ElementDossier.IDENTITE: ("personne", Name.IDENTITE),
    ElementDossier.TERRITOIRE: ("coordonnees", Name.SITUATION),
    ElementDossier.CRITERE: ("condition_adhesion", Name.DIAGNOSTIC),
    ElementDossier.CONDITIONS: ("condition_adhesion", Name.DIAGNOSTIC),
    ElementDossier.PRESCRIPTION: ("prescription", Name.PRESCRIPTION),
    ElementDossier.DIAGNOSTIC: ("diagnostic", "diagnostic"),
    ElementDossier.ETAPES: ("etape", "parcours"),
    ElementDossier.MOTIF: ("sortie_proposee", Name.SORTIE),
    ElementDossier.PIECES: ("piece", "pieces"),
}


def place_of(
    element: ElementDossier, dossier: str, objet: ObjetCommission | None, *, role: str
) -> Place | None:
    """Return where a role fills an element; None where it fills none, or a gesture of the panel does."""
    found = _WHERE.get(element)
    if element is ElementDossier.PRECONISATIONS and objet is ObjetCommission.ENTREE:
        # Those of a réexamen are a gesture of the panel itself.
        found = ("preconisation", Name.DIAGNOSTIC)
    if found is None or not may_write(role, "insert", found[0]).allowed:
        return None
    where = found[1]
    return (
        Place(where, dossier) if isinstance(where, Name) else Place(Name.FILE, side(dossier, where))
    )

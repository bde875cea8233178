"""The person: identity, how to reach them, and their parcours, one after another (C5, C9-3-5).

There is no field for the NIR, on purpose (domain.md §3).
"""

from datetime import date

from plie.kinds.base import Id, Nature, kind
from plie.vocabulaire import Role

_WRITERS = (Role.ACCOMPAGNATEUR, Role.COORDINATION, Role.GESTIONNAIRE)


@kind("personne", writers=_WRITERS, nature=Nature.EDITED)
class Personne:
    """Identity; its id is the dossier's."""

    id: Id
    civilite: str = ""
    nom_naissance: str = ""
    nom_usage: str = ""
    prenoms: str = ""
    naissance_le: date | None = None
    naissance_lieu: str = ""
    nationalite: str = ""
    interprete: bool = False
    difficulte_lecture: bool = False
    sexe: str = ""

    @property
    def nom(self) -> str:
        """The full name as it is shown and printed: first names, then the name in use."""
        return f"{self.prenoms} {self.nom_usage or self.nom_naissance}".strip()


@kind("coordonnees", writers=_WRITERS, nature=Nature.EDITED)
class Coordonnees:
    """Where the person lives and is reached; the commune is never deduced from the postal code."""

    id: Id
    dossier: Id
    adresse: str = ""
    code_postal: str = ""
    commune: str = ""
    commune_insee: str = ""
    qpv: str = ""
    telephone: str = ""
    courriel: str = ""
    contact_prefere: str = ""
    autres_telephones: tuple[str, ...] = ()
    contact_referent: str = ""
    qpv_nom: str = ""
    qpv_generation: str = ""
    qpv_le: date | None = None
    qpv_source: str = ""


@kind("parcours", writers=_WRITERS, nature=Nature.EDITED)
class Parcours:
    """One candidature to sortie; a person may have several over time (C7).

    `participation` is a code of the référentiel, "" for its ordinary way of taking part; `referent_nom` and
    `referent_structure` say who accompanies where the PLIE does not (A3.1).
    """

    id: Id
    dossier: Id
    numero: int = 1
    origine: str = ""
    ouvert_le: date | None = None
    integre_le: date | None = None
    protocole_anterieur: str = ""
    reprise_decision: str = ""
    participation: str = ""
    referent_nom: str = ""
    referent_structure: str = ""

"""What fills a parcours: étapes, objectifs, work contracts (P8, C9-1, C9-3-6)."""

from datetime import date

from plie.kinds.base import Id, Nature, kind
from plie.vocabulaire import Role

_AE = (Role.ACCOMPAGNATEUR,)


@kind("etape", writers=_AE, nature=Nature.EDITED)
class Etape:
    """An action of the parcours, planned or carried out.

    `decidee_lors_de` is the entretien whose Finaliser made it a fact.
    """

    id: Id
    dossier: Id
    parcours: Id | None = None
    intitule: str = ""
    genre: str = ""
    specifique_plie: bool = False
    partenaire: str = ""
    structure: Id | None = None
    proposee_le: date | None = None
    debut: date | None = None
    fin_prevue: date | None = None
    fin: date | None = None
    abandonnee_le: date | None = None
    motif_abandon: str = ""
    decidee_lors_de: Id | None = None
    objectifs: str = ""
    objectifs_transmis_le: date | None = None
    professionnel: Id | None = None
    contact_nom: str = ""
    contact_telephone: str = ""
    contact_courriel: str = ""
    debut_prevu: date | None = None


@kind("objectif", writers=_AE, nature=Nature.EDITED)
class Objectif:
    """An intermediate objective agreed with the person, measured at its date (C9-3-6).

    `fixe_lors_de` is the entretien whose Finaliser made it a fact.
    """

    id: Id
    dossier: Id
    parcours: Id | None = None
    intitule: str = ""
    fixe_le: date | None = None
    echeance: date | None = None
    atteint_le: date | None = None
    abandonne_le: date | None = None
    fixe_lors_de: Id | None = None
    etape: Id | None = None
    mesure: str = ""
    avancement: int | None = None
    constat: str = ""
    constate_le: date | None = None


@kind("emploi", writers=_AE, nature=Nature.EDITED)
class Emploi:
    """A work contract. Hours per week.

    `derogation_duree` names the branch agreement or legal derogation that allows less (P7); the employer is
    contacted only if `accord_contact`.
    """

    id: Id
    dossier: Id
    parcours: Id | None = None
    type: str = ""
    employeur: str = ""
    poste: str = ""
    debut: date | None = None
    fin: date | None = None
    heures_hebdo: float | None = None
    temps_plein: bool | None = None
    temps_partiel_convenu: bool | None = None
    derogation_duree: str = ""
    structure: Id | None = None
    code_rome: str = ""
    tuteur_nom: str = ""
    tuteur_telephone: str = ""
    tuteur_courriel: str = ""
    accord_contact: bool | None = None
    accord_contact_le: date | None = None
    objectifs: str = ""
    difficultes: str = ""
    formation_utile: str = ""

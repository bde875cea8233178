"""The dossier administratif and the FSE+ record (C5, C9-3-5). No NIR, no diagnosis: a fact, a level, a date."""

from datetime import date

from plie.kinds.base import Id, Nature, kind
from plie.vocabulaire import Role


@kind(
    "situation",
    writers=(Role.ACCOMPAGNATEUR, Role.COORDINATION, Role.GESTIONNAIRE),
    nature=Nature.EDITED,
)
class Situation:
    """The person's administrative situation; None and "" are « non renseigné ».

    `niveau` is a word of `NiveauCadre`, `niveau_ancien` a code of the référentiel (V, IV…);
    `minima` words of `MinimaSocial`; `metiers_rome` ROME codes, `metiers_vises` words.
    """

    id: Id
    dossier: Id
    parcours: Id | None = None
    situation_familiale: str = ""
    parent_isole: bool | None = None
    personnes_a_charge: int | None = None
    france_travail_id: str = ""
    france_travail_le: date | None = None
    france_travail_categorie: str = ""
    dernier_emploi_fin: date | None = None
    statut_emploi: str = ""
    statut_emploi_le: date | None = None
    minima: tuple[str, ...] = ()
    minima_le: date | None = None
    rsa_referent: str = ""
    rqth: bool | None = None
    rqth_jusqu_au: date | None = None
    niveau: str = ""
    niveau_ancien: str = ""
    diplomes: tuple[str, ...] = ()
    langues: tuple[str, ...] = ()
    permis: tuple[str, ...] = ()
    vehicule: bool | None = None
    mobilite: str = ""
    logement: str = ""
    metiers_rome: tuple[str, ...] = ()
    metiers_vises: tuple[str, ...] = ()
    disponible_le: date | None = None
    disponibilite: str = ""


@kind("fse_releve", writers=(Role.ACCOMPAGNATEUR,), nature=Nature.EDITED)
class FseReleve:
    """The FSE+ record at entry, at exit or six months later (2021/1057, annex I).

    `moment` is a word of `MomentFse`, an item a word of `ReponseFse`: "" is « non renseigné »,
    which « ne souhaite pas répondre » is not. `cite` is a CITE level, or that refusal.
    """

    id: Id
    dossier: Id
    parcours: Id | None = None
    moment: str = ""
    releve_le: date | None = None
    operation: str = ""
    sexe: str = ""
    statut_emploi: str = ""
    chomage_mois: int | None = None
    cite: str = ""
    handicap: str = ""
    pays_tiers: str = ""
    origine_etrangere: str = ""
    minorite: str = ""
    exclusion_logement: str = ""
    zone_rurale: str = ""
    en_emploi: str = ""
    en_formation: str = ""
    certification_obtenue: str = ""
    recherche_emploi: str = ""

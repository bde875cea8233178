"""The FSE+ record: which items each moment asks, and what is still to be asked (2021/1057, annex I).

« Ne souhaite pas répondre » is an answer; « non renseigné » is none.
"""

from plie.kinds import FseReleve
from plie.vocabulaire_dossier import MomentFse

ARTICLE = "Règlement (UE) 2021/1057, annexe I"
_ALWAYS = ("releve_le", "statut_emploi")
_ENTREE = (
    "sexe", "chomage_mois", "cite", "handicap", "pays_tiers", "origine_etrangere", "minorite",
    "exclusion_logement", "zone_rurale",
)  # fmt: skip
_SORTIE = ("en_emploi", "en_formation", "certification_obtenue", "recherche_emploi")
ITEMS: dict[MomentFse, tuple[str, ...]] = {
    MomentFse.ENTREE: (*_ALWAYS, *_ENTREE),
    MomentFse.SORTIE: (*_ALWAYS, *_SORTIE),
    MomentFse.SIX_MOIS: (*_ALWAYS, "en_emploi", "en_formation"),
}
# Only who is unemployed has been so for some months.
_CHOMAGE = frozenset({"chomage", "longue_duree"})


def manquants(releve: FseReleve | None, moment: MomentFse) -> tuple[str, ...]:
    """Return the items of a moment that are « non renseigné »."""
    if releve is None:
        return ITEMS[moment]
    return tuple(
        item
        for item in ITEMS[moment]
        if getattr(releve, item) in ("", None)
        and (item != "chomage_mois" or releve.statut_emploi in {"", *_CHOMAGE})
    )

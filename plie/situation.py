"""What is held against the dossier administratif as it is typed; a draft is kept all the same (C5, C9-3-5, P5)."""

from collections.abc import Iterable, Mapping

from plie.niveau import accordes
from plie.objection import Objection
from plie.regles.adhesion import ReglesAdhesion
from plie.rome import contre_code
from plie.vocabulaire_dossier import ReponseQpv

_ARTICLE = "C9-3-5"


def objections(
    *,
    metiers_rome: Iterable[str],
    niveau: str,
    niveau_ancien: str,
    commune: str,
    commune_insee: str,
    qpv: Mapping[str, object],
    adhesion: ReglesAdhesion | None,
) -> tuple[Objection, ...]:
    """Return what to say beside the fields, none of which blocks.

    Args:
        metiers_rome: the codes typed.
        niveau: the level in the framework.
        niveau_ancien: the level in the old nomenclature.
        commune: its name as it is typed.
        commune_insee: its code, "" when the name is none of those known.
        qpv: the fields of the quartier, by their names.
        adhesion: the référentiel's rules, None when it has none.
    """
    found = [*contre_code(metiers_rome, field="metiers_rome", article=_ARTICLE)]
    if not accordes(niveau, niveau_ancien):
        found.append(
            _warn(
                "niveau_ancien",
                "niveaux_en_desaccord",
                "Les deux nomenclatures ne disent pas le même niveau.",
            )
        )
    where = avis_commune(commune, commune_insee, adhesion=adhesion)
    return (*found, *((where,) if where else ()), *_quartier(qpv))


def avis_commune(nom: str, insee: str, *, adhesion: ReglesAdhesion | None) -> Objection | None:
    """Return what to say of a commune, by its name as it is typed and its code, "" when it is none of those known."""
    if nom and not insee:
        return _warn(
            "commune",
            "commune_inconnue",
            "Cette commune n’est pas dans la liste\u00a0: son code INSEE manquera.",
        )
    if insee and adhesion is not None and not adhesion.in_territory(insee):
        return Objection(
            "commune",
            "hors_territoire",
            f"Cette commune n’est pas dans le territoire du PLIE ({adhesion.article}).",
            article=adhesion.article,
            blocking=False,
        )
    return None


def _quartier(qpv: Mapping[str, object]) -> Iterable[Objection]:
    """An answer on the quartier says on which map, when, and from which source (P5)."""
    if qpv.get("qpv") not in {ReponseQpv.OUI, ReponseQpv.NON}:
        return
    for field, phrase in (
        ("qpv_generation", "Dites sur quelle carte."),
        ("qpv_le", "Dites quel jour cela a été vérifié."),
        ("qpv_source", "Dites d’où cela vient."),
    ):
        if not qpv.get(field):
            yield _warn(field, "qpv_sans_source", phrase)


def _warn(field: str, code: str, phrase: str) -> Objection:
    return Objection(field, code, phrase, article=_ARTICLE, blocking=False)

"""The dossier administratif as it is typed: a wrong ROME code, levels in both nomenclatures, commune, quartier (C5, C9-3-5, P5)."""

from datetime import date
from typing import Any

from plie import niveau
from plie.situation import objections
from plie.vocabulaire_dossier import NiveauCadre
from tests.builders import le_referentiel

ROUEN = le_referentiel("rouen-2021-2027")


def told(**changes: Any) -> list[tuple[str, str]]:
    values: dict[str, Any] = {
        "metiers_rome": (),
        "niveau": "",
        "niveau_ancien": "",
        "commune": "",
        "commune_insee": "",
        "qpv": {},
        "adhesion": ROUEN.adhesion,
    }
    return [(o.field, o.code) for o in objections(**values | changes) if not o.blocking]


def test_a_wrong_rome_code_is_said_beside_the_field() -> None:
    """domain.md §3."""
    assert told(metiers_rome=("k1302", "boulanger")) == [("metiers_rome", "code_rome")]
    assert told(metiers_rome=("k1302",)) == []


def test_each_level_has_its_other_name_unless_there_are_two() -> None:
    """domain.md §3: the old V/IV/III/II/I, with « infra » and the conversion."""
    assert [niveau.cadre(old) for old in ("infra_vi", "v_bis", "v", "iv", "iii", "ii", "i", "x")] == [
        "infra_3", "infra_3", "3", "4", "5", "6", "", "",
    ]  # fmt: skip
    assert [niveau.ancien(new) for new in NiveauCadre] == ["", "v", "iv", "iii", "ii", "i", "i"]
    known = {n.code for n in ROUEN.dossier.niveaux} if ROUEN.dossier else set()
    assert known == set(niveau.CONVERSION)


def test_levels_that_disagree_are_said() -> None:
    assert told(niveau="3", niveau_ancien="iv") == [("niveau_ancien", "niveaux_en_desaccord")]
    assert told(niveau="8", niveau_ancien="i") == []
    assert told(niveau="3") == []


def test_a_commune_out_of_the_territory_or_unknown_is_said() -> None:
    """P5, C5: lives in a commune of the territory."""
    assert told(commune="Rouen", commune_insee="76540") == []
    assert told(commune="Massy", commune_insee="91377") == [("commune", "hors_territoire")]
    assert told(commune="Nulle-Part") == [("commune", "commune_inconnue")]
    assert told(commune="Massy", commune_insee="91377", adhesion=None) == []


def test_an_answer_on_the_quartier_says_its_map_its_day_and_its_source() -> None:
    """P5: dated, with its generation and its source."""
    assert told(qpv={"qpv": "oui"}) == [
        ("qpv_generation", "qpv_sans_source"),
        ("qpv_le", "qpv_sans_source"),
        ("qpv_source", "qpv_sans_source"),
    ]
    whole = {"qpv_generation": "2024", "qpv_le": date(2026, 9, 1), "qpv_source": "sig.ville"}
    assert told(qpv={"qpv": "non", **whole}) == []
    assert told(qpv={"qpv": "a_verifier"}) == []

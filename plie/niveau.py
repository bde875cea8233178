"""Levels of education in both nomenclatures: the framework of 2019 (3 to 8) and the one of 1969 (V to I)."""

from plie.vocabulaire_dossier import NiveauCadre

# Of the old level I, the framework made two: which one, only the diploma says.
CONVERSION: dict[str, tuple[NiveauCadre, ...]] = {
    "infra_vi": (NiveauCadre.INFRA,),
    "vi": (NiveauCadre.INFRA,),
    "v_bis": (NiveauCadre.INFRA,),
    "v": (NiveauCadre.N3,),
    "iv": (NiveauCadre.N4,),
    "iii": (NiveauCadre.N5,),
    "ii": (NiveauCadre.N6,),
    "i": (NiveauCadre.N7, NiveauCadre.N8),
}


def cadre(ancien: str) -> str:
    """Return the framework's level of an old one; "" when it is none, or may be two."""
    found = CONVERSION.get(ancien, ())
    return found[0].value if len(found) == 1 else ""


def ancien(niveau: str) -> str:
    """Return the old level of one of the framework; "" when several became it."""
    found = [old for old, new in CONVERSION.items() if niveau in new]
    return found[0] if len(found) == 1 else ""


def accordes(niveau: str, old: str) -> bool:
    """Whether both nomenclatures say the same; true while one of them says nothing."""
    return not niveau or old not in CONVERSION or niveau in CONVERSION[old]

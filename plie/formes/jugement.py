"""The answer of the exit rules as interfaces.md writes it."""

from plie.sortie.jugement import Jugement


def form(jugement: Jugement, *, referentiel: str) -> dict[str, object]:
    """Return the answer's JSON values; `referentiel` is the id of the rules applied."""
    mean = jugement.mesures.heures_hebdo_moyennes
    return {
        "referentiel": referentiel,
        "date": jugement.date.isoformat(),
        "verdict": jugement.verdict.value,
        "nature": jugement.nature,
        "depuis": jugement.depuis.isoformat() if jugement.depuis else None,
        "a_partir_de": jugement.a_partir_de.isoformat() if jugement.a_partir_de else None,
        "raisons": list(jugement.raisons),
        "pieces_manquantes": list(jugement.pieces_manquantes),
        "mesures": {
            "jours_couverts": jugement.mesures.jours_couverts,
            "semaines": jugement.mesures.semaines,
            "heures_hebdo_moyennes": None if mean is None else float(mean),
        },
    }

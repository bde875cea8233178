"""De 100 à 250 % d’échelle, rien n’est coupé, et ce qui ne tient pas défile (quality.md §1, n° 37).

Quelques écrans dans `make test` ; tous, à chaque échelle, avec PERMANENCE_TORTURE=1.
"""

import os

import pytest

from tests.desktop import processes

TORTURE = bool(os.environ.get("PERMANENCE_TORTURE"))
# L’échelle, et l’écran qui s’en sert d’ordinaire, en pixels.
ECRANS = (
    ("1.25", "1366", "768"),
    ("1.5", "1366", "768"),
    ("1.5", "1920", "1080"),
    ("2", "1920", "1080"),
    ("2.5", "2560", "1600"),
)
# Les plus étroits.
CHOISIS = ECRANS if TORTURE else (ECRANS[1], ECRANS[-1])
COMBIEN, TOUS = 6, 1_000
AU_MOINS = 40


@pytest.mark.parametrize(("echelle", "largeur", "hauteur"), CHOISIS)
def test_chaque_ecran_tient_a_l_echelle_du_systeme(
    echelle: str, largeur: str, hauteur: str
) -> None:
    """EN 301 549, 11.7."""
    command = processes.module(
        "tests.stories.echelles", largeur, hauteur, str(TOUS if TORTURE else COMBIEN)
    )

    with processes.running(
        command, QT_SCALE_FACTOR=echelle, QT_QPA_PLATFORM="offscreen"
    ) as looking:
        said, trouble = looking.communicate()

    *wrong, seen = said.splitlines() or [trouble]
    assert wrong == []
    assert int(seen) >= (AU_MOINS if TORTURE else COMBIEN)

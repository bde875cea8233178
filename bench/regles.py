"""The rules of the parcours, pure: what one answer costs, beside the limit it was given."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle

from bench.measure import Measure, each_ms, median_ms
from desktop.usecases.referentiels import charger
from plie.sortie.cas import Cas, Certification, Contrat
from plie.sortie.jugement import juger

_LIMIT_MS = 1.0
_CASES = 300
_ON = date(2026, 8, 1)
_TYPES = ("cdi", "cdd", "cdd", "interim", "interim", "alternance", "cddi")


def measures() -> Iterator[Measure]:
    """Yield the cost of one verdict, under each référentiel: the median, and what one in a hundred is over."""
    for id_ in ("rouen-2021-2027", "atout-plie-2018-2022"):
        rules = charger(id_).sortie
        assert rules is not None
        cases = cycle(_cases())

        def one(rules=rules, cases=cases) -> None:  # noqa: ANN001 - bound for the loop
            juger(next(cases), rules, on=_ON)

        yield Measure(
            f"one exit verdict ({id_})", median_ms(one, times=_CASES), _LIMIT_MS, "ms", "the limit"
        )
        each = each_ms(lambda case, rules=rules: juger(case, rules, on=_ON), _cases())
        slow = each[len(each) * 99 // 100]
        yield Measure(
            f"one exit verdict in a hundred ({id_})",
            slow,
            _LIMIT_MS,
            "ms of processor",
            "the limit",
        )


def _cases() -> list[Cas]:
    draws = random.Random(5)  # noqa: S311 - the same each time
    return [Cas(contrats=_contrats(draws), certifications=_certified(draws)) for _ in range(_CASES)]


def _contrats(draws: random.Random) -> tuple[Contrat, ...]:
    found = []
    for _ in range(draws.randrange(1, 8)):
        debut = date(2025, 1, 1) + timedelta(days=draws.randrange(600))
        length = draws.choice([None, 20, 60, 120, 200])
        found.append(
            Contrat(
                type=draws.choice(_TYPES),
                debut=debut,
                fin=debut + timedelta(days=length) if length else None,
                heures_hebdo=draws.choice([None, 20.0, 28.0, 35.0]),
                temps_partiel_convenu=draws.choice([True, None]),
            )
        )
    return tuple(found)


def _certified(draws: random.Random) -> tuple[Certification, ...]:
    if draws.random() < 2 / 3:
        return ()
    return (Certification(nature="titre", obtenue_le=date(2026, 2, 1)),)

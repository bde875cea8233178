"""Operations that no application of ours writes: what others would choke on is set aside, the rest goes on."""

from datetime import timedelta
from typing import Any

import pytest

from plie.vocabulaire import Role
from tests.central.monde import AUBE, Monde, un_id

NO_INSTANTS = {
    "words": "pas une date",
    "nothing": "",
    "another writing": "27/11/2026",
    "a day": "2026-09-10",
    "no zone": "2026-09-10T08:00:00",
    "the end of the calendar": "9999-12-31T23:59:59+00:00",
    "its beginning": "0001-01-01T00:00:00+14:00",
    "a book": "2026" * 10_000,
}
# A battery that died, ten years either way, a Windows machine that never knew the time.
CLOCKS = [
    "1970-01-01T00:00:00.000+00:00",
    "1980-01-01T01:00:00+01:00",
    (AUBE - timedelta(days=3650)).isoformat(),
    (AUBE + timedelta(days=3650)).isoformat(timespec="milliseconds"),
    "2106-02-07T06:28:15Z",
]


@pytest.mark.parametrize("made_at", NO_INSTANTS.values(), ids=NO_INSTANTS)
def test_what_says_no_instant_is_set_aside_and_the_rest_goes_on(monde: Monde, made_at: str) -> None:
    adviser, coordination = monde.appareil(), monde.appareil("Ysé Bréal", Role.COORDINATION)
    dossier = adviser.dossier()
    later = adviser.entretien(dossier)

    reasons = adviser.reasons(
        adviser.op(
            "objectif", un_id(), dossier, fields={"dossier": dossier, "intitule": "Un garage"},
            made_at=made_at,
        ),
        later,
    )  # fmt: skip

    assert reasons == ["valeur_invalide", None]
    arrived = coordination.pull()
    assert later.op_id in {op.op_id for op in arrived}
    assert made_at not in {op.made_at for op in arrived}


@pytest.mark.parametrize("made_at", CLOCKS)
def test_a_clock_that_is_only_wrong_is_taken(monde: Monde, made_at: str) -> None:
    adviser = monde.appareil()
    dossier = adviser.dossier()
    fields = {"dossier": dossier, "date": "2026-09-03"}

    op = adviser.op("entretien", un_id(), dossier, fields=fields, made_at=made_at)

    assert adviser.reasons(op) == [None]


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59+00:00", "0001-01-02T00:00:00+00:00"])
def test_an_instant_that_no_zone_could_show_is_set_aside(monde: Monde, at: str) -> None:
    adviser = monde.appareil()
    dossier = adviser.dossier()

    assert adviser.reasons(adviser.compte_rendu(dossier, finalise_le=at)) == ["valeur_invalide"]


ODD: dict[str, dict[str, Any]] = {
    "seen no ids": {"seen": {"intitule": ("a b\x00", "🙂" * 100), "*": ("",)}},
    "seen very many": {"seen": {"intitule": tuple(map(str, range(40_000)))}},
    "seen fields very many": {"seen": {f"x{n}": ("a",) for n in range(20_000)}},
    "a kind of odd letters": {"kind": "zz.y:-"},
    "a kind named as a table": {"kind": "op"},
    "a field named by nothing": {"fields": {"intitule": "x", "": "y"}},
    "a field with a NUL": {"fields": {"intitule": "x", "a\x00b": "y"}},
    "existence as words": {"fields": {"intitule": "x", "*": "bonjour"}},
    "an unknown field beyond 64 bits": {"fields": {"intitule": "x", "zz": 10**30}},
    "an unknown kind beyond 64 bits": {"kind": "futur", "fields": {"zz": 2**64 + 1}},
    "an id among the fields": {"fields": {"intitule": "x", "id": "autre"}},
    "directions of writing": {"fields": {"intitule": "\u202ezz\u2066"}},
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_an_odd_operation_stops_nobody(monde: Monde, odd: dict[str, Any]) -> None:
    adviser, coordination = monde.appareil(), monde.appareil("Ysé Bréal", Role.COORDINATION)
    dossier = adviser.dossier()
    later = adviser.entretien(dossier)
    fields = {"dossier": dossier, **odd.get("fields", {"intitule": "x"})}
    said = {"kind": "objectif", **odd, "fields": fields}

    fates = adviser.push(adviser.op(thing=un_id(), scope=dossier, **said), later).fates

    assert fates[1].number is not None
    assert later.op_id in {op.op_id for op in coordination.pull()}

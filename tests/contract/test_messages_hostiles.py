"""Questions that no application of ours asks: refused or answered with nothing, on either engine alike."""

import json

import pytest

from tests.central.monde import Monde, packed
from wire.messages import DIGESTS, PULL, SNAPSHOT, VISITS

ODD = {
    "a line of the journal beyond 64 bits": (VISITS, {"since": 1 << 70}, 200),
    "one below": (VISITS, {"since": -(1 << 70)}, 200),
    "a cursor below 64 bits": (PULL, {"since": -(1 << 70)}, 200),
    "a sum up to before the beginning": (DIGESTS, {"since": -(1 << 70), "dossiers": ["x"]}, 200),
    "a dossier with a NUL in a sum": (DIGESTS, {"since": 0, "dossiers": ["\x00"]}, 400),
    "a dossier with a NUL": (SNAPSHOT, {"since": 0, "dossier": "\x00"}, 400),
    "half a letter": (SNAPSHOT, {"since": 0, "dossier": "\ud800"}, 400),
    "half a letter in a sum": (DIGESTS, {"since": 0, "dossiers": ["\udfff"]}, 400),
}


@pytest.mark.parametrize(("path", "said", "status"), ODD.values(), ids=ODD)
def test_what_no_engine_could_compare_breaks_nothing(
    monde: Monde, path: str, said: dict[str, object], status: int
) -> None:
    """PostgreSQL knows no NUL, and no engine an integer beyond 64 bits."""
    adviser = monde.appareil()

    body = packed(json.dumps({"epoch": adviser.who.epoch, **said}))

    assert monde.asked(path, body, adviser.who.token).status_code == status

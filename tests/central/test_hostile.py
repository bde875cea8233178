"""What is sent to harm or by mistake is refused with a Problem, and nothing stops."""

import json

import pytest
import zstandard
from sqlalchemy import text

from central.app import MAX_BODY
from tests.central.monde import Monde, packed, un_id
from wire.messages import ENROL, HEALTH, HELLO, PULL, PUSH, Problem
from wire.pack import pack, unpack

BOMB = zstandard.ZstdCompressor(level=3).compress(b"[" * 40_000_000)
UNSIZED = zstandard.ZstdCompressor(write_content_size=False).compress(b"{}")

BODIES = {
    "empty": b"",
    "no zstd": b'{"since":0}',
    "bomb": BOMB,
    "no size": UNSIZED,
    "lying size": packed("{}")[:-1],
    "truncated": pack({"a": "b" * 1000})[:50],
    "no JSON": packed("bonjour"),
    "no UTF-8": packed(b'{"replica":"\xff","epoch":"\xff","code":"\xff","since":0}'),
    "a list": packed("[]"),
    "nesting": packed('{"replica":' + "[" * 200_000 + "]" * 200_000 + "}"),
    "nesting aside": packed('{"zzz":' + "[" * 200_000 + "]" * 200_000 + ',"since":0}'),
    "wrong shapes": packed('{"replica":1,"epoch":[],"since":"x","ops":{}}'),
}
ENVELOPES = {
    "part 0": {"part": 0},
    "part beyond": {"part": 3, "parts": 2},
    "too many parts": {"part": 1, "parts": 10_000},
    "no name": {"batch": ""},
    "strange name": {"replica": "../../x"},
    "nameless operation": {"ops": [{"kind": "entretien"}]},
    "strangely named operation": {"ops": [{"op_id": "a b\u0000"}]},
    "operation is a number": {"ops": [3]},
}


@pytest.mark.parametrize("path", [ENROL, HELLO, PUSH, PULL])
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_an_unreadable_body_is_refused(monde: Monde, path: str, body: bytes) -> None:
    adviser = monde.appareil()

    # A bomb is told by what it would weigh, before anything of it is read.
    expected = (413, "message_trop_gros") if body is BODIES["bomb"] else (400, "message_illisible")
    assert monde.refused(path, body, adviser.who.token) == expected

    assert adviser.hello().epoch


@pytest.mark.parametrize("changes", ENVELOPES.values(), ids=ENVELOPES)
def test_an_envelope_that_makes_no_sense_is_refused(
    monde: Monde, changes: dict[str, object]
) -> None:
    adviser = monde.appareil()
    envelope = {"replica": "copie", "batch": un_id(), "since": 0, "ops": [], **changes}

    body = packed(json.dumps(envelope))

    assert monde.refused(PUSH, body, adviser.who.token) == (400, "message_illisible")


@pytest.mark.parametrize(
    ("path", "size"), [(PUSH, MAX_BODY + 1), (HELLO, 64_001), (ENROL, 64_001), (PULL, 64_001)]
)
def test_a_body_too_heavy_is_refused(monde: Monde, path: str, size: int) -> None:
    adviser = monde.appareil()

    assert monde.refused(path, b"x" * size, adviser.who.token) == (413, "message_trop_gros")


@pytest.mark.parametrize("since", [-1, -(10**30), 10**30])
def test_a_cursor_of_any_size_is_answered(monde: Monde, since: int) -> None:
    adviser = monde.appareil()
    hello = packed(f'{{"replica":"copie","epoch":"","since":{since}}}')
    push = packed(f'{{"replica":"copie","batch":"{un_id()}","since":{since},"ops":[]}}')

    assert monde.asked(HELLO, hello, adviser.who.token).status_code == 200
    assert monde.asked(PUSH, push, adviser.who.token).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/", 404), ("GET", "/v2/pull", 404), ("GET", PUSH, 405), ("DELETE", HEALTH, 405)],
)
def test_an_address_that_does_not_exist_says_so_in_french(
    monde: Monde, method: str, path: str, status: int
) -> None:
    reply = monde.http.request(method, path)

    assert reply.status_code == status
    assert unpack(reply.content, Problem).code == "introuvable"


def test_health_says_ok_to_anyone(monde: Monde) -> None:
    assert monde.http.get(HEALTH).text == "ok\n"


def test_a_breakage_inside_tells_nothing_of_anyone(monde: Monde) -> None:
    adviser = monde.appareil()
    dossier = adviser.dossier()
    with monde.store.write(monde.ours) as connection:
        connection.execute(text("DROP TABLE entretien"))
    body = pack(adviser.message(adviser.entretien(dossier, contenu="CANARI")))

    reply = monde.asked(PUSH, body, adviser.who.token)

    assert reply.status_code == 500
    assert unpack(reply.content, Problem).code == "erreur_interne"
    assert '"error": "OperationalError"' in monde.log.getvalue()
    assert "CANARI" not in monde.log.getvalue()
    assert "Traceback" not in monde.log.getvalue()


def test_the_log_names_nobody(monde: Monde) -> None:
    monde.appareil("Odilon Carpentras")
    monde.refused(HELLO, b"", "jeton-de-quelqu-un")
    monde.refused(ENROL, packed('{"code":"AAAAA","device":"d","public_key":"k","nom":"Poste 3"}'))

    lines = [json.loads(line) for line in monde.log.getvalue().splitlines()]

    assert {frozenset(line) for line in lines} == {
        frozenset({"endpoint", "code", "event", "level", "timestamp"}),
        frozenset({"endpoint", "status", "ms", "event", "level", "timestamp"}),
    }
    assert not {"Odilon", "Poste 3", "jeton", "AAAAA"} & set(monde.log.getvalue().split('"'))

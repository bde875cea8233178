"""Golden messages: one JSON file per message type; a shape that changes silently fails here.

A changed golden file is a changed protocol: see the sentence about PROTOCOL in wire/__init__.py.
"""

import dataclasses
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

import wire
from tests.builders import MIDI, une_op
from wire import messages, transfers
from wire.op import EXISTS, Op, Verb

GOLDEN = Path(__file__).parents[1] / "golden" / "messages"
OP = une_op(
    op_id="01994000-0000-7000-8000-000000000001",
    kind="entretien",
    verb=Verb.PATCH,
    fields={"duree_min": 45, "sujets": ["emploi"], "debut": None, "contenu": "« Prêt »"},
    seen={"duree_min": ("01993000-0000-7000-8000-000000000001",), EXISTS: ()},
    device="01992000-0000-7000-8000-000000000001",
)
VISIT = messages.Visit(
    number=7, dossier="d-1", nom="Zélie Roc", role="coordination", at=MIDI.isoformat()
)
DEVICE = messages.Device(
    id="d", utilisateur="u", titulaire="Odilon Carpentras", role="accompagnateur", nom="PC 4",
    enrolled_at=MIDI.isoformat(), seen_at=MIDI.isoformat(), until=MIDI.isoformat(),
    revoked_at=MIDI.isoformat(), motif="perdu", doubled_at=MIDI.isoformat(),
    retaken_at=MIDI.isoformat(),
)  # fmt: skip
AWAITED = messages.Awaited(
    utilisateur="u", titulaire="Ana Bo", role="accompagnateur", until=MIDI.isoformat()
)
TRANSFER = transfers.Transfer(
    dossier="d-1", utilisateur="u", nom="Odilon Carpentras", device="d", poste="PC 4",
    since=MIDI.isoformat(), seen_at=MIDI.isoformat(), revoked_at=MIDI.isoformat(),
    erased_at=MIDI.isoformat(), ops=31, taker="Ana Bo", taker_seen_at=MIDI.isoformat(),
    to_fetch=True,
)  # fmt: skip
EXAMPLES: tuple[Any, ...] = (
    OP,
    messages.Enrol(
        code="ABCD-EFGH",
        device="d",
        public_key="-----BEGIN PUBLIC KEY-----",
        nom="PC 4",
        signature="3045",
    ),
    messages.Enrolled(
        token="t",
        certificate="-----BEGIN CERTIFICATE-----",
        authority="-----BEGIN CERTIFICATE-----",
        utilisateur="u",
        nom="Odilon Carpentras",
        role="accompagnateur",
        organisation="o",
        plie="p",
        referentiel="demo",
        epoch="e",
    ),
    messages.Challenge(plie="p", device="d"),
    messages.Challenged(challenge="2026-09-10T12:00:00.000000+00:00 51f9e66c"),
    messages.Renew(plie="p", device="d", challenge="c", signature="3045"),
    messages.Renewed(token="t", certificate="-----BEGIN CERTIFICATE-----"),
    messages.Prove(nonce="a"),
    messages.Proven(plie="p", authority="-----BEGIN CERTIFICATE-----", signature="3045"),
    messages.Reading(id="a", dossier="d-1", at=MIDI.isoformat()),
    messages.AskVisits(since=6),
    messages.AskDevices(),
    DEVICE,
    AWAITED,
    messages.Devices(devices=(DEVICE,), awaited=(AWAITED,)),
    messages.Withdraw(device="d", motif="perdu"),
    VISIT,
    messages.Visits(visits=(VISIT,)),
    messages.Hello(
        replica="r",
        epoch="e",
        since=12,
        crl=3,
        readings=(messages.Reading(id="a", dossier="d-1", at=MIDI.isoformat()),),
    ),
    messages.Welcome(
        epoch="e",
        waiting=True,
        last_batch=None,
        now=MIDI.isoformat(),
        durable=12,
        crl="-----BEGIN X509 CRL-----",
        crl_number=4,
        reach="51f9e66c0e8d3b1c",
        offline_days=30,
        renew="2026-09-10T12:00:00.000000+00:00 51f9e66c",
        doubled=MIDI.isoformat(),
        heard=1,
        visits=7,
    ),
    messages.Reach(epoch="e"),
    messages.Reached(dossiers=("d-1", "d-2")),
    messages.Snapshot(epoch="e", dossier="d-1", since=14),
    messages.Digests(epoch="e", since=14, dossiers=("d-1",)),
    messages.Digested(digests={"d-1": "51f9e66c0e8d3b1c"}, lost=("e3b0c442",)),
    messages.Receipt(id="a", dossier="d-1", ops=31, erased_at=MIDI.isoformat()),
    messages.Kept(id="a"),
    messages.Push(replica="r", batch="b", part=1, parts=2, since=12, ops=(OP,)),
    messages.Fate(op_id="a", number=13),
    messages.Fates(fates=(messages.Fate(op_id="b", reason="role"),), cursor=13, durable=13),
    messages.Pull(epoch="e", since=13),
    messages.Numbered(number=14, op=OP),
    messages.Page(
        epoch="e", ops=(messages.Numbered(number=14, op=OP),), until=14, more=True, durable=14
    ),
    transfers.AskTransfers(),
    TRANSFER,
    transfers.Transfers(transfers=(TRANSFER,)),
    messages.Problem(code="appareil_revoque", phrase="Cet appareil est révoqué."),
)


def _golden(kind: type) -> Path:
    return GOLDEN / f"{kind.__name__.lower()}.json"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: type(example).__name__)
def test_a_message_is_written_as_its_golden_file(example: Any) -> None:
    written = json.loads(msgspec.json.encode(example))

    assert written == json.loads(_golden(type(example)).read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: type(example).__name__)
def test_a_golden_file_reads_as_the_message_of_its_day(example: Any) -> None:
    text = _golden(type(example)).read_bytes()

    assert msgspec.json.decode(text, type=type(example)) == example


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: type(example).__name__)
def test_optional_keys_may_be_absent(example: Any) -> None:
    kind = type(example)
    required = {
        f.name
        for f in dataclasses.fields(kind)
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    }
    least = {name: value for name, value in _values(example).items() if name in required}

    assert isinstance(msgspec.json.decode(json.dumps(least), type=kind), kind)


def _values(example: Any) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(msgspec.json.encode(example))
    return values


def test_every_message_has_its_golden_file_and_every_file_its_message() -> None:
    kinds = {
        thing
        for thing in (*vars(messages).values(), *vars(transfers).values())
        if dataclasses.is_dataclass(thing) and isinstance(thing, type)
    }

    assert kinds == {type(example) for example in EXAMPLES} >= {Op}
    assert {path.name for path in GOLDEN.iterdir()} == {_golden(kind).name for kind in kinds}


def test_the_protocol_number_moves_only_on_purpose() -> None:
    assert (wire.PROTOCOL, wire.SCHEMA) == (1, 1)

"""Files brought to the store that nothing refers to: bounded per device, and gone in the end, on every engine."""

from dataclasses import replace
from hashlib import sha256

from central import deposits, rows, tables
from tests.central.monde import PLIE, Appareil, Monde
from wire.messages import DIGESTS, FILE_BYTES, OFFSET_HEADER, Digested, Digests, Problem
from wire.pack import unpack


def test_what_a_device_brings_that_nothing_names_is_bounded(monde: Monde) -> None:
    adviser, other = monde.appareil(), monde.appareil("Ysoline Bréal")
    whole = deposits.QUOTA_BYTES // FILE_BYTES
    names = [_name(f"rien {n}") for n in range(whole + 1)]
    announced = [_announce(adviser, name) for name in names[:whole]]

    refused = adviser.blob("PATCH", names[-1], b"x", upload_offset="0", upload_length="2")

    assert announced == [204] * whole
    assert (refused.status_code, unpack(refused.content, Problem).code) == (403, "depot_plein")
    assert _announce(other, names[-1]) == 204, "each device has its own room"
    assert _announce(adviser, names[0]) == 409, "what was announced goes on"
    dossier = adviser.dossier()
    named = _name("nommé")
    assert adviser.reasons(adviser.compte_rendu(dossier, pdf=named)) == [None]
    assert _announce(adviser, named) == 204, "what is named first has no bound"
    assert adviser.reasons(adviser.compte_rendu(dossier, pdf=names[0])) == [None]
    assert _announce(adviser, _name("un de plus")) == 204, "what is named now counts no more"


def test_old_files_that_nothing_names_go_and_no_other(monde: Monde) -> None:
    adviser = monde.appareil()
    dossier = adviser.dossier()
    named, aside, later, left = (b"nomme", b"mis de cote", b"plus tard", b"laisse")
    for content in (named, aside, later, left):
        _send(adviser, content)
    assert adviser.reasons(adviser.compte_rendu(dossier, pdf=_of(named))) == [None]
    assert adviser.reasons(adviser.compte_rendu("dossier-inconnu", pdf=_of(aside))) != [None]
    unknown = replace(adviser.entretien(dossier), kind="plan_a_venir", fields={"scan": _of(later)})
    adviser.push(unknown)
    _announce(adviser, _name("jamais finie"))

    early = deposits.clean(monde.store, monde.mint, plie=PLIE)
    monde.clock.avance(days=deposits.KEPT_DAYS + 1)
    fresh = b"frais"
    _send(adviser, fresh)
    late = deposits.clean(monde.store, monde.mint, plie=PLIE)

    assert (early.fichiers, late.fichiers, late.octets) == (0, 2, len(left) + FILE_BYTES)
    kept = [_held(adviser, content) for content in (named, aside, later, fresh)]
    assert (kept, _held(adviser, left)) == ([True] * 4, False)
    assert len([p for p in monde.settings.blobs.rglob("*") if p.is_file()]) == 4
    # Named at last: whoever has it is asked for it at the next comparison, and brings it again.
    assert adviser.reasons(adviser.compte_rendu(dossier, pdf=_of(left))) == [None]
    asked = Digests(epoch=adviser.who.epoch, since=adviser.since, dossiers=(dossier,))
    told = monde.said(DIGESTS, asked, Digested, adviser.who.token)
    assert told.lost == (_of(left),)
    _send(adviser, left)
    assert adviser.blob("GET", _of(left)).content == left


def test_files_named_before_this_version_knew_it_are_opened_once_it_does(monde: Monde) -> None:
    adviser = monde.appareil()
    content = b"nomme par une version a venir"
    report = adviser.compte_rendu(adviser.dossier(), pdf=_of(content))
    assert adviser.reasons(report) == [None]
    _send(adviser, content)
    with monde.store.write(monde.ours) as connection:
        connection.execute(tables.blob_scope.delete())
    assert adviser.blob("GET", _of(content)).status_code == 404

    with monde.store.write(monde.ours) as connection:
        rows.derive(connection, PLIE, ["compte_rendu"])

    assert adviser.blob("GET", _of(content)).content == content


def _of(content: bytes) -> str:
    return sha256(content).hexdigest()


def _name(text: str) -> str:
    return _of(text.encode())


def _announce(device: Appareil, name: str) -> int:
    reply = device.blob("PATCH", name, b"x", upload_offset="0", upload_length=str(FILE_BYTES))
    return int(reply.status_code)


def _send(device: Appareil, content: bytes) -> None:
    size = str(len(content))
    reply = device.blob("PATCH", _of(content), content, upload_offset="0", upload_length=size)
    assert reply.status_code == 204


def _held(device: Appareil, content: bytes) -> bool:
    held = device.blob("HEAD", _of(content)).headers[OFFSET_HEADER]
    return held == str(len(content))

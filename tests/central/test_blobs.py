"""PDFs by their sha256: resumed mid-way, whole before they exist, opened by scope and right."""

from hashlib import sha256
from itertools import pairwise

import pytest
from sqlalchemy import select

from central import tables
from central.context import the_store
from desktop.pages import scans
from plie.vocabulaire import Role
from tests.central.monde import PLIE, Appareil, Monde, un_id
from wire.messages import OFFSET_HEADER, SIZE_HEADER, Problem
from wire.pack import unpack

PDF = bytes(range(256)) * 1200
NAME = sha256(PDF).hexdigest()
PIECE = 100_000


def test_a_blob_passes_whole_in_pieces(monde: Monde) -> None:
    adviser = monde.appareil()

    _send(adviser, PDF)

    _refer(adviser, NAME)
    reply = adviser.blob("GET", NAME)
    assert (reply.status_code, reply.content) == (200, PDF)


def test_nothing_is_held_of_a_blob_never_seen(monde: Monde) -> None:
    reply = monde.appareil().blob("HEAD", NAME)

    assert (reply.status_code, reply.headers[OFFSET_HEADER]) == (200, "0")


def test_an_upload_cut_mid_way_goes_on_where_it_stood(monde: Monde) -> None:
    adviser, other = monde.appareil(), monde.appareil()
    _piece(adviser, 0, PIECE)

    held = other.blob("HEAD", NAME)
    replies = [_piece(other, PIECE, 2 * PIECE), _piece(adviser, 2 * PIECE, 3 * PIECE)]
    last = _piece(other, 3 * PIECE, len(PDF))

    assert (held.headers[OFFSET_HEADER], held.headers[SIZE_HEADER]) == (str(PIECE), str(len(PDF)))
    assert [reply.status_code for reply in (*replies, last)] == [204, 204, 204]
    assert last.headers[OFFSET_HEADER] == str(len(PDF))


@pytest.mark.parametrize("offset", [0, 50_000, 200_000])
def test_a_piece_elsewhere_is_told_where_the_store_stands(monde: Monde, offset: int) -> None:
    adviser = monde.appareil()
    _piece(adviser, 0, PIECE)

    reply = _piece(adviser, offset, offset + 10)

    assert reply.status_code == 409
    assert reply.headers[OFFSET_HEADER] == str(PIECE)
    assert unpack(reply.content, Problem).code == "morceau_decale"


def test_the_last_piece_sent_again_after_a_lost_reply_is_told_that_all_is_held(
    monde: Monde,
) -> None:
    adviser = monde.appareil()
    _send(adviser, PDF)

    reply = _piece(adviser, 3 * PIECE, len(PDF))

    assert reply.headers[OFFSET_HEADER] == str(len(PDF))
    assert adviser.blob("HEAD", NAME).headers[OFFSET_HEADER] == str(len(PDF))


def test_bytes_that_are_not_those_announced_never_exist(monde: Monde) -> None:
    adviser = monde.appareil()
    _refer(adviser, NAME)
    wrong = PDF[:-1] + b"?"

    reply = adviser.blob("PATCH", NAME, wrong, upload_offset="0", upload_length=str(len(wrong)))

    assert reply.status_code == 422
    assert unpack(reply.content, Problem).code == "fichier_altere"
    assert adviser.blob("GET", NAME).status_code == 404
    assert adviser.blob("HEAD", NAME).headers[OFFSET_HEADER] == "0"
    _send(adviser, PDF)
    assert adviser.blob("GET", NAME).content == PDF


def test_a_size_announced_wrongly_does_not_bar_the_way(monde: Monde) -> None:
    adviser = monde.appareil()
    adviser.blob("PATCH", NAME, b"x" * 10, upload_offset="0", upload_length="40")

    refused = adviser.blob(
        "PATCH", NAME, PDF[10:20], upload_offset="10", upload_length=str(len(PDF))
    )
    _send(adviser, PDF)

    assert refused.headers[OFFSET_HEADER] == "0"
    assert adviser.blob("HEAD", NAME).headers[OFFSET_HEADER] == str(len(PDF))


def test_a_part_that_the_disk_lost_is_asked_for_again(monde: Monde) -> None:
    adviser = monde.appareil()
    _piece(adviser, 0, PIECE)
    (part,) = monde.settings.blobs.rglob("*.part")
    part.write_bytes(PDF[:500])

    held = adviser.blob("HEAD", NAME).headers[OFFSET_HEADER]

    assert held == "500"
    assert _piece(adviser, 500, PIECE).status_code == 204


@pytest.mark.parametrize(
    ("asked", "status", "content"),
    [
        ("bytes=0-9", 206, PDF[:10]),
        ("bytes=1000-", 206, PDF[1000:]),
        ("bytes=307199-400000", 206, PDF[307_199:]),
        ("bytes=307200-", 416, None),
        ("bytes=9-3", 416, None),
        ("octets=0-3", 416, None),
        ("bytes=0-1,4-5", 416, None),
    ],
)
def test_a_download_resumes_by_range(
    monde: Monde, asked: str, status: int, content: bytes | None
) -> None:
    adviser = monde.appareil()
    _send(adviser, PDF)
    _refer(adviser, NAME)

    reply = adviser.blob("GET", NAME, range=asked)

    assert reply.status_code == status
    if content is None:
        assert unpack(reply.content, Problem).code == "intervalle_refuse"
    else:
        assert reply.content == content
        assert reply.headers["content-range"].endswith(f"/{len(PDF)}")


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.COORDINATION, 200),
        (Role.RESPONSABLE, 200),
        (Role.GESTIONNAIRE, 404),
        (Role.RELATIONS_ENTREPRISES, 404),
    ],
)
def test_a_role_fetches_only_what_it_may_read(monde: Monde, role: Role, status: int) -> None:
    adviser, reader = monde.appareil(), monde.appareil("Zélie Roc", role)
    _send(adviser, PDF)
    _refer(adviser, NAME)

    assert reader.blob("GET", NAME).status_code == status


def test_another_adviser_cannot_fetch_it(monde: Monde) -> None:
    adviser, other = monde.appareil(), monde.appareil("Ysoline Bréal")
    _send(adviser, PDF)
    _refer(adviser, NAME)

    assert other.blob("GET", NAME).status_code == 404


def test_who_reads_it_without_being_its_ae_is_noted(monde: Monde) -> None:
    adviser, other = monde.appareil(), monde.appareil("Ysoline Bréal")
    coordination = monde.appareil("Zélie Roc", Role.COORDINATION)
    _send(adviser, PDF)
    dossier = _refer(adviser, NAME)
    standing = {"dossier": dossier, "utilisateur": other.who.utilisateur, "role": "remplacant"}
    given = coordination.op("affectation", un_id(), dossier, fields=standing)
    assert coordination.reasons(given) == [None]

    for reader in (adviser, other, coordination):
        assert reader.blob("GET", NAME).status_code == 200

    journal = tables.journal
    told = select(journal.c.device, journal.c.dossier, journal.c.code).filter_by(event="fichier")
    with monde.store.look(the_store(PLIE)) as connection:
        noted = [tuple(row) for row in connection.execute(told.order_by(journal.c.seq))]
    assert noted == [(other.id, dossier, NAME), (coordination.id, dossier, NAME)]


def test_a_blob_that_nothing_refers_to_is_served_to_nobody(monde: Monde) -> None:
    adviser = monde.appareil()
    _send(adviser, PDF)

    assert adviser.blob("GET", NAME).status_code == 404


def test_a_reference_set_aside_opens_nothing(monde: Monde) -> None:
    adviser, thief = monde.appareil(), monde.appareil("Ysoline Bréal")
    _send(adviser, PDF)
    report = thief.compte_rendu("dossier-jamais-ouvert", pdf=NAME)

    assert thief.reasons(report) == ["dossier_inconnu"]

    assert thief.blob("GET", NAME).status_code == 404


@pytest.mark.parametrize(
    "name", ["..", "a" * 63, "A" * 64, "a" * 64 + ".part", "%2e%2e%2fcentral.db"]
)
def test_only_a_sha256_names_a_blob(monde: Monde, name: str) -> None:
    adviser = monde.appareil()

    assert adviser.blob("PATCH", name, b"x", upload_offset="0", upload_length="1").status_code in {
        404,
        405,
        422,
    }
    assert not list(monde.settings.folder.rglob("*.part"))


@pytest.mark.parametrize(
    ("offset", "size"),
    [("0", "67108865"), ("0", "0"), ("-1", "10"), ("", "10"), ("0", "x"), ("8", "10"), ("٣", "10")],
)
def test_sizes_and_offsets_that_make_no_sense_are_refused(
    monde: Monde, offset: str, size: str
) -> None:
    reply = monde.appareil().blob(
        "PATCH", NAME, b"trop", upload_offset=offset.encode(), upload_length=size
    )

    assert reply.status_code == 422
    assert unpack(reply.content, Problem).code == "fichier_refuse"


def test_a_scan_as_heavy_as_the_desktop_takes_and_its_seals_are_taken(monde: Monde) -> None:
    """Refused, it would wait for ever on its machine, and hold there a dossier that must leave."""
    size = scans.MOST_BYTES + 1_000_000

    reply = monde.appareil().blob(
        "PATCH", NAME, b"debut", upload_offset="0", upload_length=str(size)
    )

    assert reply.status_code == 204


@pytest.mark.parametrize("method", ["HEAD", "PATCH", "GET"])
def test_only_enrolled_devices_touch_blobs(monde: Monde, method: str) -> None:
    assert monde.http.request(method, f"/v1/blobs/{NAME}").status_code == 401


def _piece(device: Appareil, start: int, end: int):  # noqa: ANN202
    return device.blob(
        "PATCH", NAME, PDF[start:end], upload_offset=str(start), upload_length=str(len(PDF))
    )


def _send(device: Appareil, content: bytes) -> None:
    stops = [*range(0, len(content), PIECE), len(content)]
    assert {_piece(device, *span).status_code for span in pairwise(stops)} == {204}


def _refer(device: Appareil, name: str) -> str:
    dossier = device.dossier()
    assert device.reasons(device.compte_rendu(dossier, pdf=name)) == [None]
    return dossier

"""The store's disk is full: told in words, nothing half done, and it goes on once there is room."""

import os
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import Engine, event, make_url, text

from tests.central.grappe import Grappe
from tests.central.monde import PLIE, Monde
from tests.desktop.disks import mounted
from wire.messages import PUSH, Problem
from wire.pack import pack, unpack

Room = Callable[[], None]
_REFUSES = """
CREATE FUNCTION plein() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$
"""
_AT_EACH = "CREATE TRIGGER plein BEFORE INSERT ON op FOR EACH ROW EXECUTE FUNCTION plein()"


@pytest.fixture
def fills(monde: Monde, request: pytest.FixtureRequest) -> Callable[[], Room]:
    """Leave the database no room, and return what makes some."""

    def fill() -> Room:
        if not monde.settings.base:
            return _cap(monde.store._base.engine)
        cluster: Grappe = request.getfixturevalue("grappe")
        name = str(make_url(monde.settings.base).database)
        cluster.tell(_REFUSES, _AT_EACH, base=name)
        return lambda: cluster.tell("DROP TRIGGER plein ON op", base=name)

    return fill


def test_a_database_without_room_says_so_and_takes_it_all_later(
    monde: Monde, fills: Callable[[], Room]
) -> None:
    adviser = monde.appareil()
    dossier = adviser.dossier()
    notes = [adviser.entretien(dossier, contenu="x" * 3_000) for _ in range(300)]
    sent = pack(adviser.message(*notes))
    room = fills()

    refused = monde.asked(PUSH, sent, adviser.who.token)

    assert refused.status_code == 507
    assert unpack(refused.content, Problem).code == "magasin_plein"
    assert int(refused.headers["retry-after"]) > 0
    assert "error" not in monde.log.getvalue()
    room()
    assert monde.asked(PUSH, sent, adviser.who.token).status_code == 200
    reader = monde.appareil()
    assert len([op for op in reader.pull() if op.kind == "entretien"]) == 300


def test_files_without_room_say_so_and_go_on_where_they_stood(monde: Monde) -> None:
    adviser, pdf = monde.appareil(), os.urandom(300_000)
    name = sha256(pdf).hexdigest()
    monde.settings.blobs.mkdir()

    def send(start: int, end: int) -> Any:
        where = {"upload_offset": str(start), "upload_length": str(len(pdf))}
        return adviser.blob("PATCH", name, pdf[start:end], **where)

    with mounted(monde.settings.blobs / PLIE, "tmpfs", "size=160k"):
        first, second = send(0, 100_000), send(100_000, 200_000)
        held = adviser.blob("HEAD", name).headers["upload-offset"]

    assert (first.status_code, second.status_code, held) == (204, 507, "100000")
    assert unpack(second.content, Problem).code == "magasin_plein"
    # What the disk of memory held went with it.
    assert [send(0, 200_000).status_code, send(200_000, 300_000).status_code] == [204, 204]


def _cap(engine: Engine) -> Room:
    with engine.connect() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))

    def limit(connection: Any, *_: object, pages: object = pages) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    def room() -> None:
        event.remove(engine, "checkout", limit)
        event.listen(engine, "checkout", lambda c, *_: limit(c, pages=1 << 30))

    event.listen(engine, "checkout", limit)
    return room

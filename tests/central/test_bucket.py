"""Files in a bucket: pieces wait here, the whole goes there once checked, and is read through.

The bucket is a folder as the library sees one; `make seau` adds a real S3-compatible server.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from central import backup, restore
from central.errors import StoreBusyError, StoreError
from central.settings import Settings
from central.store import Store
from tests.central import seau
from tests.central.monde import PLIE, Appareil, Monde
from wire.messages import OFFSET_HEADER, Problem
from wire.pack import unpack

pytest.importorskip("obstore", reason="obstore is not installed here")

from obstore.store import LocalStore

from central.bucket import Bucket, opened

PDF = b"%PDF-1.7 " + bytes(range(256)) * 900
NAME = sha256(PDF).hexdigest()
CUT = 100_000
ADDRESS = f"s3://{seau.NAME}/un/prefixe"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with seau.served() as url:
        yield url


@pytest.fixture(params=["dossier", *(["serveur"] if seau.PROGRAM else [])])
def bucket(request: pytest.FixtureRequest, tmp_path: Path) -> Bucket:
    if request.param == "dossier":
        return Bucket(LocalStore(tmp_path / "seau", mkdir=True))
    patch = request.getfixturevalue("monkeypatch")
    for name, value in seau.variables(request.getfixturevalue("server")).items():
        patch.setenv(name, value)
    return opened(f"s3://{seau.NAME}/{tmp_path.name}")


@pytest.fixture
def adviser(monde: Monde, bucket: Bucket) -> Appareil:
    monde.store.shelf = bucket
    someone = monde.appareil()
    assert someone.reasons(someone.compte_rendu(someone.dossier(), pdf=NAME)) == [None]
    return someone


def _send(adviser: Appareil, start: int, end: int) -> tuple[int, str]:
    reply = adviser.blob(
        "PATCH", NAME, PDF[start:end], upload_offset=str(start), upload_length=str(len(PDF))
    )
    return reply.status_code, reply.headers.get(OFFSET_HEADER, "")


def test_a_file_goes_to_the_bucket_once_whole_and_is_read_through(
    monde: Monde, bucket: Bucket, adviser: Appareil
) -> None:
    first = _send(adviser, 0, CUT)
    waiting = bucket.size(PLIE, NAME)
    last = _send(adviser, CUT, len(PDF))

    state = adviser.blob("HEAD", NAME).headers[OFFSET_HEADER]
    whole = adviser.blob("GET", NAME)
    part = adviser.blob("GET", NAME, range=f"bytes={CUT}-{CUT + 9}")
    assert (first, waiting, last) == ((204, str(CUT)), None, (204, str(len(PDF))))
    assert state == str(len(PDF))
    assert (whole.status_code, whole.content) == (200, PDF)
    assert (part.status_code, part.content) == (206, PDF[CUT : CUT + 10])
    bucket.remove(PLIE, NAME)
    bucket.remove(PLIE, NAME)
    assert bucket.size(PLIE, NAME) is None
    assert [path for path in monde.settings.blobs.rglob("*") if path.is_file()] == []


def test_a_bucket_that_is_there_answers_and_holds_nothing_at_first(bucket: Bucket) -> None:
    bucket.check()

    assert bucket.size(PLIE, NAME) is None
    with pytest.raises(FileNotFoundError):
        b"".join(bucket.pieces(PLIE, NAME, 0, 10))


@pytest.mark.skipif(not seau.PROGRAM, reason="a folder has no name to mistake; see make seau")
def test_a_bucket_of_another_name_is_told(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in seau.variables(server).items():
        monkeypatch.setenv(name, value)

    with pytest.raises(StoreError):
        opened("s3://un-autre/prefixe").check()


def test_what_is_not_the_file_announced_never_reaches_the_bucket(
    bucket: Bucket, adviser: Appareil
) -> None:
    wrong = adviser.blob(
        "PATCH", NAME, PDF[:-1] + b"?", upload_offset="0", upload_length=str(len(PDF))
    )

    assert unpack(wrong.content, Problem).code == "fichier_altere"
    assert bucket.size(PLIE, NAME) is None
    assert _send(adviser, 0, len(PDF)) == (204, str(len(PDF)))


def test_a_backup_holds_the_files_of_the_bucket_and_fills_a_folder(
    monde: Monde, adviser: Appareil, tmp_path: Path
) -> None:
    _send(adviser, 0, len(PDF))

    backup.save(monde.store, monde.mint, plie=PLIE, folder=tmp_path / "copie")
    elsewhere = Settings(tmp_path / "ailleurs")
    restore.restore(elsewhere, monde.mint, tmp_path / "copie")

    store = Store.open(elsewhere)
    assert b"".join(store.shelf.pieces(PLIE, NAME, 0, len(PDF))) == PDF
    store.close()


def test_a_file_that_the_bucket_lost_is_told(
    monde: Monde, adviser: Appareil, tmp_path: Path
) -> None:
    _send(adviser, 0, len(PDF))
    monde.store.shelf = Bucket(LocalStore(tmp_path / "un-autre", mkdir=True))

    assert adviser.blob("GET", NAME).status_code == 404
    made = backup.save(monde.store, monde.mint, plie=PLIE, folder=tmp_path / "copie")
    assert made.missing == (NAME,)


def test_a_bucket_that_does_not_answer_loses_nothing(
    monde: Monde, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in seau.variables(f"http://127.0.0.1:{seau.free_port()}").items():
        monkeypatch.setenv(name, value)
    adviser, disk = monde.appareil(), monde.store.shelf
    adviser.push(adviser.compte_rendu(adviser.dossier(), pdf=NAME))
    _send(adviser, 0, CUT)
    monde.store.shelf = opened(ADDRESS)

    with pytest.raises(StoreError):
        monde.store.shelf.check()
    away = _send(adviser, CUT, len(PDF))
    held = adviser.blob("HEAD", NAME).headers[OFFSET_HEADER]
    monde.store.shelf = disk

    assert (away, held) == ((503, ""), str(CUT))
    assert _send(adviser, CUT, len(PDF)) == (204, str(len(PDF)))
    with pytest.raises(StoreBusyError):
        opened(ADDRESS).size(PLIE, NAME)


@pytest.mark.parametrize(
    "url", ["fichiers", "s3://", "https://fichiers.exemple.fr", "s3:///prefixe"]
)
def test_what_is_no_bucket_is_refused(url: str) -> None:
    with pytest.raises(StoreError):
        opened(url)


@pytest.mark.parametrize("endpoint", ["s3.exemple.fr", "http://s3.exemple.fr", "https://"])
def test_where_no_bucket_may_be_is_refused_before_it_is_asked(
    monkeypatch: pytest.MonkeyPatch, endpoint: str
) -> None:
    for name, value in seau.variables(endpoint).items():
        monkeypatch.setenv(name, value)

    with pytest.raises(StoreError) as refusal:
        opened(ADDRESS)

    assert "AWS_ENDPOINT_URL" in refusal.value.phrase
    assert "https://" in refusal.value.phrase

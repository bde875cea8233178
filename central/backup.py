"""A copy of the whole store in a folder: one instant of its database, its files, its authority.

The same form from both engines, so that what an embedded store saved is restored on PostgreSQL. The
manifest is written last: a folder without it is no backup. It holds everything in clear: whoever
reads it reads all the dossiers, and can sign in the store's name.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path

import msgspec
import zstandard
from sqlalchemy import Connection, Table, func, select, update

from central import blobs, ledger, schema, tables, trail
from central.context import the_store
from central.mint import Mint
from central.store import Store
from plie.empechement import Empechement
from plie.refus import Refus

FORM = 1
MANIFEST, KEY, CERTIFICATE = "sauvegarde.json", "autorite.key", "autorite.pem"
_ROWS = 1_000
_PIECE = 1 << 20


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself; `digests` are those of its files but the PDFs, by their name.

    `missing`: the PDFs that the store had lost by then, or that read otherwise there; `files` counts
    the others.
    """

    form: int
    plie: str
    nom: str
    revision: str
    epoch: str
    counter: int
    made_at: datetime
    rows: dict[str, int]
    digests: dict[str, str]
    missing: tuple[str, ...] = ()
    files: int


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of a backup."""

    folder: Path

    @property
    def manifest(self) -> Path:
        """What makes it a backup."""
        return self.folder / MANIFEST

    def table(self, name: str) -> Path:
        """The rows of a table: one JSON array a line, compressed."""
        return self.folder / "tables" / f"{name}.jsonl.zst"

    def file(self, digest: str) -> Path:
        """A PDF, by its sha256."""
        return self.folder / "fichiers" / digest[:2] / digest


def kept_tables() -> list[Table]:
    """Return the tables that a backup keeps, the referred ones first.

    Those of the kinds hold what the operations give: they are made again.
    """
    return [one for one in tables.metadata.sorted_tables if one.name not in tables.KINDS]


def save(store: Store, mint: Mint, *, plie: str, folder: Path) -> Manifest:
    """Save the store, then tell the devices how far they need keep what they sent.

    What it has lost of its files, by its disk, is told and keeps nothing else from being saved.

    Raises:
        Refus: the folder holds something already.
        Empechement: a row is missing; the folder is then no backup.
    """
    place = Place(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise Refus(
            "sauvegarde_existante",
            f"Le dossier {folder} n’est pas vide\u00a0: une sauvegarde en veut un neuf. "
            "Rien n’a été modifié.",
        )
    with store.look(the_store(plie)) as connection:
        manifest = _saved_rows(connection, place, plie, mint)
        files = list(_files(connection, plie))
    missing = []
    for digest in files:
        content = _file(store, plie, digest)
        if content is None:
            missing.append(digest)
        else:
            write(place.file(digest), content)
    _copy(store.settings.authority_key, folder / KEY)
    _copy(store.settings.authority_certificate, folder / CERTIFICATE)
    digests = {
        **manifest.digests,
        **{name: digest_of(folder / name) for name in (KEY, CERTIFICATE)},
    }
    manifest = msgspec.structs.replace(
        manifest, digests=digests, files=len(files) - len(missing), missing=tuple(missing)
    )
    write(place.manifest, msgspec.json.format(msgspec.json.encode(manifest)))
    _now_durable(store, mint, plie, manifest.counter)
    return manifest


def digest_of(path: Path) -> str:
    """Return the sha256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def write(path: Path, content: bytes) -> None:
    """Leave a private file, whole on the disk."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _saved_rows(connection: Connection, place: Place, plie: str, mint: Mint) -> Manifest:
    ours = connection.execute(select(tables.plie).filter_by(plie=plie)).one()
    rows = {table.name: _save(connection, place, table, plie) for table in kept_tables()}
    op = tables.op
    numbered = select(func.count()).where(op.c.plie == plie, op.c.number.is_not(None))
    # The numbers have no gap: fewer rows than the last one means that some were not seen.
    if connection.scalar(numbered) != ours.counter:
        raise Empechement(
            "Des opérations manquent à cette sauvegarde\u00a0: elle n’en est pas une. Le magasin "
            "n’a pas été modifié."
        )
    return Manifest(
        form=FORM,
        plie=plie,
        nom=ours.nom,
        revision=schema.head(),
        epoch=ours.epoch,
        counter=ours.counter,
        made_at=mint.now(),
        rows=rows,
        digests={f"tables/{name}.jsonl.zst": digest_of(place.table(name)) for name in rows},
        files=0,
    )


def _save(connection: Connection, place: Place, table: Table, plie: str) -> int:
    path = place.table(table.name)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    query = select(table).where(table.c.plie == plie).order_by(*table.primary_key)
    count = 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    with (
        os.fdopen(descriptor, "wb") as file,
        connection.execution_options(yield_per=_ROWS).execute(query) as found,
    ):
        with zstandard.ZstdCompressor().stream_writer(file, closefd=False) as packed:
            packed.write(msgspec.json.encode([str(name) for name in table.c.keys()]) + b"\n")  # noqa: SIM118 - a collection of columns
            for row in found:
                packed.write(msgspec.json.encode(tuple(row)) + b"\n")
                count += 1
        file.flush()
        os.fsync(file.fileno())
    return count


def _files(connection: Connection, plie: str) -> Iterator[str]:
    blob = tables.blob
    query = select(blob.c.sha256).where(blob.c.plie == plie, blob.c.complete)
    yield from connection.scalars(query.order_by(blob.c.sha256))


def _file(store: Store, plie: str, digest: str) -> bytes | None:
    try:
        content = b"".join(store.shelf.pieces(plie, digest, 0, blobs.MAX_BYTES))
    except FileNotFoundError:
        return None
    if sha256(content).hexdigest() == digest:
        return content
    store.shelf.set_apart(plie, digest)
    return None


def _copy(source: Path, target: Path) -> None:
    try:
        write(target, source.read_bytes())
    except FileNotFoundError as error:
        raise Empechement(
            f"Le fichier {source.name} manque au magasin\u00a0: cette sauvegarde n’en est pas une. Le "
            "magasin n’a pas été modifié."
        ) from error


def _now_durable(store: Store, mint: Mint, plie: str, counter: int) -> None:
    table = tables.plie
    with store.write(the_store(plie)) as connection:
        ledger.lock(connection, plie)
        connection.execute(
            update(table)
            .where(table.c.plie == plie, table.c.durable < counter)
            .values(durable=counter)
        )
        trail.note(connection, mint, "sauvegarde", plie=plie)

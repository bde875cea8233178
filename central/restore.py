"""A backup made a store again, on either engine: whole, checked first, and with another epoch.

The new epoch tells the devices that this is another life of the store: they send again what the
backup had not. The revocation list goes on above every number already given.
Invitations that waited are void; what was revoked since has to be revoked again.
"""

from base64 import b64decode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import zstandard
from sqlalchemy import Connection, MetaData, Table, delete, insert, inspect, select, update
from sqlalchemy.types import Date, DateTime, LargeBinary, TypeEngine

from central import backup, crl, ledger, schema, shelf, tables, trail
from central.authority import Authority
from central.backup import CERTIFICATE, FORM, KEY, Manifest, Place
from central.context import the_store
from central.mint import Mint
from central.settings import Settings
from central.store import Store, check_role, migrate
from plie.empechement import Empechement
from plie.refus import Refus

_ROWS = 1_000


def restore(settings: Settings, mint: Mint, folder: Path) -> Manifest:
    """Make a store of a backup; the place given for it must hold none.

    Raises:
        Refus: no backup, one of a later version, or a store is there already.
        Empechement: the backup is damaged; nothing was made.
    """
    place = Place(folder)
    manifest = _read(place)
    _check(place, manifest)
    _refuse_another(settings, place)
    check_role(settings)
    with _all_or_nothing(settings):
        _place_files(settings, place, manifest)
        # The rows last: until they are there, the place holds no store.
        migrate(settings, first=partial(_fill, place, manifest, mint))
    with closing(Store.open(settings)) as store:
        _begin_again(store, manifest.plie, mint)
    return manifest


@contextmanager
def _all_or_nothing(settings: Settings) -> Iterator[None]:
    """Take away what this block made in the place, when it fails: its refusal says that nothing is.

    Not what went into a bucket, where the store may erase nothing: a file lies there under its sha256,
    and a next try finds it.
    """
    there = settings.folder.exists()
    before = set(settings.folder.rglob("*"))
    try:
        yield
    except BaseException:
        # What lies in a folder comes after it: taken away before it.
        for path in sorted(set(settings.folder.rglob("*")) - before, reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        if not there and settings.folder.exists():
            settings.folder.rmdir()
        raise


def _place_files(settings: Settings, place: Place, manifest: Manifest) -> None:
    settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = shelf.shelf(settings)
    files.check()
    for digest in _files(place, manifest):
        part = shelf.part(settings, manifest.plie, digest)
        backup.write(part, place.file(digest).read_bytes())
        files.keep(manifest.plie, digest, part)
    backup.write(settings.authority_key, (place.folder / KEY).read_bytes())
    backup.write(settings.authority_certificate, (place.folder / CERTIFICATE).read_bytes())


def _read(place: Place) -> Manifest:
    try:
        manifest = msgspec.json.decode(place.manifest.read_bytes(), type=Manifest)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _no(f"{place.folder} n’en est pas une, ou a été interrompue") from error
    except msgspec.MsgspecError as error:
        raise _damaged(backup.MANIFEST) from error
    if manifest.form != FORM:
        raise _no("elle a été faite par une version plus récente de Permanence")
    return manifest


def _check(place: Place, manifest: Manifest) -> None:
    """Verify every file by its digest, before anything is made."""
    for name, digest in manifest.digests.items():
        path = place.folder / name
        if not path.is_file() or backup.digest_of(path) != digest:
            raise _damaged(name)
    files = list(_files(place, manifest))
    if len(files) != manifest.files:
        raise _damaged("fichiers")
    for digest in files:
        path = place.file(digest)
        if not path.is_file() or backup.digest_of(path) != digest:
            raise _damaged(digest)


def _refuse_another(settings: Settings, place: Place) -> None:
    key = settings.authority_key
    if key.exists() and key.read_bytes() != (place.folder / KEY).read_bytes():
        raise Refus(
            "magasin_existant",
            f"Le dossier {settings.folder} tient déjà un magasin. Rien n’a été modifié\u00a0: "
            "restaurez dans un dossier neuf.",
        )


def _fill(place: Place, manifest: Manifest, mint: Mint, connection: Connection) -> None:
    known = inspect(connection).has_table(tables.plie.name)
    if known and connection.scalar(select(tables.plie.c.plie)) is not None:
        raise Refus("magasin_existant", "Cette base tient déjà un PLIE. Rien n’a été modifié.")
    schema.make(connection, manifest.revision)
    # The tables as they were then: this version may have others.
    then = MetaData()
    then.reflect(connection, only=list(manifest.rows))
    for name in manifest.rows:
        _insert(connection, then.tables[name], place.table(name), manifest.rows[name])
    row = then.tables[tables.plie.name]
    # All that is restored is in a backup.
    connection.execute(update(row).values(epoch=mint.new_id(), durable=row.c.counter))
    invitation = then.tables[tables.invitation.name]
    connection.execute(delete(invitation).where(invitation.c.used_at.is_(None)))


def _insert(connection: Connection, table: Table, path: Path, expected: int) -> None:
    lines = _lines(path)
    names = next(lines)
    decoders = [_decoder(table.c[name].type) for name in names]
    count = 0
    while some := list(islice(lines, _ROWS)):
        rows = [
            {
                name: value if value is None else decode(value)
                for name, decode, value in zip(names, decoders, line, strict=True)
            }
            for line in some
        ]
        connection.execute(insert(table), rows)
        count += len(rows)
    if count != expected:
        raise _damaged(path.name)


def _decoder(kind: TypeEngine[Any]) -> Any:
    if isinstance(kind, LargeBinary):
        return b64decode
    if isinstance(kind, DateTime):
        return datetime.fromisoformat
    return date.fromisoformat if isinstance(kind, Date) else _as_it_is


def _as_it_is(value: object) -> object:
    return value


def _lines(path: Path) -> Iterator[list[Any]]:
    with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as plain:
        rest = b""
        while piece := plain.read(1 << 20):
            *whole, rest = (rest + piece).split(b"\n")
            yield from map(msgspec.json.decode, whole)


def _files(place: Place, manifest: Manifest) -> Iterator[str]:
    missing = frozenset(manifest.missing)
    lines = _lines(place.table(tables.blob.name))
    names = next(lines)
    sha256, complete = names.index("sha256"), names.index("complete")
    return (line[sha256] for line in lines if line[complete] and line[sha256] not in missing)


def _begin_again(store: Store, plie: str, mint: Mint) -> None:
    authority = Authority.load(store.settings)
    with store.write(the_store(plie)) as connection:
        ledger.lock(connection, plie)
        crl.issue(connection, plie, authority, mint, least=crl.after_all(mint))
        trail.note(connection, mint, "restauration", plie=plie)
    crl.publish(store, plie)


def _no(why: str) -> Refus:
    return Refus(
        "sauvegarde_refusee",
        f"Cette sauvegarde ne peut pas être restaurée\u00a0: {why}. Rien n’a été modifié.",
    )


def _damaged(name: str) -> Empechement:
    return Empechement(
        f"Cette sauvegarde est abîmée ({name})\u00a0: rien n’a été restauré. Prenez-en une autre."
    )

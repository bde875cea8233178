"""`Vault`: one adviser's encrypted file on this machine. Open, lock, work, look.

A folder holds the database (`coffre.db`), its envelope (`coffre.json`) and a lock against a second
instance. Nothing is created when a key fails.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from desktop.models import engine, envelope, line, migrations
from desktop.models.errors import (
    VaultBusy,
    VaultDamaged,
    VaultExists,
    VaultUnwritable,
)
from desktop.models.line import Cursor, Identity
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Auteur, Work
from plie.kinds import Id

DATABASE = "coffre.db"
_LOCK = "coffre.verrou"
_DAMAGE = ("malformed", "not a database", "corrupt")
_UNWRITABLE = ("full", "readonly", "disk i/o error", "unable to open")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the vault takes from outside: the clock (aware UTC) and the source of randomness."""

    clock: Callable[[], datetime]
    random: Callable[[int], bytes]


class Vault:
    """An open vault. `close` locks it: the key is dropped and the files are released."""

    def __init__(self, folder: Path, key: bytes, around: Surroundings, lock: FileLock) -> None:
        self.folder = folder
        self._around = around
        self._lock = lock
        self._writing = threading.Lock()
        self._writer = engine.writer(folder / DATABASE, key)
        self._readers = engine.readers(folder / DATABASE, key)

    @classmethod
    def create(
        cls,
        folder: Path,
        passphrase: str,
        identity: Identity,
        *,
        around: Surroundings,
        kdf: envelope.Kdf | None = None,
    ) -> "Vault":
        """Make a new vault in an empty folder.

        Raises:
            VaultExists: one is already there.
            VaultUnwritable: the disk refuses.
            UnsafeSqlite: this SQLite may lose commits.
        """
        engine.refuse_unsafe_sqlite(engine.sqlite_version())
        if (folder / envelope.FILE).exists() or (folder / DATABASE).exists():
            raise VaultExists
        key = around.random(envelope.KEY_BYTES)
        with _disk():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            sealed = envelope.wrap(key, passphrase, kdf=kdf or envelope.Kdf(), random=around.random)
        lock = _hold(folder)
        vault = cls(folder, key, around, lock)
        with vault._guard():
            vault._found(Cursor(replica=around.random(16).hex()), identity)
        # Last: without an envelope there is no vault, so a creation cut short can be begun again.
        with _disk():
            envelope.write(folder, sealed)
        return vault

    @classmethod
    def open(cls, folder: Path, passphrase: str, *, around: Surroundings) -> "Vault":
        """Open a vault with its passphrase.

        Raises:
            WrongPassphrase, VaultDamaged, VaultNewer, VaultBusy, UnsafeSqlite: data untouched.
        """
        engine.refuse_unsafe_sqlite(engine.sqlite_version())
        key = envelope.unwrap(_envelope(folder), passphrase)
        if not (folder / DATABASE).exists():
            raise VaultDamaged("Le fichier du coffre")
        lock = _hold(folder)
        vault = cls(folder, key, around, lock)
        try:
            with vault._guard():
                vault._check()
        except BaseException:
            vault.close()
            raise
        return vault

    @contextmanager
    def work(self) -> Iterator[Work]:
        """One transaction that writes; left without `commit`, it leaves no trace.

        Raises:
            VaultUnwritable, VaultDamaged: the transaction is undone.
        """
        with self._writing, self._guard(), self._writer.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            work = Work(
                connection,
                auteur=auteur_of(line.identity_of(connection)),
                clock=self._around.clock,
                random=self._around.random,
            )
            try:
                yield work
            finally:
                if not work.committed:
                    _roll_back(connection)

    @contextmanager
    def look(self) -> Iterator[Rows]:
        """Read at one moment of the vault; nothing can be written through it."""
        with self._guard(), self._readers.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            try:
                yield Rows(connection)
            finally:
                _roll_back(connection)

    def close(self) -> None:
        """Lock: drop connections and key, release the files."""
        for pool in (self._readers, self._writer):
            pool.dispose()
        self._lock.release()

    def _found(self, cursor: Cursor, identity: Identity) -> None:
        with self._writer.connect() as connection:
            migrations.migrate(connection)
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            line.create(connection, cursor, identity)
            connection.exec_driver_sql("COMMIT")

    def _check(self) -> None:
        # Through a reader: a newer or damaged file must not be touched, not even by its journal.
        with self._readers.connect() as connection:
            known = migrations.steps()[-1].number
            migrations.refuse_newer(migrations.schema_of(connection), known)
            if connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall():
                raise VaultDamaged("Le fichier du coffre")
        with self._writer.connect() as connection:
            migrations.migrate(connection)

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise _named(error) from error


def auteur_of(identity: Identity) -> Auteur:
    """Return who signs the operations of this vault; no device before enrolment."""
    device = identity.device if identity.enrolled else ""
    return Auteur(Id(identity.utilisateur), identity.nom, identity.role, device)


def _envelope(folder: Path) -> bytes:
    try:
        return (folder / envelope.FILE).read_bytes()
    except OSError as error:
        raise VaultDamaged("L’enveloppe du coffre") from error


def _hold(folder: Path) -> FileLock:
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise VaultBusy from None
    except OSError as error:
        raise VaultUnwritable from error
    return lock


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise VaultUnwritable from error


def _named(error: DBAPIError) -> Exception:
    text = str(error.orig).lower()
    if any(word in text for word in _DAMAGE):
        return VaultDamaged("Le fichier du coffre")
    if any(word in text for word in _UNWRITABLE):
        return VaultUnwritable()
    return error


def _roll_back(connection: Connection) -> None:
    # The failure may have ended the transaction already (disk full): nothing is left to undo.
    with suppress(DBAPIError):
        connection.exec_driver_sql("ROLLBACK")

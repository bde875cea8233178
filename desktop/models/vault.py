"""`Vault`: one adviser's encrypted file on this machine. Open, lock, work, look.

A folder holds the database (`coffre.db`), its envelope (`coffre.json`) and a lock against a second
instance. Nothing is created when a key fails.
"""

import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from typing import TypeVar

from filelock import FileLock
from sqlalchemy import Connection, Engine
from sqlcipher3 import dbapi2

from desktop import disk
from desktop.models import (
    backup,
    engine,
    envelope,
    line,
    migrations,
    place,
    restore,
    rewriting,
    summary,
    witness,
)
from desktop.models.backup import Blank
from desktop.models.errors import (
    VaultClosed,
    VaultDamaged,
    VaultOnShare,
    VaultUnwritable,
)
from desktop.models.guard import disk_guard, guard, memory_guard, roll_back, sound
from desktop.models.line import Cursor, Identity
from desktop.models.lock import hold
from desktop.models.readings import Readings
from desktop.models.recall import Recall
from desktop.models.rows import Rows
from desktop.models.sealed import Sealer
from desktop.models.unit_of_work import Auteur, Work
from desktop.models.witness import Lack, Witness
from plie.kinds import Id

DATABASE = "coffre.db"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the vault takes from outside.

    Attributes:
        clock: what time it is, aware, UTC.
        random: the source of randomness.
        share: the kind of network share that a folder lies on, "" on a disk of this machine.
    """

    clock: Callable[[], datetime]
    random: Callable[[int], bytes]
    share: Callable[[Path], str] = disk.share


class Vault:
    """An open vault. `close` locks it: the key is dropped and the files are released."""

    def __init__(self, folder: Path, key: bytes, around: Surroundings, lock: FileLock) -> None:
        self.folder = folder
        self._around = around
        self._lock = lock
        self._auteur: Auteur | None = None
        self._writing, self._copying = threading.Lock(), threading.Lock()
        # Dossiers being signed or read again on the screen: not erased before they are put down.
        self.in_hand: set[str] = set()
        self._key_sha256 = sha256(key).digest()
        self._sealer: Sealer | None = Sealer(key)
        self._witness: Witness | None = Witness(folder / DATABASE, key)
        self._recall = Recall()
        self.lack: Lack | None = None  # what the database has lost, when it is told
        self._summaries: Sealer | None = summary.sealer(key)
        self._blank: Blank | None = partial(engine.blank, key=key)
        self._writer: Engine | None = engine.writer(folder / DATABASE, key)
        self._readings = Readings(engine.readers(folder / DATABASE, key))

    @classmethod
    def create(
        cls,
        folder: Path,
        passphrase: str,
        identity: Identity,
        *,
        around: Surroundings,
        kdf: envelope.Kdf | None = None,
        recovery: str = "",
    ) -> "Vault":
        """Make a new vault in an empty folder; a recovery key, if any, opens it as well.

        Raises:
            VaultExists: one is already there.
            VaultOnShare: the folder lies on a network share.
            VaultUnwritable: the disk refuses.
            UnsafeSqlite: this SQLite may lose commits.
        """
        engine.refuse_unsafe_sqlite(engine.sqlite_version())
        refuse_share(folder, around)
        place.refuse_existing(folder / DATABASE)
        key = around.random(envelope.KEY_BYTES)
        today = around.clock().date().isoformat()
        ways = [
            envelope.seal(kind, key, secret, kdf=cost, random=around.random, made=today)
            for kind, secret, cost in (
                (envelope.PHRASE, passphrase, kdf or envelope.Kdf()),
                (envelope.RECOVERY, recovery, envelope.LIGHT),
            )
            if secret
        ]
        with disk_guard():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        vault = cls(folder, key, around, hold(folder))
        try:
            with disk_guard(), guard():
                # Settled last: an envelope not in place tells a creation cut short, begun again.
                envelope.prepare(folder, envelope.encode(ways))
                place.clear(folder / DATABASE)
                vault._found(Cursor(replica=around.random(16).hex()), identity)
                envelope.settle(folder)
        except BaseException:
            vault.close()
            raise
        return vault

    @classmethod
    def open(cls, folder: Path, passphrase: str, *, around: Surroundings) -> "Vault":
        """Open a vault with its passphrase.

        Raises:
            WrongPassphrase, VaultDamaged, VaultNewer, VaultBusy, VaultOnShare, UnsafeSqlite: data
                untouched.
        """
        content = envelope.read(folder)
        return cls.open_with(folder, lambda: envelope.unwrap(content, passphrase), around=around)

    @classmethod
    def open_with(
        cls, folder: Path, key_of: Callable[[], bytes], *, around: Surroundings
    ) -> "Vault":
        """Open a vault with the key that `key_of` finds, once nobody else holds the vault.

        Raises:
            VaultDamaged, VaultNewer, VaultBusy, VaultOnShare, UnsafeSqlite: data untouched.
            VaultUnwritable: going back to a copy, decided before, could not be finished.
        """
        engine.refuse_unsafe_sqlite(engine.sqlite_version())
        refuse_share(folder, around)
        lock = hold(folder)
        try:
            key = key_of()
            restore.finish(folder, DATABASE)
            place.refuse_missing(folder / DATABASE)
            vault = cls(folder, key, around, lock)
        except BaseException:
            lock.release()
            raise
        try:
            with guard():
                vault._check()
                vault._compare()
                vault._tell_from_its_copy()
        except BaseException:
            vault.close()
            raise
        return vault

    @contextmanager
    def work(self) -> Iterator[Work]:
        """One transaction that writes; left without `commit`, it leaves no trace.

        Raises:
            VaultUnwritable, VaultDamaged: the transaction is undone.
            VaultClosed: the vault was locked.
        """
        with self._writing, guard(), _held(self._writer).connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            work = Work(
                connection,
                auteur=self._author(connection),
                clock=self._around.clock,
                random=self._around.random,
            )
            try:
                yield work
            finally:
                if not work.committed:
                    roll_back(connection)
                else:
                    self._follow(work)

    @contextmanager
    def look(self) -> Iterator[Rows]:
        """Read at one moment of the vault; nothing can be written through it.

        Raises:
            VaultDamaged: what is read is not what was written.
            VaultClosed: the vault was locked.
        """
        once = self._recall.begin()
        with guard(), self._readings.begin() as connection:
            connection.exec_driver_sql("BEGIN")
            try:
                yield Rows(connection, once)
            finally:
                roll_back(connection)

    def last_backup(self) -> datetime | None:
        """When the last copy of this vault was made; one that a clock set ahead dated is no proof of it."""
        now = self._around.clock()
        return max((at for at in backup.copies(self.folder) if at <= now), default=None)

    def back_up(self, stopped: Callable[[], bool] = lambda: False) -> None:
        """Copy the vault beside itself, without waiting for whoever writes; unless it is as copied last.

        Raises:
            VaultUnwritable: no copy was made; those made before stay.
            VaultDamaged: the copy does not read back.
        """
        with suppress(backup.StoppedError), self._copying, self.look() as rows:
            here, last = summary.summary_of(rows.connection), self.last_backup()
            if last is None or self.summary_of(backup.copies(self.folder)[last]) != here:
                self._copy(rows.connection, stopped, here)

    def forget(self, dossiers: Collection[str]) -> bool:
        """Leave no trace of erased dossiers in pages, journal and copies; False: a reader holds them.

        Whoever writes waits meanwhile: about a second for each hundred megabytes.

        Raises:
            VaultUnwritable, VaultCramped: the disk, or the memory, refuses; what is not done yet is
                done by the next call.
        """
        with self._writing, guard(), memory_guard(), _held(self._writer).connect() as connection:
            # Packed while someone reads, it would stand twice: in its file and in its journal.
            if not engine.empty_journal(connection):
                return False
            # Pages that were split keep copies of what was moved, which secure_delete does not wipe.
            connection.exec_driver_sql("VACUUM")
            emptied = engine.empty_journal(connection)
        reopen, sealing = _held(self._blank), _held(self._summaries)
        with self._copying, guard(), memory_guard(), disk_guard():
            rewriting.forget(self.folder, reopen, sealing, database=DATABASE, dossiers=dossiers)
        return emptied

    def summary_of(self, copy: Path) -> summary.Summary | None:
        """Return what a copy of this vault holds, in figures."""
        return summary.read(copy, _held(self._summaries))

    def lack_told(self) -> None:
        """The person knows what the database has lost: it is not told again."""
        self.lack = None
        _held(self._witness).told()

    def has_key(self, key: bytes) -> bool:
        """Whether a key is this vault's: an envelope put in place of ours would give another."""
        return compare_digest(sha256(key).digest(), self._key_sha256)

    def seal(self, content: bytes) -> bytes:
        """Seal what must outlive the lock in memory; only this vault, opened again, reads it."""
        return _held(self._sealer).seal(content)

    def unseal(self, sealed: bytes) -> bytes:
        """Return what was sealed before the lock."""
        return _held(self._sealer).unseal(sealed)

    def close(self) -> None:
        """Lock: wait for what is being written and read, drop connections and key, release the files."""
        with self._writing:
            self._readings.shut()
        # Not while holding the writers off: whoever reads may be about to write.
        self._readings.end()
        with self._writing:
            self._recall.outdate()
            # The writer last: it alone may copy the journal into the file.
            if self._writer is not None:
                self._writer.dispose()
            self._writer = self._sealer = self._summaries = self._blank = self._witness = None
            self._lock.release()

    def _found(self, cursor: Cursor, identity: Identity) -> None:
        with _held(self._writer).connect() as connection:
            migrations.migrate(connection)
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            line.create(connection, cursor, identity)
            connection.exec_driver_sql("COMMIT")

    def _copy(
        self,
        source: Connection,
        stopped: Callable[[], bool] = lambda: False,
        here: summary.Summary | None = None,
        before: int = 0,
    ) -> None:
        at = self._around.clock()
        try:
            with disk_guard():
                backup.make(
                    source,
                    _held(self._blank),
                    self.folder,
                    at=at,
                    database=DATABASE,
                    summary=summary.encode(here, _held(self._summaries)) if here else b"",
                    before=before,
                    stopped=stopped,
                )
        except dbapi2.Error as error:
            raise VaultUnwritable from error

    def _follow(self, work: Work) -> None:
        """After a commit: the witness notes it; what it changed is read again."""
        if work.mark is not None:
            _held(self._witness).follow(work.mark)
        if work.identified:
            self._auteur = None
        if work.identified or work.has_moved:
            self._recall.outdate()

    def _author(self, connection: Connection) -> Auteur:
        # Read once and kept: each save would otherwise ask who saves.
        if self._auteur is None:
            self._auteur = auteur_of(line.identity_of(connection))
        return self._auteur

    def _compare(self) -> None:
        """Ask the witness whether the database is as far as it was; never a reason not to open."""
        with self.look() as rows:
            here = witness.mark_of(rows.connection)
        lack = _held(self._witness).compare(here)
        self.lack = lack or _held(self._witness).known()
        if lack is not None:
            with disk_guard():
                (self.folder / restore.MARK).touch()

    def _tell_from_its_copy(self) -> None:
        """Take another replica once gone back: the store knows the first one as further on."""
        mark = self.folder / restore.MARK
        if not mark.exists():
            return
        with _held(self._writer).connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            fresh = replace(line.cursor_of(connection), replica=self._around.random(16).hex())
            line.save_cursor(connection, fresh)
            connection.exec_driver_sql("COMMIT")
        with disk_guard():
            mark.unlink()

    def _check(self) -> None:
        # Through a reader: a newer or damaged file must not be touched, not even by its journal.
        with self._readings.begin() as connection:
            version = migrations.schema_of(connection)
            migrations.refuse_newer(version, migrations.steps()[-1].number)
            if _held(self._witness).mixed():
                raise VaultDamaged("Le fichier du coffre, plus ancien que son journal,")
            # Version 0: an emptied file, which SQLite would take for a new database.
            if not version or not sound(connection, self.folder / f"{DATABASE}-wal"):
                raise VaultDamaged("Le fichier du coffre")
            if version < migrations.steps()[-1].number:
                self._copy(connection, before=version)
        with _held(self._writer).connect() as connection:
            migrations.migrate(connection)


def auteur_of(identity: Identity) -> Auteur:
    """Return who signs the operations of this vault; no device before enrolment."""
    device = identity.device if identity.enrolled else ""
    return Auteur(Id(identity.utilisateur), identity.nom, identity.role, device)


def refuse_share(folder: Path, around: Surroundings) -> None:
    """Refuse a folder whose journal would be across a network (decision 0022).

    Raises:
        VaultOnShare: it lies on a share.
    """
    if share := around.share(folder):
        raise VaultOnShare(share)


def _held(part: T | None) -> T:
    if part is None:
        raise VaultClosed
    return part

"""Vaults left by a crash, in each state of the journal, and what was acknowledged at each commit."""

import shutil
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

from desktop.models import blobs, envelope
from desktop.models.vault import DATABASE, Vault
from plie.kinds import Entretien, Id
from tests.builders import un_entretien, une_personne
from tests.desktop import vaults

WAL = f"{DATABASE}-wal"
_COMMITS = 24
_APART = frozenset(
    {"cursor", "temoin"}
)  # an opening takes another replica; the witness counts commits


@dataclass(frozen=True, slots=True)
class Left:
    """What a crash left.

    Attributes:
        files: by name, as they were on the disk.
        states: what each acknowledged commit made of the vault, from before the first to the last.
        key: the data key, so that opening costs no Argon2id.
    """

    files: dict[str, bytes]
    states: tuple[str, ...]
    key: bytes

    def write(self, folder: Path, name: str, content: bytes) -> None:
        """Put these files in a folder, one of them changed."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for each, whole in self.files.items():
            (folder / each).write_bytes(content if each == name else whole)

    def open(self, folder: Path) -> Vault:
        """Open what is in a folder."""
        return Vault.open_with(folder, lambda: self.key, around=vaults.surroundings(9))


def state_of(vault: Vault) -> str:
    """Return the sum of every row that somebody wrote."""
    held = sha256()
    with vault.look() as rows:
        sql = rows.connection.exec_driver_sql
        for name in sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1").scalars():
            if name not in _APART and not name.startswith(vaults.INDEX):
                held.update(repr((name, sql(f"SELECT * FROM {name}").fetchall())).encode())  # noqa: S608 - from sqlite_master
    return held.hexdigest()


def left_by_a_crash(folder: Path, copied_after: int) -> Left:
    """Write commits of every size; the journal is copied into the file after one of them."""
    vaults.create(folder).close()
    key = envelope.unwrap(envelope.read(folder), vaults.PHRASE)
    chance = Random(5)  # noqa: S311 - the same vault each time
    with closing(vaults.reopen(folder)) as vault:
        states = [state_of(vault)]
        for number in range(_COMMITS):
            _commit(vault, number, chance)
            states.append(state_of(vault))
            if number == copied_after:
                _copy_the_journal(vault)
        files = {
            path.name: path.read_bytes()
            for path in folder.iterdir()
            if path.is_file() and not path.name.endswith(("-shm", ".verrou"))
        }
    return Left(files, tuple(states), key)


def _copy_the_journal(vault: Vault) -> None:
    """As SQLite does by itself, now and then; the next commit begins the journal again."""
    with vault.work() as work:
        connection = work.connection
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _commit(vault: Vault, number: int, chance: Random) -> None:
    with vault.work() as work:
        if number % 4 == 0:
            work.insert(une_personne(id=Id(f"p{number}")))
        if number % 3 == 2:
            again = Id(f"e{number - 1}")
            seen = work.seen(Entretien, again)
            work.patch(Entretien, again, seen, contenu=chance.randbytes(700).hex())
        else:
            work.insert(un_entretien(id=Id(f"e{number}"), contenu=chance.randbytes(300).hex()))
        if number % 6 == 5:
            blobs.file(work.connection, chance.randbytes(30_000), scope="p0")
        work.commit()

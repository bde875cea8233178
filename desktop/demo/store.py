"""A central store for the demonstration: the real one, in a process that dies with this one."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from plie.empechement import Empechement

PLIE, NOM, REFERENTIEL = "demo", "PLIE de démonstration", "demo"
_STOP_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the manager hands over: an address and a one-time code."""

    url: str
    code: str


class DemoStore:
    """Serves on a free port of this machine from `with` to its end."""

    def __init__(self, folder: Path, *base: str) -> None:
        """Name the store's folder and, unless it is SQLite, its database: options of the command."""
        self._folder = folder
        self._place = ("--donnees", str(folder), *base)
        self._server: subprocess.Popen[bytes] | None = None
        self.url = ""

    def __enter__(self) -> Self:
        if not (self._folder / "autorite.pem").exists():
            self._run("init", "--plie", PLIE, "--nom", NOM, "--referentiel", REFERENTIEL)
        self._server = subprocess.Popen(  # noqa: S603 - our own program, our own arguments
            self._command("servir", "--port", "0", "--avec-parent"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        ready = self._server.stdout.readline() if self._server.stdout else b""
        if not ready:
            raise Empechement("Le magasin central de démonstration n’a pas démarré.")
        self.url = json.loads(ready)["url"]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._server is not None:
            # Its standard input closing is what tells it to stop; it stops too if we are killed.
            self._server.communicate(timeout=_STOP_SECONDS)

    @property
    def authority(self) -> bytes:
        """The store's authority, PEM."""
        return next(self._folder.glob("autorite*.pem")).read_bytes()

    def invite(self, nom: str, role: str) -> Invitation:
        """Invite someone; their code can be used once."""
        answer = self._run("inviter", "--nom", nom, "--role", role, "--url", self.url, "--json")
        return Invitation(self.url, json.loads(answer)["code"])

    def import_lots(self, path: Path) -> None:
        """Add the lots of a CSV file."""
        self._run("lots", "importer", str(path))

    def entrust(self, lot: int, nom: str) -> None:
        """Give a lot to someone."""
        self._run("lots", "confier", str(lot), "--a", nom)

    def dossiers(self) -> list[dict[str, object]]:
        """Return what the store holds, a dossier a line."""
        found: list[dict[str, object]] = json.loads(self._run("dossiers", "--json"))
        return found

    def revoke(self, device: str) -> None:
        """Withdraw a device; it is told at its next contact."""
        self._run("revoquer", device)

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(  # noqa: S603 - our own program, our own arguments
            self._command(*arguments), capture_output=True, check=False
        )
        if done.returncode:
            said = done.stderr.decode().strip().splitlines()
            raise Empechement(said[-1] if said else "Le magasin de démonstration a refusé.")
        return done.stdout.decode()

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "central", *self._place, *arguments]

"""The same exchange by PouchDB, replicating to its own server, both from npm in a folder of theirs."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.line import Relay, relayed
from bench.peers.absent import free_port, ran, waited
from bench.records import Record

_PACKAGES = ("pouchdb@9", "express@4", "express-pouchdb@4")
_PROGRAM = Path(__file__).with_name("pouchdb.js")


@dataclass(frozen=True, slots=True)
class PouchDB:
    """A PouchDB that replicates through a relay, which counts."""

    version: str
    relay: Relay
    client: "subprocess.Popen[str]"

    def put(self, records: Sequence[Record]) -> None:
        """Keep records, new or changed, at the client."""
        self._ask({"put": list(records)})

    def push(self) -> float:
        """Replicate what changed; return the milliseconds that it took."""
        return self._ask({"push": True})

    def _ask(self, words: object) -> float:
        assert self.client.stdin is not None
        assert self.client.stdout is not None
        self.client.stdin.write(json.dumps(words) + "\n")
        self.client.stdin.flush()
        return float(self.client.stdout.readline())


@contextmanager
def served(folder: Path) -> Iterator[PouchDB]:
    """Install and run both sides.

    Raises:
        AbsentError: there is no node or npm, it could not be installed, or it does not answer.
    """
    folder.mkdir()
    ran(["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), *_PACKAGES])
    package = folder / "node_modules" / "pouchdb" / "package.json"
    version = json.loads(package.read_text(encoding="utf-8"))["version"]
    port = free_port()
    command = ["node", str(_PROGRAM), str(folder), str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        waited(f"http://127.0.0.1:{port}/", server)
        with relayed(Relay(port)) as relay:
            client = subprocess.Popen(
                [*command, f"{relay.url}/entretiens"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            try:
                yield PouchDB(version, relay, client)
            finally:
                client.terminate()
                client.communicate()
    finally:
        server.terminate()
        server.wait()

"""The same exchange by Kinto, in an environment of its own, on the same cluster as our store.

It is spoken to as its own client does: JSON, batches of 25 requests, one connection.
"""

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from bench.peers.absent import AbsentError, environment, free_port, waited
from bench.records import Record

_PINNED = ("kinto[postgresql]==26.5.0", "setuptools<81")
_BATCH = 25
_ENTRETIENS = "/v1/buckets/plie/collections/entretiens"
_SETTINGS = """
[server:main]
use = egg:waitress#main
host = 127.0.0.1
port = {port}
threads = 4
[app:main]
use = egg:kinto
kinto.storage_backend = kinto.core.storage.postgresql
kinto.storage_url = {base}
kinto.permission_backend = kinto.core.permission.postgresql
kinto.permission_url = {base}
kinto.cache_backend = kinto.core.cache.memory
kinto.userid_hmac_secret = mesure
kinto.batch_max_requests = 25
multiauth.policies = basicauth
kinto.bucket_create_principals = system.Authenticated
[loggers]
keys = root
[handlers]
keys =
[formatters]
keys =
[logger_root]
level = ERROR
handlers =
"""


@dataclass(frozen=True, slots=True)
class Kinto:
    """A running Kinto."""

    version: str
    port: int

    def client(self, url: str = "") -> httpx2.Client:
        """Return a connection, straight on unless another way is given."""
        return httpx2.Client(
            base_url=url or f"http://127.0.0.1:{self.port}", auth=("camille", "mesure"), timeout=120
        )


@contextmanager
def served(folder: Path, base: str) -> Iterator[Kinto]:
    """Install and run it.

    Args:
        folder: an empty folder, for its environment.
        base: URL of an empty database.

    Raises:
        AbsentError: it could not be installed, or does not answer.
    """
    programs, port = environment(folder / "kinto", _PINNED), free_port()
    settings = folder / "kinto.ini"
    settings.write_text(_SETTINGS.format(port=port, base=base), encoding="utf-8")
    command = [str(programs / "kinto")]
    ran = subprocess.run(
        [*command, "migrate", "--ini", str(settings)], capture_output=True, check=False
    )
    if ran.returncode:
        raise AbsentError(ran.stderr.decode().strip().splitlines()[-1])
    version = subprocess.run([*command, "version"], capture_output=True, text=True, check=False)
    running = subprocess.Popen(
        [*command, "start", "--ini", str(settings)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        waited(f"http://127.0.0.1:{port}/v1/", running)
        made = Kinto(version.stdout.strip(), port)
        with made.client() as http:
            http.put("/v1/buckets/plie").raise_for_status()
            http.put(_ENTRETIENS).raise_for_status()
        yield made
    finally:
        running.terminate()
        running.wait()


def push(http: httpx2.Client, records: Sequence[Record]) -> None:
    """Write whole records."""
    _send(http, [_request("PUT", record) for record in records])


def change(http: httpx2.Client, records: Sequence[Record]) -> None:
    """Write one field of each."""
    texts = [{"id": record["id"], "contenu": record["contenu"]} for record in records]
    _send(http, [_request("PATCH", text) for text in texts])


def last_known(http: httpx2.Client) -> str:
    """Return the cursor of a client that is level."""
    reply = http.head(f"{_ENTRETIENS}/records")
    reply.raise_for_status()
    return str(reply.headers["etag"]).strip('"')


def nothing_new(http: httpx2.Client, known: str) -> None:
    """Ask whether anything changed since a cursor."""
    reply = http.get(f"{_ENTRETIENS}/records?_since={known}")
    reply.raise_for_status()
    assert reply.json()["data"] == []


def _request(method: str, data: Record) -> dict[str, Any]:
    return {"method": method, "path": f"{_ENTRETIENS}/records/{data['id']}", "body": {"data": data}}


def _send(http: httpx2.Client, requests: Sequence[dict[str, Any]]) -> None:
    for start in range(0, len(requests), _BATCH):
        body = json.dumps({"requests": requests[start : start + _BATCH]})
        reply = http.post(
            "/v1/batch", content=body.encode(), headers={"content-type": "application/json"}
        )
        reply.raise_for_status()
        assert all(one["status"] < 300 for one in reply.json()["responses"])

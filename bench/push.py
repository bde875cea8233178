"""A day pushed: eight entretiens changed, one long field each. Bytes and requests, over loopback."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx2

from bench.measure import Measure
from bench.prose import prose
from bench.vaults import enrolled
from desktop.app.surroundings import real
from desktop.models.vault import Vault
from desktop.sync.client import StoreClient, open_client
from desktop.usecases.synchronisation import synchronise
from plie.kinds import Entretien, Personne

_ENTRETIENS, _FIELD_BYTES = 8, 2_000
_BYTES, _REQUESTS, _IDLE_BYTES, _IDLE_REQUESTS = 6_000, 2, 1_000, 1


@dataclass(slots=True)
class _Count:
    """Bytes of requests (line, headers, body) and how many; those of replies."""

    up: int = 0
    down: int = 0
    requests: int = 0

    def asked(self, request: httpx2.Request) -> None:
        line = f"{request.method} {request.url.raw_path.decode()} HTTP/1.1\r\n"
        self.up += len(line) + _weight(request.headers) + len(request.content)
        self.requests += 1

    def answered(self, response: httpx2.Response) -> None:
        self.down += _weight(response.headers) + int(response.headers.get("content-length", 0))


def measures() -> Iterator[Measure]:
    """Make eight drafts known to the store; change each; push; then have nothing to say."""
    with enrolled() as vault:
        ids = _drafts(vault)
        _exchange(vault, _Count())
        for seed, id_ in enumerate(ids):
            with vault.work() as work:
                seen = work.seen(Entretien, id_)
                work.patch(Entretien, id_, seen, contenu=prose(seed, _FIELD_BYTES))
                work.commit()
        day, idle = _Count(), _Count()
        _exchange(vault, day)
        _exchange(vault, idle)
    yield Measure("push of a day, bytes up", day.up, _BYTES, "B", "the limit")
    yield Measure("push of a day, requests", day.requests, _REQUESTS, "", "the limit")
    yield Measure("nothing to say, bytes", idle.up + idle.down, _IDLE_BYTES, "B", "the limit")
    yield Measure("nothing to say, requests", idle.requests, _IDLE_REQUESTS, "", "the limit")


def _drafts(vault: Vault) -> list[str]:
    made = []
    for _ in range(_ENTRETIENS):
        with vault.work() as work:
            personne = Personne(id=work.new_id(), prenoms="Zoé", nom_naissance="Delmas")
            entretien = Entretien(id=work.new_id(), dossier=personne.id)
            work.insert(personne)
            work.insert(entretien)
            work.commit()
            made.append(entretien.id)
    return made


def _exchange(vault: Vault, count: _Count) -> None:
    with vault.look() as rows:
        identity = rows.identity()
    http = open_client(identity.url)
    http.event_hooks = {"request": [count.asked], "response": [count.answered]}
    client = StoreClient(http, token=identity.token)
    outcome = synchronise(
        vault, client, now=real().clock(), tell=lambda _: None, stopped=lambda: False
    )
    client.close()
    if not outcome.complete:
        raise RuntimeError(f"the exchange did not end: {outcome.failure}")


def _weight(headers: httpx2.Headers) -> int:
    return sum(len(name) + len(value) + 4 for name, value in headers.raw)

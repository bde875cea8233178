"""The line between a vault and its store: one exchange over it, counted; one that is slow, or cut."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import httpx2

from desktop.app.surroundings import real
from desktop.models.line import Identity
from desktop.models.vault import Vault
from desktop.sync.client import StoreClient, open_client
from desktop.usecases.synchronisation import Outcome, synchronise

_CHUNK = 4_096


@dataclass(slots=True)
class Count:
    """Bytes of requests (line, headers, body) and how many; those of replies."""

    up: int = 0
    down: int = 0
    requests: int = 0

    def asked(self, request: httpx2.Request) -> None:
        """Count a request."""
        line = f"{request.method} {request.url.raw_path.decode()} HTTP/1.1\r\n"
        self.up += len(line) + _weight(request.headers) + len(request.content)
        self.requests += 1

    def answered(self, response: httpx2.Response) -> None:
        """Count a reply."""
        self.down += _weight(response.headers) + int(response.headers.get("content-length", 0))


def identity_of(vault: Vault) -> Identity:
    """Return who works in a vault."""
    with vault.look() as rows:
        return rows.identity()


def client_of(who: Identity, *, url: str = "", count: Count | None = None) -> StoreClient:
    """Return a device's client; `url` when its requests take another way than straight on."""
    http = open_client(url or who.url)
    if count is not None:
        http.event_hooks = {"request": [count.asked], "response": [count.answered]}
    return StoreClient(http, token=who.token)


def exchange(
    vault: Vault, client: StoreClient, *, way: Callable[..., Outcome] = synchronise
) -> Outcome:
    """Exchange on a client, without a word."""
    return way(vault, client, now=real().clock(), tell=lambda _: None, stopped=lambda: False)


def complete(outcome: Outcome) -> None:
    """Stop a measure whose exchange did not end."""
    if not outcome.complete:
        raise RuntimeError(f"the exchange did not end: {outcome.failure}")


@dataclass(slots=True)
class Relay:
    """Passes bytes on, both ways, at a pace; counts them.

    Attributes:
        target: the port behind.
        rate: bytes a second each way, 0 as fast as they come.
        delay: seconds that each byte takes, one way.
        cut_after: bytes of replies after which a connection dies, 0 never.
    """

    target: int
    rate: int = 0
    delay: float = 0.0
    cut_after: int = 0
    up: int = 0
    down: int = 0
    cuts: int = 0
    url: str = ""
    open: set[asyncio.StreamWriter] = field(default_factory=set)

    async def serve(self, ready: threading.Event, stop: asyncio.Event) -> None:
        """Listen on a free port until told to stop."""
        server = await asyncio.start_server(self._speak, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        ready.set()
        await stop.wait()
        server.close()
        for writer in self.open:
            writer.transport.abort()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others, return_exceptions=True)

    async def _speak(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        beyond, to_store = await asyncio.open_connection("127.0.0.1", self.target)
        self.open |= {writer, to_store}
        with suppress(OSError):
            await asyncio.gather(
                self._pump(reader, to_store, down=False), self._pump(beyond, writer, down=True)
            )
        for one in (writer, to_store):
            one.transport.abort()
        self.open -= {writer, to_store}

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, down: bool
    ) -> None:
        """Read as it comes, write when it is due: what is on its way does not wait for its turn."""
        due: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        writing = asyncio.create_task(_write(due, writer))
        clock, passed, free = asyncio.get_running_loop().time, 0, 0.0
        while piece := await reader.read(_CHUNK):
            passed += len(piece)
            if down:
                self.down += len(piece)
            else:
                self.up += len(piece)
            if down and 0 < self.cut_after < passed:
                self.cuts += 1
                break
            free = max(free, clock()) + (len(piece) / self.rate if self.rate else 0)
            due.put_nowait((free + self.delay, piece))
        due.put_nowait((0.0, b""))
        await writing
        writer.transport.abort()


async def _write(due: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
    clock = asyncio.get_running_loop().time
    while True:
        at, piece = await due.get()
        if not piece:
            return
        await asyncio.sleep(max(0.0, at - clock()))
        writer.write(piece)
        await writer.drain()


@contextmanager
def relayed(relay: Relay) -> Iterator[Relay]:
    """Run a relay in a thread of its own."""
    loop, ready, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(relay.serve(ready, stop),))
    thread.start()
    ready.wait()
    try:
        yield relay
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


def _weight(headers: httpx2.Headers) -> int:
    return sum(len(name) + len(value) + 4 for name, value in headers.raw)

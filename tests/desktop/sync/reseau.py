"""A network of one's own: the store behind uvicorn, and a proxy before it that breaks what it is told.

Everything is on real sockets of this machine; nothing here sleeps.
"""

import socket
import ssl
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import uvicorn
from starlette.applications import Starlette

_CHUNK = 65_536
_GIVE_UP = 20.0
_TLS_HELLO = b"\x16"


@dataclass(frozen=True, slots=True)
class Demande:
    """One request, as its bytes came."""

    head: bytes
    body: bytes

    @property
    def name(self) -> str:
        """`METHOD /path`."""
        return self.head.partition(b" HTTP/")[0].decode("latin-1")

    @property
    def raw(self) -> bytes:
        return self.head + self.body


@dataclass(frozen=True, slots=True)
class Passage:
    """A request at the proxy: who asked, how the store is reached, and what it answers."""

    demande: Demande
    client: socket.socket
    store: socket.socket
    forward: Callable[[bytes], bytes]

    def answer(self) -> bytes:
        """Let the store do its work; return its whole reply."""
        return self.forward(self.demande.raw)

    def say(self, reply: bytes) -> None:
        self.client.sendall(reply)

    def reset(self) -> bool:
        """Cut the line at once: the other side reads a reset, not an end."""
        linger = struct.pack("ii", 1, 0)
        with suppress(OSError):
            self.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.client.close()
        return False

    def wait_gone(self) -> None:
        """Say nothing until the other side gives up."""
        with suppress(OSError):
            while self.client.recv(_CHUNK):
                pass


# What a fault does with a request; it says whether the line can go on after it.
Faute = Callable[[Passage], bool]


@contextmanager
def serving(app: Starlette) -> Iterator[int]:
    """Serve an application as `permanence-central servir` does; give its port."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, lifespan="off", ws="none",
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(_GIVE_UP)
    assert not thread.is_alive(), "the store did not stop"


@dataclass(slots=True)
class Relais:
    """The proxy: passes everything on, except what was planned."""

    upstream: int
    tls: ssl.SSLContext | None = None
    planned: list[tuple[str, deque[Faute]]] = field(default_factory=list)
    always: list[tuple[str, Faute]] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    opened: list[socket.socket] = field(default_factory=list)
    listening: list[socket.socket] = field(default_factory=list)
    threads: list[threading.Thread] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.listening[-1].getsockname()[1])

    def open(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen there."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.listening.append(socket.create_server((host, port), family=family))
        self._start(self._accept, self.listening[-1])

    def close(self) -> None:
        """Listen no more, and cut every line."""
        for one in self.listening:
            _hang_up(one)
        self.cut()
        for thread in self.threads:
            thread.join(_GIVE_UP)
            assert not thread.is_alive(), "a line was not closed"

    def cut(self) -> None:
        """Cut the lines that are open; the next ones are as good as any."""
        for one in self.opened:
            _hang_up(one)
        self.opened.clear()

    def plan(self, word: str, *faults: Faute) -> None:
        """Break the next requests that have `word` in "METHOD /path"."""
        self.planned.append((word, deque(faults)))

    def keep(self, word: str, fault: Faute) -> None:
        """Break every request that has `word` in it, until `heal`."""
        self.always.append((word, fault))

    def heal(self) -> None:
        """From now on, pass everything on."""
        self.planned.clear()
        self.always.clear()

    def _accept(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listening.accept()
                self.opened.append(client)
                self._start(self._speak, client)

    def _start(self, what: Callable[[socket.socket], None], one: socket.socket) -> None:
        thread = threading.Thread(target=what, args=(one,), daemon=True)
        self.threads.append(thread)
        thread.start()

    def _speak(self, client: socket.socket) -> None:
        # A line cut on either side is what this proxy is for.
        with suppress(OSError):
            if self.tls:
                client = self.tls.wrap_socket(client, server_side=True)
                self.opened.append(client)
            with socket.create_connection(("127.0.0.1", self.upstream)) as store, client:
                self._relay(client, store)

    def _relay(self, client: socket.socket, store: socket.socket) -> None:
        def forward(request: bytes) -> bytes:
            store.sendall(request)
            return _reply(store, head_only=request.startswith(b"HEAD "))

        while demande := _request(client):
            fault = self._next(demande.name)
            self.passed.append(demande.name)
            passage = Passage(demande, client, store, forward)
            if fault is None:
                client.sendall(passage.answer())
            elif not fault(passage):
                return

    def _next(self, name: str) -> Faute | None:
        for word, faults in self.planned:
            if word in name and faults:
                return faults.popleft()
        return next((fault for word, fault in self.always if word in name), None)


def _hang_up(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


def _request(client: socket.socket) -> Demande | None:
    head, rest = _head(client)
    if not head:
        return None
    return Demande(head, rest + _exactly(client, _length(head) - len(rest)))


def _reply(store: socket.socket, *, head_only: bool) -> bytes:
    head, rest = _head(store)
    if not head:
        raise ConnectionResetError
    size = 0 if head_only else _length(head)
    return head + rest + _exactly(store, size - len(rest))


def _head(line: socket.socket) -> tuple[bytes, bytes]:
    came = bytearray()
    while b"\r\n\r\n" not in came:
        piece = line.recv(_CHUNK)
        if not piece:
            return b"", b""
        came += piece
        if came[:1] == _TLS_HELLO:
            line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            return b"", b""
    head, _, rest = bytes(came).partition(b"\r\n\r\n")
    return head + b"\r\n\r\n", rest


def _length(head: bytes) -> int:
    for header in head.split(b"\r\n")[1:]:
        name, _, value = header.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0


def _exactly(line: socket.socket, size: int) -> bytes:
    came = bytearray()
    while len(came) < size:
        piece = line.recv(size - len(came))
        if not piece:
            raise ConnectionResetError
        came += piece
    return bytes(came)

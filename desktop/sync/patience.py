"""`Patience`: how long the line is waited for, and the transport that keeps to it.

A time-out counts from the last byte: a line that gives one byte now and then would be waited for
without end. Here a whole request has an end too, put off by what really passes.
"""

import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Protocol

import httpx2

# The extension of a request that must not go on an earlier connection.
FRESH = "fresh"
# Nothing answers with more than this beside its body: beyond, it is no store that speaks.
MAX_HEARD = 5_000_000
# The least that a line must carry, in bytes a second, once the grace is over.
_LEAST = 1_000
_SLICE = 16_384
# Sooner than the five seconds after which the store lets an idle connection go.
_IDLE = 4.0


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds for the call to be taken, between two bytes, and of grace for a whole request."""

    connect: float = 5
    silence: float = 30
    whole: float = 60
    clock: Callable[[], float] = monotonic


class TooSlowError(httpx2.ReadTimeout):
    """The whole request took longer than what it carried allows."""


class Socket(Protocol):
    """A connection as httpx2 uses it."""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Receive what is there."""

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send everything."""

    def close(self) -> None:
        """Hang up."""

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> "Socket":
        """Go on in secret."""

    def get_extra_info(self, info: str) -> object:
        """Return what is known of the connection."""


class Backend(Protocol):
    """What makes connections for httpx2."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[object] | None = None,
    ) -> Socket:
        """Call a host."""


class PatientTransport(httpx2.HTTPTransport):
    """Sends requests one after the other, each within its patience."""

    def __init__(
        self, patience: Patience, *, verify: ssl.SSLContext | bool = True, proxy: str | None = None
    ) -> None:
        limits = httpx2.Limits(keepalive_expiry=_IDLE)
        super().__init__(verify=verify, proxy=proxy, limits=limits)
        self._watch = _Watch(patience)
        # httpx2 has no other place for it, and its own time-outs only measure silence.
        self._pool._network_backend = _Calls(  # type: ignore[assignment]  # noqa: SLF001
            self._pool._network_backend,  # type: ignore[arg-type]  # noqa: SLF001
            self._watch,
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request; its patience begins here, and lasts until its reply is read."""
        self._watch.begin()
        if request.extensions.get(FRESH):
            self._pool.close()
        return super().handle_request(request)


class _Watch:
    """What one request has taken so far."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._begun = patience.clock()
        self._carried = 0
        self._heard = 0

    def begin(self) -> None:
        self._begun = self._patience.clock()
        self._carried = self._heard = 0

    def carried(self, size: int) -> None:
        self._carried += size

    def heard(self, size: int) -> None:
        self._carried += size
        self._heard += size
        if self._heard > MAX_HEARD:
            raise httpx2.RemoteProtocolError("endless answer")

    def left(self, timeout: float | None) -> float:
        """Return how long the next step may be waited for."""
        end = self._begun + self._patience.whole + self._carried / _LEAST
        left = end - self._patience.clock()
        if left <= 0:
            raise TooSlowError("too slow")
        return left if timeout is None else min(timeout, left)


@dataclass(frozen=True, slots=True)
class _Calls:
    """Connections that are watched."""

    inner: Backend
    watch: _Watch

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[object] | None = None,
    ) -> Socket:
        left = self.watch.left(timeout)
        return _Line(
            self.inner.connect_tcp(host, port, left, local_address, socket_options), self.watch
        )


@dataclass(frozen=True, slots=True)
class _Line:
    """A connection that is watched."""

    inner: Socket
    watch: _Watch

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        came = self.inner.read(max_bytes, self.watch.left(timeout))
        self.watch.heard(len(came))
        return came

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _SLICE):
            piece = buffer[start : start + _SLICE]
            self.inner.write(piece, self.watch.left(timeout))
            self.watch.carried(len(piece))

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> Socket:
        left = self.watch.left(timeout)
        return _Line(self.inner.start_tls(ssl_context, server_hostname, left), self.watch)

    def get_extra_info(self, info: str) -> object:
        return self.inner.get_extra_info(info)

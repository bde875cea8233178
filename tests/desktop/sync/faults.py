"""A real transport around the store's, that breaks the line where a test says, and counts."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import httpx2

Inner = Callable[[httpx2.Request], httpx2.Response]
Fault = Callable[[Inner, httpx2.Request], httpx2.Response]


@dataclass(frozen=True, slots=True)
class Passed:
    """One request that reached the transport, and what it weighed on the line, both ways."""

    method: str
    path: str
    up: int
    down: int


@dataclass(slots=True)
class Line(httpx2.BaseTransport):
    """The line to a store. `plan(word, fault…)`: the next requests whose path has that word."""

    inner: httpx2.BaseTransport
    passed: list[Passed] = field(default_factory=list)
    planned: list[tuple[str, deque[Fault | None]]] = field(default_factory=list)

    def plan(self, word: str, *faults: Fault | None) -> None:
        """Break the next requests that have `word` in "METHOD /path"; None lets one through."""
        self.planned.append((word, deque(faults)))

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        fault = self._next(f"{request.method} {request.url.path}")
        response = fault(self._forward, request) if fault else self._forward(request)
        up = _weight(request.method, request.url.path, request.headers) + len(request.content)
        self.passed.append(Passed(request.method, request.url.path, up, _down(response)))
        return response

    def _forward(self, request: httpx2.Request) -> httpx2.Response:
        response = self.inner.handle_request(request)
        response.read()
        return httpx2.Response(
            response.status_code,
            headers=response.headers,
            stream=httpx2.ByteStream(response.content),
            request=request,
        )

    def _next(self, name: str) -> Fault | None:
        for word, faults in self.planned:
            if word in name and faults:
                return faults.popleft()
        return None


def _weight(*parts: object) -> int:
    *words, headers = parts
    assert isinstance(headers, httpx2.Headers)
    lines = sum(len(name) + len(value) + 4 for name, value in headers.raw)
    return sum(len(str(word)) for word in words) + len(" HTTP/1.1\r\n\r\n") + lines


def _down(response: httpx2.Response) -> int:
    body = int(response.headers.get("content-length", 0))
    return _weight(response.status_code, response.headers) + body


def before_send(_inner: Inner, request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ConnectError("refused", request=request)


def timeout(_inner: Inner, request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ReadTimeout("slow", request=request)


def after_commit(inner: Inner, request: httpx2.Request) -> httpx2.Response:
    """The store did all its work; its answer never came."""
    inner(request)
    raise httpx2.ReadError("reset", request=request)


def truncated(inner: Inner, request: httpx2.Request) -> httpx2.Response:
    """The answer is cut, by something on the way that makes the length right again."""
    return _answer(inner(request), lambda body: body[: len(body) // 2])


def flipped(inner: Inner, request: httpx2.Request) -> httpx2.Response:
    """Bits of the answer changed on the way."""
    return _answer(inner(request), lambda body: body[:9] + bytes(b ^ 0x55 for b in body[9:]))


def twice(inner: Inner, request: httpx2.Request) -> httpx2.Response:
    """The request arrives twice; the second answer comes back."""
    inner(request)
    return inner(request)


def cut_down(count: int) -> Fault:
    """The line dies after `count` bytes of the answer's body."""

    def fault(inner: Inner, request: httpx2.Request) -> httpx2.Response:
        response = inner(request)
        body = response.read()

        class Dying(httpx2.SyncByteStream):
            def __iter__(self) -> Iterator[bytes]:
                yield body[:count]
                raise httpx2.ReadError("reset", request=request)

        return httpx2.Response(
            response.status_code, headers=response.headers, stream=Dying(), request=request
        )

    return fault


def cut_up(count: int) -> Fault:
    """The line dies after `count` bytes of the request's body; the store keeps what came."""

    def fault(inner: Inner, request: httpx2.Request) -> httpx2.Response:
        headers = {k: v for k, v in request.headers.items() if k != "content-length"}
        content = request.content[:count]
        inner(httpx2.Request(request.method, request.url, headers=headers, content=content))
        raise httpx2.WriteError("reset", request=request)

    return fault


def portal(_inner: Inner, request: httpx2.Request) -> httpx2.Response:
    """A captive portal: a page, and 200."""
    page = b"<!DOCTYPE html><title>Wi-Fi</title><p>Identifiez-vous</p>"
    return httpx2.Response(
        200, headers={"content-type": "text/html"}, stream=httpx2.ByteStream(page), request=request
    )


def redirect(_inner: Inner, request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(302, headers={"location": "http://portail.invalid/"}, request=request)


def status(code: int, **headers: str) -> Fault:
    """Answer a bare status, as a reverse proxy does."""

    def fault(_inner: Inner, request: httpx2.Request) -> httpx2.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx2.Response(code, headers=named, request=request)

    return fault


def says(code: int, body: bytes) -> Fault:
    """Answer a status with a body."""

    def fault(_inner: Inner, request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(code, stream=httpx2.ByteStream(body), request=request)

    return fault


def _answer(response: httpx2.Response, change: Callable[[bytes], bytes]) -> httpx2.Response:
    headers = {k: v for k, v in response.headers.items() if k != "content-length"}
    body = change(response.read())
    return httpx2.Response(
        response.status_code, headers=headers, stream=httpx2.ByteStream(body),
        request=response.request,
    )  # fmt: skip

"""`StoreClient`: the requests of the exchange over one kept connection. httpx2 stays in here."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar
from urllib.request import getproxies, proxy_bypass

import httpx2

from desktop.sync.absence import Absences
from desktop.sync.causes import cause
from desktop.sync.errors import AnswerTooLarge, BadAnswer, LineCut, NotAStore
from desktop.sync.patience import FRESH, Patience, PatientTransport
from desktop.sync.reply import Reply
from desktop.sync.room import Room
from wire.address import is_loopback
from wire.messages import (
    BLOB,
    CHALLENGE,
    DEVICES,
    DIGESTS,
    ENROL,
    HELLO,
    OFFSET_HEADER,
    PROVE,
    PULL,
    PUSH,
    REACH,
    RECEIPT,
    RENEW,
    SIZE_HEADER,
    SNAPSHOT,
    VISITS,
    WITHDRAW,
    AskDevices,
    AskVisits,
    Challenge,
    Challenged,
    Devices,
    Digested,
    Digests,
    Enrol,
    Enrolled,
    Fates,
    Hello,
    Kept,
    Page,
    Prove,
    Proven,
    Pull,
    Push,
    Reach,
    Reached,
    Receipt,
    Renew,
    Renewed,
    Snapshot,
    Visits,
    Welcome,
    Withdraw,
)
from wire.pack import pack
from wire.transfers import TRANSFERS, AskTransfers, Transfers

T = TypeVar("T")
# More than any reply of ours weighs: a page is cut at 64 kB unless one operation alone is larger.
MAX_BODY = 4_000_000
_PATIENCE = Patience()
_ZSTD = {"content-type": "application/zstd"}
_BYTES = {"content-type": "application/octet-stream"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a file, as far as it came, and the whole file's size in bytes."""

    content: bytes
    total: int


def open_client(
    url: str,
    *,
    transport: httpx2.BaseTransport | None = None,
    patience: Patience = _PATIENCE,
    verify: ssl.SSLContext | bool = True,
) -> httpx2.Client:
    """Return a connection to a store, kept open between requests; nothing is sent yet.

    Args:
        url: the store's address.
        transport: another way to it than the network.
        patience: how long it is waited for.
        verify: whom to trust, when not whom the machine trusts.
    """
    http = httpx2.Client(
        base_url=url,
        transport=transport or PatientTransport(patience, verify=verify, proxy=proxy_of(url)),
        timeout=httpx2.Timeout(patience.silence, connect=patience.connect),
        headers={"accept-encoding": "identity"},
    )
    # HTTP/1.1 keeps the connection by itself; a day's push counts its bytes.
    for unneeded in ("accept", "connection", "user-agent"):
        del http.headers[unneeded]
    return http


def proxy_of(url: str) -> str | None:
    """Return the proxy that this machine goes through to an address, if any that we can speak to.

    It is for the network, never for a store on this very machine.
    """
    address = httpx2.URL(url)
    if is_loopback(address.host) or proxy_bypass(address.host):
        return None
    known = getproxies()
    proxy = known.get(address.scheme) or known.get("all") or ""
    if proxy and "://" not in proxy:
        proxy = f"http://{proxy}"
    return proxy if proxy.startswith(("http://", "https://")) else None


class StoreClient:
    """What can be asked of the store. Every method raises `LineError`, and nothing else."""

    def __init__(self, http: httpx2.Client, *, token: str = "") -> None:
        self._http = http
        self._token = token
        # Kept from one turn to the next: neither the way to the store nor what it holds changes
        # with each.
        self.room = Room()
        self.absences = Absences()
        self.refused = Absences()
        # After a reply that was not the one asked for, another may lie in wait on the connection.
        self._doubted = False

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def enrol(self, message: Enrol) -> Enrolled:
        """Present an invitation."""
        return self._ask(ENROL, message, Enrolled)

    def use(self, token: str) -> None:
        """Speak under another token from now on."""
        self._token = token

    def challenge(self, message: Challenge) -> Challenged:
        """Ask for something to sign."""
        return self._ask(CHALLENGE, message, Challenged)

    def renew(self, message: Renew) -> Renewed:
        """Present a signed challenge."""
        return self._ask(RENEW, message, Renewed)

    def prove(self, message: Prove) -> Proven:
        """Ask the store to prove who it is."""
        return self._ask(PROVE, message, Proven)

    def visits(self, message: AskVisits) -> Visits:
        """Ask who opened one's dossiers."""
        return self._ask(VISITS, message, Visits)

    def devices(self) -> Devices:
        """Ask for the devices that one may see."""
        return self._ask(DEVICES, AskDevices(), Devices)

    def withdraw(self, message: Withdraw) -> Devices:
        """Have a device revoked."""
        return self._ask(WITHDRAW, message, Devices)

    def transfers(self) -> Transfers:
        """Ask how far the dossiers that changed hands have gone."""
        return self._ask(TRANSFERS, AskTransfers(), Transfers)

    def hello(self, message: Hello) -> Welcome:
        """Say where this copy of the vault stands."""
        return self._ask(HELLO, message, Welcome)

    def push(self, message: Push) -> Fates:
        """Send one part of a batch."""
        return self._ask(PUSH, message, Fates)

    def pull(self, message: Pull) -> Page:
        """Ask for the page after a cursor."""
        return self._ask(PULL, message, Page)

    def reach(self, message: Reach) -> Reached:
        """Ask which dossiers this device may hold."""
        return self._ask(REACH, message, Reached)

    def snapshot(self, message: Snapshot) -> Page:
        """Ask for a page of one dossier."""
        return self._ask(SNAPSHOT, message, Page)

    def digests(self, message: Digests) -> Digested:
        """Ask what the store has of some dossiers, summed up."""
        return self._ask(DIGESTS, message, Digested)

    def receipt(self, message: Receipt) -> Kept:
        """Tell that a dossier was erased from here."""
        return self._ask(RECEIPT, message, Kept)

    def held(self, sha256: str, *, size: int) -> int:
        """Return how many bytes of a file of `size` bytes the store holds."""
        reply = self._send("HEAD", f"{BLOB}/{sha256}", headers={SIZE_HEADER: str(size)})
        if reply.status not in {HTTPStatus.OK, HTTPStatus.NO_CONTENT}:
            raise reply.refusal()
        return reply.number(OFFSET_HEADER)

    def send_piece(self, sha256: str, piece: bytes, *, offset: int, size: int) -> int:
        """Append a piece of a file at `offset`; return how many bytes the store then holds."""
        headers = {**_BYTES, OFFSET_HEADER: str(offset), SIZE_HEADER: str(size)}
        reply = self._send("PATCH", f"{BLOB}/{sha256}", content=piece, headers=headers)
        # 409: it stands elsewhere than we believed, and says where.
        if reply.status not in {HTTPStatus.OK, HTTPStatus.NO_CONTENT, HTTPStatus.CONFLICT}:
            raise reply.refusal()
        return reply.number(OFFSET_HEADER)

    def fetch_piece(self, sha256: str, *, offset: int) -> Piece:
        """Return what follows `offset` of a file, up to a piece.

        A line cut on the way gives what had come: the next request goes on from there.
        """
        span = f"bytes={offset}-{offset + self.room.piece - 1}"
        reply = self._send("GET", f"{BLOB}/{sha256}", headers={"range": span}, cut_ok=True)
        if reply.status != HTTPStatus.PARTIAL_CONTENT:
            raise reply.refusal()
        total = _total(reply.headers.get("content-range", ""), offset)
        if not reply.body:
            raise LineCut
        return Piece(reply.body[: total - offset], total)

    def _ask(self, path: str, message: object, kind: type[T]) -> T:
        reply = self._send("POST", path, content=pack(message), headers=_ZSTD)
        try:
            return reply.message(kind)
        except (BadAnswer, NotAStore):
            self.doubt()
            raise

    def doubt(self) -> None:
        """Hang up before the next request: the last reply did not answer it."""
        self._doubted = True

    def _send(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        content: bytes | None = None,
        cut_ok: bool = False,
    ) -> Reply:
        said = {**headers, "authorization": f"Bearer {self._token}"} if self._token else headers
        fresh, self._doubted = self._doubted, False
        try:
            with self._http.stream(
                method,
                path,
                content=content,
                headers=said,
                follow_redirects=False,
                extensions={FRESH: fresh},
            ) as response:
                body = _body(response, cut_ok=cut_ok)
                return Reply(response.status_code, response.headers, body)
        except (httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL) as error:
            raise cause(error) from error


def _body(response: httpx2.Response, *, cut_ok: bool) -> bytes:
    """Read a body as it came on the line, never more than MAX_BODY."""
    body = bytearray()
    try:
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > MAX_BODY:
                raise AnswerTooLarge
    except httpx2.TransportError:
        if not cut_ok:
            raise
    return bytes(body)


def _total(content_range: str, offset: int) -> int:
    """Return the whole size that `bytes first-last/size` tells."""
    span, _, size = content_range.removeprefix("bytes ").partition("/")
    if span.partition("-")[0] != str(offset) or not size.isdigit() or int(size) <= offset:
        raise NotAStore
    return int(size)

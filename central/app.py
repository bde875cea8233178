"""The door: a bounded body, a known device, an answer or a Problem; never a traceback.

It routes and translates; what is decided is decided in the modules that it calls.
"""

import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from central import (
    appareils,
    batches,
    blobs,
    clocks,
    crl,
    deposits,
    devices,
    feed,
    ledger,
    problems,
    proof,
    receipts,
    scope,
    trail,
    transfers,
    visits,
)
from central.authority import Authority
from central.context import depositing, reading, the_store
from central.endpoint import MEDIA_TYPE, Answer, endpoint, unrouted
from central.enrolment import Enrolment
from central.measures import Measures
from central.mint import Clock, Mint, TokenBytes
from central.offer import is_identifier
from central.ranges import wanted
from central.refusals import Refusals
from central.renewal import Renewal
from central.scope import Caller
from central.store import Store
from central.tables import plie as plie_table
from central.teller import Teller
from central.throttle import Throttle
from central.watch import MEASURES, Access, Watch
from wire import digest
from wire.messages import (
    BLOB,
    CHALLENGE,
    DEVICES,
    DIGESTS,
    ENROL,
    HEALTH,
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
    Digests,
    Enrol,
    Hello,
    Prove,
    Pull,
    Reach,
    Reached,
    Receipt,
    Renew,
    Snapshot,
    Welcome,
    Withdraw,
)
from wire.pack import BadBodyError, pack, unpack
from wire.transfers import TRANSFERS, AskTransfers

MAX_BODY = 4_000_000
_MAX_WORDS = 64_000
_PARTIAL, _WHOLE, _EMPTY = 206, 200, 204


def create_app(
    store: Store,
    *,
    clock: Clock,
    token_bytes: TokenBytes,
    log: trail.Log | None = None,
    measures: Measures | None = None,
    access: Access | None = None,
) -> Starlette:
    """Return the application of an open store.

    Args:
        store: the store, its authority in its folder.
        clock: tells aware instants.
        token_bytes: gives that many random bytes.
        log: where requests, refusals and errors are told; stderr by default.
        measures: what counts; this process's own by default.
        access: who may read the figures; this machine alone by default.

    Raises:
        AuthorityError: the folder has no authority that can be read.
        Refus: the référentiel of the store is not known here.
    """
    mint = clocks.of_people(store, Mint(clock, token_bytes))
    authority = Authority.load(store.settings)
    door = _Door(
        store,
        mint,
        authority,
        Enrolment(store, authority, mint, Throttle(clock)),
        Renewal(store, authority, mint),
        Refusals(store, mint),
    )
    counted = measures or Measures()
    watch = Watch(store, counted, access or Access())
    teller = Teller(log or trail.log_to(sys.stderr), counted)

    def route(path: str, method: str, answer: Answer, cap: int) -> Route:
        return Route(path, endpoint(answer, cap, teller), methods=[method], name=answer.__name__)

    return Starlette(
        routes=[
            route(ENROL, "POST", door.enrol, _MAX_WORDS),
            route(CHALLENGE, "POST", door.challenge, _MAX_WORDS),
            route(RENEW, "POST", door.renew, _MAX_WORDS),
            route(PROVE, "POST", door.prove, _MAX_WORDS),
            route(HELLO, "POST", door.hello, _MAX_WORDS),
            route(PUSH, "POST", door.push, MAX_BODY),
            route(VISITS, "POST", door.visits, _MAX_WORDS),
            route(DEVICES, "POST", door.devices, _MAX_WORDS),
            route(WITHDRAW, "POST", door.withdraw, _MAX_WORDS),
            route(TRANSFERS, "POST", door.transfers, _MAX_WORDS),
            route(PULL, "POST", door.pull, _MAX_WORDS),
            route(REACH, "POST", door.reach, _MAX_WORDS),
            route(SNAPSHOT, "POST", door.snapshot, _MAX_WORDS),
            route(DIGESTS, "POST", door.digests, _MAX_WORDS),
            route(RECEIPT, "POST", door.receipt, _MAX_WORDS),
            route(BLOB + "/{sha256}", "HEAD", door.blob_state, 0),
            route(BLOB + "/{sha256}", "PATCH", door.blob_piece, MAX_BODY),
            route(BLOB + "/{sha256}", "GET", door.blob, 0),
            route(HEALTH, "GET", watch.health, 0),
            route(MEASURES, "GET", watch.figures, 0),
        ],
        exception_handlers={HTTPException: unrouted},
    )


@dataclass(frozen=True, slots=True)
class _Door:
    """The endpoints."""

    store: Store
    mint: Mint
    authority: Authority
    enrolment: Enrolment
    renewal: Renewal
    refusals: Refusals

    def enrol(self, request: Request, body: bytes) -> Response:
        # Behind a proxy that was announced, what it says of its own caller (serve.py).
        address = request.client.host if request.client else ""
        return _packed(pack(self.enrolment.enrol(unpack(body, Enrol), address=address)))

    def challenge(self, _request: Request, body: bytes) -> Response:
        return _packed(pack(self.renewal.challenge(unpack(body, Challenge))))

    def renew(self, _request: Request, body: bytes) -> Response:
        return _packed(pack(self.renewal.renew(unpack(body, Renew))))

    def prove(self, _request: Request, body: bytes) -> Response:
        return _packed(pack(proof.prove(self.store, self.authority, unpack(body, Prove))))

    def hello(self, request: Request, body: bytes) -> Response:
        caller = self._caller(request)
        said = unpack(body, Hello)
        self._renew_crl(caller.plie)
        if not is_identifier(said.replica):
            raise BadBodyError("a Hello without its name")
        doubled = devices.hear(self.store, caller, said.replica, self.mint)
        heard = visits.keep(self.store, caller, said.readings, self.mint)
        with self._reading(caller) as connection:
            ours = connection.execute(select(plie_table).filter_by(plie=caller.plie)).one()
            revoked = crl.latest(connection, caller.plie)
            number = revoked.number if revoked else 0
            welcome = Welcome(
                epoch=ours.epoch,
                waiting=feed.waiting(
                    connection, caller, since=said.since, until=ours.counter,
                    today=self.mint.today(),
                ),
                last_batch=batches.last_batch(connection, caller, said.replica),
                now=self.mint.now().isoformat(),
                durable=ours.durable,
                crl=revoked.pem if revoked and number > said.crl else None,
                crl_number=number,
                reach=_summed(scope.reach(connection, caller, today=self.mint.today())),
                offline_days=ours.offline_days,
                renew=self.renewal.due(connection, caller.plie, caller.device),
                doubled=doubled.isoformat() if doubled else None,
                heard=heard,
                visits=visits.last(connection, caller, today=self.mint.today()),
            )  # fmt: skip
        return _packed(pack(welcome))

    def visits(self, request: Request, body: bytes) -> Response:
        caller = self._caller(request)
        asked, today = unpack(body, AskVisits), self.mint.today()
        with self._reading(caller) as connection:
            found = visits.since(connection, caller, asked.since, today=today)
        return _packed(pack(found))

    def devices(self, request: Request, body: bytes) -> Response:
        caller = self._caller(request)
        unpack(body, AskDevices)
        return _packed(pack(appareils.told(self.store, caller, self.mint)))

    def withdraw(self, request: Request, body: bytes) -> Response:
        caller = self._caller(request)
        asked = unpack(body, Withdraw)
        with self.refusals.noted(caller):
            done = appareils.withdraw(self.store, self.authority, caller, asked, self.mint)
        return _packed(pack(done))

    def transfers(self, request: Request, body: bytes) -> Response:
        caller = self._caller(request)
        unpack(body, AskTransfers)
        return _packed(pack(transfers.told(self.store, caller, self.mint)))

    def push(self, request: Request, body: bytes) -> Response:
        return _packed(batches.receive(self.store, self._caller(request), body, self.mint))

    def pull(self, request: Request, body: bytes) -> Response:
        caller = self._caller(request)
        asked = unpack(body, Pull)
        today = self.mint.today()
        with self._reading(caller) as connection:
            page = feed.page(connection, caller, asked, today=today)
        return _packed(page)

    def reach(self, request: Request, body: bytes) -> Response:
        caller = self._caller(request)
        unpack(body, Reach)
        with self._reading(caller) as connection:
            held = scope.reach(connection, caller, today=self.mint.today())
        return _packed(pack(Reached(dossiers=tuple(sorted(held or ())), whole=held is None)))

    def snapshot(self, request: Request, body: bytes) -> Response:
        caller = self._caller(request)
        asked = unpack(body, Snapshot)
        _check_names(asked.dossier)

        def whose(connection: Connection) -> str:
            return "".join(scope.existing_among(connection, caller.plie, [asked.dossier]))

        with self.refusals.noted(caller, whose), self._reading(caller) as connection:
            page = feed.snapshot(connection, caller, asked, today=self.mint.today())
        return _packed(page)

    def digests(self, request: Request, body: bytes) -> Response:
        caller = self._caller(request)
        asked = unpack(body, Digests)
        _check_names(*asked.dossiers)
        with self._reading(caller) as connection:
            today = self.mint.today()
            said = feed.digests(connection, caller, asked, today=today)
            lost = blobs.lost(connection, self.store, caller, said.digests, today=today)
        return _packed(pack(replace(said, lost=lost)))

    def receipt(self, request: Request, body: bytes) -> Response:
        caller = self._caller(request)
        told = unpack(body, Receipt)
        with self.store.write(depositing(caller, self.mint.today())) as connection:
            kept = receipts.keep(connection, caller, told, self.mint)
        return _packed(pack(kept))

    def blob_state(self, request: Request, _body: bytes) -> Response:
        caller = self._caller(request)
        with self._reading(caller) as connection:
            held = blobs.held(connection, self.store, caller.plie, _name(request))
        headers = {OFFSET_HEADER: str(held.stored)}
        if held.size is not None:
            headers[SIZE_HEADER] = str(held.size)
        return Response(status_code=_WHOLE, headers=headers)

    def blob_piece(self, request: Request, body: bytes) -> Response:
        caller, name, today = self._caller(request), _name(request), self.mint.today()
        offset, size = _number(request, OFFSET_HEADER), _number(request, SIZE_HEADER)
        if not offset:
            deposits.admit(self.store, caller, name, size, today=today)
        stored = blobs.receive(
            self.store, caller, name, body, today=today, offset=offset, size=size
        )
        return Response(status_code=_EMPTY, headers={OFFSET_HEADER: str(stored)})

    def blob(self, request: Request, _body: bytes) -> Response:
        caller, name = self._caller(request), _name(request)

        def whose(connection: Connection) -> str:
            return blobs.dossier_of(connection, caller.plie, name)

        with self.refusals.noted(caller, whose), self._reading(caller) as connection:
            size = blobs.readable(connection, self.store, caller, name, today=self.mint.today())
        part = wanted(request.headers.get("range", ""), size)
        start, length = part or (0, size)
        content = self.store.shelf.pieces(caller.plie, name, start, length)
        if not start:
            blobs.read_by(self.store, caller, name, self.mint)
        headers = {"accept-ranges": "bytes", "content-length": str(length)}
        if part:
            headers["content-range"] = f"bytes {start}-{start + length - 1}/{size}"
        return StreamingResponse(
            content,
            _PARTIAL if part else _WHOLE,
            headers,
            "application/octet-stream",
        )

    def _caller(self, request: Request) -> Caller:
        return self.refusals.caller(request.headers.get("authorization", ""))

    def _reading(self, caller: Caller) -> AbstractContextManager[Connection]:
        return self.store.look(reading(caller, self.mint.today()))

    def _renew_crl(self, plie: str) -> None:
        ours = the_store(plie)
        with self.store.look(ours) as connection:
            if not crl.is_stale(crl.latest(connection, plie), self.mint):
                return
        with self.store.write(ours) as connection:
            ledger.lock(connection, plie)
            if crl.is_stale(crl.latest(connection, plie), self.mint):
                crl.issue(connection, plie, self.authority, self.mint)
        crl.publish(self.store, plie)


def _packed(body: bytes) -> Response:
    return Response(body, media_type=MEDIA_TYPE)


def _summed(dossiers: frozenset[str] | None) -> str:
    return "" if dossiers is None else digest.reach(dossiers)


def _check_names(*dossiers: str) -> None:
    # PostgreSQL takes no NUL, even to find nothing; any other guess is answered, and noted, as one.
    if any("\0" in one for one in dossiers):
        raise BadBodyError("a dossier that none of ours is named like")


def _name(request: Request) -> str:
    return str(request.path_params["sha256"])


def _number(request: Request, header: str) -> int:
    text = request.headers.get(header, "")
    if not text.isascii() or not text.isdigit() or len(text) > len(str(blobs.MAX_BYTES)) + 1:
        raise problems.blob_refused(f"L’en-tête {header} manque ou n’est pas un nombre.")
    return int(text)

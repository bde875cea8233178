"""What stands around each answer of the door: a bounded body, a Problem for what goes wrong, a line told."""

import errno
from collections.abc import Awaitable, Callable
from time import perf_counter

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from central import problems
from central.errors import StoreBusyError, StoreFullError
from central.problems import Refused
from central.teller import Teller
from wire.messages import Problem
from wire.pack import BadBodyError, pack

MEDIA_TYPE = "application/zstd"

Answer = Callable[[Request, bytes], Response]


def endpoint(answer: Answer, cap: int, teller: Teller) -> Callable[[Request], Awaitable[Response]]:
    """Return what Starlette calls for an answer of the door, whose body weighs no more than `cap`."""
    name = answer.__name__

    async def ask(request: Request) -> Response:
        began = perf_counter()
        response = await answered(request)
        teller.answered(name, response.status_code, perf_counter() - began)
        return response

    async def answered(request: Request) -> Response:
        try:
            body = await _body(request, cap)
            return await run_in_threadpool(answer, request, body)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception as error:  # noqa: BLE001  # the last wall: a traceback may quote a person
            return _failed(name, error, teller)

    return ask


def _failed(name: str, error: Exception, teller: Teller) -> Response:
    """Answer for what went wrong: a refusal, a store that cannot work now, or a bug."""
    match error:
        case Refused():
            teller.refused(name, error.problem.code)
            return _problem(error.status, error.problem, error.headers)
        case BadBodyError():
            status, problem = problems.of_body(error)
            teller.refused(name, problem.code)
            return _problem(status, problem)
        case StoreFullError() | OSError(errno=errno.ENOSPC | errno.EDQUOT):
            teller.refused(name, problems.FULL.code)
            return _problem(507, problems.FULL, {"retry-after": str(problems.ROOM_SECONDS)})
        case StoreBusyError():
            return _problem(503, problems.BUSY, {"retry-after": str(problems.RETRY_SECONDS)})
        case _:
            teller.broke(name, error)
            return _problem(500, problems.BROKEN)


async def unrouted(_request: Request, error: Exception) -> Response:
    """Answer an address that is none of the store's."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    return _problem(status, problems.ABSENT)


async def _body(request: Request, cap: int) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > cap:
            raise problems.too_large()
    return bytes(body)


def _problem(status: int, problem: Problem, headers: dict[str, str] | None = None) -> Response:
    return Response(pack(problem), status, headers, MEDIA_TYPE)

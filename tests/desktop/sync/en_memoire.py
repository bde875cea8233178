"""The store's application called in this process: no socket, and no loop or thread a request."""

import asyncio
import atexit
import threading
from functools import cache

import httpx2
from starlette.applications import Starlette


class InMemory(httpx2.BaseTransport):
    """A way to an application; an answer is there once the application has said all of it."""

    def __init__(self, app: Starlette) -> None:
        self._app = httpx2.ASGITransport(app, client=("testclient", 50000))

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        return _runner(threading.get_ident()).run(self._asked(request))

    async def _asked(self, request: httpx2.Request) -> httpx2.Response:
        answer = await self._app.handle_async_request(request)
        return httpx2.Response(
            answer.status_code,
            headers=answer.headers,
            stream=httpx2.ByteStream(await answer.aread()),
            request=request,
        )


@cache
def _runner(_thread: int) -> asyncio.Runner:
    """Return the loop of a thread: a loop a request would cost more than the request."""
    runner = asyncio.Runner()
    atexit.register(runner.close)
    return runner

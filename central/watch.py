"""What the store tells whoever watches it: ready or not and why, and its figures.

Ready is told to anyone. The figures are for this machine, or for who has the token: they hold
nothing of a person, but say how much is worked and when.
"""

from dataclasses import dataclass
from hmac import compare_digest

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response

from central import problems
from central.context import the_store
from central.errors import StoreBusyError
from central.measures import MEDIA_TYPE, Measures
from central.store import Store
from central.tables import plie as plie_table
from wire.address import is_loopback

MEASURES = "/metriques"
_TEXT = "text/plain; charset=utf-8"
_READY, _NOT_READY = 200, 503
_SCHEME = "bearer "


@dataclass(frozen=True, slots=True)
class Access:
    """Who may read the figures.

    `token`: opens them to any address. `behind_proxy`: an address is then what a proxy says, or
    the proxy's own: the token alone opens.
    """

    token: str = ""
    behind_proxy: bool = False


@dataclass(frozen=True, slots=True)
class Watch:
    """The two endpoints of whoever watches."""

    store: Store
    measures: Measures
    access: Access

    def health(self, _request: Request, _body: bytes) -> Response:
        """Say whether the store can work now, else why not."""
        why = _objection(self.store)
        text, status = (f"indisponible\u00a0: {why}\n", _NOT_READY) if why else ("ok\n", _READY)
        return Response(text, status, media_type=_TEXT, headers={"cache-control": "no-store"})

    def figures(self, request: Request, _body: bytes) -> Response:
        """Give the figures, to who may read them."""
        if not self._may_read(request):
            raise problems.absent()
        with self.store.look() as connection:
            plie = connection.scalar(select(plie_table.c.plie))
        with self.store.look(the_store(str(plie))) as connection:
            return Response(self.measures.text(connection), headers={"content-type": MEDIA_TYPE})

    def _may_read(self, request: Request) -> bool:
        said = request.headers.get("authorization", "")
        if self.access.token and said.lower().startswith(_SCHEME):
            given = said[len(_SCHEME) :].strip()
            return compare_digest(given.encode(), self.access.token.encode())
        return not self.access.behind_proxy and _is_here(request)


def _is_here(request: Request) -> bool:
    # A proxy that nobody announced must not lend its own address to the whole world.
    if any(name in request.headers for name in ("x-forwarded-for", "forwarded", "via")):
        return False
    return is_loopback(request.client.host if request.client else "")


def _objection(store: Store) -> str:
    try:
        with store.look() as connection:
            found = connection.scalar(select(plie_table.c.plie))
    except StoreBusyError:
        return "la base est occupée ou ne répond pas."
    except SQLAlchemyError:
        return "la base ne se lit pas."
    if found is None:
        return "ce magasin ne tient aucun PLIE, ou sa base a été remplacée."
    return ""

"""`Reply`: what came back, and what it means: a message, or the narrow reason why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TypeVar
from unicodedata import category

from desktop.sync.errors import (
    AnswerTooLarge,
    BadAnswer,
    DeviceRevoked,
    DeviceUnknown,
    GatewayLost,
    LineError,
    NetworkForbids,
    NotAStore,
    ProxyAsks,
    StoreBroken,
    StoreBusy,
    StoreCrowded,
    StoreFull,
    StoreMoved,
    StoreRefused,
    StoreRestored,
    StrayAnswer,
    TooLarge,
)
from wire.messages import Problem
from wire.pack import BadBodyError, OtherMessageError, TooLargeBodyError, unpack

T = TypeVar("T")
# A store that asks for more patience than this is not obeyed: someone may have fixed it.
LONGEST_WAIT = timedelta(hours=1)
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_PHRASE_CHARS = 300
# Control, format (bidirectional overrides), surrogate, private; line and paragraph separators.
_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SERVER_ERRORS = 500
# More digits than any wait has; they are cut before they are read as a number.
_DIGITS = 12
_KNOWN: dict[str, type[DeviceRevoked | DeviceUnknown | StoreRestored]] = {
    "appareil_revoque": DeviceRevoked,
    "appareil_inconnu": DeviceUnknown,
    "epoque_differente": StoreRestored,
}
_BUSY: dict[int, type[StoreBusy]] = {
    HTTPStatus.TOO_MANY_REQUESTS: StoreCrowded,
    HTTPStatus.INTERNAL_SERVER_ERROR: StoreBroken,
    HTTPStatus.BAD_GATEWAY: GatewayLost,
    HTTPStatus.GATEWAY_TIMEOUT: GatewayLost,
    HTTPStatus.INSUFFICIENT_STORAGE: StoreFull,
}
# What these mean does not depend on who says it.
_PLAIN: dict[int, type[ProxyAsks | TooLarge]] = {
    HTTPStatus.PROXY_AUTHENTICATION_REQUIRED: ProxyAsks,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: TooLarge,
}
# Said by something on the way: the store says its refusals in a Problem.
_BETWEEN: dict[int, type[NetworkForbids | StoreMoved]] = {
    HTTPStatus.FORBIDDEN: NetworkForbids,
    HTTPStatus.NOT_FOUND: StoreMoved,
    HTTPStatus.GONE: StoreMoved,
}


@dataclass(frozen=True, slots=True)
class Reply:
    """A status, headers (lower case names) and the body's bytes as they came."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def message(self, kind: type[T]) -> T:
        """Read the message of a success.

        Raises:
            LineError: a refusal, another server, or a body that is no such message.
        """
        if self.status != HTTPStatus.OK:
            raise self.refusal()
        try:
            return unpack(self.body, kind)
        except BadBodyError as error:
            raise self._unreadable(error) from error

    def number(self, header: str) -> int:
        """Return a header that must be a count of bytes.

        Raises:
            NotAStore: the header lacks: no store of ours omits it.
        """
        text = self.headers.get(header, "")
        if not text.isascii() or not text.isdigit():
            raise NotAStore
        return int(text)

    def refusal(self) -> LineError:
        """Return the error that a reply other than the one expected stands for."""
        if self.status == HTTPStatus.TOO_MANY_REQUESTS or self.status >= _SERVER_ERRORS:
            return self._busy()
        if self.status in _PLAIN:
            return _PLAIN[self.status]()
        problem = self._problem()
        if problem is None:
            return _BETWEEN.get(self.status, NotAStore)()
        known = _KNOWN.get(problem.code)
        return known() if known else StoreRefused(problem.code, _plain(problem.phrase))

    def _busy(self) -> LineError:
        # 511 is a captive portal that says so.
        if self.status == HTTPStatus.NETWORK_AUTHENTICATION_REQUIRED:
            return NotAStore()
        return _BUSY.get(self.status, StoreBusy)(retry_after=_patience(self.headers))

    def _problem(self) -> Problem | None:
        try:
            return unpack(self.body, Problem)
        except BadBodyError:
            return None

    def _unreadable(self, error: BadBodyError) -> LineError:
        if isinstance(error, TooLargeBodyError):
            return AnswerTooLarge()
        if isinstance(error, OtherMessageError):
            return StrayAnswer()
        return BadAnswer() if self.body.startswith(_ZSTD_MAGIC) else NotAStore()


def _patience(headers: Mapping[str, str]) -> timedelta | None:
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    wait = _seconds(text) if text.isdecimal() else _until(text, headers.get("date"))
    return None if wait is None else min(max(wait, timedelta()), LONGEST_WAIT)


def _seconds(text: str) -> timedelta:
    longest = int(LONGEST_WAIT.total_seconds())
    return timedelta(seconds=min(int(text[:_DIGITS]), longest))


def _until(text: str, sent: str | None) -> timedelta | None:
    """Return how long after the reply's own date an instant lies: no clock of ours is needed."""
    try:
        return _instant(text) - _instant(sent or "")
    except (ValueError, OverflowError):
        return None


def _instant(text: str) -> datetime:
    instant = parsedate_to_datetime(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _plain(phrase: str) -> str:
    """Return the store's sentence on one line: no control or direction character, cut if long."""
    kept = (" " if category(c) in _UNSHOWN else c for c in phrase)
    return "".join(kept).strip()[:_PHRASE_CHARS]

"""What a reply means: narrow errors, patience asked by the store, words from outside made plain."""

from datetime import timedelta

import pytest

from desktop.sync.client import MAX_BODY, open_client, proxy_of
from desktop.sync.errors import (
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
    StoreTooNew,
    StoreTooOld,
    TooLarge,
)
from desktop.sync.reply import LONGEST_WAIT, Reply
from tests.desktop.sync import faults
from tests.desktop.sync.postes import Poste
from wire import PROTOCOL
from wire.messages import Page, Problem, Welcome
from wire.pack import pack

NOW = "Thu, 10 Sep 2026 08:30:00 GMT"


def refusal(status: int, body: bytes = b"") -> LineError:
    return Reply(status, {}, body).refusal()


def problem(code: str, phrase: str = "Une phrase.") -> bytes:
    return pack(Problem(code=code, phrase=phrase))


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (401, problem("appareil_revoque"), DeviceRevoked),
        (401, problem("appareil_inconnu"), DeviceUnknown),
        (409, problem("epoque_differente"), StoreRestored),
        (403, problem("code_expire"), StoreRefused),
        (413, problem("message_trop_gros"), TooLarge),
        (413, b"<html>Request Entity Too Large</html>", TooLarge),
        (429, problem("trop_d_essais"), StoreCrowded),
        (500, b"", StoreBroken),
        (502, b"<html>Bad gateway</html>", GatewayLost),
        (503, problem("magasin_occupe"), StoreBusy),
        (507, problem("magasin_plein"), StoreFull),
        (511, b"<html>Identifiez-vous</html>", NotAStore),
        (407, b"", ProxyAsks),
        (401, b"<html>Identifiez-vous</html>", NotAStore),
        (403, b"", NetworkForbids),
        (404, b"Not Found", StoreMoved),
        (410, b"", StoreMoved),
        (302, b"", NotAStore),
        (200, b"<html>", NotAStore),
    ],
    ids=lambda value: getattr(value, "__name__", None) or str(value)[:12],
)
def test_a_refusal_is_the_narrow_error(status: int, body: bytes, error: type[LineError]) -> None:
    assert type(refusal(status, body)) is error


def test_only_the_store_itself_can_say_that_a_device_is_withdrawn() -> None:
    """A portal's 401 must not lock the application."""
    assert not isinstance(refusal(401, b"appareil_revoque"), DeviceRevoked)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry-after": "30"}, timedelta(seconds=30)),
        ({"retry-after": "0"}, timedelta()),
        ({"retry-after": "Thu, 10 Sep 2026 08:32:00 GMT", "date": NOW}, timedelta(minutes=2)),
        ({"retry-after": "Thu, 10 Sep 2026 08:00:00 GMT", "date": NOW}, timedelta()),
        ({"retry-after": "999999999"}, LONGEST_WAIT),
        ({"retry-after": "9" * 30}, LONGEST_WAIT),
        ({"retry-after": "Thu, 10 Sep 2026 08:32:00 GMT"}, None),
        ({"retry-after": "Thu, 10 Sep 99999999999999999999 08:32:00 GMT", "date": NOW}, None),
        ({"retry-after": "Fri, 31 Dec 9999 23:59:59 GMT", "date": NOW}, LONGEST_WAIT),
        ({"retry-after": "Mon, 01 Jan 0001 00:00:00 GMT", "date": NOW}, timedelta()),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "bientôt"}, None),
        ({}, None),
    ],
    ids=str,
)
def test_the_patience_that_the_store_asks_for(
    headers: dict[str, str], wait: timedelta | None
) -> None:
    assert Reply(503, headers, b"").refusal().retry_after == wait


def test_words_from_the_store_come_on_one_line_without_tricks_and_cut() -> None:
    told = refusal(403, problem("x", "Code\n<b>périmé</b>\u202e\x1b[31m\u00a0: non." + "z" * 900))

    assert isinstance(told, StoreRefused)
    assert told.code == "x"
    assert "Code <b>périmé</b>  [31m\u00a0: non." in told.phrase
    assert not set(told.phrase) & set("\n\u202e\x1b")
    assert len(told.phrase) < 400


def test_a_damaged_answer_is_told_from_another_server_s() -> None:
    body = pack(Page(epoch="e", until=3))

    with pytest.raises(BadAnswer):
        Reply(200, {}, body[:-3]).message(Page)
    with pytest.raises(BadAnswer):
        Reply(200, {}, pack({"until": 3})).message(Page)
    with pytest.raises(NotAStore):
        Reply(200, {}, b"<!DOCTYPE html>").message(Page)


def test_an_answer_without_end_is_not_read_to_its_end(ae: Poste) -> None:
    ae.line.plan("hello", faults.says(200, b"\x28\xb5\x2f\xfd" * (MAX_BODY // 4 + 1)))

    assert isinstance(ae.cycle().failure, BadAnswer)


@pytest.mark.parametrize(
    ("protocol", "error"), [(PROTOCOL + 1, StoreTooNew), (PROTOCOL - 1, StoreTooOld)]
)
def test_a_store_of_another_protocol_is_told_and_nothing_is_sent(
    ae: Poste, protocol: int, error: type[LineError]
) -> None:
    ae.dossier()
    with ae.vault.look() as rows:
        epoch = rows.cursor().epoch
    welcome = Welcome(
        protocol=protocol, epoch=epoch, waiting=True, last_batch=None, now="", durable=0
    )
    ae.line.plan("hello", faults.says(200, pack(welcome)))
    ae.line.passed.clear()

    assert isinstance(ae.cycle().failure, error)

    assert len(ae.line.passed) == 1
    assert ae.waiting() == 2


@pytest.mark.parametrize(
    "page",
    [
        Page(epoch="", until=0, more=True),
        Page(epoch="", until=-1),
    ],
    ids=["more_without_progress", "backwards"],
)
def test_a_page_that_leads_nowhere_is_not_read_for_ever(ae: Poste, page: Page) -> None:
    with ae.vault.look() as rows:
        epoch = rows.cursor().epoch
    wrong = Page(epoch=epoch, until=page.until, more=page.more)
    ae.line.plan("pull", faults.says(200, pack(wrong)))

    assert isinstance(ae.cycle().failure, BadAnswer)
    assert ae.since() == 0


def test_a_store_on_this_machine_is_reached_past_any_proxy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.invalid:3128")

    assert proxy_of("http://127.0.0.1:8440") is None
    assert proxy_of("http://localhost:8440") is None
    assert proxy_of("http://a.example") == "http://proxy.invalid:3128"


def test_a_proxy_that_we_cannot_speak_to_does_not_keep_the_application_from_opening(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://proxy.invalid:1080")

    with open_client("http://a.example"):
        assert proxy_of("http://a.example") is None

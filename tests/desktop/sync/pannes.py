"""What the proxy does to one request: the faults of a network, of what stands in it, of the store."""

from collections.abc import Callable

import zstandard
from msgspec import Raw
from msgspec.json import decode

from tests.desktop.sync.reseau import Faute, Passage
from wire.messages import Problem
from wire.pack import pack, raw

SIXTEEN = 16_000
_BOMB = 300_000_000


def reply(status: int, body: bytes = b"", **headers: str) -> bytes:
    """Return a reply as it goes on the line."""
    lines = [f"HTTP/1.1 {status} Panne", f"content-length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def says(status: int, body: bytes = b"", **headers: str) -> Faute:
    """Answer in the store's place; the store hears nothing."""

    def fault(passage: Passage) -> bool:
        passage.say(reply(status, body, **headers))
        return True

    return fault


def refuses(status: int, code: str, **headers: str) -> Faute:
    """Answer a refusal in the store's own words."""
    return says(status, pack(Problem(code=code, phrase="Une phrase du magasin.")), **headers)


PORTAIL = b"<!DOCTYPE html><title>Wi-Fi</title><p>Identifiez-vous</p>"
portal = says(200, PORTAIL, content_type="text/html")
redirect = says(302, b"", location="http://portail.invalid/")


def rude(passage: Passage) -> bool:
    """What answers does not speak HTTP."""
    passage.say(b"220 smtp.exemple ESMTP\r\n\r\n")
    return False


def silent(passage: Passage) -> bool:
    """The store did all its work; its answer never comes."""
    passage.answer()
    passage.wait_gone()
    return False


def lost(passage: Passage) -> bool:
    """The store did all its work; the line is cut before its answer."""
    passage.answer()
    return passage.reset()


def cut_down(passage: Passage) -> bool:
    """The line dies in the middle of the answer."""
    answer = passage.answer()
    passage.say(answer[: len(answer) - 7])
    return passage.reset()


def cut_up(passage: Passage) -> bool:
    """The line dies in the middle of what is sent: the store has half of it."""
    sent = passage.demande.raw
    passage.store.sendall(sent[: len(sent) - len(passage.demande.body) // 2 - 1])
    return passage.reset()


def rewritten(change: Callable[[bytes], bytes]) -> Faute:
    """Change the body of the answer; its length is made right again."""

    def fault(passage: Passage) -> bool:
        _, _, body = passage.answer().partition(b"\r\n\r\n")
        passage.say(reply(200, change(body)))
        return True

    return fault


half_of_zstd = rewritten(lambda body: body[: len(body) // 2])
half_of_json = rewritten(lambda body: pack(Raw(raw(body)[: len(raw(body)) // 2])))
bomb = rewritten(lambda _body: zstandard.compress(bytes(_BOMB), 1))


def with_keys(**keys: object) -> Faute:
    """A store of another version: its answer says that and that as well."""
    return rewritten(lambda body: pack({**decode(raw(body)), **keys}))


def endless(passage: Passage) -> bool:
    """An answer that does not end."""
    passage.say(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        passage.say(bytes(65_536))


def twice_up(passage: Passage) -> bool:
    """What was sent arrives twice."""
    passage.answer()
    passage.say(passage.answer())
    return True


def twice_down(passage: Passage) -> bool:
    """The answer comes twice."""
    answer = passage.answer()
    passage.say(answer + answer)
    return True


class Previous:
    """Gives each request the answer of the one before it."""

    def __init__(self) -> None:
        self._kept = b""

    def __call__(self, passage: Passage) -> bool:
        before, self._kept = self._kept, passage.answer()
        passage.say(before or self._kept)
        return True


def above(size: int) -> Faute:
    """Let nothing through that weighs more; as a server does that stands before the store."""

    def fault(passage: Passage) -> bool:
        if len(passage.demande.body) > size:
            passage.say(reply(413, b"<html>Request Entity Too Large</html>"))
        else:
            passage.say(passage.answer())
        return True

    return fault


def dies_every(size: int) -> Faute:
    """The line dies each time that many bytes of a body have passed, either way."""

    def fault(passage: Passage) -> bool:
        head, body = passage.demande.head, passage.demande.body
        if len(body) > size:
            passage.store.sendall(head + body[:size])
            return passage.reset()
        answer = passage.answer()
        head, _, body = answer.partition(b"\r\n\r\n")
        passage.say(answer[: len(head) + 4 + size])
        return len(body) <= size or passage.reset()

    return fault

"""The child process for tables from outside: one workbook or one text, then out.

Run as ``python -m desktop.pages.foreign_table``. What a hostile file breaks here is this process,
which was about to end.
"""

import sys

import msgspec

from desktop.pages import separated, workbook
from desktop.pages.archive import TooMuchError
from desktop.pages.messages import receive, send
from desktop.pages.table_messages import AskTable, TableRefused, TableTold

MOST_MEMORY = 512 * 1024 * 1024  # quality.md F1
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# What other files begin with: a text never does.
_OTHERS = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"MZ",
    b"Rar!",
    b"7z\xbc\xaf",
)
_MARKS = b"\xef\xbb\xbf \t\r\n"


def main() -> None:
    """Answer one request."""
    _take_little()
    data = receive(sys.stdin.buffer)
    if data is not None:
        send(sys.stdout.buffer, answer(msgspec.msgpack.decode(data, type=AskTable)))


def answer(asked: AskTable) -> TableTold:
    """Read one file; what cannot be read is told, never raised."""
    try:
        if asked.content.startswith((_ZIP, _EMPTY_ZIP)):
            return workbook.read(asked.content, asked.sheet)
        _refuse_others(asked.content)
        return separated.read(asked.content)
    except TooMuchError as problem:
        return TableRefused(problem.why)
    except (MemoryError, RecursionError):
        return TableRefused("trop_gros")


def _refuse_others(content: bytes) -> None:
    if content.startswith(_OLE):
        raise TooMuchError("protege" if _ENCRYPTED in content else "ancien_excel")
    if content.startswith(_OTHERS):
        raise TooMuchError("autre_fichier")
    if content.lstrip(_MARKS).startswith(b"<"):
        raise TooMuchError("page_web")


def _take_little() -> None:
    """Bound what a file may unpack; Windows has no such bound: the parts are weighed alone."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    main()

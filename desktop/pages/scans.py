"""`content_of`, `read_pages`, `crops`, `extract`, `gather`: files from outside, read by a child process of its own.

The child is started for one file and killed when it says nothing for too long, or is too long in all:
what a hostile file can break ends with it. Nothing is written on disk.
"""

import subprocess
import sys
from pathlib import Path
from threading import Event, Timer

import msgspec

from desktop.pages.child import end
from desktop.pages.errors import UnreadableScan
from desktop.pages.messages import receive, send
from desktop.pages.scan_messages import (
    PROTECTED,
    TOO_LARGE,
    TOO_MANY,
    Ask,
    Crop,
    End,
    Extract,
    ScanPage,
    Told,
)
from plie.empechement import Empechement

MOST_BYTES = 50 * 1024 * 1024
PATIENCE = 5.0  # seconds without a word
MOST_SECONDS = 120.0  # for a whole file, however steadily its pages come
Placing = tuple[float, float, float, float, float, float, float, float]
Box = tuple[float, float, float, float]


def content_of(path: Path) -> bytes:
    """Return the bytes of a file that the adviser gives, no more of them than can be kept.

    Raises:
        Empechement: it is no longer there, is no file, or may not be read.
        UnreadableScan: it is too large.
    """
    if path.is_dir():
        raise Empechement(
            "C’est un dossier. Rien n’a changé\u00a0: ouvrez-le, puis déposez les fichiers qu’il contient."
        )
    try:
        if not path.is_file():
            # A pipe, a device: nothing may ever come of it, and who reads would wait for good.
            raise FileNotFoundError(path)
        with path.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except OSError as problem:
        raise Empechement(
            "Ce fichier ne peut pas être ouvert. Rien n’a changé\u00a0: vérifiez qu’il est toujours là."
        ) from problem
    _refuse_heavy(content)
    return content


def read_pages(
    content: bytes, *, patience: float = PATIENCE, within: float = MOST_SECONDS
) -> tuple[ScanPage, ...]:
    """Return every page of a scan (PDF, JPEG, PNG, TIFF).

    Raises:
        UnreadableScan: no such file, too large, broken, or it took too long.
    """
    _refuse_heavy(content)
    told = _ask(Ask("pages", content), patience, within)
    return tuple(one for one in told if isinstance(one, ScanPage))


def _refuse_heavy(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise UnreadableScan(
            "Ce fichier dépasse 50\u00a0Mo. Rien n’en a été gardé\u00a0: numérisez en plusieurs "
            "fichiers, ou en moins fin (200\u00a0points par pouce suffisent)."
        )


def crops(
    content: bytes,
    page: int,
    placing: Placing,
    boxes: tuple[Box, ...],
    *,
    patience: float = PATIENCE,
) -> tuple[Crop, ...]:
    """Return parts of one page, upright (see `Ask`).

    Raises:
        UnreadableScan: as for `read_pages`.
    """
    told = _ask(Ask("crops", content, page=page, placing=placing, boxes=boxes), patience)
    return tuple(one for one in told if isinstance(one, Crop))


def extract(content: bytes, numbers: tuple[int, ...], *, patience: float = PATIENCE) -> bytes:
    """Return some pages of a file as a file of the same kind (TIFF for pictures).

    Raises:
        UnreadableScan: as for `read_pages`.
    """
    return _made(Ask("extract", content, numbers=numbers), patience)


def gather(
    files: tuple[bytes, ...], sheets: tuple[tuple[int, int], ...], *, patience: float = PATIENCE
) -> bytes:
    """Return pages of several files as one PDF, each file lying whole in it, as it came.

    Args:
        files: as they came; all that they hold is kept.
        sheets: (place in `files`, number in the file) of each page, from 0, in order.
        patience: seconds given to each file.

    Raises:
        UnreadableScan: as for `read_pages`; or too large together.
    """
    if sum(map(len, files)) > MOST_BYTES:
        raise UnreadableScan(
            "Ensemble, ces fichiers dépassent 50\u00a0Mo. Rien n’en a été gardé\u00a0: numérisez en moins fin "
            "(200\u00a0points par pouce suffisent)."
        )
    return _made(Ask("gather", b"", files=files, sheets=sheets), patience * len(files))


def _made(asked: Ask, patience: float) -> bytes:
    told = _ask(asked, patience)
    found = next((one for one in told if isinstance(one, Extract)), None)
    if found is None:
        raise UnreadableScan(_UNREADABLE)
    return found.content


_UNREADABLE = (
    "Ce fichier ne peut pas être lu comme un document numérisé\u00a0: il est abîmé, trop grand, "
    "ou n’est ni un PDF ni une image JPEG, PNG ou TIFF (une photo HEIC, WebP ou GIF s’enregistre d’abord en JPEG). Rien "
    "n’en a été gardé, et rien d’autre n’a changé."
)

_SAFE = "Rien n’en a été gardé, et rien d’autre n’a changé"
_WHY = {
    TOO_LARGE: "Une page de ce fichier est trop grande\u00a0: elle dépasse 100\u00a0millions de points. "
    f"{_SAFE}\u00a0: numérisez en moins fin (200\u00a0points par pouce suffisent).",
    TOO_MANY: f"Ce fichier dépasse 200\u00a0pages. {_SAFE}\u00a0: numérisez en plusieurs fichiers.",
    PROTECTED: "Ce PDF est protégé par un mot de passe. "
    f"{_SAFE}\u00a0: ouvrez-le avec son mot de passe, enregistrez-le sans, ou numérisez de nouveau.",
}

_TOO_LONG = (
    f"Ce fichier est trop long à lire. {_SAFE}\u00a0: numérisez "
    "en plusieurs fichiers, ou en moins fin (200\u00a0points par pouce suffisent)."
)


def _ask(asked: Ask, patience: float, within: float = MOST_SECONDS) -> list[Told]:
    child = subprocess.Popen(
        [sys.executable, "-m", "desktop.pages.foreign"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a broken file's own words are nobody's
    )
    late = Event()

    def stop() -> None:
        late.set()
        child.kill()

    give_up = Timer(within, stop)
    give_up.start()
    try:
        return _listen(child, asked, patience)
    except UnreadableScan as problem:
        if late.is_set():
            raise UnreadableScan(_TOO_LONG) from problem
        raise
    finally:
        give_up.cancel()
        end(child)


def _listen(child: "subprocess.Popen[bytes]", asked: Ask, patience: float) -> list[Told]:
    if child.stdin is None or child.stdout is None:
        raise UnreadableScan(_UNREADABLE)
    told: list[Told] = []
    try:
        send(child.stdin, asked)
    except OSError as problem:
        raise UnreadableScan(_UNREADABLE) from problem
    while True:
        one = _next(child, patience)
        if isinstance(one, End):
            if one.problem:
                raise UnreadableScan(_WHY.get(one.problem, _UNREADABLE))
            return told
        told.append(one)


def _next(child: "subprocess.Popen[bytes]", patience: float) -> Told:
    give_up = Timer(patience, child.kill)
    give_up.start()
    try:
        data = receive(child.stdout) if child.stdout else None
    finally:
        give_up.cancel()
    if data is None:
        raise UnreadableScan(_UNREADABLE)
    try:
        told: Told = msgspec.msgpack.decode(data, type=Told)
    except msgspec.MsgspecError as problem:
        raise UnreadableScan(_UNREADABLE) from problem
    return told

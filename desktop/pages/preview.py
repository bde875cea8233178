"""`Pages`: a document's pages as pictures or text, read by one killable child process."""

import subprocess
import sys
from threading import Lock, Timer

import msgspec

from desktop.pages.child import end
from desktop.pages.errors import UnreadablePages
from desktop.pages.messages import Answer, PageImage, Request, receive, send

__all__ = ["PageImage", "Pages"]

_UNREADABLE = (
    "Ces pages ne peuvent pas être affichées\u00a0: le fichier est abîmé, ou n’est pas un PDF. "
    "Il n’a pas été modifié."
)


class Pages:
    """Owner of the child process: started at the first request, restarted if it died.

    Usable from any thread, one request at a time. `close()` ends the child.
    """

    def __init__(self, *, patience: float = 20.0) -> None:
        """`patience`: seconds after which a request is given up and the child killed."""
        self._patience = patience
        self._turn = Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def page_images(self, pdf: bytes, *, scale: float) -> list[PageImage]:
        """Return one picture per page, `scale` pixels per point (1 is 72 dpi).

        Raises:
            UnreadablePages: not a PDF, too large, or reading it took too long.
        """
        return self._ask(Request("images", pdf, scale)).images

    def text(self, pdf: bytes) -> list[str]:
        """Return the text of each page, in the order of its content.

        Raises:
            UnreadablePages: as for `page_images`.
        """
        return self._ask(Request("text", pdf)).texts

    def close(self) -> None:
        """End the child process."""
        with self._turn:
            self._end()

    def _ask(self, request: Request) -> Answer:
        with self._turn:
            child = self._alive()
            give_up = Timer(self._patience, child.kill)
            give_up.start()
            try:
                data = self._exchange(child, request)
            finally:
                give_up.cancel()
            if data is None:
                self._end()
                raise UnreadablePages(_UNREADABLE)
        reply = _decoded(data)
        if reply.problem:
            raise UnreadablePages(_UNREADABLE)
        return reply

    def _exchange(self, child: subprocess.Popen[bytes], request: Request) -> bytes | None:
        if child.stdin is None or child.stdout is None:
            return None
        try:
            send(child.stdin, request)
            return receive(child.stdout)
        except OSError:
            # The child died while being spoken to: the same as no answer.
            return None

    def _alive(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._child = subprocess.Popen(
                [sys.executable, "-m", "desktop.pages.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            end(child)


def _decoded(data: bytes) -> Answer:
    try:
        return msgspec.msgpack.decode(data, type=Answer)
    except msgspec.MsgspecError as problem:
        raise UnreadablePages(_UNREADABLE) from problem

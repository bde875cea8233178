"""`SPOOL`: takes back from CUPS the copy that it keeps of a document for a day once it is printed.

No option of a job asks for less (`PreserveJobFiles` is the server's): the job is purged once it is over, by who sent
it, and never before. It outlives the screens: one prints, locks, and goes to the printer.
"""

import ctypes
import subprocess
import sys
from threading import Event, Lock, Thread

from PySide6.QtCore import QObject, Signal

from plie.empechement import Empechement

# Of CUPS itself: `cancel -x` asks for « purge-jobs », which cupsd does not read of one job, and refuses.
_LIBRARY = "libcups.2.dylib" if sys.platform == "darwin" else "libcups.so.2"
_GONE = (0x0000, 0x0001, 0x0002, 0x0406)  # IPP: done, or no such job
# Nobody is asked for a password on a terminal that nobody sees.
_NO_PASSWORD = ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.c_char_p)(lambda _prompt: None)
_ANSWER_S = 30
_PAUSES = (0.5, 1.0, 2.0, 5.0)  # seconds from one look at the queue to the next; the last one lasts
_PATIENCE_S = 15 * 60.0
_MOST_SILENT = 5  # looks at a printing system that does not answer
_STILL = (
    "L’ordinateur garde encore une copie lisible du document envoyé à l’imprimante, parce que {why}. Rien n’est perdu "
    "dans Permanence\u00a0: {what}"
)
_WAITING = (
    "l’impression n’est pas finie",
    "mettez l’imprimante en marche ou annulez l’impression, puis imprimez de nouveau pour que la copie soit effacée.",
)
_REFUSED = (
    "le système d’impression ne l’efface pas",
    "prévenez la personne qui administre ce poste (réglage PreserveJobFiles de CUPS).",
)


class CopyKept(Empechement):
    """CUPS keeps a document; the sentence says why, and what to do."""


class Spool(QObject):
    """What was handed to CUPS and is not known to be gone from it. Threads, not jobs: a lock ends those."""

    kept = Signal(object)  # a CopyKept

    def __init__(self, patience: float = _PATIENCE_S, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._patience = patience
        self._lock = Lock()
        self._held: set[str] = set()

    @property
    def empty(self) -> bool:
        """Whether CUPS keeps nothing of what was handed to it."""
        with self._lock:
            return not self._held

    def watch(self, job: str) -> None:
        """Take a job back once it is over, and those that could not be until now; "" is one not known."""
        if not job:
            self.kept.emit(_kept(*_REFUSED))
            return
        with self._lock:
            self._held.add(job)
        self.try_again()

    def try_again(self) -> None:
        """Take back what could not be until now: nobody may have been there to be told."""
        with self._lock:
            jobs = sorted(self._held)
        if jobs:
            Thread(target=self._take_back, args=(jobs,), name="spool", daemon=True).start()

    def _take_back(self, jobs: list[str]) -> None:
        pause, waited, silent, step = Event(), 0.0, 0, 0
        while jobs and waited < self._patience and silent < _MOST_SILENT:
            seconds = _PAUSES[min(step, len(_PAUSES) - 1)]
            pause.wait(seconds)
            waited, step = waited + seconds, step + 1
            active = _active()
            silent = silent + 1 if active is None else 0
            over = [] if active is None else [job for job in jobs if job not in active]
            if over and not self._purge(over):
                self.kept.emit(_kept(*_REFUSED))
                return
            jobs = [job for job in jobs if job not in over]
        if jobs:
            self.kept.emit(_kept(*(_REFUSED if silent else _WAITING)))

    def _purge(self, jobs: list[str]) -> bool:
        """Purge jobs that are over; return whether nothing is left of them."""
        gone = {job for job in jobs if _purged(job)}
        with self._lock:
            self._held -= gone
        return gone == set(jobs)


SPOOL = Spool()


def _kept(why: str, what: str) -> CopyKept:
    return CopyKept(_STILL.format(why=why, what=what))


def _purged(job: str) -> bool:
    """Whether CUPS keeps nothing of a job any more, once asked."""
    printer, _, number = job.rpartition("-")
    try:
        library = ctypes.CDLL(_LIBRARY)
        library.cupsSetPasswordCB(_NO_PASSWORD)
        purge = library.cupsCancelJob2
        purge.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_int)
        return purge(None, printer.encode(), int(number), 1) in _GONE
    except (OSError, AttributeError):
        return False


def _active() -> set[str] | None:
    """Return the jobs that are not over; None when CUPS does not answer."""
    try:
        done = subprocess.run(
            ["lpstat", "-W", "not-completed", "-o"],  # noqa: S607 - the system's own command
            capture_output=True, text=True, errors="replace", timeout=_ANSWER_S, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    if done.returncode:
        return None
    return {line.split()[0] for line in done.stdout.splitlines() if line.strip()}

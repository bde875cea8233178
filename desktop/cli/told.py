"""What a command prints, whatever it prints to: a file, a terminal of another alphabet, a reader that is gone.

It is no rule of what is said: each command has its own words.
"""

import os
import sys

from plie.empechement import Empechement


def tell(text: str) -> None:
    """Print an answer at once.

    A reader that has read enough (`| head`) ends nothing and hears of nothing.

    Raises:
        Empechement: what it was to be written to refused it.
    """
    try:
        _print(text)
    except BrokenPipeError:
        _let_go()
    except OSError:
        _let_go()
        raise Empechement(
            "la réponse n’a pas pu être écrite jusqu’au bout\u00a0: le disque est plein, ou la sortie "
            "ne s’écrit pas. Rien n’a été changé\u202f; libérez de la place et recommencez."
        ) from None


def _print(text: str) -> None:
    try:
        print(text, flush=True)
    except UnicodeEncodeError:
        # A terminal that has no « é » or no narrow space (LC_ALL=C, an old latin alphabet).
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr] # a text file
        print(text, flush=True)


def _let_go() -> None:
    """Python writes at its end what is still held, and would tell of it again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)

"""What a command answers on stdout: JSON for machines, French for people, whatever stdout is."""

import json
import os
import re
import sys
from argparse import Namespace
from datetime import date, datetime

from plie.empechement import Empechement


def say(asked: Namespace, answer: object, text: str) -> None:
    """Print an answer in the form that was asked for.

    A reader that has read enough (`| head`) ends nothing and hears of nothing.

    Raises:
        Empechement: what it was to be written to refused it; what was asked is done.
    """
    try:
        _print(json.dumps(answer, ensure_ascii=False, default=_iso) if asked.json else text)
    except BrokenPipeError:
        _let_go()
    except OSError as error:
        _let_go()
        raise Empechement(
            "Ce qui était demandé est fait, mais la réponse n’a pas pu être écrite jusqu’au "
            "bout\u00a0: le disque est plein, ou la sortie ne s’écrit pas."
        ) from error


def many(count: int, words: str) -> str:
    """Return a count and what it counts: « 1 opération numérotée », « 2 opérations numérotées ».

    Each word takes an s, those joined by a hyphen too.
    """
    if count > 1:
        words = re.sub(r"\b(?=[ -]|$)", "s", words)
    return f"{count} {words}"


def _print(line: str) -> None:
    try:
        print(line, flush=True)
    except UnicodeEncodeError:
        # A terminal of an alphabet that has no « é » or no narrow space.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr] # a text file
        print(line, flush=True)


def _let_go() -> None:
    """Python writes at its end what is still held, and would tell of it again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _iso(value: object) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)

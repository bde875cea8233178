"""What a command answers on stdout: JSON for machines, French for people."""

import json
from argparse import Namespace
from datetime import date, datetime


def say(asked: Namespace, answer: object, text: str) -> None:
    """Print an answer in the form that was asked for."""
    if asked.json:
        print(json.dumps(answer, ensure_ascii=False, default=_iso), flush=True)
    else:
        print(text, flush=True)


def many(count: int, words: str) -> str:
    """Return a count and what it counts: « 1 opération numérotée », « 2 opérations numérotées »."""
    if count > 1:
        words = " ".join(f"{word}s" for word in words.split(" "))
    return f"{count} {words}"


def _iso(value: object) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)

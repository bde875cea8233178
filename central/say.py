"""What a command answers on stdout: JSON for machines, French for people."""

import json
import re
from argparse import Namespace
from datetime import date, datetime


def say(asked: Namespace, answer: object, text: str) -> None:
    """Print an answer in the form that was asked for."""
    if asked.json:
        print(json.dumps(answer, ensure_ascii=False, default=_iso), flush=True)
    else:
        print(text, flush=True)


def many(count: int, words: str) -> str:
    """Return a count and what it counts: « 1 opération numérotée », « 2 opérations numérotées ».

    Each word takes an s, those joined by a hyphen too.
    """
    if count > 1:
        words = re.sub(r"\b(?=[ -]|$)", "s", words)
    return f"{count} {words}"


def _iso(value: object) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)

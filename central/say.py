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


def _iso(value: object) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)

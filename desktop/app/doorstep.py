"""What can be told of the vaults of this machine before any is open: neutral names, which has a code.

Read with the standard library alone: the unlock screen waits for nothing else (decision 0008).
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

_ENVELOPE, _LABEL, _COPIES = "coffre.json", "coffre.nom", "sauvegardes"
_LONGEST_LABEL = 32


@dataclass(frozen=True, slots=True)
class Place:
    """A vault of this machine.

    Attributes:
        folder: where it lies.
        nom: the label its adviser chose, or its number and the day it was last opened.
        code: whether it says that it has a quick code.
        copies: whether there are copies to go back to.
        opened: when it was last opened: the date that its envelope carries.
    """

    folder: Path
    nom: str
    code: bool
    copies: bool
    opened: datetime


class NoVault:
    """Before the vault is open nothing is read or written in it."""

    @property
    def in_hand(self) -> set[str]:
        """Return nothing: nothing is held."""
        return set()

    def work(self) -> NoReturn:
        """Refuse."""
        raise RuntimeError("the vault is locked")

    def look(self) -> NoReturn:
        """Refuse."""
        raise RuntimeError("the vault is locked")


def places(vaults: Path) -> list[Place]:
    """Return the vaults of a folder, in the order of their folders' names."""
    envelopes = sorted(vaults.glob(f"*/{_ENVELOPE}"))
    return [_place(number, path) for number, path in enumerate(envelopes, 1)]


def _place(number: int, envelope: Path) -> Place:
    opened = datetime.fromtimestamp(envelope.stat().st_mtime, UTC).astimezone()
    chosen = _chosen(envelope.with_name(_LABEL)) or f"Coffre {number}"
    return Place(
        folder=envelope.parent,
        nom=f"{chosen}, ouvert le {opened:%d/%m/%Y}",
        code=_has_code(envelope),
        copies=any(envelope.parent.glob(f"{_COPIES}/*Z")),
        opened=opened,
    )


def _has_code(envelope: Path) -> bool:
    try:
        ways = json.loads(envelope.read_bytes())["envelopes"]
        return any(way["kind"] == "code" for way in ways)
    # A damaged envelope is told when it is opened, in its own words.
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _chosen(label: Path) -> str:
    try:
        return str(json.loads(label.read_text(encoding="utf-8")))[:_LONGEST_LABEL]
    except (OSError, ValueError):
        return ""

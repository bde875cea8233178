"""What is asked of the store beside the exchange, over a line of its own."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import TypeVar

import httpx2

from desktop.models.vault import Vault
from desktop.sync.client import StoreClient
from desktop.sync.errors import LineError
from desktop.sync.renewal import admitted
from desktop.sync.silence import note_silence
from desktop.sync.turn import Outcome

T = TypeVar("T")


def aside(
    vault: Vault,
    ask: Callable[[StoreClient], T],
    *,
    now: datetime,
    connect: Callable[[str], httpx2.Client],
) -> T:
    """Ask over a line opened for it; an exchange under way is not waited for.

    As in the exchange, a token that serves no more is renewed by the device's key, and a device that
    the store withdrew is noted so.

    Raises:
        LineError: not reached, or refused.
    """
    with vault.look() as rows:
        identity = rows.identity()
    with closing(StoreClient(connect(identity.url), token=identity.token)) as client:
        try:
            return admitted(vault, client, lambda: ask(client))
        except LineError as failure:
            note_silence(vault, Outcome(at=now, failure=failure))
            raise

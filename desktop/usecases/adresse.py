"""The store has another address: it is believed only once it proves that it is the same store."""

from collections.abc import Callable
from dataclasses import replace

import httpx2

from desktop.models.line import Identity
from desktop.models.vault import Vault
from desktop.sync.client import StoreClient, open_client
from desktop.sync.enrol import address_of
from desktop.sync.proof import check_store


def changer_adresse(
    vault: Vault, typed: str, *, connect: Callable[[str], httpx2.Client] = open_client
) -> Identity:
    """Keep another address of the store, and return the identity that holds it.

    The token is not shown there before the store has proved who it is.

    Raises:
        LineError: no address, not reached, or another store; the address known is kept.
    """
    url = address_of(typed)
    with vault.work() as work:
        nonce, before = work.new_id(), work.rows.identity()
    with connect(url) as http:
        check_store(StoreClient(http), before, nonce)
    with vault.work() as work:
        after = replace(work.rows.identity(), url=url)
        work.identify(after)
        work.commit()
    return after

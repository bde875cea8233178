"""The device's token and certificate renewed by its key: nobody has anything to do.

An answer lost on the way leaves a token that serves no more; the key opens the same door again.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from desktop.models.vault import Vault
from desktop.sync.client import StoreClient
from desktop.sync.enrol import check_certificate, public_key_of, sign
from desktop.sync.errors import (
    BadAnswer,
    DeviceUnknown,
    LineError,
    OtherPlie,
    StoreRefused,
    WrongAuthority,
)
from desktop.sync.proof import check_store
from wire.messages import Challenge, Renew

T = TypeVar("T")
# An instant and a mark. The same key seals comptes-rendus and signs what is handed over by file: whoever
# stands where the store should is given the signature of nothing that could pass for another thing.
_CHALLENGE = re.compile(r"[0-9A-Za-z:.+\- ]{1,200}", re.ASCII)


def admitted(vault: Vault, client: StoreClient, ask: Callable[[], T]) -> T:
    """Ask; with a token that serves no more, come back by the device's key and ask again.

    Raises:
        LineError: the store knows neither, it is another one, or the line failed.
    """
    try:
        return ask()
    except DeviceUnknown as unknown:
        try:
            renew(vault, client)
        except (DeviceUnknown, StoreRefused):
            _doubt_the_store(vault, client)
            raise unknown from None
        return ask()


def renew(vault: Vault, client: StoreClient, challenge: str = "") -> None:
    """Sign a challenge, the store's or one asked for, and keep what it gives.

    Raises:
        BadAnswer: what is to be signed is no challenge; it was not signed.
        LineError: the store knows this key no more, or the line failed; nothing is changed here.
    """
    with vault.look() as rows:
        identity = rows.identity()
    if not challenge:
        asked = Challenge(plie=identity.plie, device=identity.device)
        challenge = client.challenge(asked).challenge
    if not _CHALLENGE.fullmatch(challenge):
        raise BadAnswer
    renewed = client.renew(
        Renew(
            plie=identity.plie,
            device=identity.device,
            challenge=challenge,
            signature=sign(identity.private_key, challenge.encode()),
        )
    )
    certificate = renewed.certificate or identity.certificate
    if renewed.certificate:
        public = public_key_of(identity.private_key)
        check_certificate(renewed.certificate, identity.authority, public)
    with vault.work() as work:
        known = work.rows.identity()
        work.identify(replace(known, token=renewed.token, certificate=certificate))
        work.commit()
    client.use(renewed.token)


def _doubt_the_store(vault: Vault, client: StoreClient) -> None:
    """Neither token nor key is known there: see whether it is our store at all.

    Raises:
        LineError: it is another one. Ours, or one that cannot say: nothing is raised.
    """
    with vault.work() as work:
        nonce, identity = work.new_id(), work.rows.identity()
    try:
        check_store(client, identity, nonce)
    except (OtherPlie, WrongAuthority):
        raise
    except LineError:
        return

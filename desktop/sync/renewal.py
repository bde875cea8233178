"""The device's token and certificate renewed by its key: nobody has anything to do.

An answer lost on the way leaves a token that serves no more; the key opens the same door again.
"""

from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from desktop.models.line import Identity
from desktop.sync.enrol import check_certificate, public_key_of
from desktop.sync.turn import Turn
from wire.messages import Challenge, Renew


def renew(turn: Turn, challenge: str = "") -> None:
    """Sign a challenge, the store's or one asked for, and keep what it gives.

    Raises:
        LineError: the store knows this key no more, or the line failed; nothing is changed here.
    """
    with turn.vault.look() as rows:
        identity = rows.identity()
    if not challenge:
        asked = Challenge(plie=identity.plie, device=identity.device)
        challenge = turn.client.challenge(asked).challenge
    renewed = turn.client.renew(
        Renew(
            plie=identity.plie,
            device=identity.device,
            challenge=challenge,
            signature=_signature(identity, challenge),
        )
    )
    certificate = renewed.certificate or identity.certificate
    if renewed.certificate:
        public = public_key_of(identity.private_key)
        check_certificate(renewed.certificate, identity.authority, public)
    with turn.vault.work() as work:
        known = work.rows.identity()
        work.identify(replace(known, token=renewed.token, certificate=certificate))
        work.commit()
    turn.client.use(renewed.token)


def _signature(identity: Identity, challenge: str) -> str:
    key = load_pem_private_key(identity.private_key.encode(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("no key of a device")
    return key.sign(challenge.encode(), ec.ECDSA(SHA256())).hex()

"""The store proves who it is to whoever asks: its authority signs the question, known to nobody before.

A device whose token opens nothing, or that is told another address, then knows whether it speaks to
its own store or to another's. Nothing is asked of the device: it shows neither token nor name.
"""

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from central import gestion
from central.authority import Authority
from central.offer import is_identifier
from central.store import Store
from wire.messages import Prove, Proven, proof
from wire.pack import BadBodyError


def prove(store: Store, authority: Authority, message: Prove) -> Proven:
    """Sign a question, under a heading that no certificate and no list begins with."""
    if not is_identifier(message.nonce):
        raise BadBodyError("a question without its nonce")
    plie = gestion.the_plie(store)
    signed = authority.key.sign(proof(plie, message.nonce), ec.ECDSA(SHA256()))
    return Proven(plie=plie, authority=authority.pem, signature=signed.hex())

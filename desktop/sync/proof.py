"""Is who answers the store that we expect? Its authority signs a question asked for the first time."""

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from desktop.models.line import Identity
from desktop.sync.client import StoreClient
from desktop.sync.errors import OtherPlie, WrongAuthority
from wire.messages import Prove, Proven, proof


def check_store(client: StoreClient, identity: Identity, nonce: str) -> None:
    """Verify that the store at the end of a line is the one that enrolled this vault.

    Args:
        client: the line; it needs no token.
        identity: whose store it must be.
        nonce: what nobody can have asked before.

    Raises:
        OtherPlie: it is another PLIE's.
        WrongAuthority: it says that it is this PLIE's and cannot prove it.
        LineError: it is no store, or is not reached.
    """
    proven = client.prove(Prove(nonce=nonce))
    if proven.plie != identity.plie:
        raise OtherPlie
    if not _signed(proven, x509.load_pem_x509_certificate(identity.authority.encode()), nonce):
        raise WrongAuthority


def ask_authority(client: StoreClient, nonce: str) -> x509.Certificate:
    """Return the authority of the store at the end of a line, which has proved that it is its own.

    Raises:
        WrongAuthority: it cannot prove it.
        LineError: it is no store, or is not reached.
    """
    proven = client.prove(Prove(nonce=nonce))
    try:
        authority = x509.load_pem_x509_certificate(proven.authority.encode())
    except ValueError as error:
        raise WrongAuthority from error
    if not _signed(proven, authority, nonce):
        raise WrongAuthority
    return authority


def _signed(proven: Proven, authority: x509.Certificate, nonce: str) -> bool:
    key = authority.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return False
    try:
        signature = bytes.fromhex(proven.signature)
        key.verify(signature, proof(proven.plie, nonce), ec.ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True

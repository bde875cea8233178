"""Who says to have a key signs with it: a public key is in every PDF that it sealed, and opens nothing alone."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key


def holds(public_key: str, said: bytes, signature: str) -> bool:
    """Tell whether the holder of a key (PEM) signed these words (ECDSA, SHA-256, DER in hexadecimal)."""
    try:
        key = load_pem_public_key(public_key.encode())
        if not isinstance(key, ec.EllipticCurvePublicKey):
            return False
        key.verify(bytes.fromhex(signature), said, ec.ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True

"""The one-time codes of invitations: what is drawn, and what is kept of them."""

from hashlib import sha256

from central.authority import Authority
from central.mint import TokenBytes
from wire.invitation import SECRET_BYTES, write_code


def new_code(token_bytes: TokenBytes, authority: Authority) -> str:
    """Return a fresh code as it is typed."""
    return write_code(token_bytes(SECRET_BYTES), authority.certificate).text


def digest(code: str) -> str:
    """Return what is stored of a code: its sha256, however it was typed (case, spaces)."""
    typed = "".join(letter for letter in code.upper() if letter.isalnum())
    return sha256(typed.encode()).hexdigest()

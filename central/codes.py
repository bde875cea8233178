"""The one-time codes of invitations: 150 bits, typed in six groups of five letters and digits."""

from hashlib import sha256

from central.mint import TokenBytes

# Crockford's base 32: no I, L, O nor U, so that nothing is read for something else.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LIKE = str.maketrans("OIL", "011")
GROUPS, GROUP = 6, 5
_LETTERS = GROUPS * GROUP
_BITS = 5


def new_code(token_bytes: TokenBytes) -> str:
    """Return a fresh code as it is typed."""
    bits = int.from_bytes(token_bytes(_LETTERS * _BITS // 8 + 1), "big")
    letters = "".join(_ALPHABET[bits >> _BITS * i & 31] for i in range(_LETTERS))
    return "-".join(letters[start : start + GROUP] for start in range(0, _LETTERS, GROUP))


def digest(code: str) -> str:
    """Return what is stored of a code: its sha256, however it was typed (case, spaces, O for 0)."""
    typed = "".join(letter for letter in code.upper() if letter.isalnum())
    return sha256(typed.translate(_LIKE).encode()).hexdigest()

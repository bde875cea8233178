"""The machine's own secret, kept by the operating system's keyring, behind the quick unlock code.

Today it only answers whether such a keyring is there and holds what it is given: the screen "Mon
poste" says so. The passphrase opens the vault with or without it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import keyring
from keyring.errors import KeyringError

_SERVICE = "Permanence"
_PROBE = "verification"


@dataclass(frozen=True, slots=True)
class Trousseau:
    """Whether this machine keeps a secret, and the French sentence that says so."""

    usable: bool
    phrase: str


def trousseau(random: Callable[[int], bytes]) -> Trousseau:
    """Write a random value, read it back, remove it: some keyrings store nothing and say nothing."""
    written = random(16).hex()
    try:
        keyring.set_password(_SERVICE, _PROBE, written)
        read = keyring.get_password(_SERVICE, _PROBE)
        keyring.delete_password(_SERVICE, _PROBE)
    except KeyringError:
        return _ABSENT
    return _PRESENT if read == written else _ABSENT


_PRESENT = Trousseau(usable=True, phrase="Le trousseau de cette machine est utilisable.")
_ABSENT = Trousseau(
    usable=False,
    phrase="Cette machine n’a pas de trousseau utilisable\u00a0: la phrase de passe suffit.",
)

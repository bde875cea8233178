"""The machine's own secrets, kept by the operating system's keyring, behind the quick unlock code.

A keyring may be absent, locked, or store nothing and say nothing: nothing is believed that was not
read back. The passphrase opens the vault with or without it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import keyring

_SERVICE = "Permanence"
_PROBE = "verification"


@dataclass(frozen=True, slots=True)
class Trousseau:
    """Whether this machine keeps a secret, and the French sentence that says so."""

    usable: bool
    phrase: str


class Keyring:
    """The keyring of whoever is logged in on this machine, as `usecases.acces.Machine` asks."""

    def read(self, name: str) -> str | None:
        """Return a secret; None when there is none, or no keyring to ask."""
        with _whatever_it_says():
            return keyring.get_password(_SERVICE, name)
        return None

    def write(self, name: str, secret: str) -> bool:
        """Keep a secret; whether it is really kept."""
        with _whatever_it_says():
            _stay_on_this_machine()
            keyring.set_password(_SERVICE, name, secret)
            return self.read(name) == secret
        return False

    def forget(self, name: str) -> None:
        """Remove a secret, if the keyring has it."""
        with _whatever_it_says():
            keyring.delete_password(_SERVICE, name)


def trousseau(random: Callable[[int], bytes]) -> Trousseau:
    """Write a random value, read it back, remove it: some keyrings store nothing and say nothing."""
    ring = Keyring()
    kept = ring.write(_PROBE, random(16).hex())
    ring.forget(_PROBE)
    return _PRESENT if kept else _ABSENT


@contextmanager
def _whatever_it_says() -> Iterator[None]:
    """A keyring that fails is no keyring, and never a reason to keep anyone out of their vault."""
    try:
        yield
    # `KeyringError` alone is not enough: Windows' credentials and the Secret Service let errors of
    # their own through (no logon session, an item locked meanwhile), of types known to them alone.
    except Exception:  # noqa: BLE001
        return


def _stay_on_this_machine() -> None:
    # Windows would copy the secret to the other machines of a roaming profile.
    backend = keyring.get_keyring()
    if hasattr(backend, "persist"):
        backend.persist = "local machine"


_PRESENT = Trousseau(usable=True, phrase="Le trousseau de cette machine est utilisable.")
_ABSENT = Trousseau(
    usable=False,
    phrase="Cette machine n’a pas de trousseau utilisable\u00a0: la phrase de passe suffit.",
)

"""First start, unlock: who works here, and with what phrase."""

import math
import string
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from desktop.models.envelope import FILE, Kdf
from desktop.models.line import Identity
from desktop.models.vault import Surroundings, Vault
from desktop.sync.enrol import new_private_key
from plie.refus import Refus
from plie.vocabulaire import Role
from wire.ids import RANDOM_BYTES, uuid7

# quality.md §3: proposed at 80 bits and more, refused under 50.
WANTED_BITS, LEAST_BITS = 80, 50
_CLASSES = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
_OTHERS = 33


@dataclass(frozen=True, slots=True)
class Strength:
    """How hard a phrase is to guess: estimated bits, and what to say of it."""

    bits: float
    phrase: str

    @property
    def enough(self) -> bool:
        """Whether the phrase may protect a vault."""
        return self.bits >= LEAST_BITS


def strength(passphrase: str) -> Strength:
    """Estimate a phrase: its alphabet, its length, repetitions counted once.

    An estimate errs low: a repeated or consecutive character counts for a fifth.
    """
    alphabet = sum(len(c) for c in _CLASSES if any(x in c for x in passphrase))
    alphabet += _OTHERS if any(x not in "".join(_CLASSES) for x in passphrase) else 0
    steps = [abs(ord(b) - ord(a)) for a, b in pairwise(passphrase)]
    length = bool(passphrase) + sum(1.0 if step > 1 else 0.2 for step in steps)
    few = min(1.0, len(set(passphrase)) / 8)
    bits = length * math.log2(alphabet or 1) * few
    if bits >= WANTED_BITS:
        return Strength(bits, "Solide.")
    if bits >= LEAST_BITS:
        return Strength(bits, "Suffisante. Quelques mots de plus la rendraient solide.")
    return Strength(bits, "Trop facile à deviner : ajoutez des mots.")


def vaults(folder: Path) -> tuple[Path, ...]:
    """Return the folders of the vaults on this machine, oldest first."""
    found = (path.parent for path in folder.glob(f"*/{FILE}"))
    return tuple(sorted(found, key=lambda path: path.name))


def create(
    folder: Path,
    passphrase: str,
    *,
    nom: str,
    referentiel: str,
    around: Surroundings,
    kdf: Kdf | None = None,
) -> Vault:
    """Make the vault of an adviser who is not enrolled yet; their key pair is made in it.

    Raises:
        Refus: no name, or a phrase too easy to guess.
        VaultError: see `Vault.create`.
    """
    if not nom.strip():
        raise Refus("sans_nom", "Indiquez votre nom : il figure sur les comptes-rendus.")
    judged = strength(passphrase)
    if not judged.enough:
        raise Refus("phrase_faible", f"{judged.phrase} Le coffre n’a pas été créé.")
    millis = int(around.clock().timestamp() * 1000)
    identity = Identity(
        utilisateur=uuid7(millis, around.random(RANDOM_BYTES)),
        nom=nom.strip(),
        role=Role.ACCOMPAGNATEUR,
        referentiel=referentiel,
        device=uuid7(millis, around.random(RANDOM_BYTES)),
        private_key=new_private_key(),
    )
    return Vault.create(folder, passphrase, identity, around=around, kdf=kdf)


def unlock(folder: Path, passphrase: str, *, around: Surroundings) -> Vault:
    """Open a vault with its passphrase.

    Raises:
        VaultError: see `Vault.open`; data untouched.
    """
    return Vault.open(folder, passphrase, around=around)

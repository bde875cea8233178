"""First start, unlock: who works here, and with what phrase."""

import os
from contextlib import suppress
from pathlib import Path

from desktop.models import envelope
from desktop.models.envelope import FILE, Kdf
from desktop.models.errors import WrongPassphrase
from desktop.models.line import Identity
from desktop.models.vault import Surroundings, Vault
from desktop.strength import strength
from desktop.sync.enrol import new_private_key
from plie.refus import Refus
from plie.vocabulaire import Role
from wire.ids import RANDOM_BYTES, uuid7


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
        raise Refus("sans_nom", "Indiquez votre nom\u00a0: il figure sur les comptes-rendus.")
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
    """Open a vault with its passphrase; the date of its envelope says when it was last opened.

    Raises:
        VaultError: see `Vault.open`; data untouched.
    """
    vault = Vault.open(folder, passphrase, around=around)
    opened = around.clock().timestamp()
    # The date only helps to tell vaults apart: one that cannot be written is no reason to stay out.
    with suppress(OSError):
        os.utime(folder / FILE, (opened, opened))
    return vault


def prove(vault: Vault, secret: str) -> None:
    """Return if the secret is the passphrase of this open vault.

    Raises:
        WrongPassphrase: it is not.
        VaultError: the envelope cannot be read.
    """
    if not vault.has_key(envelope.unwrap(envelope.read(vault.folder), secret)):
        raise WrongPassphrase

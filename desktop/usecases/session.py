"""First start, unlock: who works here, and with what secret."""

import os
from contextlib import suppress
from pathlib import Path

from desktop.models import envelope
from desktop.models.envelope import FILE, Kdf
from desktop.models.errors import VaultError
from desktop.models.line import Identity
from desktop.models.vault import Surroundings, Vault
from desktop.strength import strength
from desktop.sync.enrol import new_private_key
from desktop.usecases import acces, code
from desktop.usecases.acces import NewPhrase
from desktop.usecases.code import Machine
from desktop.usecases.lectures import Doing, noter
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
    recovery: str = "",
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
    return Vault.create(folder, passphrase, identity, around=around, kdf=kdf, recovery=recovery)


def unlock(
    folder: Path, passphrase: str, *, around: Surroundings, machine: Machine | None = None
) -> Vault:
    """Open a vault with its passphrase; the failures of its quick code are forgiven.

    Raises:
        VaultError: see `Vault.open`; data untouched.
    """
    vault = Vault.open(folder, passphrase, around=around)
    try:
        # Only makes the next opening easier: a disk that refuses is no reason to stay out.
        with suppress(OSError):
            envelope.upgrade(folder)
            if machine is not None:
                code.forgive(folder, machine)
    except BaseException:
        vault.close()
        raise
    return _opened(vault, around)


def unlock_with_code(folder: Path, typed: str, *, around: Surroundings, machine: Machine) -> Vault:
    """Open a vault with its quick code.

    Raises:
        CodeRefused: see `code.key_of`.
        VaultError: see `Vault.open_with`; data untouched.
    """

    def key_of() -> bytes:
        return code.key_of(folder, typed, machine=machine, now=around.clock())

    return _opened(Vault.open_with(folder, key_of, around=around), around)


def recover(
    folder: Path,
    asked: NewPhrase,
    *,
    around: Surroundings,
    machine: Machine,
    kdf: Kdf | None = None,
) -> Vault:
    """Open a vault with its recovery key and give it another passphrase; its quick code is removed.

    Raises:
        Refus: the key is mistyped, or the new phrase too easy to guess.
        WrongRecoveryKey, VaultError: data untouched.
    """
    acces.refuse_weak(asked.passphrase)
    vault = Vault.open_with(
        folder, lambda: acces.key_of_recovery(folder, asked.recovery), around=around
    )
    try:
        acces.replace_phrase(vault, asked, around=around, kdf=kdf)
        with suppress(VaultError):
            code.remove(folder, machine)
    except BaseException:
        vault.close()
        raise
    return _opened(vault, around)


def _opened(vault: Vault, around: Surroundings) -> Vault:
    """The date of its envelope says when a vault was last opened; it helps to tell vaults apart."""
    opened = around.clock().timestamp()
    with suppress(OSError):
        os.utime(vault.folder / FILE, (opened, opened))
    # Told at the next exchange; a full disk is no reason to stay out.
    with suppress(VaultError), vault.work() as work:
        noter(work, Doing.OUVERTURE, now=around.clock())
    return vault

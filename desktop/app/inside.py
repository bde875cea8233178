"""All that the door needs and that is read behind its first screen: nobody waits for it to type a passphrase.

What is done there to a vault that is shut: made, opened, recovered, put back as a copy was.
"""

from pathlib import Path

from desktop.app.antechamber import Antechamber, standing
from desktop.app.house import House
from desktop.app.referentiels import objection, offered
from desktop.app.surroundings import Surroundings
from desktop.keys import Keyring
from desktop.models import vault as vaults
from desktop.models.envelope import Kdf
from desktop.models.errors import VaultDamaged
from desktop.models.vault import Vault
from desktop.ui.screens.phrase_oubliee import Reprise
from desktop.ui.screens.premier_demarrage import Demande
from desktop.ui.screens.retablissement import Retablissement
from desktop.usecases import acces, code, sauvegardes, secours, session

__all__ = ["Antechamber", "House", "objection", "offered", "standing"]


def create(folder: Path, asked: Demande, around: Surroundings, kdf: Kdf | None) -> Vault:
    """Make a vault in a folder of its own, named by chance: its label reveals nobody's name."""
    return session.create(
        folder / around.random(6).hex(),
        asked.passphrase,
        nom=asked.nom,
        referentiel=asked.referentiel,
        around=_inside(around),
        kdf=kdf,
        recovery=asked.recovery,
    )


def unlock(folder: Path, secret: str, around: Surroundings, *, by_code: bool = False) -> Vault:
    """Open a vault with its passphrase or its quick code."""
    inside = _inside(around)
    if by_code:
        return session.unlock_with_code(folder, secret, around=inside, machine=Keyring())
    return session.unlock(folder, secret, around=inside, machine=Keyring())


def recover(folder: Path, asked: Reprise, around: Surroundings, kdf: Kdf | None) -> Vault:
    """Open a vault with its recovery key, and give it another passphrase."""
    return session.recover(
        folder,
        asked,
        around=_inside(around),
        machine=Keyring(),
        kdf=kdf,
    )


def refuse_share(folder: Path, around: Surroundings) -> None:
    """Tell, before anything is typed, that a folder can hold no vault.

    Raises:
        VaultOnShare: it lies on a network share.
    """
    vaults.refuse_share(folder, _inside(around))


def code_serves(folder: Path) -> bool:
    """Whether the quick code of a vault can open it on this machine, now."""
    return code.usable(folder, Keyring())


def page_of_key(key: str, around: Surroundings) -> bytes:
    """Return the page of a recovery key, to print."""
    return secours.page("", key, at=around.local())


def note_key(vault: Vault) -> Vault:
    """Keep that the recovery key is on paper."""
    acces.note_recovery(vault)
    return vault


def copies_screen(nom: str, around: Surroundings) -> Retablissement:
    """Return the screen that goes back to a copy of a vault without opening it."""
    return Retablissement(nom, around.local().tzinfo)


def copies_of(folder: Path, phrase: str) -> tuple[sauvegardes.Copie, ...]:
    """Return the copies of a vault, to whoever knows its passphrase."""
    return sauvegardes.copies_avec(folder, phrase)


def damaged(error: Exception) -> bool:
    """Whether a vault did not open because it is damaged."""
    return isinstance(error, VaultDamaged)


def go_back(folder: Path, copie: sauvegardes.Copie, around: Surroundings) -> None:
    """Put a copy in place of a closed vault."""
    sauvegardes.retablir(folder, copie, now=around.clock())


def _inside(around: Surroundings) -> vaults.Surroundings:
    return vaults.Surroundings(around.clock, around.random, around.disk.share)

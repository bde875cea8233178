"""The ways into an open vault: change the phrase, renew the recovery key, choose a code, prove oneself.

Each gesture that adds or replaces a way in asks for the passphrase again: a session left open for a
minute gives nobody a lasting key.
"""

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from desktop import recovery
from desktop.models import envelope
from desktop.models.envelope import Kdf
from desktop.models.errors import (
    CodeRefused,
    VaultUnwritable,
    WrongPassphrase,
    WrongRecoveryKey,
)
from desktop.models.vault import Surroundings, Vault
from desktop.strength import strength
from desktop.usecases import code, nommer
from desktop.usecases.code import Machine
from plie.refus import Refus

LABEL = "coffre.nom"
_LONGEST_LABEL = 32


@dataclass(frozen=True, slots=True)
class Ways:
    """What opens a vault besides its passphrase.

    Attributes:
        recovery: the day its recovery key was made, ISO; "" when there is none.
        noted: whether the person said that they have it on paper.
        code: whether it has a quick code.
        label: the neutral name that the person gave it, or "".
    """

    recovery: str
    noted: bool
    code: bool
    label: str


class NewPhrase(Protocol):
    """What replaces a lost passphrase: the recovery key proves, the new phrase follows."""

    @property
    def recovery(self) -> str: ...  # noqa: D102
    @property
    def passphrase(self) -> str: ...  # noqa: D102


def ways(folder: Path) -> Ways:
    """Return what opens a vault.

    Raises:
        VaultError: its envelopes cannot be read.
    """
    there = envelope.decode(envelope.read(folder))
    key = envelope.find(there, envelope.RECOVERY)
    return Ways(
        recovery=key.made if key is not None else "",
        noted=key is not None and key.noted,
        code=envelope.find(there, envelope.CODE) is not None,
        label=label(folder),
    )


def prove(vault: Vault, secret: str, *, machine: Machine, around: Surroundings) -> None:
    """Return if the secret is the quick code or the passphrase of this open vault.

    Raises:
        CodeRefused: a quick code is expected, and this is neither it nor the passphrase.
        WrongPassphrase: it is not the passphrase.
        VaultError: the envelopes cannot be read.
    """
    refused: CodeRefused | None = None
    if code.usable(vault.folder, machine):
        try:
            key = code.key_of(vault.folder, secret, machine=machine, now=around.clock())
        except CodeRefused as error:
            refused = error
        else:
            if vault.has_key(key):
                return
    try:
        _key(vault, secret)
    except WrongPassphrase:
        if refused is not None:
            raise refused from None
        raise
    with suppress(OSError):
        code.forgive(vault.folder, machine)


def expects(folder: Path, machine: Machine) -> str:
    """Return which secret to ask for: « code » or « phrase »."""
    return "code" if code.usable(folder, machine) else "phrase"


def change_phrase(
    vault: Vault, current: str, new: str, *, around: Surroundings, kdf: Kdf | None = None
) -> None:
    """Replace the passphrase.

    Raises:
        Refus: the new one is too easy to guess.
        WrongPassphrase: the current one is not the one.
        VaultUnwritable: the current one still opens.
    """
    refuse_weak(new)
    _put_phrase(vault, _key(vault, current), new, around=around, kdf=kdf)


def replace_phrase(
    vault: Vault, asked: NewPhrase, *, around: Surroundings, kdf: Kdf | None = None
) -> None:
    """Replace the passphrase of a vault that its recovery key has just opened.

    Raises:
        WrongRecoveryKey: it is another vault's.
        VaultUnwritable: the former passphrase still opens.
    """
    key = key_of_recovery(vault.folder, asked.recovery)
    _put_phrase(vault, key, asked.passphrase, around=around, kdf=kdf)


def renew_recovery(vault: Vault, phrase: str, *, around: Surroundings) -> str:
    """Replace the recovery key; return the new one, which is shown once.

    Raises:
        WrongPassphrase: nothing is changed.
        VaultUnwritable: the former key still opens.
    """
    key = _key(vault, phrase)
    drawn = recovery.draw(around.random)
    sealed = envelope.seal(
        envelope.RECOVERY,
        key,
        drawn,
        kdf=envelope.LIGHT,
        random=around.random,
        made=around.clock().date().isoformat(),
    )
    envelope.change(vault.folder, lambda there: envelope.put(there, sealed))
    return drawn


def note_recovery(vault: Vault) -> None:
    """Keep that the person has their recovery key on paper.

    Raises:
        VaultUnwritable: it is not kept.
    """
    envelope.change(
        vault.folder,
        lambda there: tuple(
            replace(one, noted=True) if one.kind == envelope.RECOVERY else one for one in there
        ),
    )


def choose_code(
    vault: Vault, phrase: str, typed: str, *, machine: Machine, around: Surroundings
) -> None:
    """Give the vault a quick code on this machine.

    Raises:
        Refus: the code is too easy, or this machine keeps no secret.
        WrongPassphrase, VaultUnwritable: nothing is changed.
    """
    key = _key(vault, phrase)
    code.choose(vault.folder, typed, key, machine=machine, random=around.random, now=around.clock())


def key_of_recovery(folder: Path, typed: str) -> bytes:
    """Return the data key that a recovery key opens.

    Raises:
        Refus: it is mistyped, and where.
        WrongRecoveryKey: it is another vault's, or a former one.
    """
    wrong = recovery.objection(typed)
    if wrong:
        raise Refus("cle_mal_tapee", wrong)
    found = envelope.find(envelope.decode(envelope.read(folder)), envelope.RECOVERY)
    if found is None:
        raise WrongRecoveryKey
    try:
        return found.open(recovery.tidy(typed))
    except WrongPassphrase:
        raise WrongRecoveryKey from None


def refuse_weak(phrase: str) -> None:
    """Refuse a phrase that is too easy to guess.

    Raises:
        Refus: and why.
    """
    judged = strength(phrase)
    if not judged.enough:
        raise Refus("phrase_faible", f"{judged.phrase} Rien n’a été modifié.")


def label(folder: Path) -> str:
    """Return the neutral name of a vault, "" when it has none."""
    try:
        return str(json.loads((folder / LABEL).read_text(encoding="utf-8")))[:_LONGEST_LABEL]
    except (OSError, ValueError):
        return ""


def rename(vault: Vault, wanted: str) -> None:
    """Give a vault another label, shown before it is open: it may not tell whose vault it is.

    Raises:
        Refus: it holds a part of the adviser's name, or is too long.
        VaultUnwritable: the former label stays.
    """
    tidied = " ".join(wanted.split())
    with vault.look() as rows:
        nom = rows.identity().nom
    if nommer.within(nom, tidied):
        raise Refus(
            "nom_reconnaissable",
            "Ce nom de coffre révèle le vôtre\u00a0: il se lit sans rien déverrouiller. Choisissez une "
            "couleur, un lieu, un objet.",
        )
    if len(tidied) > _LONGEST_LABEL:
        raise Refus("nom_trop_long", f"{_LONGEST_LABEL} caractères au plus.")
    path = vault.folder / LABEL
    aside = path.with_suffix(".nouveau")
    try:
        aside.write_text(json.dumps(tidied), encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        raise VaultUnwritable from error


def _put_phrase(
    vault: Vault, key: bytes, new: str, *, around: Surroundings, kdf: Kdf | None
) -> None:
    if not vault.has_key(key):
        raise WrongPassphrase
    sealed = envelope.seal(
        envelope.PHRASE,
        key,
        new,
        kdf=kdf or envelope.Kdf(),
        random=around.random,
        made=around.clock().date().isoformat(),
    )
    envelope.change(vault.folder, lambda there: envelope.put(there, sealed))


def _key(vault: Vault, phrase: str) -> bytes:
    """Return the data key of an open vault, whose passphrase is given again."""
    key = envelope.unwrap(envelope.read(vault.folder), phrase)
    if not vault.has_key(key):
        raise WrongPassphrase
    return key

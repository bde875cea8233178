"""The quick unlock code: an envelope that opens with the code and this machine's own secret, both.

The failures are counted beside the vault and in the keyring, durably and before the try is judged;
the greater count is believed, so that removing the file gives no try: it takes the code away until
the passphrase opens. At ten failures the code is destroyed.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Protocol

from desktop.models import attempts, envelope
from desktop.models.attempts import Attempts
from desktop.models.envelope import Envelope
from desktop.models.errors import CodeDelayed, CodeUnusable, VaultError, WrongCode, WrongPassphrase
from desktop.strength import objection_to_code
from plie.refus import Refus

_SECRET_BYTES, _ID_BYTES = 32, 8
_JUDGING = threading.Lock()
_LOST = (
    "Le trousseau de cet ordinateur ne garde plus le secret de ce code (autre machine, autre "
    "session ou trousseau vidé)."
)
_UNCOUNTED = "Le compte des essais de ce code a disparu."
_UNWRITTEN = "Le compte des essais ne peut pas être écrit (disque plein, ou dossier protégé)."
_UNKEPT = (
    "Le trousseau de cet ordinateur n’a pas gardé le compte des essais (verrouillé, ou en lecture "
    "seule)."
)
_DESTROYED = f"Ce code a été manqué {attempts.MOST} fois\u00a0: il est détruit."
_NONE = "Ce coffre n’a pas de code de déverrouillage."


class Machine(Protocol):
    """The keyring of this machine: small secrets, by name."""

    def read(self, name: str) -> str | None:
        """Return a secret; None when there is none, or no keyring to ask."""

    def write(self, name: str, secret: str) -> bool:
        """Keep a secret; whether it is really kept."""

    def forget(self, name: str) -> None:
        """Remove a secret, if there is one."""


def exists(folder: Path) -> bool:
    """Whether a vault has a quick code.

    Raises:
        VaultError: its envelopes cannot be read.
    """
    return _envelope(folder) is not None


def usable(folder: Path, machine: Machine) -> bool:
    """Whether the quick code may be asked for now: it exists, here, and its count is whole."""
    found = _envelope(folder)
    return (
        found is not None
        and _kept(machine, found.id) is not None
        and attempts.read(folder, found.id) is not None
    )


def choose(
    folder: Path,
    code: str,
    key: bytes,
    *,
    machine: Machine,
    random: Callable[[int], bytes],
    now: datetime,
) -> None:
    """Give the vault a quick code, in the place of the former one.

    Raises:
        Refus: too short or too easy, or this machine keeps no secret.
        VaultUnwritable: nothing is changed.
    """
    wrong = objection_to_code(code)
    if wrong:
        raise Refus("code_faible", wrong)
    former = _envelope(folder)
    id_, secret = random(_ID_BYTES).hex(), random(_SECRET_BYTES)
    sealed = envelope.seal(
        envelope.CODE,
        key,
        code,
        kdf=envelope.LIGHT,
        random=random,
        machine=secret,
        id_=id_,
        made=now.date().isoformat(),
    )
    if not machine.write(_name(id_), _text(secret, Attempts())):
        raise Refus(
            "sans_trousseau",
            "Cette machine n’a pas de trousseau utilisable\u00a0: le code n’a pas été enregistré. Votre "
            "phrase de passe ouvre toujours le coffre.",
        )
    try:
        # The envelope before the count: cut between the two, the code waits for the passphrase.
        envelope.change(folder, lambda ways: envelope.put(ways, sealed))
    except VaultError:
        machine.forget(_name(id_))
        raise
    with suppress(OSError):
        attempts.write(folder, id_, Attempts())
    if former is not None:
        machine.forget(_name(former.id))


def remove(folder: Path, machine: Machine) -> None:
    """Take the quick code away.

    Raises:
        VaultUnwritable: the envelope stays, but nothing opens it any more.
    """
    found = _envelope(folder)
    if found is None:
        return
    # The secret first: without it the envelope opens nothing, whatever happens next.
    machine.forget(_name(found.id))
    envelope.change(folder, lambda ways: envelope.without(ways, envelope.CODE))
    with suppress(OSError):
        attempts.forget(folder)


def forgive(folder: Path, machine: Machine) -> None:
    """Forget the failures: the passphrase was given."""
    found = _envelope(folder)
    kept = _kept(machine, found.id) if found is not None else None
    if found is None or kept is None:
        return
    secret, count = kept
    filed = attempts.read(folder, found.id)
    if count.failures or filed is None or filed.failures:
        _count(folder, found.id, secret, Attempts(), machine)


def key_of(folder: Path, code: str, *, machine: Machine, now: datetime) -> bytes:
    """Return the data key that a code opens.

    Raises:
        WrongCode, CodeDelayed: try again, now or later.
        CodeUnusable: no code, no secret of this machine, no count, or one failure too many.
        VaultError: the envelopes cannot be read.
    """
    with _JUDGING:
        found = _envelope(folder)
        if found is None:
            raise CodeUnusable(_NONE)
        kept = _kept(machine, found.id)
        if kept is None:
            raise CodeUnusable(_LOST)
        secret, count = kept
        filed = attempts.read(folder, found.id)
        if filed is None:
            raise CodeUnusable(_UNCOUNTED)
        return _judge(folder, code, found, secret, max(count, filed), machine=machine, now=now)


def _judge(
    folder: Path,
    code: str,
    found: Envelope,
    secret: bytes,
    count: Attempts,
    *,
    machine: Machine,
    now: datetime,
) -> bytes:
    instant = now.timestamp()
    if count.failures < attempts.MOST and count.wait(instant):
        if count.last > instant:
            # Kept, or each try would begin the same wait again until that day comes.
            _count(folder, found.id, secret, count.anchored(instant), machine)
        raise CodeDelayed(count.wait(instant))
    counted = count.one_more(instant)
    if counted.failures > attempts.MOST:
        # Cut short between the tenth failure and the destruction.
        remove(folder, machine)
        raise CodeUnusable(_DESTROYED)
    uncounted = _count(folder, found.id, secret, counted, machine)
    if uncounted:
        raise CodeUnusable(uncounted)
    try:
        key = found.open(code, secret)
    except WrongPassphrase:
        if counted.failures >= attempts.MOST:
            remove(folder, machine)
            raise CodeUnusable(_DESTROYED) from None
        left = attempts.MOST - counted.failures
        raise WrongCode(left, counted.wait(instant)) from None
    _count(folder, found.id, secret, Attempts(), machine)
    return key


def _count(folder: Path, id_: str, secret: bytes, count: Attempts, machine: Machine) -> str:
    """Write a count in both places; which one does not hold it and why, "" when both do."""
    try:
        attempts.write(folder, id_, count)
    except OSError:
        return _UNWRITTEN
    return "" if machine.write(_name(id_), _text(secret, count)) else _UNKEPT


def _envelope(folder: Path) -> Envelope | None:
    return envelope.find(envelope.decode(envelope.read(folder)), envelope.CODE)


def _kept(machine: Machine, id_: str) -> tuple[bytes, Attempts] | None:
    """Return what the keyring holds of a code: the machine's secret and its own count."""
    kept = machine.read(_name(id_))
    if kept is None:
        return None
    try:
        secret, failures, last = kept.split()
        return bytes.fromhex(secret), Attempts(int(failures), float(last))
    except ValueError:
        return None


def _text(secret: bytes, count: Attempts) -> str:
    return f"{secret.hex()} {count.failures} {count.last!r}"


def _name(id_: str) -> str:
    return f"code-{id_}"

"""Gestures on the ways into a vault, each cut at chosen lines: `ways.py FOLDER GESTURE HOW_MANY`.

A child does the gesture and kills itself at the n-th line of the code that writes the ways in; what
is left is tried in this process. Each cut is told in one JSON line: where, and what still opens.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

import keyring

from desktop import recovery
from desktop.keys import Keyring
from desktop.models import attempts, envelope
from desktop.models.errors import VaultError
from desktop.models.vault import Surroundings, Vault
from desktop.usecases import acces, code, session
from tests.desktop import ring, vaults
from tests.desktop.vaults import FLOOR, PHRASE

NEW = "verger tunnel crayon lampe pelote fusain"
CODE = "274913"
KEY = recovery.draw(vaults.surroundings(7).random)
GOLDEN = Path(__file__).parents[1] / "golden" / "envelopes" / "format-1.json"
# Where a cut could matter: the files of the ways in, and what orders their writing.
_CUT_IN = ("models/envelope.py", "models/attempts.py", "usecases/code.py", "desktop/keys.py")
AROUND = vaults.surroundings(5)


class FileRing(ring.MemoryRing):
    """A keyring that outlives its process."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def _open(self) -> None:
        if self._path.exists():
            kept = json.loads(self._path.read_text())
            self.kept = {("Permanence", name): secret for name, secret in kept.items()}

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret in the file, whole or not at all."""
        super().set_password(service, username, password)
        self._write()

    def delete_password(self, service: str, username: str) -> None:
        """Remove a secret from the file."""
        super().delete_password(service, username)
        self._write()

    def _write(self) -> None:
        aside = self._path.with_suffix(".nouveau")
        aside.write_text(json.dumps({name: secret for (_, name), secret in self.kept.items()}))
        aside.replace(self._path)


class Asked:
    """A lost phrase."""

    recovery = KEY
    passphrase = NEW


def change(folder: Path) -> None:
    """Another passphrase."""
    vault = vaults.reopen(folder)
    acces.change_phrase(vault, PHRASE, NEW, around=AROUND, kdf=FLOOR)


def upgrade(folder: Path) -> None:
    """A vault of format 1 opened by this version."""
    session.unlock(folder, PHRASE, around=AROUND, machine=Keyring())


def recover(folder: Path) -> None:
    """A recovery key used."""
    session.recover(folder, Asked(), around=AROUND, machine=Keyring(), kdf=FLOOR)


def choose(folder: Path) -> None:
    """Another quick code."""
    vault = vaults.reopen(folder)
    acces.choose_code(vault, PHRASE, "853261", machine=Keyring(), around=AROUND)


def miss(folder: Path) -> None:
    """The tenth failure, which destroys the code."""
    with suppress(VaultError):
        session.unlock_with_code(folder, "111222", around=AROUND, machine=Keyring())


GESTURES: dict[str, Callable[[Path], None]] = {
    gesture.__name__: gesture for gesture in (change, upgrade, recover, choose, miss)
}


def main(folder: Path, gesture: str, how_many: int) -> None:
    """Count the lines of a whole gesture, then cut it at lines spread over them."""
    model, trial = folder / "modele", folder / "essai"
    keyring.set_keyring(FileRing(model / "trousseau.json"))
    prepare(model, gesture)
    cuts = fork(model, trial, gesture, cut_at=0)
    # A sample looks at the second half: what is written comes last.
    first = 1 if how_many >= cuts else cuts // 2
    step = max(1, (cuts - first) // how_many)
    for cut in range(cuts, first - 1, -step):
        fork(model, trial, gesture, cut_at=cut)
        sys.stdout.write(
            json.dumps({"cut": cut, "of": cuts, **left(trial / "coffre", gesture)}) + "\n"
        )


def prepare(model: Path, gesture: str) -> None:
    """Make the vault that each cut begins with."""
    model.mkdir()
    known = iter([bytes(range(32))])
    around = Surroundings(AROUND.clock, lambda n: next(known, None) or AROUND.random(n))
    vault = Vault.create(
        model / "coffre", PHRASE, vaults.une_identite(), around=around, kdf=FLOOR, recovery=KEY
    )
    if gesture == "upgrade":
        shutil.copy(GOLDEN, model / "coffre" / envelope.FILE)
    else:
        acces.choose_code(vault, PHRASE, CODE, machine=Keyring(), around=AROUND)
    vault.close()
    if gesture == "miss":
        [id_] = [
            name.removeprefix("code-")
            for name in json.loads((model / "trousseau.json").read_text())
        ]
        attempts.write(model / "coffre", id_, attempts.Attempts(9, 0.0))


def fork(model: Path, trial: Path, gesture: str, *, cut_at: int) -> int:
    """Do a gesture in a child, on a copy; return how many lines it went through."""
    shutil.rmtree(trial, ignore_errors=True)
    shutil.copytree(model, trial)
    keyring.set_keyring(FileRing(trial / "trousseau.json"))
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        counted = watch(cut_at)
        GESTURES[gesture](trial / "coffre")
        sys.settrace(None)
        os.write(writing, str(counted()).encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        return int(pipe.read() or 0)


def watch(cut_at: int) -> Callable[[], int]:
    """Kill this process at the n-th line that matters (0: never); return what says how many."""
    seen = 0

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal seen
        if not frame.f_code.co_filename.replace(os.sep, "/").endswith(_CUT_IN):
            return None
        if event == "line":
            seen += 1
            if seen == cut_at:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    return lambda: seen


def left(folder: Path, gesture: str) -> dict[str, bool]:
    """Return what still opens the vault; what the gesture does not touch is not tried."""
    there = envelope.read(folder)
    former = opens(lambda: envelope.unwrap(there, PHRASE))
    kept = opens(lambda: code_key(folder, CODE))
    return {
        "former": former,
        "new": not former and opens(lambda: envelope.unwrap(there, NEW)),
        "recovery": gesture == "upgrade" or opens(lambda: acces.key_of_recovery(folder, KEY)),
        "code": kept,
        "other_code": gesture == "choose"
        and not kept
        and opens(lambda: code_key(folder, "853261")),
    }


def code_key(folder: Path, typed: str) -> bytes:
    """Return the key that a code opens on this machine."""
    return code.key_of(folder, typed, machine=Keyring(), now=AROUND.clock())


def opens(key_of: Callable[[], bytes]) -> bool:
    """Whether a way in gives the vault's key."""
    try:
        return key_of() == bytes(range(32))
    except VaultError:
        return False


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))

"""What the quick unlock code costs beside its own key derivation, which is slow on purpose."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Measure, medians_ms
from desktop.app.surroundings import real
from desktop.demo import scene
from desktop.models.envelope import LIGHT
from desktop.usecases import acces, session

_REST_MS, _TIMES = 150, 20
_CODE, _SALT, _MACHINE = "274913", bytes(16), bytes(32)


class _Ring:
    """A keyring without a system behind it: the system's own time is not ours."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def read(self, name: str) -> str | None:
        return self._kept.get(name)

    def write(self, name: str, secret: str) -> bool:
        self._kept[name] = secret
        return True

    def forget(self, name: str) -> None:
        self._kept.pop(name, None)


def measures() -> Iterator[Measure]:
    """From the code typed to the vault open and checked, less one derivation."""
    ring, around = _Ring(), scene.inside(real())
    with tempfile.TemporaryDirectory(prefix="permanence-bench-") as name:
        folder = Path(name) / "coffre"
        vault = scene.make_vault(folder, scene.ADVISER, real())
        acces.choose_code(vault, scene.PASSPHRASE, _CODE, machine=ring, around=around)
        vault.close()

        def unlock() -> None:
            session.unlock_with_code(folder, _CODE, around=around, machine=ring).close()

        whole, derivation = medians_ms(
            unlock, lambda: LIGHT.derive(_CODE, _SALT, _MACHINE), times=_TIMES
        )
    what = f"unlock with the quick code, beside {derivation:.0f} ms of key derivation"
    yield Measure(what, max(0.0, whole - derivation), _REST_MS, "ms", "the limit")

"""The report of a demonstration: each step, how long it took, whether it held."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Etape:
    """One step: its name, its duration in milliseconds, whether it held."""

    nom: str
    ms: int
    ok: bool


@dataclass(slots=True)
class Rapport:
    """Steps in order; `say` is told each one as it ends."""

    say: Callable[[str], None]
    etapes: list[Etape] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether there were steps and every one held."""
        return bool(self.etapes) and all(etape.ok for etape in self.etapes)

    @contextmanager
    def step(self, nom: str) -> Iterator[None]:
        """Time a step; one that raises is written as not held, and the error goes on."""
        began = time.monotonic()
        held = False
        try:
            yield
            held = True
        finally:
            ms = round((time.monotonic() - began) * 1000)
            self.etapes.append(Etape(nom, ms, held))
            self.say(f"{'✓' if held else '✗'} {nom} ({ms} ms)")

    def write(self, path: Path) -> None:
        """Write `{"ok": …, "etapes": […]}`."""
        form = {"ok": self.ok, "etapes": [asdict(etape) for etape in self.etapes]}
        path.write_text(json.dumps(form, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

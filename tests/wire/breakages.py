"""Break wire/merge.py in five ways and see each caught: a proof that proves the proof.

Run as a script (`python -m tests.wire.breakages`) or by test_merge.py. The broken copies are written
to a temporary folder and imported from there; the real file is never touched.
"""

import importlib.util
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.wire.histories import BYTES_PER_STEP, CAUSAL_CLAIMS, CLAIMS, told
from wire import merge

# Long enough for stale forms and deletions to meet; a shrunk story pads itself with idle steps.
STEPS = (14, 24)
STORIES = st.binary(min_size=STEPS[0] * BYTES_PER_STEP, max_size=STEPS[1] * BYTES_PER_STEP)

_KEPT = """\
        if gone:
            live[name] = {key: kept for key, kept in written.items() if key not in gone}
"""
_MADE = "\n_MADE: dict[str, str] = {}\n\n\ndef apply("

# Name of the breakage: the passages of the source and what stands there instead.
BREAKAGES: dict[str, tuple[tuple[str, str], ...]] = {
    "ignore what was seen": (("set(op.seen[name]) - {op.op_id}", "frozenset()"),),
    "the latest made_at wins": (
        ("\ndef apply(", _MADE),
        (
            _KEPT,
            """\
        _MADE[op.op_id] = op.made_at
        latest = max(written, key=lambda key: (_MADE[key], key))
        live[name] = {latest: written[latest]}
""",
        ),
    ),
    "drop a head": (
        (
            _KEPT,
            _KEPT
            + "        if len(live[name]) > 1:\n            del live[name][min(live[name], key=_rank)]\n",
        ),
    ),
    "count a replay twice": (
        (
            "    if op.op_id in heads.known:\n        return heads\n",
            """\
    if op.op_id in heads.known:
        op = replace(op, op_id=op.op_id + '-again')
""",
        ),
        ("import dataclass, field", "import dataclass, field, replace"),
    ),
    "the order of arrival decides": (("max(heads, key=_rank)", "list(heads)[-1]"),),
}


def broken(name: str, folder: Path) -> ModuleType:
    """Write and import a broken copy of wire/merge.py."""
    source = Path(merge.__file__).read_text(encoding="utf-8")
    altered = source
    for there, instead in BREAKAGES[name]:
        assert altered.count(there) == 1, f"wire/merge.py no longer reads as {name!r} expects"
        altered = altered.replace(there, instead)
    assert altered != source
    path = folder / f"merge_{name.replace(' ', '_')}.py"
    path.write_text(altered, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def caught_by(module: ModuleType, *, histories: int = 200) -> set[str]:
    """Return the names of the claims that fail on a merge module; empty for a sound one."""
    failing = set[str]()

    @settings(
        max_examples=histories,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(STORIES)
    def search(story: bytes) -> None:
        for claims, causal in ((CLAIMS, False), (CAUSAL_CLAIMS, True)):
            history = told(story, module, causal=causal)
            for claim in claims:
                try:
                    claim(module, history)
                except AssertionError:
                    failing.add(claim.__name__)

    search()
    return failing


def main() -> int:
    """Print each breakage and the claims that caught it; 1 if one escaped."""
    escaped = 0
    with TemporaryDirectory() as folder:
        for name in BREAKAGES:
            claims = caught_by(broken(name, Path(folder)))
            escaped += not claims
            sys.stdout.write(f"{name}: {', '.join(sorted(claims)) or 'ESCAPED'}\n")
    sound = caught_by(merge)
    sys.stdout.write(f"as it is: {', '.join(sorted(sound)) or 'every claim holds'}\n")
    return 1 if escaped or sound else 0


if __name__ == "__main__":
    raise SystemExit(main())

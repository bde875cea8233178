"""A story that fails, made as short as it can be while it fails in the same way.

`python -m tests.exchange.reduire "[('écrit', 0, 3), …]"` tells one again, and prints what is left of it.
"""

import ast
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.exchange.modele import Model
from tests.exchange.recit import Told, tell

_NOT_AGAIN = "Dit à nouveau, ce récit ne montre rien\u00a0: ce qu’il a montré ne se répète pas."
_CODE = 12  # letters of a message that say which invariant it is

Fails = Callable[[Told], str]


def failure(model: Model, story: Told) -> str:
    """Return in what way a story fails; "" when it does not."""
    try:
        tell(model, story)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is what we look for
        return f"{type(error).__name__}\u00a0: {error}"
    return ""


def in_short(model: Model, story: Told) -> str:
    """Return what to read of a story that fails: why, and what tells again the shortest that does."""
    return _words(*shrunk(story, lambda one: failure(model, one)))


def shrunk(story: Told, fails: Fails) -> tuple[Told, str]:
    """Return the shortest story found that fails as this one does, and in what way; whole if it does not.

    Steps go, half of them at once, then fewer; what is left happens to the first poste and to the
    first thing that will do; and again, as long as that lets others go.
    """
    shorter, said = story, fails(story)
    while said:
        for less in _lesser(shorter):
            if _kind(found := fails(less)) == _kind(said):
                shorter, said = less, found
                break
        else:
            break
    return shorter, said


def main(story: Told) -> int:
    """Tell a story again, and print what is left of it once shrunk; 1 if it fails."""
    with tempfile.TemporaryDirectory() as folder:
        world = Path(folder, "modele")
        world.mkdir()
        model = Model.made(world)
        short, said = shrunk(story, lambda one: failure(model, one))
        sys.stdout.write(f"{_words(short, said)}\n")
        return int(bool(said))


def _lesser(story: Told) -> Iterator[Told]:
    size = len(story)
    while size:
        for at in range(0, len(story), size):
            yield story[:at] + story[at + size :]
        size //= 2
    for at, (act, who, which) in enumerate(story):
        for simpler in ((act, 0, 0), (act, who, 0), (act, 0, which)):
            if simpler != story[at]:
                yield [*story[:at], simpler, *story[at + 1 :]]


def _kind(said: str) -> str:
    name, _, words = said.partition("\u00a0: ")
    return name + words.partition("\u00a0:")[0][:_CODE]


def _words(short: Told, said: str) -> str:
    return f'{said or _NOT_AGAIN}\n{sys.executable} -m tests.exchange.reduire "{short!r}"'


if __name__ == "__main__":
    sys.exit(main(ast.literal_eval(sys.argv[1])))

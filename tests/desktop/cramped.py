"""A process short of memory that packs a vault: `python -m tests.desktop.cramped FOLDER`; what came of it in one JSON line."""

import resource
import sys
from pathlib import Path

from plie.empechement import Empechement
from tests.desktop import vaults
from tests.desktop.second import say

ROOM = 8_000_000


def main(folder: Path) -> None:
    vault = vaults.reopen(folder)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    taken = pages * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + ROOM, resource.RLIM_INFINITY))
    try:
        vault.forget([])
    except Empechement as trouble:
        say(type(trouble).__name__, trouble.phrase)
    else:
        say("ok", "")
    vault.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

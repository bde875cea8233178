"""A second process on a vault: `python -m tests.desktop.second open|create|save FOLDER`.

It says in one JSON line what came of it, then holds the vault until its input ends.
"""

import json
import sys
from pathlib import Path

from plie.empechement import Empechement
from tests.builders import une_personne
from tests.desktop import vaults


def main(gesture: str, folder: Path) -> None:
    try:
        vault = vaults.create(folder) if gesture == "create" else vaults.reopen(folder)
        if gesture == "save":
            with vault.work() as work:
                work.insert(une_personne())
                work.commit()
    except Empechement as trouble:
        say(type(trouble).__name__, trouble.phrase)
        return
    say("ok", "")
    sys.stdin.read()
    vault.close()


def say(outcome: str, phrase: str) -> None:
    print(json.dumps([outcome, phrase]), flush=True)  # noqa: T201 - read by the test that started it


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))

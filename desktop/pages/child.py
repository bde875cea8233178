"""The end of a child process that reads pages: killed, waited for, its pipes closed."""

import subprocess
from contextlib import suppress


def end(child: "subprocess.Popen[bytes]") -> None:
    """End a child, whatever it is doing."""
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            # What was still to be written to a dead child is for nobody.
            with suppress(OSError):
                pipe.close()

"""A crash leaves no image of the memory on the disk: it would hold names, and the key of the vault."""

import ctypes
import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4


def forbid() -> None:
    """Ask the system for no such image, of this process or of those that it starts; Windows makes none by itself."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # Those who gather images through a pipe (Ubuntu's apport) are not held by the limit.
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)

"""The lock of a vault's folder: one process at a time."""

from pathlib import Path

from filelock import FileLock, Timeout

from desktop.models.errors import VaultBusy, VaultUnwritable

_FILE = "coffre.verrou"


def hold(folder: Path) -> FileLock:
    """Take the vault for this process.

    Raises:
        VaultBusy: another one holds it.
        VaultUnwritable: the folder refuses.
    """
    # Not per thread: a vault opened by a worker is closed by the window's thread.
    lock = FileLock(folder / _FILE, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise VaultBusy from None
    except OSError as error:
        raise VaultUnwritable from error
    return lock

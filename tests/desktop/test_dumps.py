"""What a crash leaves of the memory, seen in processes that really crash."""

import os
import sys
from pathlib import Path

import pytest

_CRASH = """
import os, resource
hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
{first}
os.abort()
"""
_FORBID = "from desktop import dumps; dumps.forbid()"


@pytest.mark.skipif(os.name != "posix", reason="Windows makes no image by itself")
def test_a_crash_leaves_no_image_of_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.chdir(tmp_path)
    if not _dumped("pass"):
        pytest.skip("this machine makes no image of a crash")
    for left in tmp_path.iterdir():
        left.unlink()

    assert not _dumped(_FORBID)
    assert list(tmp_path.iterdir()) == []


def _dumped(first: str) -> bool:
    """Crash a process; whether the system took an image of its memory."""
    code = _CRASH.format(first=first)
    child = os.posix_spawn(sys.executable, [sys.executable, "-c", code], dict(os.environ))
    return os.WCOREDUMP(os.waitpid(child, 0)[1])

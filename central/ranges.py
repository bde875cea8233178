"""The `Range` header, one part only: what a resumed download asks for (RFC 9110 §14)."""

import re

from central import problems

_ONE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")


def wanted(header: str, size: int) -> tuple[int, int] | None:
    """Return where to start and how many bytes; None when the whole file is asked for.

    Raises:
        Refused: the range lies outside the file, or is none that a device of ours sends.
    """
    if not header:
        return None
    found = _ONE.fullmatch(header.strip())
    if found is None:
        raise problems.bad_range(size)
    start = int(found[1])
    end = min(int(found[2]) if found[2] else size - 1, size - 1)
    if start > end:
        raise problems.bad_range(size)
    return start, end - start + 1

"""Where whole files are kept: on this disk, or in a bucket; what is not whole yet waits on this disk."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from central.settings import Settings

_READ_BYTES = 64_000


class Shelf(Protocol):
    """The place of whole files, each named by its PLIE and its sha256."""

    def check(self) -> None:
        """Verify that the place answers.

        Raises:
            Empechement: it does not, or refuses us.
        """

    def keep(self, plie: str, sha256: str, part: Path) -> None:
        """Take a whole file, checked, from where it waited; it is safe when this returns.

        Raises:
            StoreBusyError: the place does not answer; the file still waits.
        """

    def size(self, plie: str, sha256: str) -> int | None:
        """Return how many bytes are there of a file; None when it is not there.

        Raises:
            StoreBusyError: the place does not answer.
        """

    def lacking(self, plie: str, files: Mapping[str, int]) -> tuple[str, ...]:
        """Return those of these files, each of so many bytes, that are not there any more."""

    def set_apart(self, plie: str, sha256: str) -> None:
        """Take out of the way a file whose bytes are not those named, so that the true one may come."""

    def remove(self, plie: str, sha256: str) -> None:
        """Remove a file, if it is there.

        Raises:
            StoreBusyError: the place does not answer.
        """

    def pieces(self, plie: str, sha256: str, start: int, length: int) -> Iterator[bytes]:
        """Read a part of a file, little by little; the first byte is asked for at once.

        Raises:
            FileNotFoundError: it is not there.
            StoreBusyError: the place does not answer.
        """


@dataclass(frozen=True, slots=True)
class Disk:
    """The folder beside the database."""

    folder: Path

    def check(self) -> None:
        """A folder that is not there yet is made by the first file."""

    def keep(self, plie: str, sha256: str, part: Path) -> None:
        """Give the file its name, in one move."""
        path = place(self.folder, plie, sha256)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def size(self, plie: str, sha256: str) -> int | None:
        """Return how many bytes are there."""
        path = place(self.folder, plie, sha256)
        return path.stat().st_size if path.exists() else None

    def lacking(self, plie: str, files: Mapping[str, int]) -> tuple[str, ...]:
        """Look at each: a disk loses some, or their ends."""
        return tuple(one for one, size in files.items() if self.size(plie, one) != size)

    def set_apart(self, plie: str, sha256: str) -> None:
        """Keep it beside, under another name."""
        path = place(self.folder, plie, sha256)
        path.replace(path.with_suffix(".abime"))

    def remove(self, plie: str, sha256: str) -> None:
        """Remove it."""
        place(self.folder, plie, sha256).unlink(missing_ok=True)

    def pieces(self, plie: str, sha256: str, start: int, length: int) -> Iterator[bytes]:
        """Open the file, and read as it is asked for."""
        file = place(self.folder, plie, sha256).open("rb")

        def read() -> Iterator[bytes]:
            left = length
            with file:
                file.seek(start)
                while left > 0 and (piece := file.read(min(_READ_BYTES, left))):
                    left -= len(piece)
                    yield piece

        return read()


def shelf(settings: Settings) -> Shelf:
    """Return where the files of a store are kept.

    Raises:
        Empechement: the bucket's address is none, or its library lacks.
    """
    if not settings.seau:
        return Disk(settings.blobs)
    # Who keeps files on this disk loads no S3: thirty megabytes, and a thread pool of its own.
    from central import bucket  # noqa: PLC0415 - see above

    return bucket.opened(settings.seau)


def place(folder: Path, plie: str, sha256: str) -> Path:
    """Return where a file lies under a folder."""
    return folder / plie / sha256[:2] / sha256


def part(settings: Settings, plie: str, sha256: str) -> Path:
    """Return where a file waits until it is whole."""
    return place(settings.blobs, plie, sha256).with_suffix(".part")

"""The files of the store in an S3-compatible bucket, under `PLIE/xx/sha256`.

The bucket is named by `s3://nom` or `s3://nom/prefixe`; where it answers and with which keys is said by
the usual variables: AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import ObjectStore, S3Store

from central.errors import StoreBusyError, StoreError
from wire.address import in_clear, is_address, is_loopback

_SCHEME = "s3://"
# Read by the library itself; here, to know whether it stays on this machine.
_ENDPOINT = "AWS_ENDPOINT_URL"
_READ_BYTES = 64_000
# The last piece of a file is answered while its row is locked: shorter than what PostgreSQL and the
# proxy bear, tries included.
_CONNECT, _REQUEST, _TRIES_IN = "5s", "20s", timedelta(seconds=20)
_TRIES = 2
_NOTHING = "permanence"


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket that is open."""

    store: ObjectStore

    def check(self) -> None:
        """Ask what it holds under a name that is none of ours: a bucket that is there answers.

        Raises:
            StoreError: it does not answer, or refuses these keys.
        """
        try:
            next(obstore.list(self.store, _NOTHING), None)
        except (BaseError, FileNotFoundError) as error:
            raise StoreError(
                "Le seau ne répond pas, ou refuse ces clés\u00a0: vérifiez son nom, AWS_ENDPOINT_URL et "
                "les clés. Rien n’a été modifié."
            ) from error

    def keep(self, plie: str, sha256: str, part: Path) -> None:
        """Send the file in one request, then leave the disk."""
        with _told():
            obstore.put(self.store, _name(plie, sha256), part, use_multipart=False)
        part.unlink()

    def size(self, plie: str, sha256: str) -> int | None:
        """Return how many bytes are there."""
        try:
            with _told():
                return obstore.head(self.store, _name(plie, sha256))["size"]
        except FileNotFoundError:
            return None

    def lacking(self, plie: str, files: Mapping[str, int]) -> tuple[str, ...]:  # noqa: ARG002 - see below
        """Ask about none: a request each would take minutes, and a bucket keeps what it took."""
        return ()

    def set_apart(self, plie: str, sha256: str) -> None:
        """Leave it: in a bucket the store replaces nothing."""

    def remove(self, plie: str, sha256: str) -> None:
        """Remove it."""
        try:
            with _told():
                obstore.delete(self.store, _name(plie, sha256))
        except FileNotFoundError:
            return

    def pieces(self, plie: str, sha256: str, start: int, length: int) -> Iterator[bytes]:
        """Ask for the part in one request, and read it through."""
        if not length:
            return iter(())
        with _told():
            found = obstore.get(
                self.store, _name(plie, sha256), options={"range": (start, start + length)}
            )
        return map(bytes, found.stream(min_chunk_size=_READ_BYTES))


def opened(url: str) -> Bucket:
    """Open the bucket of an address; nothing is asked of it yet.

    Raises:
        StoreError: it is none.
    """
    name, _, prefix = url.removeprefix(_SCHEME).partition("/")
    if not url.startswith(_SCHEME) or not name:
        raise StoreError("L’adresse du seau ne se lit pas\u00a0: s3://nom ou s3://nom/prefixe.")
    endpoint = os.environ.get(_ENDPOINT, "")
    _check(endpoint)
    try:
        store = S3Store(
            name,
            prefix=prefix.strip("/") or None,
            client_options={
                "connect_timeout": _CONNECT,
                "timeout": _REQUEST,
                # Never in clear out of this machine, as the store itself.
                "allow_http": is_loopback(urlsplit(endpoint).hostname or ""),
            },
            retry_config={"max_retries": _TRIES, "retry_timeout": _TRIES_IN},
        )
    except (BaseError, ValueError) as error:
        raise StoreError(
            "Les réglages du seau (AWS_…) ne vont pas\u00a0: une clé, une région ou une adresse. "
            "Rien n’a été modifié."
        ) from error
    return Bucket(store)


def _check(endpoint: str) -> None:
    if endpoint and not is_address(endpoint):
        raise StoreError(
            f"L’adresse du serveur de seaux ({_ENDPOINT}) s’écrit en entier, https:// compris. Rien n’a "
            "été modifié."
        )
    if in_clear(endpoint):
        raise StoreError(
            f"L’adresse du serveur de seaux ({_ENDPOINT}) est en http://\u00a0: hors de cette machine, tout y "
            "serait lu en chemin. Donnez celle en https://. Rien n’a été modifié."
        )


def _name(plie: str, sha256: str) -> str:
    return str(PurePosixPath(plie, sha256[:2], sha256))


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BaseError as error:
        raise StoreBusyError(
            "Le seau des fichiers ne répond pas. Rien n’est perdu\u00a0: réessayez dans un instant."
        ) from error

"""A keyring of the test's own, behind the keyring library's interface: kept in memory."""

from collections.abc import Iterator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError, PasswordSetError
from typing_extensions import override


class MemoryRing(KeyringBackend):
    """Holds secrets; `locked` refuses as a session whose keyring is not open, `read_only` what is to be kept."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = self.read_only = False

    @override
    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.kept.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        if self.read_only:
            raise PasswordSetError
        self.kept[service, username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        self._open()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)

    def _open(self) -> None:
        if self.locked:
            raise KeyringLocked


@contextmanager
def in_use(ring: KeyringBackend) -> Iterator[None]:
    """Make it the keyring of this process for a while."""
    before = keyring.get_keyring()
    keyring.set_keyring(ring)
    try:
        yield
    finally:
        keyring.set_keyring(before)

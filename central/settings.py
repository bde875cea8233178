"""Where the store lives: one folder, its database, its authority's key, its blobs."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """The data folder and the places in it."""

    folder: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "central.db"

    @property
    def authority_key(self) -> Path:
        """The authority's private key, PEM, readable by its owner only."""
        return self.folder / "autorite.key"

    @property
    def authority_certificate(self) -> Path:
        """The authority's certificate, PEM: what devices and verifiers trust."""
        return self.folder / "autorite.pem"

    @property
    def revocations(self) -> Path:
        """The revocation list in force, PEM: what verifiers read beside the authority."""
        return self.folder / "revocations.pem"

    @property
    def blobs(self) -> Path:
        """The folder of the PDFs, one sub-folder per PLIE."""
        return self.folder / "blobs"

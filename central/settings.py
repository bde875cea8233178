"""Where the store lives: one folder with its authority's key and its blobs, and its database.

The database is an SQLite file of that folder, unless `base` names a PostgreSQL; the files lie there,
unless `seau` names a bucket.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """The data folder, the places in it, and the database.

    `base`: URL of the PostgreSQL database, for the role that serves; none: the SQLite file.
    `proprietaire`: the same for the role that owns the tables, needed to make or change them only.
    `seau`: the S3-compatible bucket of the whole files; none: this folder.
    """

    folder: Path
    base: str = ""
    proprietaire: str = ""
    seau: str = ""

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
        """The folder of the PDFs, one sub-folder per PLIE; with a bucket, of those not whole yet."""
        return self.folder / "blobs"

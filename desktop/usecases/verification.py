"""Is this compte-rendu intact, who sealed it, when: of a file, or of a document of the vault.

An enrolled vault leaves its store's authority and revocation list beside its encrypted file:
public, and so readable while the vault is closed.
"""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.documents.verify import Verdict, Verification, verify
from desktop.models.rows import Rows
from desktop.models.vault import Vault
from plie.empechement import Empechement

__all__ = [
    "Confiance",
    "Verdict",
    "Verification",
    "confiances",
    "laisser_confiance",
    "verifier",
    "verifier_fichier",
    "verifier_ici",
]

AUTORITE, REVOCATIONS = "autorite.pem", "revocations.pem"


@dataclass(frozen=True, slots=True)
class Confiance:
    """Whom one vault's store makes believe: its authority, and its list once it was received."""

    autorite: bytes
    revocations: bytes | None


def verifier_fichier(
    pdf: bytes,
    *,
    authority: bytes | None,
    crl: bytes | None = None,
    at: datetime | None = None,
) -> Verification:
    """Judge a file by an authority (PEM) and a revocation list (PEM or DER); `at` is now.

    Raises:
        PaperError: not a PDF, too large, or the authority cannot be read.
    """
    return verify(pdf, authority_pem=authority, crl=crl, at=at)


def verifier_ici(
    pdf: bytes,
    known: tuple[Confiance, ...],
    *,
    crl: bytes | None = None,
    at: datetime | None = None,
) -> Verification:
    """Judge a file by the stores of this machine's vaults: the first that knows the seal decides.

    Args:
        pdf: the file.
        known: what the vaults left (`confiances`).
        crl: a list to believe in place of theirs, of any of these authorities.
        at: now, aware.

    Raises:
        PaperError: not a PDF, too large, or what to trust cannot be read.
    """
    if crl is not None:
        every = b"".join(one.autorite for one in known)
        return verifier_fichier(pdf, authority=every or None, crl=crl, at=at)
    found = verifier_fichier(pdf, authority=None)
    for one in known:
        if found.verdict is not Verdict.NON_RECONNU:
            break
        found = verifier_fichier(pdf, authority=one.autorite, crl=one.revocations, at=at)
    return found


def verifier(rows: Rows, pdf: bytes, *, at: datetime | None = None) -> Verification:
    """Judge a document by the authority and the revocation list of the vault's own store.

    Raises:
        PaperError: not a PDF.
    """
    authority, crl = rows.identity().authority, rows.cursor().crl
    return verifier_fichier(
        pdf, authority=authority.encode() or None, crl=crl.encode() or None, at=at
    )


def laisser_confiance(vault: Vault) -> None:
    """Leave an enrolled vault's authority and list in its folder; nothing when they are there.

    Raises:
        OSError: the disk refuses; what was there is whole.
    """
    with vault.look() as rows:
        authority, crl = rows.identity().authority, rows.cursor().crl
    # The list first: an authority is never there without the list that was known with it.
    for name, pem in ((REVOCATIONS, crl), (AUTORITE, authority)):
        if pem:
            _replace(vault.folder / name, pem.encode())


def confiances(vaults: Path) -> tuple[Confiance, ...]:
    """Return what the vaults of a folder left.

    Raises:
        Empechement: a file that is there cannot be read.
    """
    found = []
    for path in sorted(vaults.glob(f"*/{AUTORITE}")):
        try:
            found.append(Confiance(path.read_bytes(), _content(path.with_name(REVOCATIONS))))
        except OSError as error:
            raise Empechement(
                f"L’autorité gardée dans {path.parent} ne peut pas être lue\u00a0: vérifiez vos "
                "droits sur ce dossier. Le document n’a pas été vérifié."
            ) from error
    return tuple(found)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _replace(path: Path, content: bytes) -> None:
    if _content(path) == content:
        return
    aside = path.with_name(f"{path.name}.nouveau")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)

"""Is this compte-rendu intact, who sealed it, when: of a file, or of a document of the vault."""

from desktop.documents.verify import Verdict, Verification, verify
from desktop.models.rows import Rows

__all__ = ["Verdict", "Verification", "verifier", "verifier_fichier"]


def verifier_fichier(
    pdf: bytes, *, authority: bytes | None, crl: bytes | None = None
) -> Verification:
    """Judge a file by an authority (PEM) and a revocation list (PEM or DER).

    Raises:
        PaperError: not a PDF, too large, or the authority cannot be read.
    """
    return verify(pdf, authority_pem=authority, crl=crl)


def verifier(rows: Rows, pdf: bytes) -> Verification:
    """Judge a document by the authority and the revocation list of the vault's own store.

    Raises:
        PaperError: not a PDF.
    """
    authority, crl = rows.identity().authority, rows.cursor().crl
    return verifier_fichier(pdf, authority=authority.encode() or None, crl=crl.encode() or None)

"""Other makers of PDF, given our compte-rendu to make: same words, same typefaces, same codes.

None of them places signature fields: a frame stands for each.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bench.peers import by_fpdf2, by_typst
from desktop.documents.compte_rendu import CompteRenduData

try:
    from bench.peers import by_weasyprint
except OSError:  # the system has no pango
    by_weasyprint = None


@dataclass(frozen=True, slots=True)
class Peer:
    """Another maker and its own best conformance; `make` is None where its libraries lack."""

    name: str
    conformance: str
    make: Callable[[CompteRenduData], bytes] | None


PEERS = (
    Peer("typst", "A-2a + UA-1", by_typst.make),
    Peer("fpdf2", "A-2u", by_fpdf2.make),
    Peer("WeasyPrint", "UA-1", by_weasyprint.make if by_weasyprint else None),
)

"""What reportlab 5.1 does wrong for PDF/A-2a, PDF/UA-1 and French, put right once at import.

Each repair was found by a failing rule of a validator; the tests fail when one is removed.
Importing this module is enough.
"""

import re

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, ttfonts
from reportlab.platypus import paragraph

_NO_UNICODE = (0x0000, 0xFEFF, 0xFFFE)
_CMAP_BLOCK = 100
_END = b"endstream\n"


def _keep_catalog_entries() -> None:
    """Entries that reportlab does not know are dropped without a word."""
    for name in ("StructParents", "Tabs"):
        if name not in pdfdoc.PDFPage.__NoDefault__:
            pdfdoc.PDFPage.__NoDefault__.append(name)
    if "OutputIntents" not in pdfdoc.PDFCatalog.__NoDefault__:
        pdfdoc.PDFCatalog.__NoDefault__.append("OutputIntents")


def _unicode_map(_font: str, subset: list[int]) -> str:
    """ToUnicode map without the unused slots, which reportlab maps to U+0000 (6.2.11.7.2)."""
    pairs = [(slot, code) for slot, code in enumerate(subset) if code not in _NO_UNICODE]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(pairs), _CMAP_BLOCK):
        block = pairs[start : start + _CMAP_BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{slot:02X}> <{chr(c).encode('utf-16-be').hex().upper()}>" for slot, c in block]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


_format_stream = pdfdoc.PDFStream.format


def _end_of_line_before_endstream(self: pdfdoc.PDFStream, document: pdfdoc.PDFDocument) -> bytes:
    """`endstream` must begin its line (6.1.7.1).

    After data that happen to end in a carriage return, one line feed more would read as one end of line with it,
    and the stream as a byte shorter than its Length.
    """
    content = _format_stream(self, document)[: -len(_END)]
    return content + (b"\r\n" if content.endswith(b"\r") else b"\n") + _END


_spaces = paragraph._wsc.replace("\u202f", "")  # noqa: SLF001 - the repair is the point
_breakable = re.compile(f"[{re.escape(_spaces)}]+")


def _words(text: str | bytes, delim: str | None = None) -> list[str]:
    """U+202F is a no-break space; reportlab breaks lines there and prints a plain space."""
    plain = text.decode() if isinstance(text, bytes) else text
    if delim is not None:
        return plain.split(delim)
    return [word for word in _breakable.split(plain) if word]


def _apply() -> None:
    _keep_catalog_entries()
    ttfonts.makeToUnicodeCMap = _unicode_map
    # The repair is the point: a method of reportlab is replaced.
    pdfdoc.PDFStream.format = _end_of_line_before_endstream  # type: ignore[method-assign]
    paragraph._wsc = _spaces  # noqa: SLF001
    paragraph.split = _words
    # ASCII85 only makes the streams a quarter larger; comments name Python classes.
    rl_config.useA85 = 0
    rl_config.pdfComments = 0


_apply()

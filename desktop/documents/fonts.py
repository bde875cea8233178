"""The three typefaces of the paper, and what they can print.

EB Garamond is one of the typefaces that annex IX of regulation (EU) 2021/1060 admits beside the
emblem, and the only one that may be shipped; DejaVu Sans carries the text.
"""

import re
import unicodedata
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

import resources

BODY = "Body"
BOLD = "BodyBold"
SERIF = "Serif"

_FILES = {
    BODY: "DejaVuSans.ttf",
    BOLD: "DejaVuSans-Bold.ttf",
    SERIF: "EBGaramond-Regular.ttf",
}
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
# After an opening guillemet; before a closing one and the marks that take a space.
_UNBREAKABLE = re.compile("(?<=«) | (?=[»;:!?%€])")
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])


def printable(text: str, font: str = BODY) -> str:
    """Return `text` as the font can print it: line breaks kept, unknown signs as ``�``.

    A sign without a glyph would be an empty box that PDF/A-2 refuses (6.2.11.8) and that no
    reader could tell from another. The spaces that French never breaks become no-break spaces.
    """
    composed = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    unified = composed.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    plain = _UNBREAKABLE.sub("\u00a0", unified)
    known = _known(font)
    return "".join(sign if sign == "\n" or ord(sign) in known else _UNKNOWN for sign in plain)


def width(text: str, font: str, size: float) -> float:
    """Return the printed width of `text`, in points."""
    register()
    return pdfmetrics.stringWidth(text, font, size)


@cache
def register() -> None:
    """Give the typefaces to reportlab, once."""
    for name in _FILES:
        pdfmetrics.registerFont(_font(name))
        pdfmetrics.registerFontFamily(name, normal=name, bold=name, italic=name, boldItalic=name)


@cache
def _font(name: str) -> TTFont:
    return TTFont(name, str(resources.path("fonts", _FILES[name])))


@cache
def _known(name: str) -> frozenset[int]:
    # Codes below the space are not signs, whatever glyph a font gives them.
    return frozenset(code for code in _font(name).face.charToGlyph if code >= ord(" "))

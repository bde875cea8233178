"""The three typefaces of the paper, and what they can print.

EB Garamond is one of the typefaces that annex IX of regulation (EU) 2021/1060 admits beside the
emblem, and the only one that may be shipped; DejaVu Sans carries the text.
"""

import re
import unicodedata
from functools import cache
from itertools import groupby

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
# Signs that show nothing; what is left of a document from a word processor, and of right to left.
_INVISIBLE = dict.fromkeys(
    code
    for first, last in (
        (0x00, 0x1F), (0x7F, 0x9F), (0xAD, 0xAD), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F),
        (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    )
    for code in range(first, last + 1)
)  # fmt: skip
# What Word writes in its own way: its breaks, its hyphen, and the signs that its lists and its
# automatic corrections take from the typefaces Symbol and Wingdings.
_SAME = str.maketrans(
    {
        **dict.fromkeys("\n\r\v\f\x85\u2028\u2029", "\n"),
        "\t": " ",
        "\u3000": " ",
        "\x1e": "\u2011",
        "\uf0b7": "•",
        "\uf0a7": "▪",
        "\uf0d8": "➢",
        "\uf076": "❖",
        "\uf0fc": "✓",
        "\uf0df": "←",
        "\uf0e0": "→",
        "\uf02d": "-",
        "\uf04a": "☺",
    }
)
_PLAIN = {**_INVISIBLE, **_SAME}
# Drawn from left to right and each letter alone, these would say nothing (UAX #9).
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def printable(text: str, font: str = BODY) -> str:
    """Return `text` as the font can print it: line breaks kept, unknown signs as ``�``.

    A sign without a glyph would be an empty box that PDF/A-2 refuses (6.2.11.8) and that no
    reader could tell from another. The spaces that French never breaks become no-break spaces.
    """
    plain = _UNBREAKABLE.sub("\u00a0", _plain(text))
    return plain.translate(dict.fromkeys(map(ord, _strange(plain, font)), _UNKNOWN))


def printable_line(text: str, font: str = BODY) -> str:
    """Return `text` as the font can print it on one line: a name pasted from a table may hold a break."""
    return " ".join(printable(text, font).split("\n"))


def unprintable(text: str, font: str = BODY) -> tuple[str, ...]:
    """Return, as written, what would not be printed as it is written: no glyph, or right to left."""
    plain = _plain(text)
    signs = set(plain)
    lost = _strange(plain, font)
    lost |= {sign for sign in signs if unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT}
    if not lost:
        return ()
    found = ("".join(run) for bad, run in groupby(plain, lost.__contains__) if bad)
    return tuple(dict.fromkeys(found))


def _plain(text: str) -> str:
    """Return the same words in the signs of a plain text."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").translate(_PLAIN)


def _strange(plain: str, font: str) -> set[str]:
    known = _known(font)
    return {sign for sign in set(plain) if sign != "\n" and ord(sign) not in known}


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

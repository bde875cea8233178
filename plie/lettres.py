"""How words are compared when their letters do not count: `folded`, the one way of it. Pure."""

import unicodedata

# What no decomposition takes apart: as ICAO Doc 9303 transcribes them in passports, save ø, which a French
# hand types « o »; then the letters of West African and Azerbaijani names, and apostrophes, all one.
_LETTERS = str.maketrans(
    {
        "œ": "oe", "æ": "ae", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ß": "ss",
        "þ": "th", "ð": "d", "ĸ": "q", "ŋ": "n", "ə": "e", "ǝ": "e", "ɛ": "e", "ɔ": "o", "ɓ": "b",
        "ɖ": "d", "ɗ": "d", "ƙ": "k", "ɲ": "n", "ƴ": "y", "ŀ": "l", "ȷ": "j", "’": "'", "ʼ": "'",
    }
)  # fmt: skip


def folded(text: str) -> str:
    """Return `text` as a French keyboard can type it: case, accents and foreign letters aside."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return "".join(sign for sign in plain if not unicodedata.combining(sign))

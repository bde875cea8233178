"""The little French grammar that sentences with values need: articles, numbers, dates."""

from datetime import date

_VOWELS = "aeiouyàâéèêëîïôöûüœAEIOUYÉÈÊÎÔŒ"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")
_LETTERS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize",
)  # fmt: skip


def day_of_month(day: date) -> str:
    """Return « 1er mars », « 12 mars »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}\u00a0{MONTHS[day.month - 1]}"


def in_letters(number: int) -> str:
    """Return a small number in words, a larger one in figures."""
    return _LETTERS[number] if number < len(_LETTERS) else str(number)


def thousands(number: int) -> str:
    """Return a number with its thousands apart."""
    return f"{number:,}".replace(",", "\u202f")


def capital(text: str) -> str:
    """Return a text with its first letter capital."""
    return text[:1].upper() + text[1:]


def la(noun: str) -> str:
    """Return a feminine noun with its article."""
    return f"l’{noun}" if noun[0] in _VOWELS else f"la {noun}"


def de(text: str) -> str:
    """Return « de » and a text, contracted and elided."""
    if text.startswith("le "):
        return f"du {text[3:]}"
    if text.startswith("les "):
        return f"des {text[4:]}"
    return f"d’{text}" if text[0] in _VOWELS else f"de {text}"


def a(text: str) -> str:
    """Return « à » and a text, contracted."""
    if text.startswith("le "):
        return f"au {text[3:]}"
    return f"aux {text[4:]}" if text.startswith("les ") else f"à {text}"

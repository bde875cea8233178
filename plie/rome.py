"""ROME codes: their form, how they are kept, and what is said of one that has not the form (domain.md §3).

Only the form is a rule; that a code is one of the list, and what it is called, the list says (`MetierRome`).
"""

import re
from collections.abc import Iterable
from uuid import UUID, uuid5

from plie.kinds import Id
from plie.objection import Objection

_FORM = re.compile(r"[A-N]\d{4}", re.ASCII)
# Drawn once: every machine must make the same id of the same code, for ever.
_NAMES = UUID("5d0f3c3e-8a43-4c0b-9f0e-2a7a1f6f9c51")


def is_rome(code: str) -> bool:
    """Whether a text has the form of a ROME code; that it is one of the list, only the list says."""
    return _FORM.fullmatch(code) is not None


def rome(codes: Iterable[str]) -> tuple[str, ...]:
    """Return ROME codes as they are kept: capitals, no space, each once."""
    kept = ("".join(code.split()).upper() for code in codes)
    return tuple(dict.fromkeys(code for code in kept if code))


def identifiant(code: str) -> Id:
    """Return the id of what is known of a code: the same wherever it is imported."""
    return Id(str(uuid5(_NAMES, code)))


def contre_code(
    codes: Iterable[str], *, field: str, article: str, blocking: bool = False
) -> tuple[Objection, ...]:
    """Return what stands against codes as they are typed: the first that is none."""
    wrong = [code for code in rome(codes) if not is_rome(code)]
    if not wrong:
        return ()
    phrase = f"«\u00a0{wrong[0]}\u00a0» n’est pas un code ROME\u00a0: une lettre de A à N, puis quatre chiffres, par exemple K1304."
    return (Objection(field, "code_rome", phrase, article=article, blocking=blocking),)

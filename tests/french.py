"""What French typography asks of a sentence shown to someone, and how to tell such a sentence.

A literal counts as French when it has a space and either a French letter or two French words; the
rest (names of widgets, style sheets, patterns, English messages of programming faults) is left alone.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

NBSP, NNBSP = "\u00a0", "\u202f"
_LETTERS = re.compile(r"[àâäçéèêëîïôöùûüœÀÂÇÉÈÊËÎÔŒ·]")
_WORDS = re.compile(
    r"\b(?:le|la|les|de|du|des|un|une|et|est|sont|ce|cet|cette|ces|pas|ne|au|aux|en|dans|sur|par|pour"
    r"|avec|sans|qui|que|vous|votre|vos|il|elle|son|sa|ses|ou|plus|tout|aucun|aucune|[ldnsjmc]['’])\b",
    re.IGNORECASE,
)
_FRENCH_WORDS = 2
_MARKUP = re.compile(r"<[^<>]*>|&[a-z]+;|&#\d+;|https?://\S+")
_FAULTS = (
    (re.compile(r"[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]"), "apostrophe droite, écrire ’"),
    (re.compile(r"\.\.\."), "trois points, écrire …"),
    (re.compile(r"«(?!\u00a0)"), "« sans espace insécable après"),
    (re.compile(r"(?<!\u00a0)»"), "» sans espace insécable avant"),
    (
        re.compile(r"[^\u202f\s!?][;!?](?=\s|$|»|\))|[ \u00a0][;!?]"),
        "; ! ? sans espace fine insécable avant",
    ),
    (re.compile(r"[^\u00a0\s]:(?=\s|$)|[ \u202f]:(?=\s|$)"), ": sans espace insécable avant"),
    (re.compile(r'"\w[^"]*\w"'), "guillemets droits, écrire « »"),
)


def faults(text: str) -> list[str]:
    """Return what French typography holds against a literal; nothing for one that is not French."""
    bare = _MARKUP.sub("", text)
    if not is_french(bare):
        return []
    return [fault for pattern, fault in _FAULTS if pattern.search(bare)]


def is_french(text: str) -> bool:
    """Whether a literal looks like a French sentence."""
    if not re.search(r"\s", text.strip()):
        return False
    return bool(_LETTERS.search(text)) or len(_WORDS.findall(text)) >= _FRENCH_WORDS


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, text) of a Python file's literals, docstrings apart; a formatted value is « x »."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {id(part) for node in ast.walk(tree) for part in _parts_or_docstring(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in inside:
            yield node.lineno, "".join(_part(value) for value in node.values)
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in inside
        ):
            yield node.lineno, node.value


def _part(value: ast.expr) -> str:
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else "x"


def _parts_or_docstring(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is not a literal of its own: the parts of an f-string, its formats, docstrings."""
    if isinstance(node, ast.JoinedStr):
        yield from (value for value in node.values if isinstance(value, ast.Constant))
    elif isinstance(node, ast.FormattedValue) and node.format_spec is not None:
        yield from ast.walk(node.format_spec)
    elif isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
        first = node.body[0]
        yield from ast.walk(first)

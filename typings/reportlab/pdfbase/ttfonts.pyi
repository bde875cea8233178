from collections.abc import Callable, Mapping

class TTFontFace:
    charToGlyph: Mapping[int, int]

class TTFont:
    face: TTFontFace
    def __init__(self, name: str, filename: str) -> None: ...

makeToUnicodeCMap: Callable[[str, list[int]], str]

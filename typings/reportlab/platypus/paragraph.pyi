from collections.abc import Callable, Sequence

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.flowables import Flowable

_wsc: str
split: Callable[..., list[str]]

class Paragraph(Flowable):
    style: ParagraphStyle
    def __init__(self, text: str, style: ParagraphStyle) -> None: ...
    def split(self, availWidth: float, availHeight: float) -> Sequence[Paragraph]: ...

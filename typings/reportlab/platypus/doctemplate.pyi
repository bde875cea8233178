from collections.abc import Callable, Sequence
from typing import IO

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.frames import Frame

class BaseDocTemplate:
    def __init__(self, filename: str | IO[bytes], **options: object) -> None: ...
    def addPageTemplates(self, pageTemplates: Sequence[PageTemplate]) -> None: ...
    def build(
        self, flowables: list[Flowable], canvasmaker: Callable[..., Canvas]
    ) -> None: ...

class PageTemplate:
    def __init__(
        self,
        id: str,
        frames: Sequence[Frame],
        onPage: Callable[[Canvas, BaseDocTemplate], None] = ...,
        onPageEnd: Callable[[Canvas, BaseDocTemplate], None] = ...,
        autoNextPageTemplate: str | None = None,
    ) -> None: ...

class NextPageTemplate(Flowable):
    def __init__(self, pt: str) -> None: ...

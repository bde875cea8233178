class ParagraphStyle:
    fontName: str
    fontSize: float
    leading: float
    spaceBefore: float
    spaceAfter: float
    def __init__(
        self, name: str, parent: ParagraphStyle | None = None, **values: object
    ) -> None: ...

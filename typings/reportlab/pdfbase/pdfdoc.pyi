from collections.abc import Callable, Mapping, Sequence

class PDFObject:
    def format(self, document: PDFDocument) -> bytes: ...

class PDFObjectReference(PDFObject):
    name: str

class PDFDictionary(PDFObject):
    dict: dict[str, object]
    def __init__(self, dict: Mapping[str, object] | None = None) -> None: ...
    def __setitem__(self, name: str, value: object) -> None: ...

class PDFArray(PDFObject):
    def __init__(self, sequence: Sequence[object]) -> None: ...

class PDFString(PDFObject):
    def __init__(self, s: str) -> None: ...

class PDFStream(PDFObject):
    filters: list[object]
    def __init__(
        self, dictionary: PDFDictionary | None = None, content: bytes | None = None
    ) -> None: ...
    def format(self: PDFStream, document: PDFDocument) -> bytes: ...

class XMP(PDFStream):
    def __init__(self, *, creator: Callable[[PDFDocument], bytes]) -> None: ...

class PDFCatalog(PDFObject):
    __NoDefault__: list[str]
    AcroForm: PDFObject
    StructTreeRoot: PDFObject
    MarkInfo: PDFObject
    OutputIntents: PDFObject
    Metadata: PDFObject

class PDFPage(PDFCatalog):
    StructParents: int
    Tabs: str

class PDFPages(PDFObject):
    pages: list[PDFPage]

class PDFDocument(PDFObject):
    Catalog: PDFCatalog
    Pages: PDFPages
    def Reference(self, obj: PDFObject) -> PDFObjectReference: ...
    def thisPageRef(self) -> PDFObjectReference: ...
    def setDateFormatter(
        self, dateFormatter: Callable[[int, int, int, int, int, int], str]
    ) -> None: ...

PDFZCompress: object

def PDFName(data: str) -> str: ...

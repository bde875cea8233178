"""What a PDF says about itself: title, author, dates, PDF/A-2a and PDF/UA-1 claims, sRGB."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from xml.sax.saxutils import escape

from PIL import ImageCms
from reportlab.pdfbase.pdfdoc import (
    XMP,
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)

PRODUCER = "Permanence"
# What XML 1.0 has no way to say (2.2): a vertical tab pasted with a name would leave no metadata at all.
_UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The identity card of a document; `at` is the aware instant it was made."""

    title: str
    author: str
    subject: str
    keywords: str
    at: datetime

    def sayable(self) -> "Metadata":
        """Return the same, in words that both the document and its XMP can say: they must agree."""
        return replace(
            self,
            title=_said(self.title),
            author=_said(self.author),
            subject=_said(self.subject),
            keywords=_said(self.keywords),
        )


def _said(words: str) -> str:
    return _UNSAYABLE.sub(" ", words)


def install(document: PDFDocument, metadata: Metadata) -> None:
    """Write dates, XMP and output intent into the document's catalog."""
    # The clock of reportlab is never printed: a date formatter that ignores what it is given.
    stamp = pdf_date(metadata.at)
    document.setDateFormatter(lambda *_: stamp)
    document.Catalog.Metadata = XMP(creator=lambda _: _xmp(metadata).encode())
    profile = PDFStream(PDFDictionary({"N": 3}), _srgb())
    profile.filters = [PDFZCompress]
    intent = PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString("sRGB IEC61966-2.1"),
            "Info": PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": document.Reference(profile),
        }
    )
    document.Catalog.OutputIntents = PDFArray([intent])


def pdf_date(at: datetime) -> str:
    """Return an aware instant as ``D:20260312143000+01'00'``."""
    offset = at.strftime("%z")
    return f"D:{at:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"


@cache
def _srgb() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # Little CMS writes the hour of its making into bytes 24-35: same document, same bytes.
    return profile[:24] + bytes.fromhex("07ea00010001000000000000") + profile[36:]


_RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
_DESCRIBED = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
    'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" '
    'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'
)
# PDF/A knows no pdfuaid: its one property must be declared (ISO 19005-2, 6.6.2.3.3).
_EXTENSION = (
    '<rdf:Description rdf:about="" '
    'xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
    'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" '
    'xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>PDF/UA part</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)


def _xmp(metadata: Metadata) -> str:
    at = metadata.at.isoformat(timespec="seconds")
    described = (
        _alternative("dc:title", metadata.title)
        + f"<dc:creator><rdf:Seq><rdf:li>{escape(metadata.author)}</rdf:li></rdf:Seq></dc:creator>"
        + _alternative("dc:description", metadata.subject)
        + f"<pdf:Keywords>{escape(metadata.keywords)}</pdf:Keywords>"
        f"<pdf:Producer>{PRODUCER}</pdf:Producer><xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>"
        f"<xmp:CreateDate>{at}</xmp:CreateDate><xmp:ModifyDate>{at}</xmp:ModifyDate>"
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
        "<pdfuaid:part>1</pdfuaid:part>"
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {_RDF}>'
        f'<rdf:Description rdf:about="" {_DESCRIBED}>{described}</rdf:Description>'
        f'{_EXTENSION}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )


def _alternative(name: str, text: str) -> str:
    item = f'<rdf:li xml:lang="x-default">{escape(text)}</rdf:li>'
    return f"<{name}><rdf:Alt>{item}</rdf:Alt></{name}>"

"""What reportlab writes, put right whatever the bytes."""

import re

import pytest
from reportlab.pdfbase import pdfdoc

import desktop.documents.repairs  # noqa: F401 - applied by its import


@pytest.mark.parametrize("last", range(256))
def test_a_stream_is_as_long_as_it_says_whatever_its_last_byte(last: int) -> None:
    """ISO 19005-2, 6.1.7.1: one stream out of 256, compressed, ends in a carriage return."""
    content = b"q Q " + bytes([last])
    stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary({}), content, filters=[])

    written = stream.format(pdfdoc.PDFDocument())

    said = re.search(rb"/Length (\d+)", written)
    body = written.partition(b"stream\n")[2].removesuffix(b"endstream\n")
    assert said is not None
    # One end of line, the longest that stands there, belongs to the keyword.
    assert re.sub(rb"(\r\n|\n|\r)\Z", b"", body) == content
    assert int(said[1]) == len(content)

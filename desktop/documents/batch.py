"""Several documents as one print job, each on a sheet of its own. The job is printed, never kept."""

import io
from collections.abc import Sequence

import pikepdf

_SIDES = 2


def batch(documents: Sequence[bytes]) -> bytes:
    """Return one PDF; printed on both sides, none shares a sheet with the one before it."""
    job = pikepdf.new()
    sources = [pikepdf.open(io.BytesIO(one)) for one in documents]
    for source in sources:
        _flatten(source)
        job.pages.extend(source.pages)
        if len(source.pages) % _SIDES:
            _, _, width, height = source.pages[-1].mediabox
            job.add_blank_page(page_size=(float(width), float(height)))
    out = io.BytesIO()
    job.save(out, deterministic_id=True)
    for source in sources:
        source.close()
    return out.getvalue()


def _flatten(document: pikepdf.Pdf) -> None:
    """Take out the empty fields: on paper they show nothing, and each document's have the same names."""
    for page in document.pages:
        if "/Annots" in page:
            del page["/Annots"]
    if "/AcroForm" in document.Root:
        del document.Root["/AcroForm"]

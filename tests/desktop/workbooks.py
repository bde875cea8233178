"""Workbooks written by hand, part by part: what a spreadsheet writes, and what none would."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date

EPOCH = date(1899, 12, 30)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = (
    f'{_HEAD}<styleSheet {_MAIN}><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>"
)
Value = str | int | float | date


def column(number: int) -> str:
    """Return « A » for 0, « AA » for 26."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell(where: str, value: Value) -> str:
    match value:
        case str() if value.startswith("="):
            return f'<c r="{where}"><f>{value[1:]}</f><v>42</v></c>'
        case str():
            told = value.replace("&", "&amp;").replace("<", "&lt;")
            return f'<c r="{where}" t="inlineStr"><is><t>{told}</t></is></c>'
        case date():
            return f'<c r="{where}" s="1"><v>{(value - EPOCH).days}</v></c>'
        case _:
            return f'<c r="{where}"><v>{value}</v></c>'


def sheet(rows: Sequence[Sequence[Value]]) -> str:
    lines = (
        f'<row r="{n}">'
        + "".join(cell(f"{column(i)}{n}", value) for i, value in enumerate(row) if value != "")
        + "</row>"
        for n, row in enumerate(rows, start=1)
    )
    return f"{_HEAD}<worksheet {_MAIN}><sheetData>{''.join(lines)}</sheetData></worksheet>"


def parts(sheets: Mapping[str, str], **more: str) -> dict[str, str]:
    """Return the parts of a workbook whose sheets are these, by name."""
    ids = list(enumerate(sheets, start=1))
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'{_HEAD}<Relationships {_RELS}><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>'
        + "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in ids)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"{_HEAD}<Relationships {_RELS}>"
        + "".join(
            f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n, _ in ids
        )
        + f'<Relationship Id="rIdS" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rIdT" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/styles.xml": _STYLES,
        **{f"xl/worksheets/sheet{n}.xml": sheets[name] for n, name in ids},
        **more,
    }


def packed(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def workbook(rows: Sequence[Sequence[Value]]) -> bytes:
    return packed(parts({"Personnes": sheet(rows)}))

"""The page by WeasyPrint: PDF/UA-1; it writes one conformance at a time."""

from functools import cache
from html import escape
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration

import resources
from bench.peers import page
from desktop.documents.compte_rendu import CompteRenduData

_FACES = (
    ("Body", "DejaVuSans.ttf"),
    ("Bold", "DejaVuSans-Bold.ttf"),
    ("Serif", "EBGaramond-Regular.ttf"),
)
_STYLE = f"""
@page {{ size: A4; margin: 35mm 18mm 26mm; @top-right {{ content: element(code) }}
  @bottom-left {{ content: element(foot) }}
  @bottom-right {{ content: "Page " counter(page) "/" counter(pages); font: 7.5pt Body }} }}
body {{ font: 9.4pt/1.5 Body; color: {page.INK} }}
h1 {{ font: 27pt Serif; color: {page.BLUE} }} h2 {{ font: 9.2pt Bold; color: {page.BLUE} }}
table {{ width: 100%; border-collapse: collapse }} td {{ padding: 2pt 0 }}
tr {{ border-bottom: .5pt solid {page.HAIR} }}
th {{ width: 45mm; text-align: left; font: 8.2pt Body; color: {page.GREY} }}
.foot {{ position: running(foot); font-size: 7pt }} .foot svg {{ width: 14mm; float: left }}
.code {{ position: running(code) }} .code svg {{ width: 18mm }} .emblem svg {{ width: 21mm }}
.funding {{ font: 17pt Serif; color: #003399 }} .boxes {{ break-inside: avoid }}
.box {{ display: inline-block; width: 80mm; height: 33mm; border: .6pt solid {page.GREY} }}
"""


def make(data: CompteRenduData) -> bytes:
    """Return the page."""
    return weasyprint.HTML(string=_html(data)).write_pdf(pdf_variant="pdf/ua-1", **_options())


@cache
def _options() -> dict[str, Any]:
    """Typefaces and style, read once, as ours are."""
    fonts = FontConfiguration()
    faces = "".join(
        f"@font-face {{ font-family: {name}; src: url('{resources.path('fonts', file).as_uri()}') }}"
        for name, file in _FACES
    )
    style = weasyprint.CSS(string=faces + _STYLE, font_config=fonts)
    return {"stylesheets": [style], "font_config": fonts}


def _html(data: CompteRenduData) -> str:
    first, second = map(escape, page.foot(data))
    code = page.codes(data.id)[0]
    facts = "".join(
        f'<tr><th scope="row">{escape(label)}</th><td>{escape(value)}</td></tr>'
        for label, value in page.facts(data)
    )
    suites = "".join(
        f"<tr><td>{escape(what)}</td><td>{escape(when or '—')}</td></tr>"
        for what, when in data.suites
    )
    said = "".join(f"<p>{escape(block)}</p>" for block in data.contenu.split("\n\n"))
    operation = escape(f"Opération « {data.operation} », n° {data.operation_numero}")
    return f"""<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">
<title>Compte-rendu d’entretien</title></head><body>
<div class="code">{code}</div><div class="foot">{code}{first}<br>{second}</div>
<div class="emblem">{page.emblem()}</div><p class="funding">{escape(data.phrase_financement)}</p>
<p>{escape(data.plie)}</p><h1>Compte-rendu d’entretien</h1><p>{operation}</p>
<table>{facts}</table><h2>Ce qui a été dit</h2>{said}<h2>Suites</h2>
<table><tr><th scope="col">Ce qui est convenu</th><th scope="col">Quand, par qui</th></tr>{suites}
</table><h2>Prochain rendez-vous</h2><p>{escape(data.prochain_rendez_vous or page.NONE_YET)}</p>
<div class="boxes"><h2>Signatures</h2><p>{page.ATTEST}</p>
<p>{escape(data.adherent)} · {escape(data.accompagnateur)}</p>
<div class="box"></div> <div class="box"></div></div></body></html>"""

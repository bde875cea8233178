"""The page by typst: PDF/A-2a and PDF/UA-1, both in one pass."""

from datetime import UTC
from functools import cache

import typst

import resources
from bench.peers import page
from desktop.documents.compte_rendu import CompteRenduData


def make(data: CompteRenduData) -> bytes:
    """Return the page."""
    return _compiler().compile(
        _source(data).encode(),
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=data.finalise_le.astimezone(UTC),
    )


@cache
def _compiler() -> typst.Compiler:
    """One compiler, its typefaces read once, as ours are."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(resources.path("fonts", "DejaVuSans.ttf").parent)],
    )
    return typst.Compiler(font_paths=fonts)


def _source(data: CompteRenduData) -> str:
    pictures = ", ".join(f"bytes({_quoted(code)})" for code in page.codes(data.id))
    first, second = page.foot(data)
    facts = ", ".join(
        f"[{_small(label)}], [#{_quoted(value)}]" for label, value in page.facts(data)
    )
    suites = ", ".join(
        f"[#{_quoted(what)}], [#{_quoted(when or '—')}]" for what, when in data.suites
    )
    said = "\n\n".join(f"#{_quoted(block)}" for block in data.contenu.split("\n\n"))
    return f"""
#let codes = ({pictures},)
#let code(n, side) = image(codes.at(n - 1), format: "svg", width: side, alt: "")
#let grey = rgb("{page.GREY}")
#let hair = (bottom: 0.5pt + rgb("{page.HAIR}"))
#let box = rect(width: 84mm, height: 33mm, radius: 3pt)
#let serif(size, words) = text(font: "EB Garamond", size: size, words)
#set document(title: "Compte-rendu d’entretien", author: {_quoted(data.accompagnateur)})
#set text(lang: "fr", font: "DejaVu Sans", size: 9.4pt, fill: rgb("{page.INK}"))
#show heading: set text(size: 9.2pt, fill: rgb("{page.BLUE}"))
#show heading.where(level: 1): set text(font: "EB Garamond", size: 27pt, weight: "regular")
#set page(paper: "a4", margin: (x: 18mm, top: 35mm, bottom: 26mm),
  header: context pdf.artifact(place(top + right, dy: 12mm, code(here().page(), 18mm))),
  footer: context pdf.artifact(grid(columns: (14mm, 1fr, auto), gutter: 4mm,
    code(here().page(), 14mm),
    text(size: 7pt, fill: grey)[#{_quoted(first)} #linebreak() #{_quoted(second)}],
    text(size: 7.5pt)[Page #here().page()/#counter(page).final().first()])))
#grid(columns: (21mm, 1fr), gutter: 5mm,
  image(bytes({_quoted(page.emblem())}), format: "svg", width: 21mm, alt: "Emblème de l’Union"),
  serif(17pt, {_quoted(data.phrase_financement)}))
#serif(13pt, {_quoted(data.plie)})

= Compte-rendu d’entretien
{_small(f"Opération « {data.operation} », n° {data.operation_numero}")}
#table(columns: (45mm, 1fr), stroke: hair, {facts})
== Ce qui a été dit
{said}
== Suites
#table(columns: (1fr, 44mm), stroke: hair,
  table.header([Ce qui est convenu], [Quand, par qui]), {suites})
== Prochain rendez-vous
#{_quoted(data.prochain_rendez_vous or page.NONE_YET)}
== Signatures
#{_quoted(page.ATTEST)}
#grid(columns: (84mm, 84mm), gutter: 6mm,
  [#{_quoted(data.adherent)}], [#{_quoted(data.accompagnateur)}], box, box)
"""


def _small(words: str) -> str:
    return f"#text(size: 8.2pt, fill: grey)[#{_quoted(words)}]"


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

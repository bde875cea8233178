"""Everything held on a person, readable: what they are given when they ask for it (RGPD, article 15)."""

from dataclasses import dataclass
from datetime import date, datetime

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from desktop.documents.blocks import BODY, HEADING, LABEL, OVERLINE, TITLE, text
from desktop.documents.metadata import Metadata
from desktop.documents.page import Sheet, assemble
from desktop.documents.structure import Tag
from plie import phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class DonneesData:
    """What is printed: whose, on which day, and by family of facts, each thing with its (field, value).

    `fichiers`: the files given beside it, a line each; `origine`: what the table they came in with said of them;
    `consultations`: who else opened it, in which role and when.
    """

    nom: str
    le: date
    plie: str
    sections: tuple[tuple[str, tuple[tuple[tuple[str, str], ...], ...]], ...]
    historique: tuple[str, ...]
    fichiers: tuple[str, ...] = ()
    origine: tuple[str, ...] = ()
    consultations: tuple[str, ...] = ()
    at: datetime


def render(data: DonneesData) -> bytes:
    """Return the document, PDF/A-2a and PDF/UA-1."""
    root = Tag("Document")
    day = phrases.medium_date(data.le)
    blocks: list[Flowable] = [
        text("Droit d’accès", OVERLINE, root.add("P")),
        text("Les informations gardées sur vous", TITLE, root.add("H1")),
        Spacer(0, 2 * mm),
        text(f"{data.nom} — {data.plie} — le {day}", LABEL, root.add("P")),
        Spacer(0, 4 * mm),
        text(_WHAT, BODY, root.add("P")),
    ]
    for title, things in data.sections:
        blocks += [Spacer(0, 4 * mm), text(title, HEADING, root.add("H2"))]
        for pairs in things:
            blocks.append(Spacer(0, 1.5 * mm))
            blocks += [text(f"{name}\u00a0: {value}", BODY, root.add("P")) for name, value in pairs]
    for title, lines in (
        ("Le tableau d’où vient ce dossier", data.origine),
        ("Les fichiers", data.fichiers),
        ("Ce qui a été modifié", data.historique),
        ("Qui d’autre a ouvert ce dossier", data.consultations),
    ):
        if lines:
            blocks += [Spacer(0, 4 * mm), text(title, HEADING, root.add("H2"))]
            blocks += [text(line, BODY, root.add("P")) for line in lines]
    title = "Les informations gardées sur vous"
    sheet = Sheet(document_id="", running=title, foot=(f"Établi le {day}", "Permanence"))
    card = Metadata(title=title, author="Permanence", subject=data.plie, keywords="", at=data.at)
    return assemble(blocks, sheet=sheet, root=root, card=card)


_WHAT = (
    "Ce document contient tout ce que le dossier garde. Le fichier joint le dit dans une forme lisible par un "
    "ordinateur\u202f; les pièces et les documents signés sont dans un dossier compressé à côté. Vous pouvez demander à faire corriger ce qui est inexact."
)

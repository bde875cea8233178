"""What the two papers of a sitting share: whose it is, when and where, and their foot (C7, P9-4)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from reportlab.platypus import Flowable, Spacer

from desktop.documents import dates
from desktop.documents.blocks import BODY, SMALL, Cell, Row, text
from desktop.documents.grid import grid
from desktop.documents.metadata import Metadata
from desktop.documents.opening import Opening, Pair, facts, opening
from desktop.documents.page import TEXT_WIDTH, Sheet, assemble
from desktop.documents.structure import Tag
from plie import phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class SeanceData:
    """The sitting.

    Attributes:
        ouverture: what opens the paper; its funding notice is that of the day of the sitting.
        instance: the body, in full.
        le: the day; `heure` its hour, if known; `lieu` where, "" when unknown.
        membres: who sits, as the protocol says; empty where it names nobody.
        at: aware instant at which the paper is made.
    """

    ouverture: Opening
    instance: str
    le: date
    heure: time | None
    lieu: str
    membres: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """The dossiers, numbered in order: what heads each column after the number, where they all are, the words, what is said of none."""

    titles: tuple[str, ...]
    columns: tuple[tuple[float, float], ...]
    lines: tuple[tuple[str, ...], ...]
    none: str


def paper(
    data: SeanceData,
    title: str,
    count: str,
    listed: Listed,
    *,
    keep: str,
    after: Callable[[Tag], Iterable[Flowable]] = lambda _root: (),
) -> bytes:
    """Return the paper, PDF/A-2a and PDF/UA-1; `keep` says what becomes of it, `after` gives what follows the list."""
    root = Tag("Document")
    return assemble(
        [*_head(data, title, count, root), *_listed(listed, root), *after(root)],
        sheet=_sheet(data, title, keep=keep),
        root=root,
        card=_card(data, title),
    )


def _head(data: SeanceData, title: str, count: str, root: Tag) -> list[Flowable]:
    """Return what stands over the list: the title, the sitting, how many dossiers."""
    return [
        *opening(data.ouverture, title, root),
        *facts(_facts(data), root.add("Table")),
        Spacer(0, 12),
        Row([Cell(text(count, SMALL, root.add("P")), 0, TEXT_WIDTH)], below=6),
    ]


def _listed(listed: Listed, root: Tag) -> Iterable[Flowable]:
    if not listed.lines:
        return [text(listed.none, BODY, root.add("P"))]
    lines = ((str(n), *line) for n, line in enumerate(listed.lines, 1))
    titles = ("N°", *listed.titles)
    return grid(root.add("Table"), titles, listed.columns, lines, above=2.5, below=3)


def _sheet(data: SeanceData, title: str, *, keep: str) -> Sheet:
    """Return what is repeated on each page; no code: nothing of it comes back to be filed."""
    day = phrases.medium_date(data.le)
    return Sheet(
        document_id="",
        running=f"{title} · {day}",
        foot=(f"{title} du {day} · établi le {dates.moment(data.at)}", keep),
    )


def _card(data: SeanceData, title: str) -> Metadata:
    """Return the identity card of the paper: nobody's name."""
    return Metadata(
        title=f"{title} du {phrases.medium_date(data.le)}",
        author=data.ouverture.plie,
        subject=data.instance,
        keywords="",
        at=data.at,
    )


def _facts(data: SeanceData) -> Iterator[tuple[Pair, ...]]:
    yield (("Instance", data.instance),)
    day = ("Date", phrases.long_date(data.le))
    yield (day, ("Heure", phrases.spoken_time(data.heure))) if data.heure else (day,)
    yield (("Lieu", data.lieu),)
    yield (("Membres", "\n".join(data.membres)),)

"""The paper: a compte-rendu rendered, alone and beside other makers of PDF, and one party's seal.

Each rendering is of other words: typst keeps what it laid out once, and no two comptes-rendus
are alike.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle

from bench.measure import Measure, median_ms, medians_ms
from bench.peers import PEERS
from bench.prose import prose
from bench.vaults import enrolled
from desktop.demo import scene
from desktop.documents.compte_rendu import CompteRenduData, render
from desktop.documents.seal import seal
from desktop.usecases.paper import printed, sealer_of
from desktop.usecases.referentiels import charger
from desktop.usecases.signatures import FIELDS
from plie.kinds import CompteRendu, Id, Sha256
from plie.vocabulaire import Signataire

_RENDER_MS, _RENDER_KB, _SEAL_MS = 45, 92, 50
# Rounds, and the texts that they take in turn.
_TIMES, _BESIDE, _TEXTS = 30, 7, 40
# About 3,000 words typed line under line; twice as many may cost so many times as much.
_LINE, _LINES, _MORE = "Huit mots tapés sans laisser de ligne vide.", 375, 2.5
# How many times their time and their size we allow ourselves; only typst keeps the instructions
# of the typefaces, as we do.
_ALLOWED = {"typst": (10, 2), "fpdf2": (1, 2), "WeasyPrint": (1, 3)}
_AT = dt.datetime(2026, 11, 20, 10, tzinfo=dt.UTC)
CR = CompteRendu(
    id=Id("0193a5b2-7c4e-7d21-9f60-3b8e5a1c2d47"),
    dossier=Id("d"),
    entretien=Id("e"),
    date=_AT.date(),
    debut=dt.time(9),
    duree_min=45,
    modalite="physique",
    nature="suivi",
    lieu="Mairie annexe",
    sujets=("formation", "mobilite"),
    contenu=prose(1, 3_000),
    suites=("Préparer la convention d’immersion", "Appeler la crèche"),
    adherent_nom="Zoé Delmas",
    accompagnateur=Id("a"),
    accompagnateur_nom=scene.ADVISER,
    finalise_le=_AT,
    pdf=Sha256(""),
)


def measures() -> Iterator[Measure]:
    """Render, beside whom, then seal the first field."""
    data = printed(CR, referentiel=charger("demo"))
    took = median_ms(_in_turn(render, data), _TIMES)
    pdf = render(data)
    yield Measure("render a CR, A-2a + UA-1", took, _RENDER_MS, "ms", "the limit")
    yield Measure("size of that CR", len(pdf) / 1000, _RENDER_KB, "kB", "the limit")
    yield _in_lines(data)
    yield from _beside(data, len(pdf))
    yield Measure("seal a CR", median_ms(_sealing(pdf), _TIMES), _SEAL_MS, "ms", "the limit")


def _in_lines(data: CompteRenduData) -> Measure:
    """Twice as many lines that no blank one parts, which reportlab would lay out again at each page."""
    once, twice = (replace(data, contenu="\n".join([_LINE] * n)) for n in (_LINES, 2 * _LINES))
    short, long = medians_ms(lambda: render(once), lambda: render(twice), times=_BESIDE)
    return Measure(
        f"render {2 * _LINES} lines without a blank one",
        long,
        _MORE * short,
        "ms",
        f"{_MORE} × the same of {_LINES}",
    )


def _beside(data: CompteRenduData, size: int) -> Iterator[Measure]:
    """The same page by others, each in turn with us, at the conformance that each can write."""
    for peer in PEERS:
        if peer.make is None:
            print(f"· render a CR beside {peer.name}: absent, the system lacks its libraries")
            continue
        ours, theirs = medians_ms(_in_turn(render, data), _in_turn(peer.make, data), times=_BESIDE)
        times, sizes = _ALLOWED[peer.name]
        whom = f"{peer.name}, {peer.conformance}"
        yield Measure(
            f"render a CR beside {peer.name}", ours, times * theirs, "ms", f"{times} × {whom}"
        )
        their_size = len(peer.make(data))
        yield Measure(
            f"size of a CR beside {peer.name}",
            size / 1000,
            sizes * their_size / 1000,
            "kB",
            f"{sizes} × {whom}",
        )


def _in_turn(
    make: Callable[[CompteRenduData], bytes], data: CompteRenduData
) -> Callable[[], bytes]:
    texts = cycle([replace(data, contenu=prose(seed, 3_000)) for seed in range(_TEXTS)])
    return lambda: make(next(texts))


def _sealing(pdf: bytes) -> Callable[[], bytes]:
    with enrolled() as vault, vault.look() as rows:
        sealer = sealer_of(rows.identity())
    return lambda: seal(
        pdf,
        field=FIELDS[Signataire.ADHERENT],
        strokes=scene.scribble(1),
        sealer=sealer,
        name=scene.ADVISER,
        reason="mesure",
        at=_AT,
        last=False,
    )

"""The paper: a compte-rendu rendered, and one party's seal."""

import datetime as dt
from collections.abc import Iterator

from bench.measure import Measure, median_ms
from bench.prose import prose
from bench.vaults import enrolled
from desktop.demo import scene
from desktop.documents.seal import seal
from desktop.usecases.paper import compte_rendu_pdf, sealer_of
from desktop.usecases.referentiels import charger
from desktop.usecases.signatures import FIELDS
from plie.kinds import CompteRendu, Id, Sha256
from plie.vocabulaire import Signataire

_RENDER_MS, _SEAL_MS, _TIMES = 150, 50, 30
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
    """Render, then seal the first field."""
    referentiel = charger("demo")

    def render() -> bytes:
        return compte_rendu_pdf(CR, referentiel=referentiel)

    yield Measure("render a CR", median_ms(render, _TIMES), _RENDER_MS, "ms", "the limit")
    pdf = render()
    with enrolled() as vault, vault.look() as rows:
        sealer = sealer_of(rows.identity())

    def seal_one() -> bytes:
        return seal(
            pdf,
            field=FIELDS[Signataire.ADHERENT],
            strokes=scene.scribble(1),
            sealer=sealer,
            name=scene.ADVISER,
            reason="mesure",
            at=_AT,
            last=False,
        )

    yield Measure("seal a CR", median_ms(seal_one, _TIMES), _SEAL_MS, "ms", "the limit")

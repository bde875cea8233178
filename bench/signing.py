"""From Finaliser to a compte-rendu signed by both and kept: all that is not the two persons' time."""

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import count

from bench.measure import Measure, median_ms
from bench.prose import prose
from bench.vaults import enrolled
from desktop.app.surroundings import real
from desktop.demo import scene
from desktop.models.unit_of_work import Work
from desktop.models.vault import Vault
from desktop.usecases.entretiens import finaliser
from desktop.usecases.referentiels import charger
from plie.kinds import Entretien, Personne
from plie.vocabulaire import Modalite, NatureEntretien, Signataire

_LIMIT_MS, _TIMES = 500, 15


def measures() -> Iterator[Measure]:
    """Freeze, render, seal twice, three transactions; the draft is written beforehand."""
    with enrolled() as vault:
        took = median_ms(_signer(vault), _TIMES)
    yield Measure("finalise → signed by both → stored", took, _LIMIT_MS, "ms", "the limit")


def _signer(vault: Vault) -> Callable[[], None]:
    referentiel, now = charger("demo"), real().local()
    with vault.work() as work:
        personne = Personne(id=work.new_id(), prenoms="Zoé", nom_naissance="Delmas")
        work.insert(personne)
        drafts = [_draft(work, personne, now, seed) for seed in range(_TIMES + 1)]
        work.commit()
    numbers = count()

    def sign() -> None:
        draft = drafts[next(numbers)]
        with vault.work() as work:
            made = finaliser(work, draft, referentiel=referentiel, now=now)
        for qui in (Signataire.ADHERENT, Signataire.ACCOMPAGNATEUR):
            scene.sign(vault, made.id_of("compte_rendu"), qui, at=now)

    return sign


def _draft(work: Work, personne: Personne, now: dt.datetime, seed: int) -> str:
    draft = Entretien(
        id=work.new_id(),
        dossier=personne.id,
        date=now.date() - dt.timedelta(days=seed + 1),
        debut=dt.time(9),
        duree_min=45,
        modalite=Modalite.PHYSIQUE,
        nature=NatureEntretien.SUIVI,
        contenu=prose(seed, 3_000),
        suites=("Préparer la convention d’immersion", "Appeler la crèche"),
    )
    work.insert(draft)
    return draft.id

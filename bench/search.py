"""Seeking words in the 2,400 entretiens of a caseload: with accents, œ, an apostrophe, a word begun."""

import datetime as dt
from collections.abc import Iterator

from bench.measure import Measure, median_ms
from bench.prose import prose
from bench.vaults import vault
from desktop.models.vault import Vault
from desktop.usecases.recherche import chercher
from plie.kinds import CompteRendu, Entretien, Id, Personne, Sha256

_PEOPLE, _ENTRETIENS, _LIMIT_MS, _TIMES = 60, 40, 20, 40
_TODAY = dt.date(2026, 11, 20)
# A word of every text, one that is rare, one with œ typed oe, two words, an apostrophe, a beginning.
_SOUGHT = ("démarches", "brocante", "soeur", "demarches brocante", "l'élysée", "broc")
_RARE = 50  # one entretien in so many has the rare words


def measures() -> Iterator[Measure]:
    """Seek each, on a vault of sixty dossiers of forty entretiens."""
    with vault() as opened:
        _fill(opened)
        for words in _SOUGHT:

            def seek(words: str = words) -> None:
                with opened.look() as rows:
                    assert chercher(rows, words)

            yield Measure(
                f"search « {words} » in {_PEOPLE * _ENTRETIENS} entretiens",
                median_ms(seek, _TIMES),
                _LIMIT_MS,
                "ms",
                "the limit",
            )


def _fill(opened: Vault) -> None:
    with opened.work() as work:
        for person in range(_PEOPLE):
            dossier = work.new_id()
            work.insert(Personne(id=dossier, prenoms="Zoé", nom_naissance=f"Delmas {person}"))
            for month in range(_ENTRETIENS):
                entretien = Entretien(id=work.new_id(), dossier=dossier)
                work.insert(entretien)
                work.insert(
                    _compte_rendu(
                        work.new_id(), entretien, month, _text(person * _ENTRETIENS + month)
                    )
                )
        work.commit()


def _text(seed: int) -> str:
    rare = " Sa sœur tient une brocante près de l’Élysée." if seed % _RARE == 0 else ""
    return f"Le point est fait sur les démarches. {prose(seed, 2_000)}{rare}"


def _compte_rendu(id_: Id, entretien: Entretien, month: int, text: str) -> CompteRendu:
    day = _TODAY - dt.timedelta(days=28 * month)
    return CompteRendu(
        id=id_,
        dossier=entretien.dossier,
        entretien=entretien.id,
        date=day,
        duree_min=45,
        modalite="physique",
        nature="suivi",
        contenu=text,
        adherent_nom="Zoé Delmas",
        accompagnateur=Id("ae"),
        accompagnateur_nom="Camille Ferrand",
        finalise_le=dt.datetime.combine(day, dt.time(10), dt.UTC),
        pdf=Sha256(""),
    )

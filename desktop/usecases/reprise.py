"""After an unclean end: what was being typed and is found again, as it was saved last."""

from dataclasses import dataclass
from datetime import date, datetime

from desktop.models import drafts, saisies
from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.saisies import Carte
from desktop.models.unit_of_work import Work
from plie.kinds import Entretien, Personne
from wire.codec import EARLIEST


@dataclass(frozen=True, slots=True)
class Retrouve:
    """A draft left by a crash: whose, of which day, and when it was saved last."""

    entretien: str
    dossier: str
    nom: str
    date: date | None
    enregistre_a: datetime


@dataclass(frozen=True, slots=True)
class SaisieRetrouvee:
    """A form left by a crash: which, whose ("" for a person who is not here yet), and when it was kept last."""

    carte: Carte
    nom: str
    enregistre_a: datetime


def retrouves(rows: Rows) -> tuple[Retrouve | SaisieRetrouvee, ...]:
    """Return what was being typed when the application ended, last saved first."""
    found: list[Retrouve | SaisieRetrouvee] = [*_brouillons(rows), *_saisies(rows)]
    return tuple(sorted(found, key=lambda each: each.enregistre_a, reverse=True))


def quitter(work: Work, id_: str) -> Changes:
    """A draft is left, saved: nothing will be to recover."""
    drafts.let_go(work.connection, id_)
    return work.commit()


def annoncer(work: Work) -> Changes:
    """What was found again was told: it is not told twice."""
    for id_ in drafts.held(work.connection):
        drafts.let_go(work.connection, id_)
    saisies.rest(work.connection)
    return work.commit()


def _brouillons(rows: Rows) -> list[Retrouve]:
    found = []
    for id_ in drafts.held(rows.connection):
        draft = rows.find(Entretien, id_)
        if draft is not None:
            saved = rows.history(Entretien, id_)[-1].made or EARLIEST
            name = rows.get(Personne, draft.dossier).nom
            found.append(Retrouve(id_, draft.dossier, name, draft.date, saved))
    return found


def _saisies(rows: Rows) -> list[SaisieRetrouvee]:
    found = []
    for one in saisies.open_ones(rows.connection):
        person = rows.find(Personne, one.carte.dossier)
        if person is not None or not one.carte.dossier:
            name = person.nom if person is not None else ""
            found.append(SaisieRetrouvee(one.carte, name, one.le))
    return found

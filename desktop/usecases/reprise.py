"""After an unclean end: which draft was found again, as it was saved last."""

from dataclasses import dataclass
from datetime import date, datetime

from desktop.models import drafts
from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from plie.kinds import Entretien, Personne


@dataclass(frozen=True, slots=True)
class Retrouve:
    """A draft left by a crash: whose, of which day, and when it was saved last."""

    entretien: str
    dossier: str
    nom: str
    date: date | None
    enregistre_a: datetime


def retrouves(rows: Rows) -> tuple[Retrouve, ...]:
    """Return the drafts that were being written when the application ended, last saved first."""
    found = []
    for id_ in drafts.held(rows.connection):
        draft = rows.find(Entretien, id_)
        if draft is not None:
            saved = datetime.fromisoformat(rows.history(Entretien, id_)[-1].made_at)
            name = rows.get(Personne, draft.dossier).nom
            found.append(Retrouve(id_, draft.dossier, name, draft.date, saved))
    return tuple(sorted(found, key=lambda each: each.enregistre_a, reverse=True))


def quitter(work: Work, id_: str) -> Changes:
    """A draft is left, saved: nothing will be to recover."""
    drafts.let_go(work.connection, id_)
    return work.commit()


def annoncer(work: Work) -> Changes:
    """What was found again was told: it is not told twice."""
    for id_ in drafts.held(work.connection):
        drafts.let_go(work.connection, id_)
    return work.commit()

"""A line of the dossier noted between two entretiens (C9-3-5, C7-2)."""

from datetime import date, datetime

from desktop.models.changes import Changes
from desktop.models.unit_of_work import Work
from plie import evenement as regles
from plie.kinds import Personne, Prescription

GENRES = tuple((genre.value, genre.label) for genre in regles.NOTES)


def noter(work: Work, dossier: str, *, genre: str, le: date, texte: str, now: datetime) -> Changes:
    """Write a call, a mail, a relance, in the story of a dossier. `now` is local, aware.

    Raises:
        Refus: a day to come or before the prescription, no words, or a NIR in them.
    """
    received = (p.recue_le for p in work.rows.all(Prescription, dossier=dossier))
    work.insert(
        regles.note(
            work.new_id(),
            work.get(Personne, dossier).id,
            genre=genre,
            le=le,
            texte=texte,
            prescription_le=min((day for day in received if day is not None), default=None),
            now=now,
        )
    )
    return work.commit()

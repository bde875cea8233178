"""A line of the dossier noted between two entretiens, corrected or cancelled by one more (C9-3-5, C7-2)."""

from dataclasses import replace
from datetime import date, datetime

from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from plie import evenement as regles
from plie.kinds import Emploi, Evenement, Personne, Prescription
from plie.refus import Refus
from plie.vocabulaire import GenreEvenement

GENRES = tuple((genre.value, genre.label) for genre in regles.NOTES)
PAR_ERREUR = "Saisi par erreur"


def lire(rows: Rows, id_: str) -> Evenement:
    """Return a line, to be corrected."""
    return rows.get(Evenement, id_)


def noter(work: Work, dossier: str, *, genre: str, le: date, texte: str, now: datetime) -> Changes:
    """Write a call, a mail, a relance, in the story of a dossier. `now` is local, aware.

    Raises:
        Refus: a day to come or before the prescription, no words, or a NIR in them.
    """
    work.insert(_noted(work, dossier, genre=genre, le=le, texte=texte, now=now))
    return work.commit()


def corriger(
    work: Work, id_: str, *, genre: str, le: date, texte: str, motif: str, now: datetime
) -> Changes:
    """Write what a line should have said; the line stays, and says by what it is corrected.

    Raises:
        Refus: as `noter`; no reason; or another gesture stands for this line already.
    """
    line = _standing(work, id_)
    made = _noted(work, line.dossier, genre=genre, le=le, texte=texte, now=now)
    work.insert(regles.correction(made, line, motif=motif))
    return work.commit()


def annuler(work: Work, *ids: str, motif: str = PAR_ERREUR, now: datetime) -> Changes:
    """Cancel lines entered by mistake, all or none: they stay, and say so.

    Raises:
        Refus: no reason, or another gesture stands for one of these lines already.
    """
    for id_ in ids:
        line = _standing(work, id_)
        work.insert(regles.annulation(work.new_id(), line, motif=motif, now=now))
    return work.commit()


def contacter(work: Work, emploi: str, *, le: date, texte: str, now: datetime) -> Changes:
    """Write a contact with the employer of a job, in the story of its dossier. `now` is local, aware.

    Raises:
        Refus: as `noter`; or the person does not want that employer to be contacted.
    """
    job = work.get(Emploi, emploi)
    if job.accord_contact is False:
        raise Refus(
            "contact_refuse",
            "La personne n’a pas accepté que cet employeur soit contacté. Rien n’est noté.",
            article=regles.ARTICLE,
        )
    genre = GenreEvenement.EMPLOYEUR.value
    made = _noted(work, job.dossier, genre=genre, le=le, texte=texte, now=now)
    work.insert(replace(made, emploi=job.id))
    return work.commit()


def contacts(rows: Rows, emploi: str) -> tuple[Evenement, ...]:
    """Return the contacts noted of a job that nothing stands for, the latest first."""
    noted = rows.all(Evenement, emploi=emploi)
    gone = regles.remplacants(noted)
    left = (e for e in noted if e.id not in gone and e.genre != GenreEvenement.ANNULATION)
    return tuple(sorted(left, key=lambda e: (e.date, e.id), reverse=True))


def _standing(work: Work, id_: str) -> Evenement:
    line = work.get(Evenement, id_)
    if id_ in regles.remplacants(work.rows.all(Evenement, dossier=line.dossier)):
        raise Refus(
            "ligne_deja_remplacee",
            "Cette ligne est déjà corrigée ou annulée. Rien n’a changé.",
            article=regles.ARTICLE,
        )
    return line


def _noted(
    work: Work, dossier: str, *, genre: str, le: date, texte: str, now: datetime
) -> Evenement:
    received = (p.recue_le for p in work.rows.all(Prescription, dossier=dossier))
    return regles.note(
        work.new_id(),
        work.get(Personne, dossier).id,
        genre=genre,
        le=le,
        texte=texte,
        prescription_le=min((day for day in received if day is not None), default=None),
        now=now,
    )

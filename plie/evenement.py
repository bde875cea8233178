"""What is noted of a person between two entretiens: calls, mails, relances (C7-2: « moyens utilisés »).

A line once written stays: a mistake is corrected, or cancelled, by one more that names it and says why.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from plie import nir, phrases
from plie.kinds import Evenement, Id
from plie.refus import Refus
from plie.vocabulaire import GenreEvenement

ARTICLE = "C9-3-5"
# A copy handed over, a cancellation, a retour that serves nothing are written by their own gestures. A missed rendez-vous of the
# agenda is answered there; one that was never in it is noted, last: it is the rarest.
_OWN = (
    GenreEvenement.ABSENCE, GenreEvenement.REMISE, GenreEvenement.ANNULATION,
    GenreEvenement.RETOUR_SANS_OBJET,
)  # fmt: skip
NOTES = (*(genre for genre in GenreEvenement if genre not in _OWN), GenreEvenement.ABSENCE)


def note(
    id_: Id,
    dossier: Id,
    *,
    genre: str,
    le: date,
    texte: str,
    prescription_le: date | None,
    now: datetime,
) -> Evenement:
    """Return the line noted; its hour is the clock's when it is of today. `now` is local.

    Raises:
        Refus: another genre, a day to come or before the prescription, no words, or a NIR in them.
    """
    words = texte.strip()
    if genre not in NOTES:
        raise Refus("genre_inconnu", "Ce genre de fait ne se note pas ici.", article=ARTICLE)
    if le > now.date():
        raise Refus(
            "evenement_futur",
            f"Le {phrases.short_date(le)} est encore à venir\u00a0: seul ce qui a eu lieu se note.",
            article=ARTICLE,
        )
    if prescription_le is not None and le < prescription_le:
        raise Refus(
            "evenement_avant_prescription",
            f"Le {phrases.short_date(le)} est avant la prescription, reçue le "
            f"{phrases.short_date(prescription_le)}.",
            article=ARTICLE,
        )
    if not words:
        raise Refus("evenement_vide", "Notez en quelques mots ce qui s’est passé.", article=ARTICLE)
    nir.refuse(words)
    heure = now.time().replace(second=0, microsecond=0, tzinfo=None) if le == now.date() else None
    return Evenement(id=id_, dossier=dossier, date=le, genre=genre, texte=words, heure=heure)


def sans_objet(id_: Id, dossier: Id, *, texte: str, now: datetime) -> Evenement:
    """Return the line that says a retour to the prescripteur would serve nothing. `now` is local."""
    return Evenement(
        id=id_,
        dossier=dossier,
        date=now.date(),
        genre=GenreEvenement.RETOUR_SANS_OBJET,
        texte=texte,
        heure=now.time().replace(second=0, microsecond=0, tzinfo=None),
    )


def correction(made: Evenement, line: Evenement, *, motif: str) -> Evenement:
    """Return what was noted anew, as what corrects a line.

    Raises:
        Refus: no reason, or a NIR in it.
    """
    # What keeps its day keeps its hour: the clock's is that of the correction.
    heure = line.heure if made.date == line.date else None
    return replace(made, heure=heure, emploi=line.emploi, remplace=line.id, motif=_reason(motif))


def annulation(id_: Id, line: Evenement, *, motif: str, now: datetime) -> Evenement:
    """Return what cancels a line entered by mistake. `now` is local.

    Raises:
        Refus: no reason, or a NIR in it.
    """
    return Evenement(
        id=id_,
        dossier=line.dossier,
        date=now.date(),
        genre=GenreEvenement.ANNULATION,
        heure=now.time().replace(second=0, microsecond=0, tzinfo=None),
        rendez_vous=line.rendez_vous,
        emploi=line.emploi,
        remplace=line.id,
        motif=_reason(motif),
    )


def remplacants(lines: Iterable[Evenement]) -> dict[Id, Evenement]:
    """Return what stands for each line that was corrected or cancelled, by its id; the latest written."""
    return {line.remplace: line for line in sorted(lines, key=_id) if line.remplace is not None}


def _id(line: Evenement) -> str:
    return line.id


def _reason(motif: str) -> str:
    words = motif.strip()
    if not words:
        raise Refus("correction_sans_motif", "Dites en quelques mots pourquoi.", article=ARTICLE)
    nir.refuse(words)
    return words

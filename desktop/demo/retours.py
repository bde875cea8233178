"""What the adviser of the demonstration told the prescripteurs, but for what is of late: that is still to be told (C9-3-1)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, time, timedelta
from typing import TypeVar

from desktop.demo.agenda import working_day
from plie.candidature import prescription, retours
from plie.dossier import Dossier
from plie.kinds import (
    Annulation,
    Cloture,
    CompteRendu,
    Decision,
    Diagnostic,
    Entretien,
    Etape,
    Evenement,
    Id,
    Inscription,
    Parcours,
    Personne,
    Prescription,
    RetraitInscription,
)
from plie.vocabulaire import GenreEvenement, Origine

T = TypeVar("T")
_LATE = timedelta(days=30)
_AFTER = timedelta(days=2)
_AT = time(9, 20)


def dits(things: Sequence[object], *, today: date, new_id: Callable[[], Id]) -> Iterator[Evenement]:
    """Yield the e-mails that told the prescripteur of a dossier what happened more than a month ago."""
    dossier = _assembled(things)
    received = prescription(dossier)
    if received is None or received.origine != Origine.PRESCRIPTEUR:
        return
    for retour in retours(dossier, (), on=today - _LATE):
        yield Evenement(
            id=new_id(),
            dossier=dossier.id,
            date=working_day(retour.le + _AFTER, step=1),
            genre=GenreEvenement.COURRIEL,
            texte=retour.trace,
            heure=_AT,
        )


def _assembled(things: Sequence[object]) -> Dossier:
    (person,) = _of(things, Personne)
    return Dossier(
        personne=person,
        parcours=_of(things, Parcours),
        prescriptions=_of(things, Prescription),
        entretiens=_of(things, Entretien),
        comptes_rendus=_of(things, CompteRendu),
        etapes=_of(things, Etape),
        inscriptions=_of(things, Inscription),
        retraits=_of(things, RetraitInscription),
        decisions=_of(things, Decision),
        diagnostics=_of(things, Diagnostic),
        clotures=_of(things, Cloture),
        annulations=_of(things, Annulation),
    )


def _of(things: Sequence[object], cls: type[T]) -> tuple[T, ...]:
    return tuple(one for one in things if isinstance(one, cls))

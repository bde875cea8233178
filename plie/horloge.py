"""The hours of a compte-rendu follow each other: finalised, signed by the person, then by the adviser (C9-3-6).

Nothing certifies the hour of a seal but the machine's clock. What is here sees a clock that contradicts what
is already written; one that is wrong and contradicts nothing, nobody sees.
"""

from collections.abc import Iterable
from datetime import datetime

from plie import phrases
from plie.entretien import ARTICLE
from plie.kinds import CompteRendu, Signature
from plie.refus import Refus
from plie.vocabulaire import Position, Signataire


def behind(cr: CompteRendu, signatures: Iterable[Signature], *, at: datetime) -> str:
    """Return how the clock contradicts what is written, and what to do; "" when it does not.

    Args:
        cr: the compte-rendu about to be signed.
        signatures: those of it that are known.
        at: now, aware, in the zone of whoever reads.
    """
    person = _person(cr, signatures)
    if person is not None and at < person.signe_le:
        return _phrase(at, "la signature de la personne", person.signe_le)
    if at < cr.finalise_le:
        return _phrase(at, "la finalisation de ce compte-rendu", cr.finalise_le)
    return ""


def refuse_before_the_person(
    cr: CompteRendu, signatures: Iterable[Signature], *, at: datetime
) -> None:
    """Let no second seal give itself an hour before that of the first.

    Raises:
        Refus: the person signed later than now.
    """
    person = _person(cr, signatures)
    if person is not None and at < person.signe_le:
        raise Refus("horloge_en_retard", behind(cr, signatures, at=at), article=ARTICLE)


def _person(cr: CompteRendu, signatures: Iterable[Signature]) -> Signature | None:
    return next(
        (
            s
            for s in signatures
            if s.compte_rendu == cr.id
            and s.qui == Signataire.ADHERENT
            and s.position != Position.REFUS
        ),
        None,
    )


def _phrase(at: datetime, what: str, written: datetime) -> str:
    return (
        f"L’horloge de ce poste marque le {_moment(at)}, avant {what} "
        f"({_moment(written.astimezone(at.tzinfo))})\u00a0: un sceau porterait une heure fausse. Réglez la "
        "date et l’heure du poste, puis faites signer. Si elles sont justes, c’est l’heure écrite qui est "
        "fausse\u00a0: Corriger fait une nouvelle version, à signer par les deux."
    )


def _moment(at: datetime) -> str:
    return f"{phrases.medium_date(at.date())} à {phrases.spoken_time(at.time())}"

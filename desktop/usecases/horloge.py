"""This machine's clock beside the store's, as far as the last exchange tells: what is dated by it must be true."""

from datetime import date, datetime, timedelta

from desktop.models.lease import lease_of
from desktop.models.rows import Rows
from plie.refus import Refus

# A slow line and a machine that slept make minutes of difference; midnight and time zones, a day.
_TOLD, _REFUSED = timedelta(minutes=30), timedelta(days=1)


def ecart(rows: Rows, *, at: datetime) -> str:
    """Say by how much the clock that read `at` differs from the store's; "" when it hardly does."""
    theirs = lease_of(rows.connection).by_the_store
    if theirs is None or abs(at - theirs) < _TOLD:
        return ""
    way = "avance" if at > theirs else "retarde"
    return (
        f"L’horloge de ce poste {way} {_long(abs(at - theirs))} sur celle du magasin central. Tout est "
        "enregistré et échangé, mais les jours que ce poste écrit sont faux\u00a0: remettez-la à l’heure."
    )


def refuser_jour_faux(rows: Rows, *, on: date) -> None:
    """Verify that a day read on this machine's clock is one that the store could read too.

    Raises:
        Refus: given or opened from such a day, a dossier would leave a machine, or reach one, on
            another day than the one meant.
    """
    theirs = lease_of(rows.connection).by_the_store
    if theirs is not None and abs(on - theirs.date()) > _REFUSED:
        raise Refus(
            "horloge_fausse",
            "L’horloge de ce poste n’est pas celle du magasin central\u00a0: les dossiers changeraient "
            "de main, ou s’ouvriraient, un autre jour que celui-ci. Mettez-la à l’heure, échangez, puis "
            "recommencez. Rien n’a été modifié.",
        )


def _long(span: timedelta) -> str:
    if span.days:
        return f"de {span.days}\u00a0jours" if span.days > 1 else "d’un jour"
    hours, minutes = span.seconds // 3600, span.seconds // 60
    if hours:
        return f"de {hours}\u00a0heures" if hours > 1 else "d’une heure"
    return f"de {minutes}\u00a0minutes"

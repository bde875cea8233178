"""A dossier open in part holds what its part allows, and no more; one that becomes whole is completed.

Who is the referent of a structure follows there what the protocol lets them (C9-3-6): when they leave
the charge of such a dossier, the rest of it leaves their machine as a whole one would, and the part is
received anew.
"""

from datetime import date

from sqlalchemy import Connection

from desktop.models import holdings, oplog, purge
from desktop.sync.drift import mend
from desktop.sync.turn import Done, Turn
from plie.affectation import en_partie, ouvertures
from plie.droits import readable
from plie.kinds import Affectation
from plie.vocabulaire import Role

_LAST = 2**62


def fit(turn: Turn, day: date) -> None:
    """Make what is held of the dossiers opened in part fit what is opened on the store's day.

    Raises:
        LineError: what is done stays done; the next turn goes on.
    """
    with turn.vault.look() as rows:
        identity, here = rows.identity(), rows.cursor()
        if identity.role != Role.ACCOMPAGNATEUR.value:
            return
        given = ouvertures(rows.all(Affectation, utilisateur=identity.utilisateur))
        known = holdings.held(rows.connection)
        too_much, too_little = [], []
        for dossier in sorted({a.dossier for a in given} & known):
            part = en_partie(rows.all(Affectation, dossier=dossier), identity.utilisateur, day)
            whole = _whole(rows.connection, dossier)
            if part and whole:
                too_much.append(dossier)
            elif not part and not whole:
                too_little.append(dossier)
    for dossier in too_much:
        with turn.vault.work() as work:
            if purge.erase(work, dossier):
                turn.done += Done(changes=work.commit())
    for dossier in too_little:
        mend(turn, dossier, here.epoch, here.since)


def _whole(connection: Connection, dossier: str) -> bool:
    """Whether something is held here of a dossier that one opened in part does not show."""
    for op in oplog.numbered(connection, dossier, _LAST).values():
        allowed = readable(Role.ACCOMPAGNATEUR.value, op.kind, limited=True)
        if allowed is not None and (not allowed or set(op.fields) - allowed):
            return True
    return False

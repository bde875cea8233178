"""What an entretien notes of an objective that is not reached yet becomes its constat, typed once (C9-3-6)."""

from collections.abc import Iterator
from datetime import date

from desktop.models.unit_of_work import Work
from plie.kinds import CompteRendu, Entretien, Objectif
from plie.suite import Avancee, avancee, read
from plie.vocabulaire import GenreSuite

_Noted = tuple[date, Avancee]


def noter(work: Work, draft: Entretien, *, corrige: CompteRendu | None = None) -> None:
    """Write what a draft says of the objectives, as it is finalised; `corrige` is what it replaces.

    A constat of a later day holds. Words that name no objective of the dossier stay in the
    compte-rendu, and are nothing more.
    """
    # Two of the same name: the one still open is meant.
    found = sorted(work.rows.all(Objectif, dossier=draft.dossier), key=_over, reverse=True)
    known = {objectif.intitule: objectif for objectif in found}
    told = set(_of(draft, known))
    before = set(_of(corrige, known)) if corrige else set()
    for le, said in before - told:
        _take_back(work, known[said.objectif], le, said)
    for le, said in sorted(told - before, key=lambda one: one[0]):
        _note(work, work.get(Objectif, known[said.objectif].id), le, said)


def _of(written: Entretien | CompteRendu, known: dict[str, Objectif]) -> Iterator[_Noted]:
    for suite in map(read, written.suites):
        if suite.genre is GenreSuite.OBJECTIF_AVANCE:
            said = avancee(suite.texte, known)
            day = suite.le or written.date
            if said is not None and day is not None:
                yield day, said


def _note(work: Work, objectif: Objectif, le: date, said: Avancee) -> None:
    if _over(objectif) or (objectif.constate_le and objectif.constate_le > le):
        return
    values: dict[str, object] = {"constat": said.constat, "constate_le": le}
    if said.avancement is not None:
        values["avancement"] = said.avancement
    work.patch(Objectif, objectif.id, work.seen(Objectif, objectif.id), **values)


def _take_back(work: Work, objectif: Objectif, le: date, said: Avancee) -> None:
    """Unsay it where it still stands as it was said; what it had replaced is in the history."""
    if (objectif.constat, objectif.constate_le) != (said.constat, le):
        return
    values: dict[str, object] = {"constat": "", "constate_le": None}
    if said.avancement is not None and objectif.avancement == said.avancement:
        values["avancement"] = None
    work.patch(Objectif, objectif.id, work.seen(Objectif, objectif.id), **values)


def _over(objectif: Objectif) -> bool:
    return bool(objectif.atteint_le or objectif.abandonne_le)

"""What an entretien decides becomes facts of the dossier: étapes and objectifs, typed once (C9-3-6).

A correction reconciles with what its entretien had made: what it says again is changed in place,
what it says no more is taken back, unless the dossier has moved on since.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models.unit_of_work import Work
from plie.kinds import CompteRendu, Entretien, Etape, Objectif
from plie.referentiel import Referentiel
from plie.suite import genre_etape, key, read
from plie.vocabulaire import GenreSuite

_ETAPES = (GenreSuite.ETAPE_PROPOSEE, GenreSuite.ETAPE_COMMENCEE, GenreSuite.ETAPE_TERMINEE)
_OBJECTIFS = (GenreSuite.OBJECTIF_FIXE, GenreSuite.OBJECTIF_ATTEINT)
_BEGIN = (GenreSuite.ETAPE_PROPOSEE, GenreSuite.OBJECTIF_FIXE)
# The days by which a thing is alive: with none left, it is no more.
_ALIVE = {
    Etape: ("proposee_le", "debut", "fin", "abandonnee_le"),
    Objectif: ("fixe_le", "atteint_le", "abandonne_le"),
}
_OVER = {Etape: ("fin", "abandonnee_le"), Objectif: ("atteint_le", "abandonne_le")}
_MADE_BY = {Etape: "decidee_lors_de", Objectif: "fixe_lors_de"}


@dataclass(frozen=True, slots=True)
class _Fait:
    """What a suite says of an étape or an objectif: the days it sets."""

    genre: GenreSuite
    texte: str
    jours: Mapping[str, date | None]
    datee: bool  # it says its day itself

    @property
    def kind(self) -> type[Any]:
        """Of which kind it speaks."""
        return Etape if self.genre in _ETAPES else Objectif

    def says(self, other: "_Fait") -> bool:
        """Whether both say the same of the same thing, whatever the days."""
        return self.genre is other.genre and key(self.texte) == key(other.texte)


@dataclass(frozen=True, slots=True)
class _Avant:
    """What the corrected version said: what is said no more, and this very thing if it did."""

    gone: list[_Fait]
    was: _Fait | None

    def set(self, thing: Any, name: str) -> bool:
        """Whether that version gave this day to the thing."""
        return self.was is not None and self.was.jours.get(name) == getattr(thing, name)


def tenir(
    work: Work, draft: Entretien, *, referentiel: Referentiel, corrige: CompteRendu | None = None
) -> None:
    """Write what a draft decides, as it is finalised; `corrige` is the compte-rendu it replaces."""
    told = _faits(draft.suites, draft.date)
    before = _faits(corrige.suites, corrige.date) if corrige else []
    gone = [fait for fait in before if not any(fait.says(now) for now in told)]
    for fait in told:
        if fait not in before:
            was = next((old for old in before if old.says(fait)), None)
            _tell(work, draft, fait, _Avant(gone, was), referentiel)
    for fait in gone:
        _take_back(work, draft, fait)


def _faits(suites: Iterable[str], day: date | None) -> list[_Fait]:
    found = []
    for suite in map(read, suites):
        days = _jours(suite.genre, suite.le, day)
        if days:
            found.append(_Fait(suite.genre, suite.texte, days, suite.le is not None))
    return found


def _jours(genre: GenreSuite, le: date | None, day: date | None) -> dict[str, date | None]:
    match genre:
        case GenreSuite.ETAPE_PROPOSEE:
            return {"proposee_le": day, "fin_prevue": le}
        case GenreSuite.ETAPE_COMMENCEE:
            return {"debut": le or day}
        case GenreSuite.ETAPE_TERMINEE:
            return {"fin": le or day}
        case GenreSuite.OBJECTIF_FIXE:
            return {"fixe_le": day, "echeance": le}
        case GenreSuite.OBJECTIF_ATTEINT:
            return {"atteint_le": le or day}
        case _:
            return {}


def _tell(
    work: Work, draft: Entretien, fait: _Fait, avant: _Avant, referentiel: Referentiel
) -> None:
    meant = _meant(work, draft, fait)
    if meant is None:
        meant = _renamed(work, draft, fait, avant.gone)
    if meant is None:
        work.insert(_new(work, draft, fait, referentiel))
        return
    values: dict[str, object] = dict(fait.jours)
    if not _mine(meant, draft):
        # A day noted elsewhere holds, unless this suite says better: spoken of again is no new start.
        better = fait.datee and fait.genre not in _BEGIN
        values = {
            name: day
            for name, day in values.items()
            if day and (better or not getattr(meant, name) or avant.set(meant, name))
        }
    elif key(meant.intitule) != key(fait.texte):
        values |= {"intitule": fait.texte}
    _patch(work, meant, values)


def _meant(work: Work, draft: Entretien, fait: _Fait) -> Any:
    """Return the thing that a suite speaks of: that of this entretien first, else one still open."""
    named = [
        thing
        for thing in work.rows.all(fait.kind, dossier=draft.dossier)
        if key(thing.intitule) == key(fait.texte)
    ]
    mine = [thing for thing in named if _mine(thing, draft)]
    still = [t for t in named if not any(getattr(t, name) for name in _OVER[fait.kind])]
    return next(iter((*mine, *still[::-1])), None)


def _renamed(work: Work, draft: Entretien, fait: _Fait, gone: list[_Fait]) -> Any:
    """Return what this entretien had made under other words, of the same genre."""
    for old in gone:
        if old.genre is fait.genre:
            meant = _meant(work, draft, old)
            if meant is not None and _mine(meant, draft):
                gone.remove(old)
                return meant
    return None


def _new(work: Work, draft: Entretien, fait: _Fait, referentiel: Referentiel) -> object:
    values: dict[str, Any] = {
        "id": work.new_id(),
        "dossier": draft.dossier,
        "parcours": draft.parcours,
        "intitule": fait.texte,
        _MADE_BY[fait.kind]: draft.id,
        **fait.jours,
    }
    if fait.kind is Etape:
        values["genre"] = genre_etape(fait.texte, referentiel)
    return fait.kind(**values)


def _take_back(work: Work, draft: Entretien, fait: _Fait) -> None:
    """Unsay a suite, where the dossier still stands as it left it."""
    for thing in work.rows.all(fait.kind, dossier=draft.dossier):
        same = key(thing.intitule) == key(fait.texte)
        if not same or any(getattr(thing, name) != day for name, day in fait.jours.items()):
            continue
        left = [n for n in _ALIVE[fait.kind] if n not in fait.jours and getattr(thing, n)]
        if _mine(thing, draft) and not left:
            work.delete(fait.kind, thing.id, work.seen(fait.kind, thing.id))
        elif _mine(thing, draft) or fait.genre not in _BEGIN:
            _patch(work, thing, dict.fromkeys(fait.jours))
        return


def _patch(work: Work, thing: Any, values: Mapping[str, object]) -> None:
    changed = {name: value for name, value in values.items() if getattr(thing, name) != value}
    if changed:
        kind = type(thing)
        work.patch(kind, thing.id, work.seen(kind, thing.id), **changed)


def _mine(thing: Any, draft: Entretien) -> bool:
    return bool(getattr(thing, _MADE_BY[type(thing)]) == draft.id)

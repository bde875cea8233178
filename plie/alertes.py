"""The alerts of a dossier at a date (domain.md §6): computed, never stored.

Each has a due date D: it holds from D, or from the day after (« plus de »), and is announced before.
Facts dated after the day asked for are ignored; the state of the parcours is taken as it is.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from plie import phrases
from plie.dossier import Dossier
from plie.kinds import Emploi, Etape
from plie.phrases import Depart
from plie.referentiel import Referentiel, RegleAlerte
from plie.vocabulaire import ActionAlerte, CodeAlerte, EtatParcours, Gravite

_ORDER = tuple(CodeAlerte)
_SEVERITY = tuple(Gravite)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerte:
    """What is due in a dossier, or about to be.

    Attributes:
        code: which alert.
        gravite: its severity; an announcement has the alert's.
        annoncee: it does not hold yet, this is its advance notice.
        depuis: first day on which the alert, or its notice, holds.
        objet: id of the compte-rendu meant; None when it is the whole dossier.
        phrase: why, in one French sentence with its dates.
        action: the gesture that answers it.
    """

    code: CodeAlerte
    gravite: Gravite
    annoncee: bool
    depuis: date
    objet: str | None
    phrase: str
    action: ActionAlerte


def alertes(dossier: Dossier, *, referentiel: Referentiel, on: date) -> tuple[Alerte, ...]:
    """Return the alerts of a dossier on a day, the gravest first, then in the protocol's order."""
    known = dossier.known_on(on)
    found = [a for regle in referentiel.alertes for a in _RULES[regle.code](known, on, regle)]
    return tuple(
        sorted(
            found,
            key=lambda a: (
                -_SEVERITY.index(a.gravite),
                _ORDER.index(a.code),
                a.depuis,
                a.objet or "",
            ),
        ),
    )


def folded(found: Iterable[Alerte]) -> tuple[Alerte, ...]:
    """Return the alerts without those that a graver one includes, for a screen (domain.md §6).

    No entretien for two months says already that this month's is missing.
    """
    held = tuple(found)
    if not any(a.code is CodeAlerte.SANS_ENTRETIEN_2_MOIS for a in held):
        return held
    return tuple(a for a in held if a.code is not CodeAlerte.ENTRETIEN_MENSUEL)


def entretien_mensuel(dossier: Dossier, on: date, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield the reminder of the monthly entretien in presence (C9-3-6)."""
    known = dossier.known_on(on)
    last = known.dernier_entretien(on, physique=True)
    clock = _clock(known, on, last.date if last else None, Depart.ENTRETIEN)
    if clock is None:
        return
    due = regle.due(clock.start)
    held = _held_since(regle, due, on, first=due + timedelta(days=1))
    if held is not None:
        phrase = phrases.entretien_mensuel(clock.start, clock.depart, due=due, on=on)
        yield _of_dossier(regle, held, phrase, ActionAlerte.PLANIFIER_ENTRETIEN)


def sans_entretien_2_mois(dossier: Dossier, on: date, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield the alert of a person whom no one has met, by any means (C7-2A, C9-3-3)."""
    known = dossier.known_on(on)
    last = known.dernier_entretien(on)
    clock = _clock(known, on, last.date if last else None, Depart.ENTRETIEN)
    if clock is None:
        return
    due = regle.due(clock.start)
    held = _held_since(regle, due, on, first=due + timedelta(days=1))
    if held is not None:
        phrase = phrases.sans_entretien(clock.start, clock.depart, regle, due=due, on=on)
        yield _of_dossier(regle, held, phrase, ActionAlerte.PLANIFIER_ENTRETIEN)


def hors_parcours_6_mois(dossier: Dossier, on: date, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield the alert of a person without justified follow-up, or without étape (C9-1, C7-2A)."""
    known = dossier.known_on(on)
    signed = max((cr.date for cr in known.signed() if cr.date <= on), default=None)
    met = _clock(known, on, signed, Depart.ENTRETIEN)
    busy = _clock(known, on, max(_etape_days(known, on), default=None), Depart.ETAPE)
    if met is None or busy is None:
        return
    due = min(regle.due(met.start), regle.due(busy.start))
    held = _held_since(regle, due, on, first=due)
    if held is None:
        return
    if due == regle.due(met.start):
        phrase = phrases.hors_parcours_entretien(met.start, met.depart, regle, due=due)
    else:
        phrase = phrases.hors_parcours_etape(busy.start, busy.depart, regle, due=due)
    yield _of_dossier(regle, held, phrase, ActionAlerte.PREPARER_REEXAMEN)


def cr_a_signer(dossier: Dossier, on: date, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield one alert per compte-rendu that waits for its signatures for too long (C9-3-6)."""
    if dossier.etat is EtatParcours.SORTI:
        return
    for cr in dossier.known_on(on).a_signer():
        finalised = cr.finalise_le.date()
        due = regle.due(finalised)
        held = _held_since(regle, due, on, first=due + timedelta(days=1))
        if held is not None:
            yield Alerte(
                code=regle.code,
                gravite=regle.gravite,
                annoncee=held.annoncee,
                depuis=held.depuis,
                objet=cr.id,
                phrase=phrases.cr_a_signer(cr.date, finalised, due=due),
                action=ActionAlerte.FAIRE_SIGNER,
            )


@dataclass(frozen=True, slots=True)
class _Clock:
    start: date
    depart: Depart


@dataclass(frozen=True, slots=True)
class _Held:
    annoncee: bool
    depuis: date


_RULES: dict[CodeAlerte, Callable[[Dossier, date, RegleAlerte], Iterator[Alerte]]] = {
    CodeAlerte.ENTRETIEN_MENSUEL: entretien_mensuel,
    CodeAlerte.SANS_ENTRETIEN_2_MOIS: sans_entretien_2_mois,
    CodeAlerte.HORS_PARCOURS_6_MOIS: hors_parcours_6_mois,
    CodeAlerte.CR_A_SIGNER: cr_a_signer,
}


def _clock(dossier: Dossier, on: date, last: date | None, depart: Depart) -> _Clock | None:
    """Start a clock at the latest of its event, the integration, the end of a suspension.

    None when the clocks do not run: before the integration, while suspended, after the exit.
    """
    joined = dossier.integration
    if dossier.etat is not EtatParcours.INTEGRE or joined is None or joined > on:
        return None
    clock = _Clock(joined, Depart.INTEGRATION)
    for move in dossier.mouvements:
        if move.de is EtatParcours.SUSPENDU and clock.start < move.le <= on:
            clock = _Clock(move.le, Depart.REPRISE)
    return clock if last is None or last < clock.start else _Clock(last, depart)


def _held_since(regle: RegleAlerte, due: date, on: date, *, first: date) -> _Held | None:
    """Return since when the alert or its notice holds; `first` is the alert's own first day."""
    if on >= first:
        return _Held(annoncee=False, depuis=first)
    notice = due - timedelta(days=regle.annonce_jours)
    return _Held(annoncee=True, depuis=notice) if regle.annonce_jours and on >= notice else None


def _etape_days(dossier: Dossier, on: date) -> Iterator[date]:
    """Yield the days up to `on` on which an étape was proposed, started, or last under way."""
    for etape in dossier.etapes:
        if dossier.belongs(etape.parcours, etape.debut or etape.proposee_le):
            yield from (day for day in _days_of_etape(etape, on) if day <= on)
    for emploi in dossier.emplois:
        if dossier.belongs(emploi.parcours, emploi.debut):
            yield from (day for day in _days_of_emploi(emploi, on) if day <= on)


def _days_of_etape(etape: Etape, on: date) -> Iterator[date]:
    given_up = etape.abandonnee_le if etape.abandonnee_le and etape.abandonnee_le <= on else None
    started = etape.debut is not None and etape.debut <= (given_up or on)
    if given_up and not started:
        return
    if etape.proposee_le is not None:
        yield etape.proposee_le
    if started and etape.debut is not None:
        yield etape.debut
        yield min(end for end in (etape.fin, given_up, on) if end is not None)


def _days_of_emploi(emploi: Emploi, on: date) -> Iterator[date]:
    if emploi.debut is not None and emploi.debut <= on:
        yield emploi.debut
        yield min(emploi.fin or on, on)


def _of_dossier(regle: RegleAlerte, held: _Held, phrase: str, action: ActionAlerte) -> Alerte:
    return Alerte(
        code=regle.code,
        gravite=regle.gravite,
        annoncee=held.annoncee,
        depuis=held.depuis,
        objet=None,
        phrase=phrase,
        action=action,
    )

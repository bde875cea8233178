"""Which alerts of a dossier are put off on a day, until when and why (domain.md §6: « mettre en sommeil »).

A sommeil is of an alert as it stood the day it was put off: same code, same thing, already there. What
began afterwards is another alert (a new due date, or the alert itself after its mere notice) and is
awake: in doubt, it is shown. A later sommeil of the same alert replaces the one before; one that ends
the day it is put wakes it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from plie import nir
from plie.alertes.alerte import Alerte
from plie.alertes.toutes import folded
from plie.calendrier import add_months
from plie.kinds import Id, MiseEnSommeil
from plie.objection import Objection
from plie.phrases import counted, short_date
from plie.regles.sommeil import ReglesSommeil
from plie.vocabulaire import CodeAlerte


@dataclass(frozen=True, slots=True)
class Endormie:
    """An alert that is put off, and the fact that says so."""

    alerte: Alerte
    sommeil: MiseEnSommeil


@dataclass(frozen=True, slots=True)
class Partage:
    """The alerts of a dossier on a day, as a screen shows them: those awake, those put off."""

    eveillees: tuple[Alerte, ...]
    endormies: tuple[Endormie, ...]


def partager(alertes: Iterable[Alerte], sommeils: Iterable[MiseEnSommeil], *, on: date) -> Partage:
    """Return the alerts awake and those put off on a day, in their order.

    What a graver alert says already is folded under it first, and stays there when that one sleeps: the
    month’s entretien does not stand up in place of the two months without one.
    """
    last = _last(sommeils, on)
    awake, asleep = [], []
    for alerte in folded(alertes):
        sommeil = last.get((alerte.code, alerte.objet or ""))
        if sommeil is not None and on < sommeil.jusqu_au and alerte.depuis <= sommeil.mise_le:
            asleep.append(Endormie(alerte, sommeil))
        else:
            awake.append(alerte)
    return Partage(tuple(awake), tuple(asleep))


def meme(one: Alerte, other: Alerte) -> bool:
    """Whether two alerts are of the same code and the same thing, whenever they are looked at."""
    return (one.code, one.objet) == (other.code, other.objet)


def objections(
    *,
    jusqu_au: date | None,
    motif: str,
    regles: ReglesSommeil | None,
    tient_le: date | None = None,
    on: date,
) -> tuple[Objection, ...]:
    """Return what stands against putting an alert off, field by field.

    Args:
        jusqu_au: the day on which it comes back.
        motif: why, for the adviser and for coordination.
        regles: how long it may sleep at most; None where the protocol does not say. To put it off again is to
            have looked at it.
        tient_le: the day from which the alert itself holds, when this is its notice only.
        on: today.
    """
    found = [_day(jusqu_au, regles, tient_le, on), _why(motif)]
    return tuple(one for one in found if one is not None)


def sommeil(
    id_: Id, dossier: Id, alerte: Alerte, *, jusqu_au: date, motif: str, on: date
) -> MiseEnSommeil:
    """Return the fact that puts an alert off, once nothing stands against it."""
    return MiseEnSommeil(
        id=id_,
        dossier=dossier,
        code=alerte.code,
        objet=alerte.objet or "",
        mise_le=on,
        jusqu_au=jusqu_au,
        motif=motif.strip(),
    )


def reveil(id_: Id, asleep: MiseEnSommeil, *, on: date) -> MiseEnSommeil:
    """Return the fact that wakes an alert: a sommeil that ends the day it is put, and asks for no reason."""
    return MiseEnSommeil(
        id=id_,
        dossier=asleep.dossier,
        code=asleep.code,
        objet=asleep.objet,
        mise_le=on,
        jusqu_au=on,
        motif="",
    )


def en_mots(fact: MiseEnSommeil) -> str:
    """Say until when an alert sleeps, and why."""
    return f"En sommeil jusqu’au {short_date(fact.jusqu_au)} — {fact.motif}"


def dit(fact: MiseEnSommeil, titres: Mapping[str, str]) -> str:
    """Say in the story of a dossier that an alert was put off, or woken; the reason stands beside.

    `titres`: what the alerts of the PLIE are called; one that it has no more keeps its common name.
    """
    # An alert of a later version has no name here.
    title = titres.get(fact.code) or next((c.label for c in CodeAlerte if c == fact.code), "")
    named = f"\u00a0: {title}" if title else ""
    if fact.jusqu_au <= fact.mise_le:
        return f"Alerte réveillée{named}"
    return f"Alerte mise en sommeil jusqu’au {short_date(fact.jusqu_au)}{named}"


def combien(count: int) -> str:
    """Say how many alerts of a dossier sleep; nothing of none."""
    return f"{counted(count, 'alerte', 'alertes')} en sommeil" if count else ""


def _last(sommeils: Iterable[MiseEnSommeil], on: date) -> dict[tuple[str, str], MiseEnSommeil]:
    known = sorted((s for s in sommeils if s.mise_le <= on), key=lambda s: (s.mise_le, s.id))
    return {(s.code, s.objet): s for s in known}


def _day(
    jusqu_au: date | None, regles: ReglesSommeil | None, tient_le: date | None, on: date
) -> Objection | None:
    if jusqu_au is None:
        return _beside_day("sommeil_sans_date", "Indiquez le jour où l’alerte reviendra.")
    if jusqu_au <= on:
        return _beside_day(
            "sommeil_sans_duree",
            f"Le {short_date(jusqu_au)} n’est pas à venir\u00a0: une alerte dort jusqu’à un jour "
            "prochain.",
        )
    if tient_le is not None and jusqu_au > tient_le:
        return _beside_day(
            "sommeil_d_une_annonce",
            f"Ce n’est encore qu’une annonce\u00a0: l’alerte tiendra le {short_date(tient_le)}. Elle "
            "dort jusqu’à ce jour au plus.",
        )
    if regles is not None and jusqu_au > (latest := add_months(on, regles.mois)):
        return Objection(
            "jusqu_au",
            "sommeil_trop_long",
            f"Une alerte dort {regles.mois}\u00a0mois au plus\u00a0: jusqu’au {short_date(latest)}.",
            article=regles.article,
        )
    return None


def _why(motif: str) -> Objection | None:
    if not motif.strip():
        return Objection(
            "motif", "sommeil_sans_motif", "Dites en quelques mots pourquoi.", article=None
        )
    if nir.holds_nir(motif):
        return Objection("motif", "nir_ecrit", nir.PHRASE, article=None)
    return None


def _beside_day(code: str, phrase: str) -> Objection:
    return Objection("jusqu_au", code, phrase, article=None)

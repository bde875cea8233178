"""The entretien (C9-3-6): what the rules hold against a draft, and what of it its compte-rendu freezes."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from plie import nir, phrases
from plie.kinds import Entretien
from plie.objection import Objection

ARTICLE = "C9-3-6"
# No rule bounds a duration: beyond half a day it is a slip of the keyboard.
MAX_MINUTES = 12 * 60
_DAY = 24 * 60
# The clock of the room and that of the machine differ, and one rounds a duration up.
TOLERANCE_MIN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Contenu:
    """What a compte-rendu freezes of an entretien, and what its PDF is made from."""

    date: dt.date
    debut: dt.time | None
    duree_min: int
    modalite: str
    lieu: str
    nature: str
    presents: tuple[str, ...]
    sujets: tuple[str, ...]
    contenu: str
    suites: tuple[str, ...]
    prochain_le: dt.date | None
    prochain_debut: dt.time | None
    prochain_lieu: str


_NO_DATE = Objection("date", "cr_sans_date", "La date de l’entretien manque.", article=ARTICLE)
_FUTURE_DATE = Objection(
    "date", "cr_date_future", "Cet entretien est daté d’un jour à venir.", article=ARTICLE
)
_FUTURE_START = Objection(
    "debut", "cr_date_future", "Cet entretien commence plus tard que maintenant.", article=ARTICLE
)
_NO_DURATION = Objection(
    "duree_min", "cr_sans_duree", "La durée de l’entretien manque.", article=ARTICLE
)
_ABSURD_DURATION = Objection(
    "duree_min",
    "cr_duree_excessive",
    f"Une durée de plus de {phrases.duree_min(MAX_MINUTES)} n’est pas possible.",
    article=None,
)
_NO_MODALITY = Objection(
    "modalite",
    "cr_sans_modalite",
    "Il reste à dire comment l’entretien s’est tenu\u00a0: en présence, par téléphone ou en visioconférence.",
    article=ARTICLE,
)
_NO_NATURE = Objection(
    "nature", "cr_sans_nature", "La nature de l’entretien manque.", article=ARTICLE
)


def objections(
    entretien: Entretien,
    *,
    on: dt.date,
    now_time: dt.time | None = None,
    prescription_le: dt.date | None = None,
    others: Iterable[Entretien] = (),
) -> tuple[Objection, ...]:
    """Return what the rules hold against an entretien, in the order of its form.

    Args:
        entretien: the draft; it may lack anything.
        on: today, where the adviser is.
        now_time: what time it is there, naive; without it only the day is judged.
        prescription_le: when the candidature was received, if that is known.
        others: the same adviser's entretiens, this one included or not.
    """
    found = [*_lacking(entretien)]
    if entretien.date is not None:
        found += _misplaced(entretien, entretien.date, on, now_time, prescription_le)
    found += _overlaps(entretien, others)
    found += _next(entretien)
    found += _secret(entretien)
    return tuple(sorted(found, key=lambda objection: _FORM_ORDER.index(objection.field)))


def to_come(
    day: dt.date | None,
    start: dt.time | None,
    minutes: int | None,
    *,
    on: dt.date,
    now_time: dt.time | None = None,
) -> Objection | None:
    """Return what stands against hours of which something is still to come: it has no duration yet (C9-3-6).

    Args:
        day: of the entretien; like the others, None while it is not known.
        start: naive.
        minutes: the duration.
        on: today, where the adviser is.
        now_time: what time it is there, naive; without it only the day is judged.
    """
    if day is not None and day > on:
        return _FUTURE_DATE
    if day is None or start is None or now_time is None:
        return None
    if day == on and start > now_time:
        return _FUTURE_START
    now = on.toordinal() * _DAY + now_time.hour * 60 + now_time.minute
    end = day.toordinal() * _DAY + start.hour * 60 + start.minute + (minutes or 0)
    if not minutes or end <= now + TOLERANCE_MIN:
        return None
    hour, minute = divmod(end % _DAY, 60)
    return Objection(
        "duree_min",
        "cr_fin_future",
        f"Cet entretien finirait à {phrases.spoken_time(dt.time(hour, minute))}, plus tard que "
        "maintenant\u00a0: avancez son début, raccourcissez sa durée ou attendez sa fin.",
        article=ARTICLE,
    )


def contenu_de(entretien: Entretien) -> Contenu:
    """Return what a compte-rendu freezes.

    Raises:
        Refus: date, duration, modality or nature are missing or impossible.
    """
    first = next(_lacking(entretien), None)
    if first is not None or entretien.date is None or entretien.duree_min is None:
        raise (first or _NO_DATE).refus()
    return Contenu(
        date=entretien.date,
        debut=entretien.debut,
        duree_min=entretien.duree_min,
        modalite=entretien.modalite,
        lieu=entretien.lieu,
        nature=entretien.nature,
        presents=entretien.presents,
        sujets=entretien.sujets,
        contenu=entretien.contenu,
        suites=entretien.suites,
        prochain_le=entretien.prochain_le,
        prochain_debut=entretien.prochain_debut,
        prochain_lieu=entretien.prochain_lieu,
    )


FREE_TEXTS = ("lieu", "presents", "contenu", "suites", "prochain_lieu")
_FORM_ORDER = (
    "date", "debut", "duree_min", "modalite", "nature", "lieu", "presents", "contenu", "suites",
    "prochain_le", "prochain_debut", "prochain_lieu",
)  # fmt: skip


def _lacking(entretien: Entretien) -> Iterator[Objection]:
    if entretien.date is None:
        yield _NO_DATE
    if entretien.duree_min is None or entretien.duree_min <= 0:
        yield _NO_DURATION
    elif entretien.duree_min > MAX_MINUTES:
        yield _ABSURD_DURATION
    if not entretien.modalite:
        yield _NO_MODALITY
    if not entretien.nature:
        yield _NO_NATURE


def _misplaced(
    entretien: Entretien,
    day: dt.date,
    on: dt.date,
    now_time: dt.time | None,
    prescription_le: dt.date | None,
) -> Iterator[Objection]:
    still = to_come(entretien.date, entretien.debut, entretien.duree_min, on=on, now_time=now_time)
    if still is not None:
        yield still
    if prescription_le is not None and day < prescription_le:
        yield Objection(
            "date",
            "cr_avant_prescription",
            "Cet entretien précède la prescription, reçue le "
            f"{phrases.short_date(prescription_le)}.",
            article=ARTICLE,
        )


def _next(entretien: Entretien) -> Iterator[Objection]:
    if entretien.date and entretien.prochain_le and entretien.prochain_le < entretien.date:
        yield Objection(
            "prochain_le",
            "prochain_avant_entretien",
            f"Le prochain rendez-vous, le {phrases.short_date(entretien.prochain_le)}, précède "
            "cet entretien.",
            article=None,
        )


def _secret(entretien: Entretien) -> Iterator[Objection]:
    """Object to a social security number: what a compte-rendu freezes cannot be taken out again."""
    for field in FREE_TEXTS:
        if nir.said(getattr(entretien, field)):
            yield Objection(field, "nir_ecrit", nir.PHRASE, article=None)


def _overlaps(entretien: Entretien, others: Iterable[Entretien]) -> Iterator[Objection]:
    """Warn once of all that are noted at the same time, naming nobody."""
    span = _span(entretien)
    if span is None:
        return
    met = [
        (there[0], other)
        for other in others
        if other.id != entretien.id
        and (there := _span(other)) is not None
        and span[0] < there[1]
        and there[0] < span[1]
    ]
    if met:
        hours = [_hours(other) for _, other in sorted(met, key=itemgetter(0))]
        yield Objection(
            "debut", "entretien_chevauche", _overlap_phrase(hours), article=ARTICLE, blocking=False
        )


def _span(entretien: Entretien) -> tuple[int, int] | None:
    """Return start and end in minutes since day 0; None when one of the three lacks."""
    if entretien.date is None or entretien.debut is None or not entretien.duree_min:
        return None
    start = entretien.date.toordinal() * _DAY + entretien.debut.hour * 60 + entretien.debut.minute
    return start, start + entretien.duree_min


def _hours(entretien: Entretien) -> str:
    start = phrases.spoken_time(entretien.debut) if entretien.debut else ""
    return f"à {start} pour {phrases.duree_min(entretien.duree_min or 0)}"


def _overlap_phrase(hours: Sequence[str]) -> str:
    if len(hours) == 1:
        return f"Un autre entretien est noté au même moment, {hours[0]}."
    return (
        f"{len(hours)}\u00a0autres entretiens sont notés au même moment\u00a0: "
        f"{phrases.join_words(tuple(dict.fromkeys(hours)))}."
    )

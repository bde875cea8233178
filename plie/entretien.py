"""The entretien and its compte-rendu (C9-3-6): what may be finalised, corrected, signed.

« signé par les deux parties, avec mention de la date et de la durée ». States are derived from
facts: a compte-rendu is signed when both signatures are there, never because someone said so.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from plie import nir, phrases
from plie.kinds import CompteRendu, Entretien, Id, Personne, Sha256, Signature
from plie.refus import Refus
from plie.vocabulaire import EtatCompteRendu, Position, Signataire

ARTICLE = "C9-3-6"
# No rule bounds a duration: beyond half a day it is a slip of the keyboard.
MAX_MINUTES = 12 * 60
_DAY = 24 * 60
_BOTH = frozenset(Signataire)
_AGREED = frozenset({Position.ACCORD, Position.REMARQUE})
# The clock of the room and that of the machine differ, and one rounds a duration up.
TOLERANCE_MIN = 5


@dataclass(frozen=True, slots=True)
class Objection:
    """What a rule holds against a field; a warning when it does not block the finalisation."""

    field: str
    code: str
    phrase: str
    article: str | None = ARTICLE
    blocking: bool = True

    def refus(self) -> Refus:
        """Return the objection as a refusal, ready to be raised."""
        return Refus(self.code, self.phrase, article=self.article)


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


_NO_DATE = Objection("date", "cr_sans_date", "La date de l’entretien manque.")
_FUTURE_DATE = Objection("date", "cr_date_future", "Cet entretien est daté d’un jour à venir.")
_FUTURE_START = Objection(
    "debut", "cr_date_future", "Cet entretien commence plus tard que maintenant."
)
_NO_DURATION = Objection("duree_min", "cr_sans_duree", "La durée de l’entretien manque.")
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
)
_NO_NATURE = Objection("nature", "cr_sans_nature", "La nature de l’entretien manque.")


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


def finalise(
    entretien: Entretien,
    *,
    id: Id,  # noqa: A002 — the field's own name
    personne: Personne,
    accompagnateur: Id,
    accompagnateur_nom: str,
    pdf: Sha256,
    at: dt.datetime,
    prescription_le: dt.date | None = None,
    version: int = 1,
    remplace: Id | None = None,
    motif: str = "",
) -> CompteRendu:
    """Freeze an entretien into its compte-rendu (C9-3-6).

    Args:
        entretien: the draft.
        id: of the compte-rendu to be.
        personne: whose dossier it is; her name is frozen with the rest.
        accompagnateur: the adviser's id.
        accompagnateur_nom: the adviser's full name.
        pdf: sha256 of the PDF with its two empty fields.
        at: now, aware, in the adviser's own time zone: its date is today.
        prescription_le: when the candidature was received, if that is known.
        version: 1, or one more than the version replaced.
        remplace: the compte-rendu that this one corrects.
        motif: why it is corrected.

    Raises:
        Refus: the first objection that blocks, a name that lacks, a correction without reason, a NIR in it.
        ValueError: the arguments contradict each other.
    """
    if entretien.dossier != personne.id or (version > 1) != (remplace is not None):
        raise ValueError("entretien and personne, version and remplace go together")
    judged = objections(
        entretien, on=at.date(), now_time=at.time(), prescription_le=prescription_le
    )
    for objection in judged:
        if objection.blocking:
            raise objection.refus()
    if not (personne.nom and accompagnateur_nom.strip()):
        raise Refus("cr_sans_nom", "Le nom de l’une des deux parties manque.", article=ARTICLE)
    if remplace is not None and not motif.strip():
        raise Refus(
            "correction_sans_motif",
            "Une correction dit pourquoi elle remplace le compte-rendu précédent.",
            article=ARTICLE,
        )
    nir.refuse(motif)
    return CompteRendu(
        id=id,
        dossier=entretien.dossier,
        entretien=entretien.id,
        version=version,
        remplace=remplace,
        motif=motif,
        adherent_nom=personne.nom,
        accompagnateur=accompagnateur,
        accompagnateur_nom=accompagnateur_nom,
        finalise_le=at,
        pdf=pdf,
        **asdict(contenu_de(entretien)),
    )


def current(entretien: Id, comptes_rendus: Iterable[CompteRendu]) -> CompteRendu | None:
    """Return the compte-rendu of an entretien that no other replaces; None while it is a draft.

    Two corrections made apart from each other both stay: the higher version, then the later, holds.
    """
    own = [cr for cr in comptes_rendus if cr.entretien == entretien]
    replaced = {cr.remplace for cr in own}
    left = [cr for cr in own if cr.id not in replaced]
    return max(left, key=lambda cr: (cr.version, cr.finalise_le, cr.id), default=None)


def in_force(comptes_rendus: Iterable[CompteRendu]) -> tuple[CompteRendu, ...]:
    """Return the comptes-rendus that no newer version replaces, one per entretien."""
    versions: dict[Id, list[CompteRendu]] = {}
    for cr in comptes_rendus:
        versions.setdefault(cr.entretien, []).append(cr)
    # One version alone is in force; asking would cost a whole file active its instant.
    held = (own[0] if len(own) == 1 else current(of, own) for of, own in versions.items())
    return tuple(cr for cr in held if cr is not None)


def replacer(id_: str, versions: Iterable[CompteRendu]) -> CompteRendu | None:
    """Return the version that names this one as the one it replaces; None when none does."""
    found = [cr for cr in versions if cr.remplace == id_]
    return max(found, key=lambda cr: (cr.version, cr.finalise_le, cr.id), default=None)


def etat(cr: CompteRendu, signatures: Iterable[Signature]) -> EtatCompteRendu:
    """Return the state of a compte-rendu: signed by both, refused by the person, or waiting.

    A signature that names it from another dossier is none: whoever wrote it had no right there.
    """
    agreed = set[str]()
    for s in signatures:
        if s.compte_rendu != cr.id or s.dossier != cr.dossier:
            continue
        if s.position == Position.REFUS and s.qui == Signataire.ADHERENT:
            return EtatCompteRendu.REFUSE
        if s.position in _AGREED:
            agreed.add(s.qui)
    return EtatCompteRendu.SIGNE if agreed >= _BOTH else EtatCompteRendu.FINALISE


def may_sign(
    cr: CompteRendu,
    signatures: Iterable[Signature],
    qui: Signataire,
    *,
    versions: Sequence[CompteRendu],
) -> None:
    """Let a party sign, the person first (C9-3-6: the adviser never signs in their place).

    Args:
        cr: the compte-rendu to be signed.
        signatures: those known, of this compte-rendu and of others.
        qui: the party about to sign or to refuse.
        versions: the comptes-rendus known of the same entretien.

    Raises:
        Refus: it was replaced, this party has answered already, or the person has not yet.
    """
    answered = {s.qui for s in signatures if (s.compte_rendu, s.dossier) == (cr.id, cr.dossier)}
    if any(other.remplace == cr.id for other in versions):
        raise Refus(
            "cr_remplace",
            "Une version plus récente remplace ce compte-rendu\u202f; c’est elle qui se signe.",
            article=ARTICLE,
        )
    if qui in answered:
        raise Refus(
            "deja_signe", "Cette partie a déjà répondu pour ce compte-rendu.", article=ARTICLE
        )
    if qui == Signataire.ACCOMPAGNATEUR and Signataire.ADHERENT not in answered:
        raise Refus(
            "signature_avant_personne", "La personne accompagnée signe d’abord.", article=ARTICLE
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
    span = _span(entretien)
    for other in others:
        there = _span(other)
        if (
            span
            and there
            and other.id != entretien.id
            and span[0] < there[1]
            and there[0] < span[1]
        ):
            yield Objection("debut", "entretien_chevauche", _overlap_phrase(other), blocking=False)


def _span(entretien: Entretien) -> tuple[int, int] | None:
    """Return start and end in minutes since day 0; None when one of the three lacks."""
    if entretien.date is None or entretien.debut is None or not entretien.duree_min:
        return None
    start = entretien.date.toordinal() * _DAY + entretien.debut.hour * 60 + entretien.debut.minute
    return start, start + entretien.duree_min


def _overlap_phrase(other: Entretien) -> str:
    start = phrases.spoken_time(other.debut) if other.debut else ""
    length = phrases.duree_min(other.duree_min or 0)
    return f"Un autre entretien est noté au même moment, à {start} pour {length}."

"""The invented caseload: one adviser, sixty dossiers over three years, as kinds ready to insert.

Pure: the same seed, day and ids give the same caseload. Entretiens older than a month come with
their compte-rendu « signé sur papier ». Those of the last month come without: `a_sceller` lists
them, and the caller finalises and signs each through the real use cases, at the hours given.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from random import Random

from desktop.demo.actes import Actes
from desktop.demo.agenda import working_day
from desktop.demo.annuaire import directory, permanences
from desktop.demo.arcs import CAST, Arc, Last
from desktop.demo.cadre import Rencontre
from desktop.demo.echeances import Echeances
from desktop.demo.library import load
from desktop.demo.narration import Narrator
from desktop.demo.people import People
from desktop.demo.prose import Shelf, Voice
from desktop.demo.retours import dits
from desktop.demo.story import Story
from desktop.models.unit_of_work import Work
from plie.calendrier import add_months
from plie.kinds import (
    CompteRendu,
    Entretien,
    Id,
    Parcours,
    Prescription,
    RendezVous,
    Sha256,
    Signature,
)
from plie.vocabulaire import IssueRendezVous, Modalite, MoyenSignature, Position, Signataire

_TODAY, _TOMORROW = 5, 3
_UNSIGNED = 4
_LATE = timedelta(days=9)
_CLOSE = 45


@dataclass(frozen=True, slots=True)
class ASceller:
    """An entretien of the last month, inserted without compte-rendu: the caller seals it.

    `finalise_le` and `signe_le` are aware; `signe_le` None: finalised only, it waits to be signed.
    """

    entretien: Entretien
    finalise_le: datetime
    signe_le: datetime | None


@dataclass(frozen=True, slots=True)
class Caseload:
    """Dossiers (each begins with its Personne, then its things in causal order) and the directory.

    The last two entretiens without compte-rendu that are not in `a_sceller` are drafts left open.
    `arcs` names the story of each dossier, in the same order.
    """

    dossiers: tuple[tuple[object, ...], ...]
    directory: tuple[object, ...]
    a_sceller: tuple[ASceller, ...]
    arcs: tuple[str, ...]


def generate(
    *,
    seed: int,
    now: datetime,
    accompagnateur: Id,
    accompagnateur_nom: str,
    new_id: Callable[[], Id],
) -> Caseload:
    """Invent the caseload of one adviser as it stands on a day.

    Args:
        seed: the same seed invents the same people and words.
        now: the hour of the demonstration, on the clocks of the PLIE; nothing held is later than the eve.
        accompagnateur: the adviser's user id.
        accompagnateur_nom: the adviser's full name.
        new_id: gives a fresh id at each call.
    """
    maker = _Maker(seed, now, new_id, accompagnateur, accompagnateur_nom)
    return maker.caseload()


def fill(work: Work, dossier: Iterable[object]) -> None:
    """Insert the things of one dossier; the caller commits, a transaction a dossier."""
    for thing in dossier:
        work.insert(thing)


def fill_directory(work: Work, caseload: Caseload) -> None:
    """Insert the directory; the caller commits."""
    fill(work, caseload.directory)


@dataclass(frozen=True, slots=True)
class _Appointment:
    day: date
    debut: time
    lieu: str


class _Maker:
    def __init__(
        self,
        seed: int,
        now: datetime,
        new_id: Callable[[], Id],
        accompagnateur: Id,
        accompagnateur_nom: str,
    ) -> None:
        self._seed = seed
        self._zone = now.tzinfo
        self._today = today = now.date()
        self._new_id = new_id
        self._adviser = (accompagnateur, accompagnateur_nom)
        self._library = load()
        self._shelf = Shelf()
        self._rng = _random(seed, "caseload")
        self._people = People(self._library, today=today)
        self._cadre, self._directory = directory(self._library, today, new_id, self._rng)
        self._due = Echeances(self._cadre)
        self._actes = Actes(self._cadre, accompagnateur_nom)
        self._partners = [shown for _, shown in self._cadre.professionnels]
        self._coming = [today] * _TODAY + [today + timedelta(days=1)] * _TOMORROW

    def caseload(self) -> Caseload:
        """Plan every dossier first, for they share a calendar; then tell them."""
        cast = [(arc, months, last) for arc in CAST for months, last in arc.dossiers()]
        self._rng.shuffle(cast)
        # A draft is of the eve: it takes its place before the others.
        order = sorted(range(len(cast)), key=lambda n: cast[n][2] is not Last.DRAFT)
        planned = {n: self._plan(n, *cast[n]) for n in order}
        stories = [planned[n] for n in range(len(cast))]
        told = [self._tell(story, *role) for story, role in zip(stories, cast, strict=True)]
        waiting = [asked for _, sealing in told for asked in sealing]
        return Caseload(
            # Asked last: what they take of ids moves nobody else's.
            dossiers=tuple(
                (*things, *dits(things, today=self._today, new_id=self._new_id))
                for things, _ in told
            ),
            directory=(*self._directory, *self._permanences()),
            a_sceller=_with_unsigned(waiting, self._today, self._rng),
            arcs=tuple(arc.name for arc, _, _ in cast),
        )

    def _permanences(self) -> tuple[object, ...]:
        since = self._today - timedelta(days=365)
        return permanences(self._library, self._adviser[0], since, self._new_id)

    def _plan(self, n: int, arc: Arc, months: int, last: Last) -> Story:
        rng = _random(self._seed, str(n))
        profil = self._people.draw(arc.besoin, rng)
        earliest, latest = last.value
        day = self._today - timedelta(days=rng.randint(earliest, latest))
        eve = working_day(self._today - timedelta(days=1), step=-1)
        story = Story(
            cadre=self._cadre,
            profil=profil,
            voice=Voice(profil, self._library, self._shelf, rng, partners=self._partners),
            rng=rng,
            months=months,
            last=eve if last is Last.DRAFT else day,
            dossier=self._new_id(),
            lasts_on=eve if last is Last.DRAFT else None,
            forced=arc.forced,
        )
        arc.tell(story)
        return story

    def _taking_part(self, parcours: Parcours, way: str) -> Parcours:
        """Say how a person takes part, and for who is accompanied elsewhere by whom (A3.1)."""
        who = self._library.lieux.structure[0].nom, self._partners[0]
        structure, referent = who if way == "actions_exterieur" else ("", "")
        return replace(
            parcours, participation=way, referent_nom=referent, referent_structure=structure
        )

    def _tell(
        self, story: Story, arc: Arc, _months: int, last: Last
    ) -> tuple[tuple[object, ...], list[ASceller]]:
        coming = self._next_appointment(story, arc, last)
        narrator = Narrator(story)
        month_ago = add_months(self._today, -1)
        dated = [
            (
                day,
                self._taking_part(fact, arc.participation) if isinstance(fact, Parcours) else fact,
            )
            for day, fact in story.facts
        ]
        sealing: list[ASceller] = []
        told = list(narrator.entretiens(coming.day if coming else None))
        for n, (rencontre, entretien) in enumerate(told):
            final = n + 1 == len(told)
            following = coming if final else _appointment(story, told[n + 1][0])
            whole = self._with_next(story, rencontre, entretien, following)
            if final and last is Last.DRAFT:
                dated.append((rencontre.day, _begun(entretien)))
                continue
            dated.append((rencontre.day, whole))
            if rencontre.day > month_ago:
                sealing.append(_sealing(rencontre, whole, self._zone))
            else:
                dated += [
                    (rencontre.day, thing) for thing in self._on_paper(story, rencontre, whole)
                ]
                dated += self._appointment_kept(story, rencontre, whole, following)
        if coming and not told:
            dated.append((self._today, self._rendez_vous(story, coming, None)))
        identity = (
            story.profil.personne(story.dossier),
            story.profil.coordonnees(self._new_id(), story.dossier),
        )
        brought = self._due.over(story, narrator.brought(), active=arc.active)
        dated += [(date.max, thing) for thing in brought]
        dated += [(date.max, thing) for thing in self._actes.of(story, active=arc.active)]
        return (*identity, *_in_order(dated)), sealing

    def _next_appointment(self, story: Story, arc: Arc, last: Last) -> _Appointment | None:
        met = story.rencontres[-1].day if story.rencontres else self._today
        if story.sorti_le or last in {Last.LOST, Last.LONG_AGO, Last.DRAFT}:
            return None
        met_lately = last is Last.RECENT and met < self._today - timedelta(days=10)
        if arc.active and met_lately and self._coming:
            day = self._coming.pop()
        else:
            ahead = max(met + timedelta(days=27), self._today + timedelta(days=3))
            day = working_day(ahead + timedelta(days=story.rng.randint(0, 5)), step=1)
        debut = self._cadre.agenda.book(day, 45, story.rng)
        return _Appointment(day, debut, self._cadre.place(day)) if debut else None

    def _with_next(
        self, story: Story, rencontre: Rencontre, entretien: Entretien, coming: _Appointment | None
    ) -> Entretien:
        until = coming.day if coming else self._today
        taken = _missed(story, rencontre.day, until) or coming
        if taken is None or (taken.day - rencontre.day).days > _CLOSE:
            return entretien
        if rencontre.day > add_months(self._today, -1) and taken.day < self._today:
            # Its compte-rendu is made today: a rendez-vous already held would be planned again.
            return entretien
        return replace(
            entretien,
            prochain_le=taken.day,
            prochain_debut=taken.debut,
            prochain_lieu=taken.lieu,
        )

    def _appointment_kept(
        self, story: Story, rencontre: Rencontre, whole: Entretien, coming: _Appointment | None
    ) -> list[tuple[date, object]]:
        if coming is None or whole.prochain_le != coming.day:
            return []
        return [(rencontre.day, self._rendez_vous(story, coming, whole.id))]

    def _rendez_vous(self, story: Story, coming: _Appointment, taken: Id | None) -> RendezVous:
        held = any(r.day == coming.day for r in story.rencontres)
        return RendezVous(
            id=self._new_id(),
            dossier=story.dossier,
            date=coming.day,
            debut=coming.debut,
            duree_min=45,
            modalite=Modalite.PHYSIQUE,
            lieu=coming.lieu,
            issue=IssueRendezVous.HONORE if held else IssueRendezVous.PREVU,
            pris_lors_de=taken,
        )

    def _on_paper(
        self, story: Story, rencontre: Rencontre, entretien: Entretien
    ) -> Iterator[CompteRendu | Signature]:
        at = _ends(rencontre, self._zone)
        person = story.profil.personne(story.dossier)
        names = {Signataire.ADHERENT: person.nom, Signataire.ACCOMPAGNATEUR: self._adviser[1]}
        cr = CompteRendu(
            id=self._new_id(),
            dossier=story.dossier,
            entretien=entretien.id,
            date=rencontre.day,
            debut=rencontre.debut,
            duree_min=rencontre.minutes,
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
            adherent_nom=person.nom,
            accompagnateur=self._adviser[0],
            accompagnateur_nom=self._adviser[1],
            finalise_le=at,
            pdf=Sha256(""),
        )
        yield cr
        for n, (qui, nom) in enumerate(names.items(), start=1):
            yield Signature(
                id=self._new_id(),
                dossier=story.dossier,
                compte_rendu=cr.id,
                qui=qui,
                nom=nom,
                moyen=MoyenSignature.PAPIER,
                position=Position.ACCORD,
                signe_le=at + timedelta(minutes=2 * n),
            )


def _appointment(story: Story, rencontre: Rencontre) -> _Appointment:
    lieu = rencontre.lieu or story.cadre.place(rencontre.day)
    return _Appointment(rencontre.day, rencontre.debut, lieu)


def _missed(story: Story, after: date, before: date) -> _Appointment | None:
    missed = [
        _Appointment(fact.date, fact.debut, fact.lieu)
        for _, fact in story.facts
        if isinstance(fact, RendezVous) and fact.date and fact.debut and after < fact.date < before
    ]
    return min(missed, key=lambda a: a.day, default=None)


def _begun(entretien: Entretien) -> Entretien:
    """Return a draft left open: a first paragraph, no suites, not even a subject."""
    first = entretien.contenu.split("\n\n")[0]
    return replace(entretien, contenu=first, suites=(), sujets=entretien.sujets[:1])


def _sealing(rencontre: Rencontre, entretien: Entretien, zone: tzinfo | None) -> ASceller:
    at = _ends(rencontre, zone)
    return ASceller(entretien, at, at + timedelta(minutes=4))


def _with_unsigned(waiting: list[ASceller], today: date, rng: Random) -> tuple[ASceller, ...]:
    """Leave some to be signed, long enough ago to be late (C9-3-6)."""
    late = today - _LATE
    held = [
        a
        for a in waiting
        if a.entretien.modalite == Modalite.PHYSIQUE and a.finalise_le.date() <= late
    ]
    unsigned = rng.sample([a.entretien.id for a in held], _UNSIGNED)
    return tuple(
        replace(asked, signe_le=None) if asked.entretien.id in unsigned else asked
        for asked in sorted(waiting, key=lambda a: (a.finalise_le, a.entretien.id))
    )


def _ends(rencontre: Rencontre, zone: tzinfo | None) -> datetime:
    start = datetime.combine(rencontre.day, rencontre.debut, tzinfo=zone)
    return start + timedelta(minutes=rencontre.minutes + 3)


def _in_order(dated: list[tuple[date, object]]) -> tuple[object, ...]:
    ranked = sorted(dated, key=lambda found: (found[0], _RANKS.get(type(found[1]), 2)))
    return tuple(thing for _, thing in ranked)


_RANKS: dict[type, int] = {Parcours: 0, Prescription: 1, Entretien: 2, CompteRendu: 3, Signature: 4}


def _random(seed: int, part: str) -> Random:
    return Random(f"{seed}-{part}")  # noqa: S311 - the same words again, no secret

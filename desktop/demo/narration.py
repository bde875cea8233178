"""`Narrator`: tells a planned dossier, entretien after entretien, so that each follows the last.

Each told step may bring an étape, an objectif or a work contract, with the very dates that were said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from desktop.demo.cadre import Rencontre
from desktop.demo.library import Embauche, Fil, Pas
from desktop.demo.prose import Said, Scene, dated
from desktop.demo.story import Story
from plie.calendrier import add_months
from plie.kinds import Emploi, Entretien, Etape, Id, Objectif
from plie.vocabulaire import Modalite

_DIAGNOSTIC = (
    "diag.ecole", "diag.experience", "diag.famille", "diag.ressources", "diag.logement",
    "diag.mobilite", "diag.sante", "diag.numerique", "diag.projet", "diag.atouts",
)  # fmt: skip
_ACCUEIL = ("accueil.venue", "accueil.plie", "accueil.besoins", "accueil.suite")
_NEVER_LEFT_OUT = frozenset({"diag.experience", "diag.projet", "diag.atouts"})
_MOST_SUITES, _MOST_SUJETS = 4, 5
_RUNNING = 3
_FULL_TIME = 35
_FEWEST_WORDS = 60
_PRONOUN = 0.5


@dataclass(slots=True)
class Thread:
    """A fil under way in one dossier: the next step, what was said, what is open."""

    fil: Fil
    memo: dict[str, Said] = field(default_factory=dict)
    etapes: list[Etape] = field(default_factory=list)
    objectifs: list[Objectif] = field(default_factory=list)
    emplois: list[Emploi] = field(default_factory=list)
    next: int = 0

    @property
    def done(self) -> bool:
        """Whether every step is told."""
        return self.next >= len(self.fil.pas)

    def ready(self, day: date) -> bool:
        """Whether the next step can be told: what it looks back on has happened."""
        pas = self.fil.pas[self.next]
        told = " ".join((*pas.textes, *pas.suites))
        named = [said.day for key, said in self.memo.items() if f"{{{key}}}" in told and said.day]
        started = self.etapes[-1].debut if self.etapes else None
        if pas.delai and started and day < started + timedelta(days=pas.delai):
            return False
        return all(that < day for that in named)


@dataclass(slots=True)
class _Draft:
    paragraphs: list[str] = field(default_factory=list)
    suites: list[str] = field(default_factory=list)
    sujets: list[str] = field(default_factory=list)

    def add(self, paragraph: str, sujets: tuple[str, ...], suites: tuple[str, ...] = ()) -> None:
        self.paragraphs.append(paragraph)
        self.suites += [s for s in suites if s not in self.suites]
        self.sujets += [s for s in sujets if s and s not in self.sujets]


class Narrator:
    """Tells one story."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._library = story.cadre.library
        self._rng = story.rng
        self._arc = Thread(next(iter(self._library.fils.values())))
        self._threads: list[Thread] = []
        self._told: set[str] = set()

    def entretiens(self, prochain: date | None) -> Iterator[tuple[Rencontre, Entretien]]:
        """Tell each planned entretien in turn; `prochain` is the rendez-vous after the last."""
        met = self._story.rencontres
        for n, rencontre in enumerate(met):
            before = met[n - 1].day if n else self._story.at(0)
            after = met[n + 1].day if n + 1 < len(met) else prochain
            draft = self._tell(rencontre, Scene(rencontre.day, before, after))
            yield rencontre, self._entretien(rencontre, draft)

    def brought(self) -> tuple[object, ...]:
        """Return the étapes, objectifs and contracts that were told, closed where they ended."""
        threads: tuple[Thread, ...] = (self._arc, *self._threads)
        end = self._story.sorti_le
        etapes = [self._closed(e) for thread in threads for e in thread.etapes]
        objectifs = [self._settled(o, t) for t in threads for o in t.objectifs]
        emplois = [e for t in threads for e in t.emplois]
        if end:
            etapes = [e if e.fin else replace(e, fin=end) for e in etapes]
        return (*etapes, *objectifs, *emplois)

    def _tell(self, rencontre: Rencontre, scene: Scene) -> _Draft:
        draft = _Draft()
        match rencontre.plan:
            case "accueil":
                for code in _ACCUEIL:
                    self._passage(draft, code, scene)
            case "diagnostic":
                self._diagnose(draft, scene)
            case "bilan":
                self._passage(draft, "bilan.chemin", scene)
                self._weave(draft, rencontre, scene, 2)
                self._passage(draft, f"bilan.suite.{rencontre.phase}", scene)
            case _:
                self._follow(draft, rencontre, scene)
        return draft

    def _diagnose(self, draft: _Draft, scene: Scene) -> None:
        self._passage(draft, "diag.ouverture", scene)
        left_out = self._rng.choice((*sorted(set(_DIAGNOSTIC) - _NEVER_LEFT_OUT), *[""] * 7))
        for code in _DIAGNOSTIC:
            if code != left_out:
                self._passage(draft, code, scene)
        self._passage(draft, "diag.conclusion", scene)

    def _follow(self, draft: _Draft, rencontre: Rencontre, scene: Scene) -> None:
        brief = rencontre.modalite != Modalite.PHYSIQUE
        frame = self._frame(rencontre, scene)
        for fil, pas in rencontre.pas:
            self._arc.fil = fil
            tied = _scene(scene, self._arc, tied=True)
            draft.add(*self._step(self._arc, pas, tied, frame, draft))
            frame = "{}"
        if brief:
            self._passage(draft, f"distance.{rencontre.phase}", scene, frame)
            return
        wanted = self._rng.choice((2, 2, 2, 3, 3) if rencontre.pas else (1, 2, 2, 2, 3, 3))
        wanted -= len(rencontre.pas)
        self._weave(draft, rencontre, scene, wanted, frame)
        while _words(draft) < _FEWEST_WORDS:
            self._point(draft, rencontre, scene, "{}")
        if self._rng.random() < 0.35:  # noqa: PLR2004 - about one in three ends on a remark
            draft.paragraphs[-1] += " " + self._remark("cloture", scene)

    def _frame(self, rencontre: Rencontre, scene: Scene) -> str:
        if rencontre.manque:
            scene.memo["manque"] = dated(rencontre.manque)
            return self._remark("ouverture.retour", scene) + " {}"
        if rencontre.modalite == Modalite.TELEPHONE:
            return self._remark("ouverture.telephone", scene) + " {}"
        if rencontre.modalite == Modalite.VISIO:
            return self._remark("ouverture.visio", scene) + " {}"
        if self._rng.random() < 0.5:  # noqa: PLR2004 - one in two opens on a sentence
            return self._remark("ouverture.neutre" if rencontre.pas else "ouverture", scene) + " {}"
        return "{}"

    def _weave(
        self, draft: _Draft, rencontre: Rencontre, scene: Scene, count: int, frame: str = "{}"
    ) -> None:
        for n in range(count):
            thread = self._next_thread(rencontre, scene.day, draft)
            if thread is None or (n and self._rng.random() < 0.15):  # noqa: PLR2004 - now and then
                self._point(draft, rencontre, scene, frame)
            else:
                pas = thread.fil.pas[thread.next]
                thread.next += 1
                draft.add(*self._step(thread, pas, _scene(scene, thread), frame, draft))
            frame = "{}"

    def _next_thread(self, rencontre: Rencontre, day: date, draft: _Draft) -> Thread | None:
        running = [t for t in self._threads if not t.done and t.fil.in_phase(rencontre.phase)]
        ready = [t for t in running if t.ready(day) and self._is_new(t, draft)]
        if ready and (len(running) >= _RUNNING or self._rng.random() < 0.85):  # noqa: PLR2004 - rather go on than begin
            return ready[0]
        begun = {t.fil.code for t in self._threads} | self._story.arc_fils
        fresh = [
            fil.code
            for fil in self._library.secondary()
            if fil.code not in begun and fil.suits(self._story.profil.tags, rencontre.phase)
        ]
        forced = [code for code in fresh if code in self._story.forced]
        if len(running) < _RUNNING and fresh:
            code = self._story.voice.choose(forced or fresh)
            self._threads.append(Thread(self._library.fils[code]))
            return self._threads[-1]
        return ready[0] if ready else None

    def _is_new(self, thread: Thread, draft: _Draft) -> bool:
        return not set(thread.fil.sujets) <= set(draft.sujets) or not draft.sujets

    def _point(self, draft: _Draft, rencontre: Rencontre, scene: Scene, frame: str) -> None:
        self._passage(draft, f"point.{rencontre.phase}", scene, frame)

    def _passage(self, draft: _Draft, code: str, scene: Scene, frame: str = "{}") -> None:
        pool = self._library.pool(code, self._story.profil.tags)
        fresh = [text for text in pool if text not in self._told] or list(pool)
        if fresh:
            text, said = self._paragraph(fresh, scene, frame, draft)
            self._told.add(text)
            passage = pool[text]
            count = min(len(passage.suites), self._rng.choice((0, 1, 2, 2)))
            suites = self._rng.sample(passage.suites, count)
            say = self._story.voice.say
            draft.add(said, (passage.sujet,), tuple(say(suite, scene) for suite in suites))

    def _paragraph(
        self, texts: Sequence[str], scene: Scene, frame: str, draft: _Draft
    ) -> tuple[str, str]:
        voice = self._story.voice
        named = frame != "{}" or (bool(draft.paragraphs) and self._rng.random() < _PRONOUN)
        try:
            return voice.paragraph(texts, scene, extra=frame, named=named)
        except LookupError:
            # Told elsewhere in these very words: another opening sets the two apart.
            frame = self._remark("ouverture.neutre", scene) + " {}"
            return voice.paragraph(texts, scene, extra=frame)

    def _remark(self, code: str, scene: Scene) -> str:
        pool = list(self._library.pool(code, self._story.profil.tags))
        fresh = [text for text in pool if text not in self._told] or pool
        text = self._story.voice.choose(fresh)
        self._told.add(text)
        return self._story.voice.say(text, scene)

    def _step(
        self, thread: Thread, pas: Pas, scene: Scene, frame: str, draft: _Draft
    ) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        voice = self._story.voice
        _, said = self._paragraph(pas.textes, scene, frame, draft)
        suites = tuple(voice.say(suite, scene) for suite in pas.suites)
        if len(suites) > 1 and self._rng.random() < 0.3:  # noqa: PLR2004 - not always all of them
            suites = suites[:1]
        self._bring(thread, pas, scene)
        return said, thread.fil.sujets, suites

    def _bring(self, thread: Thread, pas: Pas, scene: Scene) -> None:
        if pas.fin and thread.etapes:
            open_ones = [n for n, e in enumerate(thread.etapes) if e.fin is None]
            if open_ones:
                n = open_ones[-1]
                thread.etapes[n] = replace(thread.etapes[n], fin=self._day_of(pas.fin, scene))
        if pas.atteint and thread.objectifs:
            thread.objectifs[-1] = replace(thread.objectifs[-1], atteint_le=scene.day)
        if pas.etape:
            thread.etapes.append(self._etape(pas, scene))
        if pas.objectif:
            thread.objectifs.append(self._objectif(pas, scene))
        if pas.emploi:
            thread.emplois.append(self._emploi(pas.emploi, scene))
        if pas.emploi_fin and thread.emplois:
            ended = self._day_of(pas.emploi_fin, scene)
            thread.emplois[-1] = replace(thread.emplois[-1], fin=ended)

    def _etape(self, pas: Pas, scene: Scene) -> Etape:
        voice = self._story.voice
        debut = self._day_of(pas.debut, scene)
        return Etape(
            id=self._story.cadre.new_id(),
            dossier=self._story.dossier,
            parcours=self._parcours,
            intitule=voice.say(pas.etape, scene),
            genre=pas.genre,
            specifique_plie=pas.specifique,
            partenaire=_as_name(
                scene.memo["emp"].shown if "{" in pas.partenaire else pas.partenaire
            ),
            proposee_le=min(scene.day, debut),
            debut=debut,
            fin_prevue=debut + timedelta(days=pas.duree_jours),
        )

    def _objectif(self, pas: Pas, scene: Scene) -> Objectif:
        return Objectif(
            id=self._story.cadre.new_id(),
            dossier=self._story.dossier,
            parcours=self._parcours,
            intitule=self._story.voice.say(pas.objectif, scene),
            fixe_le=scene.day,
            echeance=add_months(scene.day, pas.echeance),
        )

    def _emploi(self, embauche: Embauche, scene: Scene) -> Emploi:
        debut = self._day_of(embauche.debut, scene)
        hours = scene.memo.get(embauche.heures)
        employer = scene.memo.get(embauche.employeur)
        heures = float(hours.shown if hours else embauche.heures or 0) or None
        return Emploi(
            id=self._story.cadre.new_id(),
            dossier=self._story.dossier,
            parcours=self._parcours,
            type=embauche.type,
            employeur=_as_name(employer.shown if employer else embauche.employeur),
            poste=self._story.voice.say("{metier}", scene),
            debut=debut,
            fin=add_months(debut, embauche.mois) if embauche.mois else None,
            heures_hebdo=heures,
            temps_plein=None if heures is None else heures >= _FULL_TIME,
        )

    def _day_of(self, key: str, scene: Scene) -> date:
        kept = scene.memo.get(key)
        day = kept.day if kept else None
        return day or scene.day - timedelta(days=3)

    def _closed(self, etape: Etape) -> Etape:
        today = self._story.cadre.today
        if etape.debut and etape.debut > today:
            return replace(etape, debut=None)
        if etape.fin is None and etape.fin_prevue and etape.fin_prevue < today:
            return replace(etape, fin=etape.fin_prevue)
        return etape

    def _settled(self, objectif: Objectif, thread: Thread) -> Objectif:
        today = self._story.cadre.today
        late = objectif.echeance is not None and objectif.echeance < today
        if objectif.atteint_le or not (late and thread.done):
            return objectif
        return replace(objectif, abandonne_le=objectif.echeance)

    @property
    def _parcours(self) -> Id | None:
        return self._story.parcours.id if self._story.parcours else None

    def _entretien(self, rencontre: Rencontre, draft: _Draft) -> Entretien:
        return Entretien(
            id=self._story.cadre.new_id(),
            dossier=self._story.dossier,
            parcours=rencontre.parcours,
            date=rencontre.day,
            debut=rencontre.debut,
            duree_min=rencontre.minutes,
            modalite=rencontre.modalite,
            lieu=rencontre.lieu,
            nature=rencontre.nature,
            sujets=tuple(draft.sujets[:_MOST_SUJETS]),
            contenu="\n\n".join(draft.paragraphs),
            suites=tuple(draft.suites[:_MOST_SUITES]),
        )


def _as_name(text: str) -> str:
    bare = text.removeprefix("une ")
    return bare[:1].upper() + bare[1:]


def _words(draft: _Draft) -> int:
    return sum(len(paragraph.split()) for paragraph in draft.paragraphs)


def _scene(scene: Scene, thread: Thread, *, tied: bool = False) -> Scene:
    return Scene(scene.day, scene.before, scene.after, thread.memo, tied)

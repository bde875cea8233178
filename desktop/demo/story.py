"""`Story`: one dossier being planned, month after month, before anything is told.

An arc calls its moves (`entree`, `recit`, `absence`, `suspension`…); the story books the adviser's
calendar and gathers the facts. What is said in each entretien comes after (`narration`).
"""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from random import Random

from desktop.demo.agenda import commission_from, commission_until
from desktop.demo.cadre import EMPLOI, PRESCRIPTEURS, RECHERCHE, Cadre, Rencontre, minutes_of
from desktop.demo.library import Fil, Pas
from desktop.demo.people import Profil
from desktop.demo.prose import Said, Scene, Voice
from plie.calendrier import add_months
from plie.kinds import Decision, Evenement, Id, Inscription, Parcours, Prescription, RendezVous
from plie.vocabulaire import (
    GenreEvenement,
    IssueCommission,
    IssueRendezVous,
    Modalite,
    NatureEntretien,
    ObjetCommission,
    Origine,
)

_BILAN_EVERY = 6
_ABSENT, _EXCUSED, _MOVED, _PARTNER = 0.055, 0.03, 0.03, 0.22


@dataclass(slots=True, kw_only=True)
class Story:
    """A dossier under way. `months` from the orientation to `last`, the last entretien's day."""

    cadre: Cadre
    profil: Profil
    voice: Voice
    rng: Random
    months: int
    last: date
    dossier: Id
    lasts_on: date | None = None
    rencontres: list[Rencontre] = field(default_factory=list)
    facts: list[tuple[date, object]] = field(default_factory=list)
    parcours: Parcours | None = None
    forced: frozenset[str] = frozenset()
    arc_fils: set[str] = field(default_factory=set)
    sorti_le: date | None = None
    _index: int = 0
    _not_before: date = date.min
    _manque: date | None = None
    _since_bilan: int = 0

    @property
    def ended(self) -> bool:
        """Whether the last entretien is planned."""
        return self._index > self.months

    def at(self, month: float) -> date:
        """Return the day that many months after the orientation."""
        whole = int(month)
        start = add_months(self.last, whole - self.months)
        return start + timedelta(days=round((month - whole) * 30))

    def orientation(self, *, origine: str = Origine.PRESCRIPTEUR) -> None:
        """Receive the candidature."""
        day = self.at(0)
        self._open(day, origine=origine, integre_le=None)
        self._prescription(day, origine)
        self._not_before = day + timedelta(days=6)

    def accueil(self) -> None:
        """Meet for the first time."""
        self._meet(self.at(0.5), "accueil", NatureEntretien.ACCUEIL)
        self.evenement(-6, GenreEvenement.COURRIEL, "courriel.accueil")

    def diagnostic(self) -> None:
        """Establish the diagnostic."""
        self._meet(self.at(1.3), "diagnostic", NatureEntretien.DIAGNOSTIC)
        self._index = 2

    def entree(self) -> None:
        """Go from the orientation to the integration."""
        self.orientation()
        self.accueil()
        self.diagnostic()
        self.commission(ObjetCommission.ENTREE, IssueCommission.INTEGRATION)

    def reprise_protocole(self, *, months_before: int) -> None:
        """Take over a parcours of an earlier protocol: integrated from the start (P6)."""
        day = self.at(0)
        integre_le = add_months(day, -months_before)
        self._open(day, origine=Origine.REPRISE, integre_le=integre_le)
        self._prescription(integre_le - timedelta(days=45), Origine.REPRISE)
        self.decide(day, ObjetCommission.ENTREE, IssueCommission.INTEGRATION,
                    motif="Reprise d’un parcours du protocole antérieur, à sa date d’entrée.")  # fmt: skip
        self._not_before = day + timedelta(days=2)
        self._index = 1

    def recit(
        self, code: str, *, phase: str = RECHERCHE, months: int = 0, steps: slice = slice(None)
    ) -> None:
        """Tell steps of a fil, one a month or spread over `months`, until the story ends."""
        fil = self.cadre.library.fils[code]
        told = fil.pas[steps]
        self.arc_fils.add(code)
        months = max(months, len(told))
        for n in range(months):
            self._hazard()
            if self.ended:
                return
            step, since = n * len(told) // months, (n - 1) * len(told) // months
            self._meet_monthly(phase, ((fil, told[step]),) if step != since or not n else ())

    def suivi(self, months: int, *, phase: str = RECHERCHE) -> None:
        """Meet each month, with nothing of the arc to tell."""
        for _ in range(months):
            self._hazard()
            if self.ended:
                return
            self._meet_monthly(phase, ())

    def jusqu_a_la_fin(self, *, phase: str = RECHERCHE, but: int = 0) -> None:
        """Meet each month up to the last entretien, or leave the last ones (`but`) to be told."""
        while self.months - self._index + 1 > but:
            if self.months - self._index > but:
                self._hazard()
            self._meet_monthly(phase, ())

    def absence(self, *, excusee: bool = False, relances: int = 1) -> None:
        """Miss a month's rendez-vous; the adviser calls, then writes."""
        day, debut = self._book(self.at(self._index), 45)
        self._index += 1
        issue = IssueRendezVous.EXCUSE if excusee else IssueRendezVous.NON_EXCUSE
        rdv = self._rendez_vous(day, debut, issue)
        scene = Scene(day, day - timedelta(days=30), None, {"heure": Said(_spoken(debut))})
        pool = "absence.excusee" if excusee else "absence"
        self._record(day, GenreEvenement.ABSENCE, self._line(pool, scene), rdv)
        for n in range(0 if excusee else relances):
            wrote = n == relances - 1 and relances > 1
            genre = GenreEvenement.COURRIER if wrote else GenreEvenement.RELANCE
            self._event(day, 3 + 8 * n, genre, "relance.courrier" if wrote else "relance.appel")
        self._manque = None if excusee else day
        self._not_before = day + timedelta(days=4)

    def commission(self, objet: str, issue: str, *, motif: str = "", months: int = 0) -> date:
        """Be put on the next agenda and, when it has sat, be decided upon; return its day.

        `months`: of a suspension.
        """
        day = commission_from(self._not_before + timedelta(days=6))
        self._commission(day, objet, issue, motif, months)
        return day

    def commission_passee(self, objet: str, issue: str, *, motif: str) -> None:
        """Be decided upon by the last Commission before the last entretien."""
        self._commission(commission_until(self.last - timedelta(days=4)), objet, issue, motif, 0)
        self._index = self.months

    def inscription_prochaine(self) -> None:
        """Be put on the agenda of the next Commission."""
        soon = commission_from(self.cadre.today + timedelta(days=3))
        self._commission(soon, ObjetCommission.ENTREE, "", "", 0)

    def decide(
        self,
        day: date,
        objet: str,
        issue: str,
        *,
        motif: str = "",
        months: int = 0,
        inscription: Id | None = None,
    ) -> None:
        """Record a decision; a suspension says until when, and when it is looked at again."""
        scene = Scene(day, day - timedelta(days=30), None)
        integrated = issue == IssueCommission.INTEGRATION
        ends = add_months(day, months) if months else None
        decision = Decision(
            id=self.cadre.new_id(),
            dossier=self.dossier,
            parcours=self._parcours_id,
            inscription=inscription,
            prise_le=day,
            objet=objet,
            issue=issue,
            motif=motif or (self._line("commission.integration", scene) if integrated else ""),
            preconisations=self._line("commission.preconisations", scene) if integrated else "",
            suspendu_jusqu_au=ends,
            prochain_reexamen=ends,
        )
        self.facts.append((day, decision))
        if integrated and inscription:
            self._event(day, 1, GenreEvenement.COURRIEL, "courriel.commission")
        if issue in {IssueCommission.SORTIE, IssueCommission.REFUS}:
            self.sorti_le = day

    def suspension(self, *, months: int, motif: str) -> None:
        """Stop for some months, by decision; keep a thin contact."""
        day = self.commission(
            ObjetCommission.REEXAMEN, IssueCommission.SUSPENSION, motif=motif, months=months
        )
        for month in range(1, months, 2):
            self._event(add_months(day, month), 2, GenreEvenement.APPEL, "appel")
        self._not_before = add_months(day, months - 1)

    def reprise(self) -> None:
        """Resume after a suspension, by decision."""
        self.commission(
            ObjetCommission.REEXAMEN, IssueCommission.REPRISE,
            motif="La situation qui motivait la suspension a pris fin.",
        )  # fmt: skip

    def evenement(self, days: int, genre: str, pool: str) -> None:
        """Record something that happened some days after the last contact."""
        self._event(self._not_before, days, genre, pool)

    def _commission(self, day: date, objet: str, issue: str, motif: str, months: int) -> None:
        inscription = Inscription(
            id=self.cadre.new_id(), dossier=self.dossier, parcours=self._parcours_id,
            commission_le=day, objet=objet,
        )  # fmt: skip
        self.facts.append((min(day, self.cadre.today), inscription))
        if day <= self.cadre.today:
            self.decide(day, objet, issue, motif=motif, months=months, inscription=inscription.id)
        self._not_before = max(self._not_before, day + timedelta(days=3))

    @property
    def _parcours_id(self) -> Id | None:
        return self.parcours.id if self.parcours else None

    def _open(self, day: date, *, origine: str, integre_le: date | None) -> None:
        self.parcours = Parcours(
            id=self.cadre.new_id(), dossier=self.dossier, numero=1, origine=origine,
            ouvert_le=day, integre_le=integre_le,
        )  # fmt: skip
        self.facts.append((date.min, self.parcours))

    def _prescription(self, day: date, origine: str) -> None:
        scene = Scene(day, day - timedelta(days=30), None)
        partners = self.cadre.library.lieux.structure
        n = self.rng.choice([n for n, s in enumerate(partners) if s.genre in PRESCRIPTEURS])
        self.voice.know("prescripteur", PRESCRIPTEURS[partners[n].genre])
        prescription = Prescription(
            id=self.cadre.new_id(),
            dossier=self.dossier,
            parcours=self._parcours_id,
            recue_le=day,
            origine=origine,
            structure=self.cadre.structures[n],
            professionnel=self.cadre.professionnels[n][0],
            motif=self._line("prescription.motif", scene),
            pre_diagnostic=self._line("prescription.prediag", scene),
        )
        self.facts.append((day, prescription))

    def _hazard(self) -> None:
        drawn = self.rng.random()
        if self._index >= self.months or self._manque or not self.rencontres:
            return
        if drawn < _ABSENT:
            self.absence()
        elif drawn < _ABSENT + _EXCUSED:
            self.absence(excusee=True)

    def _meet_monthly(self, phase: str, pas: tuple[tuple[Fil, Pas], ...]) -> None:
        while not self.ended and self.at(self._index) < self._not_before:
            self._index += 1
        if self.ended:
            return
        self._since_bilan += 1
        bilan = self._since_bilan >= _BILAN_EVERY and not pas
        if bilan:
            self._since_bilan = 0
        nature = NatureEntretien.SUIVI_EMPLOI if phase == EMPLOI else NatureEntretien.SUIVI
        told = next((p.nature for _, p in pas if p.nature), "")
        last = self._index == self.months
        target = self.at(self._index) - timedelta(days=0 if last else self.rng.randint(0, 4))
        self._index += 1
        self._meet(
            target,
            "bilan" if bilan else "suivi",
            NatureEntretien.BILAN if bilan else told or nature,
            phase=phase,
            pas=pas,
            day=self.lasts_on if last else None,
        )

    def _meet(
        self,
        target: date,
        plan: str,
        nature: str,
        *,
        phase: str = RECHERCHE,
        pas: tuple[tuple[Fil, Pas], ...] = (),
        day: date | None = None,
    ) -> None:
        modalite = self._modalite(plan, in_presence=bool(pas) or self.ended)
        minutes = self.rng.choice(minutes_of(plan, modalite))
        if day is None:
            day, debut = self._book(target, minutes)
        else:
            day, debut = self.cadre.agenda.book_between(
                day, day, minutes, self.rng, weekdays=frozenset()
            )
        self._around(day)
        self.rencontres.append(
            Rencontre(
                day=day,
                debut=debut,
                minutes=minutes,
                modalite=modalite,
                lieu=self.cadre.place(day) if modalite == Modalite.PHYSIQUE else "",
                nature=nature,
                plan=plan,
                phase=phase,
                pas=pas,
                manque=self._manque,
                parcours=self._parcours_id,
            )
        )
        self._manque = None
        self._not_before = day + timedelta(days=8)

    def _around(self, day: date) -> None:
        drawn = self.rng.random()
        before = day - timedelta(days=6)
        if not self.rencontres or before <= self.rencontres[-1].day + timedelta(days=6):
            return
        if drawn < _MOVED:
            planned, debut = self._book(before, 45)
            self._rendez_vous(planned, debut, IssueRendezVous.REPORTE)
        elif drawn < _MOVED + _PARTNER:
            genre, pool = self.rng.choice(
                (
                    (GenreEvenement.PARTENAIRE, "partenaire"),
                    (GenreEvenement.APPEL, "appel"),
                    (GenreEvenement.COURRIEL, "courriel"),
                )
            )
            self._event(before - timedelta(days=4), 3, genre, pool)

    def _book(self, target: date, minutes: int) -> tuple[date, time]:
        return self.cadre.agenda.book_between(
            max(target, self._not_before),
            self._not_before,
            minutes,
            self.rng,
            weekdays=self.cadre.weekdays(self.profil.commune),
        )

    def _modalite(self, plan: str, *, in_presence: bool) -> str:
        drawn = self.rng.random()
        if plan != "suivi" or in_presence or drawn < 0.80:  # noqa: PLR2004 - most are
            return Modalite.PHYSIQUE
        if drawn > 0.96 and "numerique_ok" in self.profil.tags:  # noqa: PLR2004 - a few
            return Modalite.VISIO
        return Modalite.TELEPHONE

    def _rendez_vous(self, day: date, debut: time, issue: str) -> Id:
        rdv = RendezVous(
            id=self.cadre.new_id(),
            dossier=self.dossier,
            date=day,
            debut=debut,
            duree_min=45,
            modalite=Modalite.PHYSIQUE,
            lieu=self.cadre.place(day),
            issue=issue,
        )
        self.facts.append((day, rdv))
        return rdv.id

    def _event(self, after: date, days: int, genre: str, pool: str) -> None:
        day = min(after + timedelta(days=days), self.cadre.today)
        day -= timedelta(days=max(0, day.weekday() - 4))
        scene = Scene(day, day - timedelta(days=30), None)
        self._record(day, genre, self._line(pool, scene))

    def _record(self, day: date, genre: str, texte: str, rdv: Id | None = None) -> None:
        event = Evenement(
            id=self.cadre.new_id(), dossier=self.dossier, date=day, genre=genre, texte=texte,
            rendez_vous=rdv,
        )  # fmt: skip
        self.facts.append((day, event))

    def _line(self, code: str, scene: Scene) -> str:
        texts = list(self.cadre.library.pool(code, self.profil.tags))
        return self.voice.say(self.voice.choose(texts), scene)


def _spoken(at: time) -> str:
    return f"{at.hour}\u00a0h" + (f"\u00a0{at.minute:02}" if at.minute else "")

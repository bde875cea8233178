"""What the stories leave to be done: CVs, bilans of partners, titles, what is late or about to be, what was put off.

So that the caseload shows each alert and each verdict of exit a few times, the same each time: `Echeances` counts as
the dossiers are told, in their order.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop.demo.agenda import is_open
from desktop.demo.cadre import Cadre
from desktop.demo.prose import Scene
from desktop.demo.story import Story
from plie.kinds import BilanEtape, CertificationObtenue, Cv, Emploi, Etape, MiseEnSommeil
from plie.vocabulaire import CodeAlerte, NatureCertification, TypeContrat
from plie.vocabulaire_dossier import VerdictObjectif

# Of each, so many are left as an adviser would find them one morning.
_TO_CLOSE, _TO_TELL, _AGREED = 4, 4, 1
_LEFT_WITHOUT_BILAN = 9
_LONG_FORMATION = timedelta(days=200)
_OBJECTIFS = ("Tenir les horaires et aller au bout", "Faire le point sur le projet")
_COMING = (
    ("Visite d’une entreprise du bassin", "recherche_emploi"),
    ("Journée de découverte des métiers", "elaboration_projet"),
    ("Atelier de prise de parole", "mobilisation"),
    ("Atelier de recherche d’emploi", "recherche_emploi"),
)
# Alerts put off some days ago, each once its person is such that it holds: why, and for how long.
_PUT_OFF = (
    (CodeAlerte.CV_PERIME, "Une place à l’atelier CV du mois prochain", 38),
    (
        CodeAlerte.SANS_ENTRETIEN_2_MOIS,
        "En déplacement dans sa famille, joignable au téléphone",
        17,
    ),
    (CodeAlerte.CV_PERIME, "CV refait en fin de formation", 75),
)
_SINCE = timedelta(days=4)
_YEAR = timedelta(days=365)
_TWO_MONTHS, _SIX_MONTHS = timedelta(days=67), timedelta(days=170)


@dataclass(slots=True)
class Echeances:
    """Goes over what each story brought, one dossier after another."""

    cadre: Cadre
    closing: int = 0
    telling: int = 0
    agreed: int = 0
    ended: int = 0
    cvs: int = 0
    put_off: int = 0

    def over(self, story: Story, brought: tuple[object, ...], *, active: bool) -> Iterator[object]:
        """Yield what a story brought, as it stands today, and what goes with it.

        Args:
            story: once told.
            brought: its étapes, objectives and contracts.
            active: whether the person is in parcours now.
        """
        left = self._one_to_close(brought) if active else None
        for thing in brought:
            match thing:
                case Etape():
                    etape = replace(thing, fin=None) if thing is left else thing
                    yield from self._etape(etape)
                case Emploi():
                    yield self._emploi(thing, active=active)
                case _:
                    yield thing
        if active:
            yield from self._coming(story)
            cvs = tuple(self._cv(story))
            yield from cvs
            yield from self._sommeil(story, cvs)

    def _one_to_close(self, brought: tuple[object, ...]) -> Etape | None:
        """Return an étape that came to its planned end some weeks ago, for its end to be still unsaid."""
        if self.closing == _TO_CLOSE:
            return None
        today = self.cadre.today
        for thing in brought:
            if not isinstance(thing, Etape) or not thing.fin or thing.fin != thing.fin_prevue:
                continue
            if timedelta(days=9) <= today - thing.fin <= timedelta(days=75):
                self.closing += 1
                return thing
        return None

    def _etape(self, etape: Etape) -> Iterator[object]:
        """Tell the partner before the start; have the bilan signed after the end, but for one in a few."""
        today = self.cadre.today
        if not etape.partenaire or etape.debut is None:
            yield etape
            return
        told = etape.debut - timedelta(days=5)
        if etape.proposee_le is not None:
            told = max(told, etape.proposee_le)
        yield replace(etape, objectifs="\n".join(_OBJECTIFS), objectifs_transmis_le=told)
        if etape.fin is None:
            return
        if self._is_title(etape):
            yield CertificationObtenue(
                id=self.cadre.new_id(), dossier=etape.dossier, parcours=etape.parcours,
                nature=NatureCertification.TITRE, intitule=etape.intitule, obtenue_le=etape.fin,
                etape=etape.id,
            )  # fmt: skip
        self.ended += 1
        signed = etape.fin + timedelta(days=16)
        if signed <= today and self.ended % _LEFT_WITHOUT_BILAN:
            yield BilanEtape(
                id=self.cadre.new_id(), dossier=etape.dossier, etape=etape.id,
                fait_le=etape.fin + timedelta(days=9), objectifs=_OBJECTIFS,
                verdicts=(VerdictObjectif.ATTEINT, VerdictObjectif.PARTIEL),
                texte="Présence régulière, bonne place dans le groupe.",
                signataire_nom=etape.partenaire, signe_le=signed,
            )  # fmt: skip

    def _is_title(self, etape: Etape) -> bool:
        long = etape.debut and etape.fin_prevue and etape.fin_prevue - etape.debut > _LONG_FORMATION
        return etape.genre == "formation" and bool(long)

    def _emploi(self, emploi: Emploi, *, active: bool) -> Emploi:
        """Say of a part-time CDI that the hours suit the person; of the others nobody asked yet."""
        if not active or emploi.type != TypeContrat.CDI or self.agreed == _AGREED:
            return emploi
        self.agreed += 1
        return replace(emploi, temps_partiel_convenu=True)

    def _coming(self, story: Story) -> Iterator[Etape]:
        """Yield an étape that starts within three days, its partner not told its objectives yet."""
        today, met = self.cadre.today, story.rencontres[-1].day
        if self.telling == _TO_TELL or today - met > timedelta(days=14):
            return
        intitule, genre = _COMING[self.telling]
        partner = self.cadre.library.lieux.structure[self.telling].nom
        self.telling += 1
        debut = _soon(today)
        yield Etape(
            id=self.cadre.new_id(), dossier=story.dossier, parcours=story.rencontres[-1].parcours,
            intitule=intitule, genre=genre, partenaire=partner, proposee_le=met, debut_prevu=debut,
            fin_prevue=debut + timedelta(days=2),
        )  # fmt: skip

    def _cv(self, story: Story) -> Iterator[Cv]:
        """Yield the CVs of someone: kept up to date, or grown old, or never made."""
        self.cvs += 1
        if self.cvs % 6 == 0:
            return
        today, since = self.cadre.today, story.rencontres[0].day
        first = since + timedelta(days=21)
        old = self.cvs % 6 == 1
        last = today - timedelta(days=20 + self.cvs * 37 % 140)
        for day in (first,) if old or last <= first else (first, last):
            if day < today:
                cible = story.voice.say("{metier}", Scene(day, day - timedelta(days=30), None))
                yield Cv(id=self.cadre.new_id(), dossier=story.dossier, date=day, cible=cible)

    def _sommeil(self, story: Story, cvs: tuple[Cv, ...]) -> Iterator[MiseEnSommeil]:
        """Yield the next alert put off, when it is one that this person has had for more than some days."""
        if self.put_off == len(_PUT_OFF):
            return
        code, motif, days = _PUT_OFF[self.put_off]
        today = self.cadre.today
        silent = today - story.rencontres[-1].day
        aged = today - max((cv.date for cv in cvs), default=today)
        if code is CodeAlerte.CV_PERIME and aged < _YEAR:
            return
        if code is CodeAlerte.SANS_ENTRETIEN_2_MOIS and not _TWO_MONTHS < silent < _SIX_MONTHS:
            return
        self.put_off += 1
        yield MiseEnSommeil(
            id=self.cadre.new_id(), dossier=story.dossier, code=code, mise_le=today - _SINCE,
            jusqu_au=today + timedelta(days=days), motif=motif,
        )  # fmt: skip


def _soon(today: date) -> date:
    """Return the first working day of the three to come; the last of them when there is none."""
    ahead = [today + timedelta(days=n) for n in (1, 2, 3)]
    return next((day for day in ahead if is_open(day)), ahead[-1])

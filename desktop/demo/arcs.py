"""The arcs: what may happen to someone in a PLIE, each a short story told month after month.

`CAST` says how many people follow each, for how long, and when they were last met.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from desktop.demo.cadre import CREATION, EMPLOI, FORMATION, INSERTION
from desktop.demo.people import Besoin
from desktop.demo.story import Story
from plie.vocabulaire import GenreEvenement, IssueCommission, ObjetCommission


class Last(Enum):
    """When the last entretien took place, in days before today: the earliest and the latest."""

    RECENT = (1, 14)
    DRAFT = (0, 0)
    LATE = (36, 48)
    LOST = (68, 95)
    VANISHED = (192, 215)
    LONG_AGO = (110, 240)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """A story, its person, and its dossiers: a number of months and a last entretien for each.

    `participation` is how these people take part, "" for the ordinary way; a protocol that has no such code takes it for
    that (A3.1).
    """

    tell: Callable[[Story], None]
    besoin: Besoin = field(default_factory=Besoin)
    months: tuple[int, ...]
    lasts: tuple[Last, ...] = ()
    forced: frozenset[str] = frozenset()
    active: bool = True
    participation: str = ""

    @property
    def name(self) -> str:
        """The arc's name: its function's."""
        return self.tell.__name__

    def dossiers(self) -> tuple[tuple[int, Last], ...]:
        """Return months and last entretien of each dossier; recent unless said."""
        lasts = (*self.lasts, *(Last.RECENT for _ in self.months))
        return tuple(zip(self.months, lasts, strict=False))


def formation_longue(story: Story) -> None:
    """A project, a dossier to finance it, ten months of training, a title, then a job."""
    story.entree()
    story.suivi(1)
    story.recit("formation_montage")
    story.recit("formation_pendant", phase=FORMATION, months=10)
    story.recit("formation_apres")
    story.jusqu_a_la_fin()


def etti(story: Story) -> None:
    """Missions of interim d’insertion, thin months and long missions."""
    story.entree()
    story.suivi(1)
    story.recit("etti_entree")
    story.recit("etti", phase=INSERTION, months=9)
    story.jusqu_a_la_fin(phase=INSERTION)


def chantier(story: Story) -> None:
    """A chantier d’insertion: first contract, renewal, immersion, the way out."""
    story.entree()
    story.recit("chantier_entree")
    story.recit("chantier", phase=INSERTION, months=9)
    story.jusqu_a_la_fin(phase=INSERTION)


def rupture(story: Story) -> None:
    """A contract broken off, then getting up again."""
    story.entree()
    story.suivi(2)
    story.recit("rupture_avant", phase=EMPLOI, months=4, steps=slice(0, 3))
    story.recit("rupture_avant", steps=slice(3, None))
    story.jusqu_a_la_fin()


def reprise_protocole(story: Story) -> None:
    """A parcours begun under an earlier protocol, taken over with its date."""
    story.reprise_protocole(months_before=max(story.rng.randint(5, 9), 37 - story.months))
    story.recit("reprise")
    story.suivi(8)
    story.recit("chantier_entree")
    story.recit("chantier", phase=INSERTION, months=9)
    story.jusqu_a_la_fin()


def suspension_reprise(story: Story) -> None:
    """Suspended for some months, and back."""
    story.entree()
    story.suivi(4)
    story.recit("suspension_avant")
    story.suspension(months=4, motif="Indisponibilité temporaire pour raisons personnelles.")
    story.reprise()
    story.recit("suspension_retour")
    story.jusqu_a_la_fin()


def suspendu(story: Story) -> None:
    """Suspended; the day came, and nothing is decided yet."""
    story.entree()
    story.jusqu_a_la_fin(but=1)
    story.recit("suspension_avant")
    story.suspension(months=3, motif="Indisponibilité temporaire, demandée par la personne.")


def emploi_suivi(story: Story) -> None:
    """In employment, followed for six months."""
    story.entree()
    story.suivi(1)
    story.recit("emploi_obtenu")
    story.recit("emploi_suivi", phase=EMPLOI)
    story.jusqu_a_la_fin(phase=EMPLOI)


def sortie_positive(story: Story) -> None:
    """Six months of a CDI, then the exit."""
    story.entree()
    story.suivi(3)
    story.recit("emploi_obtenu")
    story.recit("emploi_suivi", phase=EMPLOI)
    story.commission(
        ObjetCommission.SORTIE,
        IssueCommission.SORTIE,
        motif="Sortie positive\u00a0: contrat à durée indéterminée de plus de six mois.",
    )


def diagnostic_renforce(story: Story) -> None:
    """The Commission asked for more, then said yes."""
    story.orientation()
    story.accueil()
    story.diagnostic()
    story.commission(
        ObjetCommission.ENTREE,
        IssueCommission.DIAGNOSTIC_RENFORCE,
        motif="Disponibilité et projet à préciser.",
    )
    story.recit("diag_renforce")
    story.commission(ObjetCommission.ENTREE, IssueCommission.INTEGRATION)
    story.jusqu_a_la_fin()


def diagnostic_renforce_en_cours(story: Story) -> None:
    """The Commission asks for more: four weeks to answer."""
    story.orientation()
    story.accueil()
    story.diagnostic()
    story.commission_passee(
        ObjetCommission.ENTREE,
        IssueCommission.DIAGNOSTIC_RENFORCE,
        motif="Disponibilité à préciser avant toute décision.",
    )
    story.recit("diag_renforce", steps=slice(0, 1))


def maternite(story: Story) -> None:
    """A birth: a pause, then short hours."""
    story.entree()
    story.suivi(4)
    story.recit("maternite_avant")
    story.suspension(months=5, motif="Congé de maternité.")
    story.reprise()
    story.recit("maternite_retour")
    story.jusqu_a_la_fin()


def pause_sante(story: Story) -> None:
    """A pause for care, of which nothing more is written; then an adapted way back."""
    story.entree()
    story.suivi(4)
    story.recit("sante_avant")
    story.suspension(months=4, motif="Indisponibilité temporaire pour raison de santé.")
    story.reprise()
    story.recit("sante_retour")
    story.jusqu_a_la_fin()


def logement(story: Story) -> None:
    """A roof first, then work."""
    story.entree()
    story.recit("logement_social", months=6)
    story.suivi(1)
    story.recit("logement_emploi", phase=EMPLOI)
    story.jusqu_a_la_fin(phase=EMPLOI)


def creation(story: Story) -> None:
    """A small business, tested in a couveuse."""
    story.entree()
    story.suivi(1)
    story.recit("creation", phase=CREATION)
    story.jusqu_a_la_fin(phase=CREATION)


def senior(story: Story) -> None:
    """Past fifty: long, with detours."""
    story.entree()
    story.suivi(2)
    story.recit("senior", months=20)
    story.jusqu_a_la_fin()


def jeune(story: Story) -> None:
    """Under 26, followed by nobody else."""
    story.entree()
    story.recit("jeune")
    story.jusqu_a_la_fin()


def langue(story: Story) -> None:
    """Learning French and working at the same time."""
    story.entree()
    story.recit("langue_recit", months=6)
    story.jusqu_a_la_fin()


def candidat(story: Story) -> None:
    """On the agenda of the next Commission."""
    story.orientation()
    story.accueil()
    story.diagnostic()
    story.recit("candidat")
    story.inscription_prochaine()


def en_diagnostic(story: Story) -> None:
    """Met once; the diagnostic is to come."""
    story.orientation()
    story.accueil()


def oriente(story: Story) -> None:
    """Just oriented, not met yet."""
    story.orientation()


def refus(story: Story) -> None:
    """Refused by the Commission, and led elsewhere."""
    story.orientation()
    story.accueil()
    story.diagnostic()
    story.commission(
        ObjetCommission.ENTREE,
        IssueCommission.REFUS,
        motif="Réorientation proposée vers un accompagnement global, mieux adapté aujourd’hui.",
    )
    story.recit("refus")


def sans_suite(story: Story) -> None:
    """Never came, or only once; the means used are written down (C7-2)."""
    story.orientation()
    if story.rng.random() < 0.5:  # noqa: PLR2004 - one in two came once
        story.accueil()
    story.absence(relances=1)
    story.absence(relances=3)
    story.evenement(26, GenreEvenement.COURRIEL, "sans_suite")


def demenagement(story: Story) -> None:
    """Leaves the territory."""
    story.entree()
    story.suivi(4)
    story.recit("demenagement")
    story.commission(
        ObjetCommission.SORTIE, IssueCommission.SORTIE, motif="Déménagement hors du territoire."
    )


CAST: tuple[Arc, ...] = (
    Arc(tell=formation_longue, months=(26, 28, 27, 14)),
    Arc(tell=etti, months=(12, 14, 9), lasts=(Last.RECENT, Last.LATE, Last.DRAFT)),
    Arc(tell=chantier, months=(10, 14, 16, 7)),
    Arc(tell=rupture, months=(15, 12), lasts=(Last.RECENT, Last.VANISHED)),
    Arc(tell=reprise_protocole, months=(28, 24, 31), lasts=(Last.RECENT, Last.VANISHED)),
    Arc(tell=suspension_reprise, months=(18, 15)),
    Arc(tell=emploi_suivi, months=(9, 11, 13, 7, 6)),
    Arc(tell=diagnostic_renforce, months=(9, 12)),
    Arc(
        tell=maternite,
        besoin=Besoin(femme=True, sauf=frozenset({"enfants"})),
        months=(20, 23),
    ),
    Arc(tell=pause_sante, besoin=Besoin(tags=frozenset({"frein_sante"})), months=(17, 15)),
    Arc(
        tell=logement,
        besoin=Besoin(tags=frozenset({"logement_precaire", "sans_enfant"})),
        months=(14, 16, 12),
        lasts=(Last.RECENT, Last.LOST, Last.LATE),
    ),
    Arc(
        tell=creation,
        besoin=Besoin(
            metiers=frozenset({"couture", "espaces_verts", "batiment", "maintenance", "proprete"})
        ),
        months=(12, 15, 10),
        lasts=(Last.RECENT, Last.DRAFT, Last.VANISHED),
    ),
    Arc(
        tell=senior,
        besoin=Besoin(tranche="senior", tags=frozenset({"sans_enfant"})),
        months=(33, 35, 30, 26),
        lasts=(Last.RECENT, Last.RECENT, Last.RECENT, Last.LATE),
    ),
    Arc(
        tell=jeune,
        besoin=Besoin(tranche="jeune"),
        months=(9, 10, 7),
        participation="actions",
    ),
    Arc(
        tell=langue,
        besoin=Besoin(tags=frozenset({"allophone"})),
        months=(12, 15, 9),
        forced=frozenset({"francais"}),
        participation="actions_exterieur",
    ),
    Arc(
        tell=suspendu,
        months=(11, 9, 12),
        lasts=(Last.VANISHED, Last.VANISHED, Last.VANISHED),
        active=False,
    ),
    Arc(
        tell=sortie_positive,
        months=(18, 18),
        lasts=(Last.LONG_AGO, Last.LONG_AGO),
        active=False,
    ),
    Arc(
        tell=diagnostic_renforce_en_cours,
        months=(3, 4, 3),
        lasts=(Last.LATE, Last.LATE, Last.LATE),
        active=False,
    ),
    Arc(tell=candidat, months=(2, 2), active=False),
    Arc(tell=en_diagnostic, months=(1,), active=False),
    Arc(tell=oriente, months=(0,), active=False),
    Arc(tell=refus, months=(4,), lasts=(Last.LONG_AGO,), active=False),
    Arc(tell=sans_suite, months=(3,), lasts=(Last.LONG_AGO,), active=False),
    Arc(tell=demenagement, months=(13,), lasts=(Last.LONG_AGO,), active=False),
)

"""The sittings of the Commission, for those who see every dossier of the PLIE: their dossiers, their hour and place (C7, P9-4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Seen, Work
from desktop.usecases import titulaires
from plie import legalite, phrases
from plie import seance as regles
from plie.dossier import Dossier
from plie.droits import PLIE_ENTIER, may_write
from plie.kinds import (
    Annulation,
    Commission,
    Decision,
    Id,
    Inscription,
    Parcours,
    Personne,
    RetraitInscription,
    SortieProposee,
)
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.seance import Inscrit, Seance
from plie.vocabulaire import IssueCommission, ObjetCommission, label

CHAMPS = ("heure", "lieu", "annulee")


@dataclass(frozen=True, slots=True)
class LigneInscrit:
    """One dossier of a sitting: whose, what is asked, who follows it, what was decided ("" while nothing is).

    `cle` is its inscription: a dossier may be there for two things.
    """

    cle: str
    dossier: str
    nom: str
    demande: str
    accompagnateur: str
    decision: str

    @property
    def detail(self) -> str:
        """The line under the name."""
        return " · ".join(x for x in (self.demande, self.decision, self.accompagnateur) if x)


@dataclass(frozen=True, slots=True)
class LigneSeance:
    """One sitting as its screen shows it; `code` is its body's, `values` and `seen` are those of its form."""

    id: str
    le: date
    code: str
    instance: str
    lignes: tuple[LigneInscrit, ...]
    values: Mapping[str, object]
    seen: Mapping[str, tuple[str, ...]]

    @property
    def decides(self) -> int:
        """How many dossiers are answered."""
        return sum(bool(one.decision) for one in self.lignes)

    @property
    def compte(self) -> str:
        """How many dossiers, and how many are answered."""
        return f"{dossiers_dits(len(self.lignes))}, {decisions_dites(self.decides)}"

    @property
    def resume(self) -> str:
        """The line under its day."""
        said = "annulée · " if self.values.get("annulee") else ""
        return f"{said}{self.compte} · {self.instance}"


def voit(role: str) -> bool:
    """Whether a role sees the sittings: all their dossiers are open to it (domain.md §2)."""
    return role in PLIE_ENTIER


def lire(rows: Rows, *, referentiel: Referentiel, on: date) -> tuple[LigneSeance, ...]:
    """Return the sittings to come, the next first, then those held, the last first.

    Raises:
        Refus: this role does not see every dossier.
    """
    names = titulaires.noms(rows, on=on)
    lines = [_line(rows, one, names, referentiel) for one in tenues(rows, referentiel)]
    return (
        *(one for one in lines if one.le >= on),
        *(one for one in reversed(lines) if one.le < on),
    )


def tenues(rows: Rows, referentiel: Referentiel) -> tuple[Seance, ...]:
    """Return every sitting that a dossier was inscribed before, by day.

    Raises:
        Refus: this role does not see every dossier.
    """
    if not voit(rows.identity().role):
        raise Refus(
            "seance_fermee",
            "Une séance se lit et s’imprime par qui voit tous ses dossiers\u00a0: la coordination et la gestion.",
        )
    return regles.seances(_en_bref(rows), referentiel)


def attendue(dossier: Dossier, referentiel: Referentiel) -> Id:
    """Return the id of the sitting that a dossier waits for; "" when it waits for none."""
    waiting = legalite.en_attente(dossier)
    if waiting is None:
        return Id("")
    body = regles.instance(dossier, waiting, referentiel)
    return regles.identifiant(waiting.commission_le, body.code if body else "")


def tenue(rows: Rows, dossier: Dossier, *, referentiel: Referentiel, on: date) -> bool:
    """Whether the sitting that a dossier waits for has been held: its day is past, and nobody said it was cancelled."""
    waiting = legalite.en_attente(dossier)
    if waiting is None or waiting.commission_le >= on:
        return False
    known = rows.find(Commission, attendue(dossier, referentiel))
    return known is None or not known.annulee


def noter(work: Work, le: date, code: str, values: Mapping[str, object], seen: Seen) -> Changes:
    """Note the hour or the place of a sitting, with what their form had shown.

    Raises:
        Refus: it is the équipe's to do, or a social security number is written in it.
    """
    if not may_write(work.auteur.role, "insert", "commission").allowed:
        raise Refus("droit_refuse", "Ce geste revient à la coordination ou à la gestion.")
    id_ = regles.identifiant(le, code)
    if work.rows.find(Commission, id_) is not None:
        work.patch(Commission, id_, seen, **values)
    else:
        made: dict[str, object] = {"date": le, "instance": code, **values}
        work.insert(Commission(id=id_, **made))  # type: ignore[arg-type]  # their form has their types
    return work.commit()


def inscrit(one: Inscrit, names: Mapping[str, str], referentiel: Referentiel) -> LigneInscrit:
    """Return how a dossier of a sitting is said; `names` are the AEs', by dossier."""
    asked = referentiel.dire(label(ObjetCommission, one.inscription.objet))
    decided = one.decision
    return LigneInscrit(
        one.inscription.id,
        one.dossier.id,
        one.dossier.personne.nom,
        f"{asked} (dossier incomplet)" if one.inscription.incomplet else asked,
        names.get(one.dossier.id, ""),
        f"{referentiel.dire(label(IssueCommission, decided.issue))}, le {phrases.short_date(decided.prise_le)}"
        if decided
        else "",
    )


def instance(referentiel: Referentiel, code: str) -> str:
    """Return what documents call a body."""
    rules = referentiel.commission
    found = rules.instance(code) if rules else None
    return found.libelle if found else referentiel.mot("commission")


def dossiers_dits(count: int) -> str:
    """Say how many dossiers."""
    return phrases.counted(count, "dossier", "dossiers")


def decisions_dites(count: int) -> str:
    """Say how many decisions."""
    if not count:
        return "aucune décision notée"
    return phrases.counted(count, "décision", "décisions")


def _line(
    rows: Rows, held: Seance, names: Mapping[str, str], referentiel: Referentiel
) -> LigneSeance:
    known = rows.find(Commission, held.id)
    return LigneSeance(
        held.id,
        held.le,
        held.instance,
        instance(referentiel, held.instance),
        tuple(inscrit(one, names, referentiel) for one in held.inscrits),
        {name: getattr(known, name) for name in CHAMPS} if known else {},
        dict(rows.shown(Commission, held.id)) if known else {},
    )


def _en_bref(rows: Rows) -> tuple[Dossier, ...]:
    """Return the dossiers that were ever inscribed, with what tells before whom, and what was answered."""
    people: dict[str, Personne] = {p.id: p for p in rows.all(Personne)}
    parcours, decided = rows.by_dossier(Parcours), rows.by_dossier(Decision)
    proposed = rows.by_dossier(SortieProposee, ("texte",))
    cancelled = rows.by_dossier(Annulation, ("motif",))
    withdrawn = rows.by_dossier(RetraitInscription, ("motif",))
    return tuple(
        Dossier(
            personne=people[id_],
            parcours=parcours.get(id_, ()),
            inscriptions=inscriptions,
            retraits=withdrawn.get(id_, ()),
            decisions=decided.get(id_, ()),
            sorties_proposees=proposed.get(id_, ()),
            annulations=cancelled.get(id_, ()),
        )
        for id_, inscriptions in rows.by_dossier(Inscription).items()
        if id_ in people
    )

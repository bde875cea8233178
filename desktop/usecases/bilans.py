"""The bilans d’activité of the lots: which are due, what is known of one, noting that it was sent (C11).

Whoever writes those of a lot sees them: coordination of every lot, a responsable of their organisation's.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from desktop.models import etats
from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from plie import bilan as regles
from plie import phrases
from plie.affectation import titulaire_des_le_debut
from plie.alertes.alerte import Alerte
from plie.alertes.lot import alertes_du_lot
from plie.annulation import debout
from plie.droits import may_write
from plie.kinds import Affectation, Annulation, BilanLot, Decision, Id, Lot, Utilisateur
from plie.objection import Objection
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.regles.bilan import PeriodeBilan
from plie.vocabulaire import IssueCommission, Modalite, ObjetCommission

CHAMPS = ("transmis_le", "echange")


@dataclass(frozen=True, slots=True)
class AlerteLot:
    """An alert of a lot, by its id, and its sentence, which names the lot."""

    lot: str
    phrase: str
    alerte: Alerte


@dataclass(frozen=True, slots=True)
class BilanOuvert:
    """One bilan as its form shows it.

    Attributes:
        lot, arrete_au: which it is.
        lots, periodes: what else may be chosen: (code, words).
        connu: what is known of it; None for nothing yet.
        phrase: what it covers, and by when it is sent.
        note: who noted what is known, and when; "" for nothing.
        article: what asks for it.
        chiffres: what the files of the lot say of its period: (words, figure).
    """

    lot: str
    arrete_au: date
    lots: tuple[tuple[str, str], ...]
    periodes: tuple[tuple[str, str], ...]
    connu: BilanLot | None
    phrase: str
    note: str
    article: str
    chiffres: tuple[tuple[str, int], ...]


def peut(role: str, referentiel: Referentiel) -> bool:
    """Whether a role notes bilans, and this protocol has any."""
    return bool(referentiel.bilans) and may_write(role, "insert", "bilan_lot").allowed


def alertes(rows: Rows, *, referentiel: Referentiel, on: date) -> tuple[AlerteLot, ...]:
    """Return the alerts of one's lots: those that hold first, then by lot, the oldest bilan first."""
    known = rows.all(BilanLot)
    found = [
        AlerteLot(lot.id, _of(lot, alerte.phrase), alerte)
        for lot in confies(rows)
        for alerte in alertes_du_lot(lot.id, known, referentiel=referentiel, on=on)
    ]
    return tuple(sorted(found, key=lambda one: one.alerte.annoncee))


def confies(rows: Rows) -> tuple[Lot, ...]:
    """Return the lots of which this vault's person notes the bilans."""
    me = rows.identity()
    known = rows.find(Utilisateur, me.utilisateur)
    return regles.confies(
        rows.all(Lot),
        rows.all(Utilisateur),
        role=me.role,
        organisation=(known.organisation if known else None) or me.organisation,
    )


def ouvrir(
    rows: Rows, lot: str, arrete_au: str, *, referentiel: Referentiel, now: datetime
) -> BilanOuvert:
    """Return a bilan of a lot; of what is not said, the first that is due, else the last one stopped.

    `now` is aware, on the clocks of the PLIE.

    Raises:
        Refus: no lot is theirs, or no bilan is begun.
    """
    on = now.date()
    lots = {one.id: one for one in confies(rows)}
    begun = {p.fin: p for p in reversed(referentiel.bilans) if p.debut <= on}
    if not lots or not begun:
        raise Refus(
            "bilan_sans_lot", "Aucun lot ne vous est confié, ou aucun bilan n’est commencé."
        )
    due = alertes(rows, referentiel=referentiel, on=on)
    first = next((one for one in due if lot in {"", one.lot}), None)
    chosen = lots.get(Id(lot)) or lots[Id(first.lot) if first else next(iter(lots))]
    said = arrete_au or (first.alerte.objet if first else None) or ""
    periode = next((p for fin, p in begun.items() if fin.isoformat() == said), None)
    periode = periode or next((p for p in begun.values() if p.fin <= on), [*begun.values()][-1])
    known = regles.en_vigueur(rows.all(BilanLot), chosen.id).get(periode.fin)
    return BilanOuvert(
        lot=chosen.id,
        arrete_au=periode.fin,
        lots=tuple((one.id, phrases.nom_du_lot(one.numero, one.nom)) for one in lots.values()),
        periodes=tuple((fin.isoformat(), f"Arrêté au {phrases.short_date(fin)}") for fin in begun),
        connu=known,
        phrase=f"Du {phrases.short_date(periode.debut)} au {phrases.short_date(periode.fin)}\u202f; "
        f"à envoyer au plus tard le {phrases.short_date(periode.envoi)}.",
        note=_noted(known, now) if known else "",
        article=phrases.source(periode.article),
        chiffres=_figures(rows, chosen.id, periode),
    )


def objections(
    ouvert: BilanOuvert, transmis_le: date | None, echange: str, *, on: date
) -> tuple[Objection, ...]:
    """Return what stands against what is typed of a bilan, field by field."""
    return regles.objections(transmis_le, echange, ouvert.connu, arrete_au=ouvert.arrete_au, on=on)


def noter(
    work: Work, lot: str, arrete_au: date, transmis_le: date | None, echange: str, *, now: datetime
) -> Changes:
    """Note what is known of a bilan; `now` is aware, on the clocks of the PLIE.

    Raises:
        Refus: this role does not, the lot is another's, or a field is not as it must be (C11).
    """
    rows = work.rows
    if Id(lot) not in {one.id for one in confies(rows)}:
        raise Refus(
            "lot_non_confie",
            "Les bilans de ce lot reviennent à la personne responsable de son action, et à la coordination.",
            article=regles.ARTICLE,
        )
    known = regles.en_vigueur(rows.all(BilanLot), lot).get(arrete_au)
    for one in regles.objections(transmis_le, echange, known, arrete_au=arrete_au, on=now.date()):
        raise one.refus()
    work.insert(
        BilanLot(
            id=work.new_id(),
            lot=Id(lot),
            arrete_au=arrete_au,
            transmis_le=transmis_le,
            echange=echange.strip(),
            auteur_nom=rows.identity().nom,
            note_le=now.astimezone(UTC),
        )
    )
    return work.commit()


def _of(lot: Lot, phrase: str) -> str:
    name = phrases.nom_du_lot(lot.numero, lot.nom)
    called = f"Lot {name}" if lot.numero else name
    return f"{called}\u00a0: {phrase[0].lower()}{phrase[1:]}"


def _noted(known: BilanLot, now: datetime) -> str:
    day, noted = known.transmis_le, known.note_le.astimezone(now.tzinfo).date()
    what = f"Envoyé le {phrases.short_date(day)}" if day else "Pas encore envoyé"
    return f"{what}, noté par {known.auteur_nom} le {phrases.short_date(noted)}."


def _figures(rows: Rows, lot: str, periode: PeriodeBilan) -> tuple[tuple[str, int], ...]:
    """Count what was done in the period, each day in the dossiers that were of the lot that day."""
    holders = {u.id for u in rows.all(Utilisateur) if u.lot == lot}
    given = rows.by_dossier(Affectation)

    def of_lot(dossier: str, day: date | None) -> bool:
        charged = titulaire_des_le_debut(given.get(dossier, ()), day) if day else None
        return charged is not None and charged.utilisateur in holders

    met = [e for e in etats.tenus(rows, periode.debut, periode.fin) if of_lot(e.dossier, e.date)]
    standing, _ = debout(rows.all(Decision), rows.all(Annulation))
    decided = [
        d
        for d in standing
        if periode.debut <= d.prise_le <= periode.fin and of_lot(d.dossier, d.prise_le)
    ]
    entries = sum(
        d.objet == ObjetCommission.ENTREE and d.issue == IssueCommission.INTEGRATION
        for d in decided
    )
    return (
        ("Personnes reçues en entretien", len({e.dossier for e in met})),
        ("Entretiens", len(met)),
        ("dont en présence", sum(e.modalite == Modalite.PHYSIQUE for e in met)),
        ("Intégrations", entries),
        ("Sorties", sum(d.issue == IssueCommission.SORTIE for d in decided)),
    )

"""The tray of candidatures: who waits, from whom, for which lot; given to an AE; the prescripteur told (C8, C9-3-1)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from desktop.models import etats
from desktop.models.changes import Changes
from desktop.models.rows import Rows, by_dossier
from desktop.models.unit_of_work import Work
from desktop.usecases.affectations import reaffecter
from desktop.usecases.annuaire import annuaire
from desktop.usecases.evenements import noter
from desktop.usecases.ouvertures import en_partie
from plie import candidature as regles
from plie import evenement, phrases
from plie.affectation import titulaire
from plie.annuaire import designation, parti
from plie.candidature import Retour
from plie.dossier import Dossier
from plie.droits import may_write
from plie.kinds import (
    Affectation,
    Annulation,
    Cloture,
    Coordonnees,
    Decision,
    Diagnostic,
    Id,
    Inscription,
    Lot,
    Parcours,
    Personne,
    Prescription,
    RetraitInscription,
    Utilisateur,
)
from plie.referentiel import Referentiel
from plie.vocabulaire import GenreEvenement, Origine, label


@dataclass(frozen=True, slots=True)
class LigneCandidature:
    """One candidature, or a dossier whose prescripteur is to be told something.

    `lots` are those that fit, `sans_lot` why none does, `lot` the one chosen; `lots_tous` every lot, for who
    chooses another.
    """

    id: str
    nom: str
    etat: str
    attend: bool
    jours: int | None
    recue: str
    origine: str
    de_qui: str
    courriel: str
    pre_diagnostic: str
    premier_rendez_vous: str
    suivi_par: str
    prescription: str
    lot: str
    lots: tuple[tuple[str, str], ...]
    lots_tous: tuple[tuple[str, str], ...]
    sans_lot: str
    retours: tuple[Retour, ...]

    @property
    def attente(self) -> str:
        """How long it has waited for a first rendez-vous; "" once it was held."""
        if self.jours is None:
            return ""
        return phrases.counted(self.jours, "jour d’attente", "jours d’attente")

    @property
    def resume(self) -> str:
        """The one line that says why it matters."""
        parts = [(self.attente or self.etat) if self.attend else self.etat]
        if self.retours:
            parts.append(phrases.counted(len(self.retours), "retour à faire", "retours à faire"))
        return " · ".join(parts)


def lire(
    rows: Rows, *, referentiel: Referentiel, on: date, decidees: bool = False
) -> tuple[LigneCandidature, ...]:
    """Return what waits, the longest first; then whose prescripteur is to be told something, for who tells it.

    Coordination, who sees that it is done, has the second of every dossier when it asks for those decided (`decidees`).
    """
    read = dossiers_des_candidatures(rows, on=on, decidees=decidees)
    told = by_dossier(etats.traces(rows, _theirs(rows, read, decidees=decidees)))
    given = rows.by_dossier(Affectation)
    names = {u.id: u.nom for u in rows.all(Utilisateur)}
    stored = rows.all(Lot)
    kept = list[tuple[Dossier, tuple[Retour, ...]]]()
    for dossier in read:
        received = regles.prescription(dossier)
        by = received is not None and received.origine == Origine.PRESCRIPTEUR
        due = regles.retours(dossier, told.get(dossier.id, ()), on=on) if by else ()
        if due or regles.en_instance(dossier):
            kept.append((dossier, due))
    texts = _in_full(rows, (dossier for dossier, _ in kept))
    found = []
    for dossier, due in kept:
        charged = titulaire(given.get(dossier.id, ()), on)
        who = names.get(charged.utilisateur or Id(""), "") if charged else ""
        known = _Connu(texts.get(dossier.id), who, stored)
        found.append(_line(rows, dossier, due, known, referentiel=referentiel, on=on))
    return tuple(
        sorted(found, key=lambda one: (not one.attend, -(one.jours or 0), one.nom.casefold()))
    )


def dossiers_des_candidatures(
    rows: Rows, *, on: date, decidees: bool = False
) -> tuple[Dossier, ...]:
    """Return every dossier with what its candidature needs: hundreds of them, whole, would be slow.

    Those that wait only, for whoever tells the prescripteurs nothing and asks for no other: no entretien changes which do.
    """
    whole = decidees or _tells(rows)
    found = [d for d in _en_bref(rows, on) if whole or regles.en_instance(d)]
    among = _theirs(rows, found, decidees=decidees)
    first, theirs = etats.premieres(rows, among)
    met, written = by_dossier(first), by_dossier(theirs)
    begun = by_dossier(etats.etapes_commencees(rows, on, among))
    return tuple(
        replace(
            d,
            etapes=begun.get(d.id, ()),
            entretiens=met.get(d.id, ()),
            comptes_rendus=written.get(d.id, ()),
        )
        for d in found
    )


def _theirs(rows: Rows, found: Iterable[Dossier], *, decidees: bool) -> list[str] | None:
    """Return the ids of the dossiers to read more of; None where it is every one."""
    return None if decidees or _tells(rows) else [d.id for d in found]


def _en_bref(rows: Rows, on: date) -> Iterator[Dossier]:
    """Yield every dossier without its entretiens nor its étapes."""
    apart = en_partie(rows, on=on)
    planned = by_dossier(etats.rendez_vous_prevus(rows, on))
    parcours, homes = rows.by_dossier(Parcours), rows.by_dossier(Coordonnees)
    prescriptions = rows.by_dossier(Prescription, ("pre_diagnostic",))
    inscriptions, retraits = rows.by_dossier(Inscription), rows.by_dossier(RetraitInscription)
    decisions, annulations = rows.by_dossier(Decision), rows.by_dossier(Annulation)
    diagnostics, clotures = rows.by_dossier(Diagnostic), rows.by_dossier(Cloture)
    for p in rows.all(Personne):
        if p.id in apart:
            continue
        yield Dossier(
            personne=p,
            coordonnees=homes[p.id][-1] if p.id in homes else None,
            parcours=parcours.get(p.id, ()),
            prescriptions=prescriptions.get(p.id, ()),
            rendez_vous=planned.get(p.id, ()),
            inscriptions=inscriptions.get(p.id, ()),
            retraits=retraits.get(p.id, ()),
            decisions=decisions.get(p.id, ()),
            diagnostics=diagnostics.get(p.id, ()),
            clotures=clotures.get(p.id, ()),
            annulations=annulations.get(p.id, ()),
        )


def choisir_lot(work: Work, prescription: str, lot: str) -> Changes:
    """Note the lot chosen by a person, among those that fit or another."""
    _patch(work, prescription, lot=Id(lot) if lot else None)
    return work.commit()


def repartir(work: Work, dossier: str, prescription: str, *, a: str, on: date) -> Changes:
    """Give a candidature to an AE: from this day on, they are in charge.

    Raises:
        Refus: nobody, or not an accompagnateur·rice who has access.
    """
    if prescription:
        _patch(work, prescription, repartie_le=on)
    return reaffecter(work, (dossier,), a=a, on=on)


@dataclass(frozen=True, slots=True)
class Courriel:
    """A draft: to whom, about what, its text. Nothing of the person but what happened."""

    a: str
    objet: str
    texte: str


def brouillon(
    line: LigneCandidature, retour: Retour, *, auteur: str, dire: Callable[[str], str] = str
) -> Courriel:
    """Return the e-mail that tells a prescripteur what happened (C9-3-1); `dire` says it with their words."""
    return Courriel(
        line.courriel,
        f"Suite de votre orientation du {line.recue}"
        if line.recue
        else "Suite de votre orientation",
        f"Bonjour,\n\nVous nous avez orienté {line.nom}\u00a0: {dire(retour.phrase)}\n\n"
        f"Je reste à votre disposition.\n\n{auteur}",
    )


def noter_retour(work: Work, dossier: str, retour: Retour, *, now: datetime) -> Changes:
    """Log that the prescripteur was told: an événement of the dossier."""
    return noter(
        work,
        dossier,
        genre=GenreEvenement.COURRIEL,
        le=now.date(),
        texte=retour.trace,
        now=now,
    )


def noter_sans_objet(
    work: Work, dossier: str, retours: Iterable[Retour], *, now: datetime
) -> Changes:
    """Log that these retours would serve nothing: an événement each, cancelled like another. `now` is local."""
    person = work.get(Personne, dossier)
    for retour in retours:
        work.insert(evenement.sans_objet(work.new_id(), person.id, texte=retour.trace, now=now))
    return work.commit()


def _tells(rows: Rows) -> bool:
    """Whether retours are theirs to make, who log them in the dossier (C9-3-1): the AE's, not coordination's."""
    return may_write(rows.identity().role, "insert", "evenement").allowed


def _patch(work: Work, prescription: str, **values: object) -> None:
    work.patch(Prescription, prescription, work.seen(Prescription, prescription), **values)


@dataclass(frozen=True, slots=True)
class _Connu:
    """What is read apart from a dossier: its prescription with its texts, who is in charge, the store's lots."""

    recue: Prescription | None
    suivi_par: str
    lots: tuple[Lot, ...]


def _in_full(rows: Rows, dossiers: Iterable[Dossier]) -> dict[str, Prescription]:
    """Return the prescription of each dossier, with its long texts, in one reading."""
    short = {p.id: d.id for d in dossiers if (p := regles.prescription(d))}
    return {short[p.id]: p for p in rows.among(Prescription, "id", short)}


def _line(
    rows: Rows,
    dossier: Dossier,
    due: tuple[Retour, ...],
    known: _Connu,
    *,
    referentiel: Referentiel,
    on: date,
) -> LigneCandidature:
    received = known.recue
    day = received.recue_le if received else None
    met = regles.premier_rendez_vous(dossier)
    sender, mail = _sender(rows, received, on)
    fits = regles.choix_lots(regles.lots(dossier, referentiel), known.lots)
    return LigneCandidature(
        id=dossier.id,
        nom=dossier.personne.nom,
        etat=dossier.etat.label,
        attend=regles.en_instance(dossier),
        jours=(on - day).days if day and met is None else None,
        recue=phrases.short_date(day) if day else "",
        origine=label(Origine, received.origine) if received and received.origine else "",
        de_qui=sender,
        courriel=mail,
        pre_diagnostic=received.pre_diagnostic if received else "",
        premier_rendez_vous=phrases.short_date(met) if met else _planned(dossier, on),
        suivi_par=known.suivi_par,
        prescription=received.id if received else "",
        lot=(received.lot or "") if received else "",
        lots=fits,
        lots_tous=_every_lot(referentiel, known.lots),
        sans_lot="" if fits else regles.sans_lot(dossier, referentiel),
        retours=due,
    )


def _planned(dossier: Dossier, on: date) -> str:
    days = (r.date for r in dossier.rendez_vous if r.issue == "prevu" and r.date and r.date >= on)
    first = min(days, default=None)
    return f"prévu le {phrases.short_date(first)}" if first else ""


def _every_lot(referentiel: Referentiel, stored: tuple[Lot, ...]) -> tuple[tuple[str, str], ...]:
    """Return the lots of the protocol, then those that only the store knows."""
    planned = regles.choix_lots(referentiel.lots, stored)
    known = dict(planned)
    return (*planned, *((lot.id, lot.nom) for lot in stored if lot.id not in known))


def _sender(rows: Rows, received: Prescription | None, on: date) -> tuple[str, str]:
    if received is None:
        return "", ""
    known = annuaire(rows)
    who = known.professionnel(received.professionnel)
    where = known.orientee_par(received.structure, received.professionnel)
    left = who.parti_le if who and parti(who, on) else None
    gone = f" (parti·e le {phrases.short_date(left)})" if left else ""
    name = f"{designation(who)}{gone}" if who else ""
    mail = who.courriel if who and not left else ""
    told = ", ".join(x for x in (name, where.nom if where else "") if x)
    return told, mail or (where.courriel if where else "")

"""An entretien from its first keystroke to its compte-rendu (C9-3-6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, time

from desktop.models import blobs, drafts
from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Seen, Work
from desktop.usecases import avancees, signes
from desktop.usecases.dossiers import assemble
from desktop.usecases.paper import compte_rendu_pdf
from desktop.usecases.permanences import permanences
from desktop.usecases.suites import tenir
from plie import compte_rendu as comptes
from plie import entretien as regles
from plie import phrases
from plie.agenda import chevauche
from plie.kinds import (
    CompteRendu,
    Entretien,
    Id,
    Parcours,
    Permanence,
    Personne,
    Prescription,
    RendezVous,
    Sha256,
    Signature,
)
from plie.objection import Objection
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.rendez_vous import tenu_par
from plie.vocabulaire import EtatCompteRendu, IssueRendezVous, Modalite, NatureEntretien
from wire.op import EXISTS


@dataclass(frozen=True, slots=True)
class Brouillon:
    """A draft as its form opens it: the values, and what the form shows of each (`seen`).

    `compte_rendu` is the one in force, None before the first Finaliser; it tells with `etat`
    whether the form writes a draft, a correction, or a correction of what both signed. `a_trancher`
    names the fields that were written in two ways, of which the form shows one.
    """

    entretien: Entretien
    seen: Seen
    personne: Personne
    compte_rendu: CompteRendu | None = None
    etat: EtatCompteRendu = EtatCompteRendu.BROUILLON
    a_trancher: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Memoire:
    """What was decided last time, beside the form: nobody else's name. `etat` is that of the last compte-rendu."""

    dernier: CompteRendu | None
    etat: EtatCompteRendu | None
    a_signer: tuple[CompteRendu, ...]
    objectifs: tuple[str, ...]
    etapes: tuple[str, ...]  # under way
    proposees: tuple[str, ...] = ()
    constats: Mapping[str, str] = field(default_factory=dict)  # of objectives, where they stand
    permanences: tuple[Permanence, ...] = ()  # of the adviser: where the next time may be


def ouvrir(work: Work, dossier: str, *, now: datetime) -> Changes:
    """Begin an entretien: the clock proposes date and start, both editable. `now` is local.

    The first one with a person is proposed as an accueil, those that follow as a suivi.
    """
    parcours = work.rows.all(Parcours, dossier=dossier)
    first = not work.rows.all(Entretien, dossier=dossier)
    draft = Entretien(
        id=work.new_id(),
        dossier=work.get(Personne, dossier).id,
        parcours=parcours[-1].id if parcours else None,
        date=now.date(),
        debut=now.time().replace(second=0, microsecond=0, tzinfo=None),
        modalite=Modalite.PHYSIQUE,
        nature=NatureEntretien.ACCUEIL if first else NatureEntretien.SUIVI,
        lieu=_place(work.rows, dossier, on=now.date()),
    )
    work.insert(draft)
    return work.commit()


def brouillon(rows: Rows, id_: str) -> Brouillon:
    """Return a draft with what its form must carry.

    Raises:
        KeyError: no such entretien here.
    """
    found = rows.get(Entretien, id_)
    frozen = rows.all(CompteRendu, entretien=id_)
    in_force = comptes.current(found.id, frozen)
    return Brouillon(
        found,
        rows.shown(Entretien, id_),
        rows.get(Personne, found.dossier),
        in_force,
        EtatCompteRendu.BROUILLON if in_force is None else _etat(rows, in_force),
        tuple(name for name in rows.conflicts(Entretien, id_) if name != EXISTS),
    )


def enregistrer(work: Work, id_: str, *, seen: Seen, values: Mapping[str, object]) -> Changes:
    """Save the fields that the author changed; a draft may lack anything.

    Raises:
        Refus: the draft is no longer here (given up elsewhere, or set aside by the store).
    """
    try:
        work.patch(Entretien, id_, seen, **values)
    except KeyError:
        raise Refus(
            "brouillon_absent",
            "Ce brouillon n’est plus dans le dossier\u00a0: il a été abandonné ailleurs, ou mis de "
            "côté par le magasin central. Votre texte reste à l’écran\u00a0: copiez-le avant de "
            "quitter.",
        ) from None
    drafts.hold(work.connection, id_)
    return work.commit()


def abandonner(work: Work, id_: str, *, seen: Seen) -> Changes:
    """Give up a draft.

    Raises:
        Refus: it has a compte-rendu; once finalised an entretien is no longer a draft.
    """
    if work.rows.all(CompteRendu, entretien=id_):
        raise Refus(
            "deja_finalise",
            "Cet entretien a son compte-rendu\u00a0: il ne s’abandonne plus.",
            article=regles.ARTICLE,
        )
    work.delete(Entretien, id_, seen)
    drafts.let_go(work.connection, id_)
    return work.commit()


def renoncer(work: Work, id_: str, *, seen: Seen) -> Changes:
    """Give up a correction that was begun: the entretien says again what the version in force froze of it.

    The version in force is not touched.

    Raises:
        Refus: the entretien has no compte-rendu, or is no longer here.
    """
    in_force = comptes.current(Id(id_), work.rows.all(CompteRendu, entretien=id_))
    draft = work.rows.find(Entretien, id_)
    if in_force is None or draft is None:
        raise Refus(
            "rien_a_corriger",
            "Cet entretien n’a pas de compte-rendu à corriger dans le dossier. Rien n’a changé.",
        )
    frozen = {part.name: getattr(in_force, part.name) for part in fields(regles.Contenu)}
    typed = {name: value for name, value in frozen.items() if getattr(draft, name) != value}
    if typed:
        work.patch(Entretien, id_, seen, **typed)
    drafts.let_go(work.connection, id_)
    return work.commit()


def objections(
    rows: Rows, id_: str, *, now: datetime, propose: int | None = None
) -> tuple[Objection, ...]:
    """Return what the rules object to a draft, blocking or not (C9-3-6).

    `now` is local; `propose` is the duration, in minutes, shown for one that nobody typed yet.
    """
    draft = rows.get(Entretien, id_)
    if draft.duree_min is None and propose is not None:
        draft = replace(draft, duree_min=propose)
    same_day = rows.all(Entretien, date=draft.date.isoformat()) if draft.date else ()
    judged = regles.objections(
        draft,
        on=now.date(),
        now_time=now.time(),
        prescription_le=_received(rows, draft.dossier),
        others=same_day,
    )
    return (
        *judged,
        *signes.objections(draft),
        *_taken_already(rows, draft),
        *_name_on_paper(rows, draft),
    )


def finaliser(
    work: Work, id_: str, *, referentiel: Referentiel, now: datetime, motif: str = ""
) -> Changes:
    """Freeze a draft's content into a compte-rendu and its PDF, in one transaction.

    When the entretien has a compte-rendu already, signed or not, this one corrects it and says why
    in `motif`; both stay, and the new one waits for both signatures. The étapes, objectives and next rendez-vous of the form become facts of the dossier
    (typed once).
    `now` is local, aware.

    Raises:
        Refus: the first blocking objection (C9-3-6), a correction without `motif`, or what the paper cannot print.
    """
    draft = work.get(Entretien, id_)
    replaced = comptes.current(draft.id, work.rows.all(CompteRendu, entretien=draft.id))
    judged = comptes.finalise(
        draft,
        id=work.new_id(),
        personne=work.get(Personne, draft.dossier),
        accompagnateur=work.auteur.id,
        accompagnateur_nom=work.auteur.nom,
        pdf=Sha256(""),
        at=now,
        prescription_le=_received(work.rows, draft.dossier),
        version=replaced.version + 1 if replaced else 1,
        remplace=replaced.id if replaced else None,
        motif=motif.strip() if replaced else "",
    )
    for objection in (*signes.objections(draft), *signes.contre_motif(motif)):
        raise objection.refus()
    frozen = replace(judged, finalise_le=now.astimezone(UTC))
    pdf = compte_rendu_pdf(frozen, referentiel=referentiel)
    digest = blobs.file(work.connection, pdf, scope=draft.dossier)
    work.insert(replace(frozen, pdf=digest))
    tenir(work, draft, referentiel=referentiel, corrige=replaced)
    avancees.noter(work, draft, corrige=replaced)
    _keep_rendez_vous(work, draft, corrige=replaced)
    if replaced is None or _next_of(replaced) != _next_of(draft):
        _take_rendez_vous(work, draft)
    drafts.let_go(work.connection, id_)
    return work.commit()


def versions(rows: Rows, compte_rendu: str) -> tuple[CompteRendu, ...]:
    """Return every version of a compte-rendu, the first one first; each stays as it was.

    Raises:
        KeyError: no such compte-rendu here.
    """
    one = rows.get(CompteRendu, compte_rendu)
    found = rows.all(CompteRendu, entretien=one.entretien, dossier=one.dossier)
    return tuple(sorted(found, key=lambda cr: (cr.version, cr.finalise_le, cr.id)))


def memoire(rows: Rows, id_: str) -> Memoire:
    """Return what helps the adviser remember while they write this draft; its own past excepted.

    The last time is the last one held, signed or not: of one day by the hour, then by which was begun later.
    """
    whole = assemble(rows, rows.get(Entretien, id_).dossier)
    others = [cr for cr in whole.in_force if cr.entretien != id_]
    # An id tells when its entretien was begun; a correction makes nothing later.
    last = max(others, key=lambda cr: (cr.date, cr.debut or time.min, cr.entretien), default=None)
    open_ = [e for e in whole.etapes if not (e.fin or e.abandonnee_le)]
    aims = [o for o in whole.objectifs if not (o.atteint_le or o.abandonne_le)]
    return Memoire(
        dernier=last,
        etat=whole.etat_of(last) if last is not None else None,
        a_signer=tuple(cr for cr in whole.a_signer() if cr.entretien != id_),
        objectifs=tuple(o.intitule for o in aims),
        etapes=tuple(e.intitule for e in open_ if e.debut),
        proposees=tuple(e.intitule for e in open_ if not e.debut),
        constats={o.intitule: o.constat for o in aims if o.constat},
        permanences=permanences(rows),
    )


def _etat(rows: Rows, cr: CompteRendu) -> EtatCompteRendu:
    return comptes.etat(cr, rows.all(Signature, compte_rendu=cr.id))


def _received(rows: Rows, dossier: str) -> date | None:
    known = (p.recue_le for p in rows.all(Prescription, dossier=dossier))
    return min((day for day in known if day is not None), default=None)


def _place(rows: Rows, dossier: str, *, on: date) -> str:
    """Where the day's rendez-vous is; else where the person was met last."""
    planned = [
        r.lieu
        for r in rows.all(RendezVous, dossier=dossier)
        if r.date == on and r.lieu and r.issue == IssueRendezVous.PREVU
    ]
    held = [(e.date, e.lieu) for e in rows.all(Entretien, dossier=dossier) if e.date and e.lieu]
    return planned[0] if planned else max(held)[1] if held else ""


def _keep_rendez_vous(work: Work, draft: Entretien, *, corrige: CompteRendu | None) -> None:
    """The rendez-vous of that moment was kept: the entretien proves it (domain.md §5).

    Of the moment that a correction says wrong nothing proves it any more, but for another entretien: it is asked again.
    """
    proofs = comptes.in_force(work.rows.all(CompteRendu, dossier=draft.dossier))
    for planned in work.rows.all(RendezVous, dossier=draft.dossier):
        issue = planned.issue
        if issue == IssueRendezVous.PREVU and tenu_par(planned, draft):
            issue = IssueRendezVous.HONORE
        elif issue == IssueRendezVous.HONORE and corrige and tenu_par(planned, corrige):
            proved = any(tenu_par(planned, cr) for cr in proofs)
            issue = IssueRendezVous.HONORE if proved else IssueRendezVous.PREVU
        if issue != planned.issue and planned.pris_lors_de != draft.id:
            work.patch(RendezVous, planned.id, work.seen(RendezVous, planned.id), issue=issue)


def _take_rendez_vous(work: Work, draft: Entretien) -> None:
    """Make the appointment a fact of the dossier; a correction moves it, or takes it away.

    One that was kept, excused or missed stays where it was; of one put off, what stands for it moves.
    """
    known = _taken_in(work.rows, draft)
    planned = [taken for taken in known if taken.issue == IssueRendezVous.PREVU]
    if draft.prochain_le is None:
        for taken in planned:
            work.delete(RendezVous, taken.id, work.seen(RendezVous, taken.id))
    elif planned:
        work.patch(
            RendezVous,
            planned[-1].id,
            work.seen(RendezVous, planned[-1].id),
            date=draft.prochain_le,
            debut=draft.prochain_debut,
            lieu=draft.prochain_lieu,
        )
    elif not known:
        work.insert(_next_rendez_vous(work, draft))


def _taken_already(rows: Rows, draft: Entretien) -> tuple[Objection, ...]:
    """Warn, naming nobody, that someone is to be received at the moment of the next rendez-vous."""
    if draft.prochain_le is None or draft.prochain_debut is None:
        return ()
    own = {taken.id for taken in _taken_in(rows, draft)}
    asked = RendezVous(
        id=Id(""), dossier=draft.dossier, date=draft.prochain_le, debut=draft.prochain_debut
    )
    planned = rows.among(RendezVous, "date", [draft.prochain_le.isoformat()])
    if not chevauche(asked, [other for other in planned if other.id not in own]):
        return ()
    when = f"{phrases.long_date(draft.prochain_le)} à {phrases.spoken_time(draft.prochain_debut)}"
    return (
        Objection(
            "prochain_debut",
            "prochain_deja_pris",
            f"Vous recevez déjà quelqu’un au moment du prochain rendez-vous, {when}.",
            article=None,
            blocking=False,
        ),
    )


def _name_on_paper(rows: Rows, draft: Entretien) -> tuple[Objection, ...]:
    """Warn that the person's name will not be printed as it is written: nobody is refused for a name."""
    told = signes.avis(rows.get(Personne, draft.dossier).nom)
    if not told:
        return ()
    return (Objection("adherent_nom", signes.CODE, told, article=None, blocking=False),)


def _taken_in(rows: Rows, draft: Entretien) -> list[RendezVous]:
    """Return the appointment taken in this form, and those that stand for it since it was put off."""
    known = list(rows.all(RendezVous, pris_lors_de=draft.id))
    for taken in known:
        # Grows while it is read: one put off twice is followed to its end.
        known += (r for r in rows.all(RendezVous, reporte_de=taken.id) if r not in known)
    return known


def _next_of(thing: Entretien | CompteRendu) -> tuple[date | None, time | None, str]:
    return thing.prochain_le, thing.prochain_debut, thing.prochain_lieu


def _next_rendez_vous(work: Work, draft: Entretien) -> RendezVous:
    return RendezVous(
        id=work.new_id(),
        dossier=draft.dossier,
        date=draft.prochain_le,
        debut=draft.prochain_debut,
        lieu=draft.prochain_lieu,
        modalite=Modalite.PHYSIQUE,
        pris_lors_de=draft.id,
    )

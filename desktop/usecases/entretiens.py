"""An entretien from its first keystroke to its compte-rendu (C9-3-6)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from desktop.models import blobs
from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Seen, Work
from desktop.usecases.dossiers import assemble
from desktop.usecases.paper import compte_rendu_pdf
from plie import entretien as regles
from plie.entretien import Objection
from plie.kinds import CompteRendu, Entretien, Parcours, Personne, Prescription, RendezVous, Sha256
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.vocabulaire import Modalite, NatureEntretien


@dataclass(frozen=True, slots=True)
class Brouillon:
    """A draft as its form opens it: the values, and what the form shows of each (`seen`)."""

    entretien: Entretien
    seen: Seen
    personne: Personne


@dataclass(frozen=True, slots=True)
class Memoire:
    """What was decided last time, beside the form: nobody else's name."""

    dernier: CompteRendu | None
    a_signer: tuple[CompteRendu, ...]
    objectifs: tuple[str, ...]
    etapes: tuple[str, ...]


def ouvrir(work: Work, dossier: str, *, now: datetime) -> Changes:
    """Begin an entretien: the clock proposes date and start, both editable. `now` is local."""
    parcours = work.rows.all(Parcours, dossier=dossier)
    draft = Entretien(
        id=work.new_id(),
        dossier=work.get(Personne, dossier).id,
        parcours=parcours[-1].id if parcours else None,
        date=now.date(),
        debut=now.time().replace(second=0, microsecond=0, tzinfo=None),
        modalite=Modalite.PHYSIQUE,
        nature=NatureEntretien.SUIVI,
        lieu=_last_place(work.rows, dossier),
    )
    work.insert(draft)
    return work.commit()


def brouillon(rows: Rows, id_: str) -> Brouillon:
    """Return a draft with what its form must carry.

    Raises:
        KeyError: no such entretien here.
    """
    found = rows.get(Entretien, id_)
    return Brouillon(found, rows.seen(Entretien, id_), rows.get(Personne, found.dossier))


def enregistrer(work: Work, id_: str, *, seen: Seen, values: Mapping[str, object]) -> Changes:
    """Save the fields that the author changed; a draft may lack anything."""
    work.patch(Entretien, id_, seen, **values)
    return work.commit()


def abandonner(work: Work, id_: str, *, seen: Seen) -> Changes:
    """Give up a draft; once finalised an entretien is no longer one."""
    work.delete(Entretien, id_, seen)
    return work.commit()


def objections(rows: Rows, id_: str, *, now: datetime) -> tuple[Objection, ...]:
    """Return what the rules object to a draft, blocking or not (C9-3-6). `now` is local."""
    draft = rows.get(Entretien, id_)
    same_day = rows.all(Entretien, date=draft.date.isoformat()) if draft.date else ()
    return regles.objections(
        draft,
        on=now.date(),
        now_time=now.time(),
        prescription_le=_received(rows, draft.dossier),
        others=same_day,
    )


def finaliser(work: Work, id_: str, *, referentiel: Referentiel, now: datetime) -> Changes:
    """Freeze a draft's content into a compte-rendu and its PDF, in one transaction.

    The next rendez-vous taken in the form becomes a fact of the dossier (typed once). `now` is
    local, aware.

    Raises:
        Refus: the first blocking objection (C9-3-6), or the entretien is finalised already.
    """
    draft = work.get(Entretien, id_)
    if work.rows.all(CompteRendu, entretien=id_):
        raise Refus("deja_finalise", "Cet entretien a déjà son compte-rendu.", article="C9-3-6")
    judged = regles.finalise(
        draft,
        id=work.new_id(),
        personne=work.get(Personne, draft.dossier),
        accompagnateur=work.auteur.id,
        accompagnateur_nom=work.auteur.nom,
        pdf=Sha256(""),
        at=now,
        prescription_le=_received(work.rows, draft.dossier),
    )
    frozen = replace(judged, finalise_le=now.astimezone(UTC))
    pdf = compte_rendu_pdf(frozen, referentiel=referentiel)
    digest = blobs.file(work.connection, pdf, scope=draft.dossier)
    work.insert(replace(frozen, pdf=digest))
    if draft.prochain_le:
        work.insert(_next_rendez_vous(work, draft))
    return work.commit()


def memoire(rows: Rows, id_: str) -> Memoire:
    """Return what helps the adviser remember while they write this draft."""
    whole = assemble(rows, rows.get(Entretien, id_).dossier)
    done = sorted(whole.comptes_rendus, key=lambda cr: (cr.date, cr.version))
    return Memoire(
        dernier=done[-1] if done else None,
        a_signer=tuple(whole.a_signer()),
        objectifs=tuple(
            o.intitule for o in whole.objectifs if not (o.atteint_le or o.abandonne_le)
        ),
        etapes=tuple(
            e.intitule for e in whole.etapes if e.debut and not (e.fin or e.abandonnee_le)
        ),
    )


def _received(rows: Rows, dossier: str) -> date | None:
    known = (p.recue_le for p in rows.all(Prescription, dossier=dossier))
    return min((day for day in known if day is not None), default=None)


def _last_place(rows: Rows, dossier: str) -> str:
    held = [(e.date, e.lieu) for e in rows.all(Entretien, dossier=dossier) if e.date and e.lieu]
    return max(held)[1] if held else ""


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

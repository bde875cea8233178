"""The limited opening (C9-3-6): the referent of a structure follows who is in parcours there, in part.

What is not theirs to read never reached this machine (`plie.droits`); what did stands apart from
their own file active, and counts in none of its figures.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases.annuaire import annuaire
from desktop.usecases.horloge import refuser_jour_faux
from plie import affectation as regles
from plie.droits import REFERENT
from plie.kinds import Affectation, Etape, Id, Objectif, Personne, Utilisateur
from plie.phrases import short_date
from plie.refus import Refus
from plie.vocabulaire import Role


@dataclass(frozen=True, slots=True)
class DossierOuvert:
    """A dossier open in part: who, until when, what is shown of it, a line each."""

    id: str
    nom: str
    naissance: str
    jusqu_au: str
    suivi_par: str
    etapes: tuple[str, ...]
    objectifs: tuple[str, ...]


def en_partie(rows: Rows, *, on: date) -> frozenset[str]:
    """Return the dossiers that are open in part only to whoever works here."""
    identity = rows.identity()
    if identity.role != Role.ACCOMPAGNATEUR.value:
        return frozenset()
    given = regles.ouvertures(rows.all(Affectation, utilisateur=identity.utilisateur))
    return frozenset(
        a.dossier
        for a in given
        if regles.en_partie(rows.all(Affectation, dossier=a.dossier), identity.utilisateur, on)
    )


def ouverts(rows: Rows, *, on: date) -> tuple[DossierOuvert, ...]:
    """Return what is shown of each of them, by name."""
    me = rows.identity().utilisateur
    names = {u.id: u.nom for u in rows.all(Utilisateur)}
    found = [p for p in rows.all(Personne) if p.id in en_partie(rows, on=on)]
    return tuple(
        _opened(rows, person, me, names, on)
        for person in sorted(found, key=lambda p: (p.nom.casefold(), p.id))
    )


def ouvrir(
    work: Work, dossiers: Collection[str], *, a: str, on: date, jusqu_au: date | None = None
) -> Changes:
    """Open dossiers in part to the referent of a structure; who follows them already is left out.

    Raises:
        Refus: nobody, not an accompagnateur·rice, or a day that is past, or none of the store's.
    """
    refuser_jour_faux(work.rows, on=on)
    known = work.rows.find(Utilisateur, a)
    if known is None or known.role != Role.ACCOMPAGNATEUR.value:
        raise Refus("sans_accompagnateur", "Choisissez à qui ouvrir ces dossiers.")
    if jusqu_au is not None and jusqu_au < on:
        raise Refus(
            "date_passee", "Cette date est passée\u00a0: choisissez aujourd’hui ou plus tard."
        )
    for dossier in dossiers:
        held = work.rows.all(Affectation, dossier=dossier)
        if any(h.utilisateur == a and regles.en_vigueur(h, on) for h in held):
            continue
        work.insert(
            Affectation(
                id=work.new_id(), dossier=Id(dossier), utilisateur=Id(a), role=REFERENT,
                debut=on, fin=jusqu_au,
            )
        )  # fmt: skip
    return work.commit()


def fermer(work: Work, dossiers: Collection[str], *, on: date) -> Changes:
    """End the limited openings of dossiers: they leave these machines at their next exchange.

    Raises:
        Refus: the day is none of the store's.
    """
    refuser_jour_faux(work.rows, on=on)
    for dossier in dossiers:
        for one in regles.ouvertures(work.rows.all(Affectation, dossier=dossier)):
            if regles.en_vigueur(one, on):
                seen = work.seen(Affectation, one.id)
                work.patch(Affectation, one.id, seen, fin=on - timedelta(days=1))
    return work.commit()


def structures(rows: Rows, *, on: date) -> dict[str, frozenset[str]]:
    """Return, for each partner named by an étape under way or to come, whose dossiers it is in.

    A structure of the directory goes by the name of the entry that holds for it.
    """
    known = annuaire(rows)
    found: dict[str, set[str]] = {}
    for etape in rows.all(Etape):
        over = etape.abandonnee_le or (etape.fin and etape.fin < on)
        where = known.structure(etape.structure)
        name = where.nom if where and where.nom else etape.partenaire.strip()
        if name and not over:
            found.setdefault(name, set()).add(etape.dossier)
    return {name: frozenset(found[name]) for name in sorted(found, key=str.casefold)}


def _opened(rows: Rows, person: Personne, me: str, names: dict[Id, str], on: date) -> DossierOuvert:
    held = rows.all(Affectation, dossier=person.id)
    mine = next(a for a in regles.ouvertures(held) if a.utilisateur == me)
    charged = regles.titulaire(held, on)
    return DossierOuvert(
        id=person.id,
        nom=person.nom,
        naissance=short_date(person.naissance_le) if person.naissance_le else "",
        jusqu_au=short_date(mine.fin) if mine.fin else "",
        suivi_par=names.get((charged.utilisateur or Id("")) if charged else Id(""), ""),
        etapes=tuple(_step(e) for e in rows.all(Etape, dossier=person.id)),
        objectifs=tuple(_goal(o) for o in rows.all(Objectif, dossier=person.id)),
    )


def _step(etape: Etape) -> str:
    begun = etape.debut or etape.proposee_le
    dates = [f"du {short_date(begun)}"] if begun else []
    end = etape.fin or etape.fin_prevue
    dates += [f"au {short_date(end)}{'' if etape.fin else ' (prévu)'}"] if end else []
    parts = [etape.intitule, etape.partenaire, " ".join(dates)]
    if etape.abandonnee_le:
        parts.append(f"abandonnée le {short_date(etape.abandonnee_le)}")
    return " · ".join(part for part in parts if part)


def _goal(objectif: Objectif) -> str:
    if objectif.atteint_le:
        state = f"atteint le {short_date(objectif.atteint_le)}"
    elif objectif.abandonne_le:
        state = f"abandonné le {short_date(objectif.abandonne_le)}"
    else:
        state = f"pour le {short_date(objectif.echeance)}" if objectif.echeance else "en cours"
    return f"{objectif.intitule} · {state}"

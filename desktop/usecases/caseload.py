"""My caseload at a date: one line per person with why it matters, and what today asks for."""

import textwrap
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from desktop.models.rows import Rows
from desktop.usecases.affectations import passages
from desktop.usecases.conflits import par_dossier
from desktop.usecases.demandes import Question, a_repondre
from desktop.usecases.listes import dossiers_de_la_liste
from desktop.usecases.mis_de_cote import combien
from desktop.usecases.ouvertures import en_partie
from desktop.usecases.sommeils import partage
from plie import phrases
from plie import rendez_vous as regles
from plie.alertes.alerte import Alerte
from plie.calendrier import end_of_month
from plie.dossier import Dossier
from plie.kinds import Commentaire, Personne
from plie.referentiel import Referentiel
from plie.suivi_emploi import en_emploi
from plie.vocabulaire import Gravite, IssueRendezVous

# Nothing says that a person has read a comment: the day tells it for a week, the dossier always.
_RECENT = timedelta(days=7)
_EXTRACT = 140  # letters of a comment


@dataclass(frozen=True, slots=True)
class LigneDossier:
    """One person of the caseload: name, the one line of why it matters, its severity.

    `court` says it in a few words, for a narrow list; `raison` whole, with its dates. `a_trancher` is
    how many things of the dossier were written in two ways (usecases/conflits.py). `en_emploi` says why
    someone is followed in employment, "" when they are not. An alert put off is not among `alertes`,
    weighs nothing in the order, and counts in `endormies` only: for every role alike.
    """

    id: str
    nom: str
    court: str
    raison: str
    gravite: Gravite | None
    etat: str
    file_active: bool
    sans_rendez_vous: bool
    dernier_entretien: date | None
    alertes: tuple[Alerte, ...]
    a_trancher: int = 0
    en_emploi: str = ""
    endormies: int = 0


@dataclass(frozen=True, slots=True)
class LigneJour:
    """One thing that today asks for; ends in its action (a code) on one dossier."""

    icone: str
    titre: str
    detail: str
    action: str
    dossier: str
    id: str


def file_active(rows: Rows, *, referentiel: Referentiel, on: date) -> tuple[LigneDossier, ...]:
    """Return every dossier of the vault, worst alert first, then the oldest last entretien."""
    disputed = par_dossier(rows)
    lines = rows.once(
        ("lignes", referentiel.id, on),
        lambda: _lines(dossiers_de_la_liste(rows, on=on), referentiel, on),
    )
    return tuple(replace(line, a_trancher=disputed.get(line.id, 0)) for line in lines)


def noms_seuls(rows: Rows, *, on: date) -> tuple[LigneDossier, ...]:
    """Return a line for every dossier, by name, with nothing told of it yet: what a whole PLIE waits for."""
    apart = en_partie(rows, on=on)
    people = sorted((p.nom, p.id) for p in rows.all(Personne) if p.id not in apart)
    return tuple(
        LigneDossier(
            id_,
            nom,
            court="",
            raison="",
            gravite=None,
            etat="",
            file_active=False,
            sans_rendez_vous=False,
            dernier_entretien=None,
            alertes=(),
        )
        for nom, id_ in people
    )


def ma_journee(rows: Rows, *, referentiel: Referentiel, now: datetime) -> tuple[LigneJour, ...]:
    """Return what today asks for, in this order. `now` is local.

    Today's rendez-vous, past ones of which nobody said how they went, drafts left open, CRs to
    sign, questions of the review, comments of the week, choices that the exchanges ask for, who has no
    rendez-vous this month, grave alerts.
    """
    on = now.date()
    whole = dossiers_de_la_liste(rows, on=on)
    lines = rows.once(("lignes", referentiel.id, on), lambda: _lines(whole, referentiel, on))
    names = {line.id: line.nom for line in lines}
    planned = [line for d in whole for line in _rendez_vous(d, names, now)]
    drafts = [line for d in whole for line in _drafts(d, names)]
    graves = [_grave(line) for line in lines if line.gravite in _GRAVE]
    told = _comments(rows, names, on)
    return (
        *sorted(planned, key=_detail),
        *_to_tell(whole, names, now),
        *sorted(drafts, key=_detail),
        *_to_sign(whole, names),
        *_asked(rows),
        *_passages(rows, now),
        *told,
        *_from_exchanges(rows, names),
        *_without(lines, on),
        *graves,
    )


def _detail(line: LigneJour) -> str:
    return line.detail


_GRAVE = (Gravite.CRITIQUE, Gravite.SERIEUSE)
_ORDER = tuple(reversed(Gravite))


def _urgency(line: LigneDossier) -> tuple[int, bool, date, str]:
    rank = _ORDER.index(line.gravite) if line.gravite else len(_ORDER)
    return rank, not line.file_active, line.dernier_entretien or date.min, line.nom


def _lines(
    dossiers: tuple[Dossier, ...], referentiel: Referentiel, on: date
) -> tuple[LigneDossier, ...]:
    return tuple(sorted((_line(d, referentiel, on) for d in dossiers), key=_urgency))


def _line(dossier: Dossier, referentiel: Referentiel, on: date) -> LigneDossier:
    told = partage(dossier, referentiel=referentiel, on=on)
    found = told.eveillees
    held = dossier.dernier_entretien(on)
    last = held.date if held else None
    calm = f"Dernier entretien le {phrases.short_date(last)}" if last else dossier.etat.label
    return LigneDossier(
        dossier.personne.id,
        dossier.personne.nom,
        _short(found[0]) if found else calm,
        found[0].phrase if found else calm,
        found[0].gravite if found else None,
        dossier.etat,
        dossier.file_active,
        regles.sans_rendez_vous(dossier, on),
        last,
        found,
        en_emploi=en_emploi(dossier, referentiel=referentiel, on=on),
        endormies=len(told.endormies),
    )


def _short(alerte: Alerte) -> str:
    """Say an alert in a few words: what, and the day it began to hold."""
    when = "bientôt" if alerte.annoncee else f"alerte du {alerte.depuis:%d/%m}"
    return f"{alerte.code.label} · {when}"


def _rendez_vous(d: Dossier, names: dict[str, str], now: datetime) -> list[LigneJour]:
    # An entretien of the day is already begun, or held: it is not to be begun a second time.
    begun = {e.date for e in d.entretiens}
    asked = regles.a_dire(d, now)
    return [
        LigneJour(
            "rendez_vous",
            names[r.dossier],
            " · ".join(x for x in (phrases.spoken_time(r.debut) if r.debut else "", r.lieu) if x),
            "nouvel_entretien",
            r.dossier,
            r.id,
        )
        for r in d.rendez_vous
        if r.date == now.date()
        and r.issue == IssueRendezVous.PREVU
        and r.date not in begun
        and r not in asked
    ]


def _to_tell(
    dossiers: tuple[Dossier, ...], names: dict[str, str], now: datetime
) -> list[LigneJour]:
    over = [r for d in dossiers for r in regles.a_dire(d, now)]
    return [
        LigneJour(
            "question",
            names[r.dossier],
            phrases.comment_passe(r.date, r.debut),
            "dire",
            r.dossier,
            r.id,
        )
        for r in sorted(over, key=regles.when)
        if r.date
    ]


def _from_exchanges(rows: Rows, names: dict[str, str]) -> list[LigneJour]:
    """Return the dossiers in which a choice waits, by name, then what the store set aside."""
    disputed = {whose: count for whose, count in par_dossier(rows).items() if whose in names}
    found = [
        LigneJour("echange", names[whose], phrases.ecrit_deux_fois(count), "trancher", whose, whose)
        for whose, count in sorted(disputed.items(), key=lambda one: names[one[0]])
    ]
    aside = combien(rows)
    if aside:
        what = f"{aside}\u00a0éléments mis" if aside > 1 else "Un élément mis"
        words = f"{what} de côté par le magasin central"
        found.append(
            LigneJour("echange", words, "À corriger, ou à abandonner", "corriger", "", "tous")
        )
    return found


def _without(lines: tuple[LigneDossier, ...], on: date) -> list[LigneJour]:
    count = sum(line.sans_rendez_vous for line in lines)
    if not count:
        return []
    who = f"{count}\u00a0personnes" if count > 1 else "Une personne"
    until = f"D’aujourd’hui au {phrases.short_date(end_of_month(on))}"
    return [
        LigneJour(
            "agenda",
            f"{who} sans rendez-vous prévu ce mois-ci",
            until,
            "sans_rendez_vous",
            "",
            "mois",
        )
    ]


def _drafts(d: Dossier, names: dict[str, str]) -> list[LigneJour]:
    frozen = {cr.entretien for cr in d.comptes_rendus}
    return [
        LigneJour(
            "entretien",
            names[e.dossier],
            f"Entretien du {phrases.short_date(e.date)} à terminer"
            if e.date
            else "Entretien à terminer",
            "terminer",
            e.dossier,
            e.id,
        )
        for e in d.entretiens
        if e.id not in frozen
    ]


def _to_sign(dossiers: tuple[Dossier, ...], names: dict[str, str]) -> list[LigneJour]:
    """Return the comptes-rendus to sign, the oldest first."""
    waiting = [cr for d in dossiers for cr in d.a_signer()]
    return [
        LigneJour(
            "signature",
            names[cr.dossier],
            f"Compte-rendu du {phrases.short_date(cr.date)} à signer",
            "signer",
            cr.dossier,
            cr.id,
        )
        for cr in sorted(waiting, key=lambda cr: (cr.date, names[cr.dossier]))
    ]


def _asked(rows: Rows) -> list[LigneJour]:
    """Return the questions of the review that wait for an answer, the oldest first."""
    return [
        LigneJour("demande", q.nom, _conversation(q), "repondre", q.dossier, q.id)
        for q in a_repondre(rows)
        if q.nom
    ]


def _conversation(question: Question) -> str:
    """Return what was asked and said since, a line each."""
    told = [(question.auteur_nom, question.le, question.texte), *question.suite]
    return "\n".join(
        f"{who}, le {phrases.short_date(at.date())}\u00a0: {text}" for who, at, text in told
    )


def _passages(rows: Rows, now: datetime) -> list[LigneJour]:
    return [
        LigneJour(
            "passage",
            one.titre,
            one.detail,
            "ouvrir" if one.dossier else "savoir",
            one.dossier,
            one.dossier or one.titre,
        )
        for one in passages(rows, now=now)
    ]


def _comments(rows: Rows, names: dict[str, str], on: date) -> list[LigneJour]:
    """Return the last comment about each compte-rendu, the latest first."""
    last = {
        c.sur_id: c
        for c in sorted(rows.all(Commentaire), key=lambda c: c.ecrit_le)
        if c.sur_kind == "compte_rendu" and c.dossier in names and on - c.ecrit_le.date() <= _RECENT
    }
    return [
        LigneJour(
            "commentaire",
            names[c.dossier],
            f"{c.auteur_nom}, le {phrases.short_date(c.ecrit_le.date())}\u00a0: "
            + textwrap.shorten(c.texte, _EXTRACT, placeholder="…"),
            "lire",
            c.dossier,
            c.sur_id,
        )
        for c in reversed(last.values())
    ]


def _grave(line: LigneDossier) -> LigneJour:
    return LigneJour("alerte", line.nom, line.raison, "ouvrir", line.id, line.id)

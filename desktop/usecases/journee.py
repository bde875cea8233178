"""What today asks of an adviser, a line each (Ma journée)."""

import textwrap
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from desktop.models.rows import Rows
from desktop.usecases import rappels
from desktop.usecases.affectations import passages, retraits_demandes, suppressions_demandees
from desktop.usecases.caseload import LigneDossier, lignes
from desktop.usecases.conflits import par_dossier
from desktop.usecases.demandes import Question, a_repondre
from desktop.usecases.ligne_jour import LigneJour
from desktop.usecases.listes import dossiers_de_la_liste
from desktop.usecases.mis_de_cote import combien
from plie import phrases
from plie import rendez_vous as regles
from plie.calendrier import end_of_month
from plie.compte_rendu import en_correction
from plie.dossier import Dossier
from plie.kinds import Commentaire, RendezVous
from plie.referentiel import Referentiel
from plie.vocabulaire import IssueRendezVous

# Nothing says that a person has read a comment: the day tells it for a week, the dossier always.
_RECENT = timedelta(days=7)
_EXTRACT = 140  # letters of a comment


def ma_journee(rows: Rows, *, referentiel: Referentiel, now: datetime) -> tuple[LigneJour, ...]:
    """Return what today asks for, in this order. `now` is local.

    Today's rendez-vous, questions of the review, past rendez-vous of which nobody said how they went, drafts
    left open, corrections begun, CRs to sign, what the Commission decided, what others cancelled, sittings that others changed, comments of the week, choices that the
    exchanges ask for, who has no rendez-vous this month, follow-ups after an exit, alerts.
    """
    on = now.date()
    whole = dossiers_de_la_liste(rows, on=on)
    lines = lignes(rows, lambda: whole, referentiel=referentiel, on=on)
    names = {line.id: line.nom for line in lines}
    return (
        *_rendez_vous(whole, names, now),
        *_asked(rows),
        *_to_tell(whole, names, now),
        *_drafts(whole, names),
        *_corrections(whole, names),
        *_to_sign(whole, names),
        *_passages(rows, now),
        *rappels.decisions(rows, whole, names, referentiel=referentiel, on=on),
        *rappels.annulations(rows, whole, names, referentiel=referentiel, on=on),
        *rappels.retraits(rows, whole, names, on),
        *_comments(rows, names, on),
        *_from_exchanges(rows, names),
        *_without(lines, on),
        *rappels.suivis(rows, whole, names, referentiel=referentiel, on=on),
        *rappels.alertes(whole, lines),
    )


def _rendez_vous(
    dossiers: tuple[Dossier, ...], names: dict[str, str], now: datetime
) -> list[LigneJour]:
    """Return the rendez-vous of the day, by their hours."""
    found = [r for d in dossiers for r in _of_the_day(d, now)]
    return [
        LigneJour(
            "rendez_vous",
            names[r.dossier],
            " · ".join(x for x in (phrases.spoken_time(r.debut) if r.debut else "", r.lieu) if x),
            "nouvel_entretien",
            r.dossier,
            r.id,
        )
        for r in sorted(found, key=regles.when)
    ]


def _of_the_day(d: Dossier, now: datetime) -> Iterator[RendezVous]:
    # An entretien of the day is already begun, or held: it is not to be begun a second time.
    begun = {e.date for e in d.entretiens}
    asked = regles.a_dire(d, now)
    for r in d.rendez_vous:
        today = r.date == now.date() and r.issue == IssueRendezVous.PREVU
        if today and r.date not in begun and r not in asked:
            yield r


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
    """Return what would leave at once, the dossiers in which a choice waits, by name, what was set aside."""
    disputed = {whose: count for whose, count in par_dossier(rows).items() if whose in names}
    found = [*_agreed_first(rows)]
    found += [
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


def _agreed_first(rows: Rows) -> Iterator[LigneJour]:
    """Yield what so many dossiers at once would lose, or their leaving: nothing goes without a yes."""
    leaving, losing = retraits_demandes(rows), suppressions_demandees(rows)
    if leaving:
        words = f"{leaving}\u00a0dossiers attendent votre accord pour partir"
        yield LigneJour("echange", words, "Rien n’est encore parti", "corriger", "", "retraits")
    if losing:
        words = f"Des suppressions annoncées dans {losing}\u00a0dossiers attendent votre accord"
        yield LigneJour(
            "echange", words, "Rien n’a été supprimé ici", "corriger", "", "suppressions"
        )


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


def _drafts(dossiers: tuple[Dossier, ...], names: dict[str, str]) -> list[LigneJour]:
    """Return the entretiens left open, the oldest first."""
    left = [
        e
        for d in dossiers
        for frozen in ({cr.entretien for cr in d.comptes_rendus},)
        for e in d.entretiens
        if e.id not in frozen
    ]
    return [
        LigneJour(
            "entretien",
            names[e.dossier],
            f"Entretien du {phrases.day_and_hour(e.date, e.debut)} à terminer"
            if e.date
            else "Entretien à terminer",
            "terminer",
            e.dossier,
            e.id,
        )
        for e in sorted(
            left, key=lambda e: (e.date or date.min, e.debut or time.min, names[e.dossier], e.id)
        )
    ]


def _corrections(dossiers: tuple[Dossier, ...], names: dict[str, str]) -> list[LigneJour]:
    """Return the corrections begun and not finalised, the oldest entretien first."""
    begun = [
        cr
        for d in dossiers
        for drafts in ({e.id: e for e in d.entretiens},)
        for cr in d.in_force
        if cr.entretien in drafts and en_correction(drafts[cr.entretien], cr)
    ]
    return [
        LigneJour(
            "entretien",
            names[cr.dossier],
            f"Correction du compte-rendu du {phrases.short_date(cr.date)} à terminer",
            "terminer",
            cr.dossier,
            cr.entretien,
        )
        for cr in sorted(begun, key=lambda cr: (cr.date, names[cr.dossier], cr.id))
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

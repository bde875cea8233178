"""Questions of the review: asked about a thing, answered by who works with the person, closed by who asked (C10).

The adviser answers them all; relations entreprises, those about what they work on. To theirs, whoever says
something answers: it is put to no one in particular.
"""

from dataclasses import dataclass
from datetime import datetime

from desktop.models import nouvelles, revue
from desktop.models.changes import Changes
from desktop.models.revue import Asked, Said
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from plie import nir, phrases
from plie.kinds import Commentaire, Demande, Id, Personne, PriseDeConnaissance
from plie.refus import Refus
from plie.vocabulaire import Role


@dataclass(frozen=True, slots=True)
class Question:
    """A question as a screen shows it.

    Attributes:
        id, dossier, nom: which, about whom.
        sur_kind, sur_id: the thing it is about.
        texte, auteur_nom, le: what was asked, by whom, when.
        mienne: whoever works in this vault asked it, and may close it.
        repondue: the last word answers it.
        recue: it reached the adviser.
        suite: what was said since: who, when, what.
    """

    id: str
    dossier: str
    nom: str
    sur_kind: str
    sur_id: str
    texte: str
    auteur_nom: str
    le: datetime
    mienne: bool
    repondue: bool
    recue: bool
    suite: tuple[tuple[str, datetime, str], ...]


def ouvertes(rows: Rows) -> tuple[Question, ...]:
    """Return the questions that nobody closed: those answered first, then the oldest."""
    me = rows.identity().utilisateur
    found = [_question(rows, asked, me) for asked in revue.questions(rows) if not asked.closed]
    return tuple(sorted(found, key=lambda q: (not q.repondue, q.le, q.id)))


def a_repondre(rows: Rows) -> tuple[Question, ...]:
    """Return the questions that wait for an answer, the oldest first."""
    return tuple(q for q in ouvertes(rows) if not q.repondue)


def sur(rows: Rows, kind: str, thing: str) -> tuple[Question, ...]:
    """Return the open questions about a thing."""
    return tuple(q for q in ouvertes(rows) if (q.sur_kind, q.sur_id) == (kind, thing))


def demander(
    work: Work, kind: str, thing: str, *, dossier: str, texte: str, now: datetime
) -> Changes:
    """Ask about a thing; the adviser finds it in Ma journée. Who asks has read the thing.

    Raises:
        Refus: nothing is asked, or a NIR is.
    """
    said = _said(texte, "Écrivez la question avant de l’envoyer.")
    personne = work.get(Personne, dossier)
    work.insert(
        Demande(
            id=work.new_id(),
            dossier=personne.id,
            sur_kind=kind,
            sur_id=Id(thing),
            texte=said,
            auteur_nom=work.auteur.nom,
            ecrit_le=now,
        )
    )
    note(work, kind, thing, dossier=dossier, now=now)
    return work.commit()


def repondre(work: Work, demande: str, *, texte: str, now: datetime) -> Changes:
    """Answer a question, or ask again: a word more about it.

    Raises:
        Refus: nothing is said, or a NIR is.
    """
    said = _said(texte, "Écrivez la réponse avant de l’envoyer.")
    asked = work.get(Demande, demande)
    work.insert(
        Commentaire(
            id=work.new_id(),
            dossier=asked.dossier,
            sur_kind="demande",
            sur_id=asked.id,
            texte=said,
            auteur_nom=work.auteur.nom,
            ecrit_le=now,
        )
    )
    return work.commit()


def clore(work: Work, demande: str, *, now: datetime) -> Changes:
    """Close a question: answered, or no longer asked.

    Raises:
        Refus: someone else asked it.
    """
    asked = work.get(Demande, demande)
    if work.rows.history(Demande, demande)[0].author != work.auteur.id:
        raise Refus(
            "demande_autre", f"Cette question est {phrases.de(asked.auteur_nom)}, qui la clôt."
        )
    work.insert(
        PriseDeConnaissance(
            id=work.new_id(),
            dossier=asked.dossier,
            sur_kind="demande",
            sur_id=asked.id,
            auteur_nom=work.auteur.nom,
            lu_le=now,
        )
    )
    return work.commit()


def note(work: Work, kind: str, thing: str, *, dossier: str, now: datetime) -> None:
    """Record that this reviewer read a thing as it is now, unless they did; the caller commits."""
    known = nouvelles.one(work.rows, kind, thing)
    if known is not None and known.vu:
        return
    work.insert(
        PriseDeConnaissance(
            id=work.new_id(),
            dossier=Id(dossier),
            sur_kind=kind,
            sur_id=Id(thing),
            auteur_nom=work.auteur.nom,
            lu_le=now,
        )
    )


def _said(texte: str, lacking: str) -> str:
    if not texte.strip():
        raise Refus("commentaire_vide", lacking)
    nir.refuse(texte)
    return texte.strip()


def _answers(last: Said, asker: Said) -> bool:
    if last.role == Role.ACCOMPAGNATEUR:
        return True
    either = Role.RELATIONS_ENTREPRISES in {last.role, asker.role}
    return either and last.author != asker.author


def _question(rows: Rows, asked: Asked, me: str) -> Question:
    one = asked.demande
    personne = rows.find(Personne, one.dossier)
    last = asked.said[-1][1] if asked.said else asked.by
    return Question(
        one.id,
        one.dossier,
        personne.nom if personne else "",
        one.sur_kind,
        one.sur_id,
        one.texte,
        one.auteur_nom,
        one.ecrit_le,
        asked.by.author == me,
        _answers(last, asked.by),
        asked.received,
        tuple((c.auteur_nom, c.ecrit_le, c.texte) for c, _ in asked.said),
    )

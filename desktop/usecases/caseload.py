"""My caseload at a date: one line per person with why it matters."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from desktop.models.rows import Rows
from desktop.usecases.conflits import par_dossier
from desktop.usecases.discussions import attendues
from desktop.usecases.listes import dossiers_de_la_liste
from desktop.usecases.ouvertures import en_partie
from desktop.usecases.sommeils import partage
from plie import participation, phrases
from plie import rendez_vous as regles
from plie.alertes.alerte import Alerte
from plie.dossier import Dossier
from plie.droits import knows_state
from plie.kinds import Personne
from plie.referentiel import Referentiel
from plie.suivi_emploi import en_emploi
from plie.vocabulaire import Gravite


@dataclass(frozen=True, slots=True)
class LigneDossier:
    """One person of the caseload: name, the one line of why it matters, its severity.

    `court` says it in a few words, for a narrow list; `raison` whole, with its dates. `a_trancher` is
    how many things of the dossier were written in two ways (usecases/conflits.py). `en_emploi` says why
    someone is followed in employment, "" when they are not. An alert put off is not among `alertes`,
    weighs nothing in the order, and counts in `endormies` only: for every role alike. `questions` is how
    many wait there for an answer of whoever finds them nowhere else (usecases/discussions.py). `participation`
    says how the person takes part, "" for the ordinary way. For a role that does not know the state
    (`plie.droits`), `etat` is "", and what follows from it is not told.
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
    questions: int = 0
    participation: str = ""


def file_active(rows: Rows, *, referentiel: Referentiel, on: date) -> tuple[LigneDossier, ...]:
    """Return every dossier of the vault: those where a question waits, worst alert first, then the oldest last entretien."""
    disputed, asked = par_dossier(rows), attendues(rows)
    lines = lignes(rows, lambda: dossiers_de_la_liste(rows, on=on), referentiel=referentiel, on=on)
    told = [
        replace(line, a_trancher=disputed.get(line.id, 0), questions=asked.get(line.id, 0))
        for line in lines
    ]
    return tuple(sorted(told, key=lambda line: not line.questions))


def lignes(
    rows: Rows,
    dossiers: Callable[[], tuple[Dossier, ...]],
    *,
    referentiel: Referentiel,
    on: date,
) -> tuple[LigneDossier, ...]:
    """Return the lines in the order of the list, worked out once for all who ask; `dossiers` reads them."""
    role = rows.identity().role
    return rows.once(
        ("lignes", referentiel.id, on),
        lambda: tuple(sorted((_line(d, referentiel, on, role) for d in dossiers()), key=_urgency)),
    )


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


_ORDER = tuple(reversed(Gravite))


def _urgency(line: LigneDossier) -> tuple[int, bool, date, str]:
    rank = _ORDER.index(line.gravite) if line.gravite else len(_ORDER)
    return rank, not line.file_active, line.dernier_entretien or date.min, line.nom


def _line(dossier: Dossier, referentiel: Referentiel, on: date, role: str) -> LigneDossier:
    told = partage(dossier, referentiel=referentiel, on=on, role=role)
    found, known = told.eveillees, knows_state(role)
    held = dossier.dernier_entretien(on)
    last = held.date if held else None
    calm = (
        f"Dernier entretien le {phrases.short_date(last)}"
        if last
        else referentiel.dire(dossier.etat.label if known else "")
    )
    return LigneDossier(
        dossier.personne.id,
        dossier.personne.nom,
        _short(found[0]) if found else calm,
        found[0].phrase if found else calm,
        found[0].gravite if found else None,
        dossier.etat if known else "",
        known and dossier.file_active,
        known
        and regles.sans_rendez_vous(dossier, on)
        and not participation.ailleurs(dossier, referentiel),
        last,
        found,
        en_emploi=en_emploi(dossier, referentiel=referentiel, on=on),
        endormies=len(told.endormies),
        participation=participation.en_bref(dossier, referentiel),
    )


def _short(alerte: Alerte) -> str:
    """Say an alert in a few words: what, and the day it began to hold."""
    when = "bientôt" if alerte.annoncee else f"alerte du {alerte.depuis:%d/%m}"
    return f"{alerte.titre} · {when}"

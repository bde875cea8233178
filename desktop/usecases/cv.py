"""The versions of a CV, each for a target: a file and a day; none replaces another (C9-3-3, C9-3-5)."""

from dataclasses import dataclass
from datetime import date, datetime

from desktop.models import blobs
from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases.rome import en_clair
from plie import nir, phrases
from plie.kinds import Cv, Personne
from plie.objection import Objection
from plie.refus import Refus
from plie.rome import contre_code, rome

ARTICLE = "C9-3-5"


@dataclass(frozen=True, slots=True)
class LigneCv:
    """One version as a line."""

    id: str
    titre: str
    detail: str


def versions(rows: Rows, dossier: str) -> tuple[LigneCv, ...]:
    """Return the versions, target by target, the latest of each first."""
    found = sorted(rows.all(Cv, dossier=dossier), key=lambda cv: (cv.date, cv.id), reverse=True)
    found.sort(key=lambda cv: cv.cible.casefold())
    return tuple(
        LigneCv(
            cv.id,
            f"CV pour «\u00a0{cv.cible}\u00a0»" if cv.cible else "CV",
            " · ".join(
                part
                for part in (
                    f"du {phrases.short_date(cv.date)}",
                    f"ROME {en_clair(rows, cv.code_rome)}" if cv.code_rome else "",
                    cv.nom_fichier,
                )
                if part
            ),
        )
        for cv in found
    )


def derniere(rows: Rows, dossier: str) -> Cv | None:
    """Return the last version kept, whatever its target: what an update begins from."""
    return max(rows.all(Cv, dossier=dossier), key=lambda cv: (cv.date, cv.id), default=None)


def contre(code_rome: str) -> tuple[Objection, ...]:
    """Return what stands against a version as it is typed: once kept, it is corrected by another only."""
    return contre_code((code_rome,), field="code_rome", article=ARTICLE, blocking=True)


def ajouter(
    work: Work,
    dossier: str,
    content: bytes,
    *,
    nom: str,
    cible: str,
    code_rome: str,
    le: date | None,
    now: datetime,
) -> Changes:
    """Keep one more version. `now` is local, aware.

    Raises:
        Refus: a day still to come, a code that is no ROME code, or a NIR in its words.
    """
    for objection in contre(code_rome):
        raise objection.refus()
    day = le or now.date()
    if day > now.date():
        raise Refus(
            "cv_futur",
            f"Le {phrases.short_date(day)} est encore à venir\u00a0: vérifiez la date du CV.",
            article=ARTICLE,
        )
    nir.refuse(f"{cible}\n{nom}")
    who = work.get(Personne, dossier).id
    work.insert(
        Cv(
            id=work.new_id(),
            dossier=who,
            date=day,
            cible=cible.strip(),
            code_rome="".join(rome((code_rome,))),
            fichier=blobs.file(work.connection, content, scope=who),
            nom_fichier=nom,
        )
    )
    return work.commit()

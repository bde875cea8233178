"""Opening a dossier of forty entretiens: everything that its screen shows."""

import datetime as dt
from collections.abc import Iterator

from bench.measure import Measure, median_ms
from bench.vaults import vault
from desktop.models.unit_of_work import Work
from desktop.usecases.dossiers import assemble, entete
from desktop.usecases.fil import fil
from desktop.usecases.referentiels import charger
from plie.dossier_suivi import alertes_du_dossier
from plie.kinds import CompteRendu, Entretien, Id, Personne, Sha256, Signature
from plie.vocabulaire import MoyenSignature, Position, Role, Signataire

_ENTRETIENS, _LIMIT_MS, _TIMES = 40, 100, 30
_TODAY = dt.date(2026, 11, 20)
_TEXT = "Le point est fait sur les démarches engagées depuis la dernière rencontre. " * 25


def measures() -> Iterator[Measure]:
    """Read, assemble, judge, tell."""
    referentiel = charger("demo")
    with vault() as opened:
        with opened.work() as work:
            dossier = work.new_id()
            work.insert(Personne(id=dossier, prenoms="Zoé", nom_naissance="Delmas"))
            for month in range(_ENTRETIENS):
                _entretien(work, dossier, _TODAY - dt.timedelta(days=28 * month))
            work.commit()

        def show() -> None:
            with opened.look() as rows:
                whole = assemble(rows, dossier)
                entete(whole, referentiel=referentiel, on=_TODAY, role=Role.ACCOMPAGNATEUR)
                fil(whole, zone=referentiel.zone)
                alertes_du_dossier(whole, referentiel=referentiel, on=_TODAY)

        yield Measure(
            "open a dossier of 40 entretiens", median_ms(show, _TIMES), _LIMIT_MS, "ms", "the limit"
        )


def _entretien(work: Work, dossier: Id, day: dt.date) -> None:
    at = dt.datetime.combine(day, dt.time(10), dt.UTC)
    entretien = Entretien(
        id=work.new_id(),
        dossier=dossier,
        date=day,
        debut=dt.time(9),
        duree_min=45,
        modalite="physique",
        nature="suivi",
        contenu=_TEXT,
    )
    cr = CompteRendu(
        id=work.new_id(),
        dossier=dossier,
        entretien=entretien.id,
        date=day,
        duree_min=45,
        modalite="physique",
        nature="suivi",
        contenu=_TEXT,
        adherent_nom="Zoé Delmas",
        accompagnateur=work.auteur.id,
        accompagnateur_nom=work.auteur.nom,
        finalise_le=at,
        pdf=Sha256(""),
    )
    work.insert(entretien)
    work.insert(cr)
    for qui in Signataire:
        work.insert(
            Signature(
                id=work.new_id(),
                dossier=dossier,
                compte_rendu=cr.id,
                qui=qui,
                nom="Zoé Delmas",
                moyen=MoyenSignature.PAPIER,
                position=Position.ACCORD,
                signe_le=at,
            )
        )

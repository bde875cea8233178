"""The two papers of a sitting: its ordre du jour before, its relevé de décisions after (C7, P9-4, domain.md §9)."""

from collections import Counter
from datetime import datetime

from desktop.documents import ordre_du_jour, releve_decisions
from desktop.documents.opening import Opening
from desktop.documents.ordre_du_jour import OrdreDuJourData
from desktop.documents.releve_decisions import ReleveData
from desktop.documents.seance import SeanceData
from desktop.models.rows import Rows
from desktop.usecases import titulaires
from desktop.usecases.commission import portee
from desktop.usecases.seances import (
    decisions_dites,
    dossiers_dits,
    inscrit,
    instance,
    tenues,
)
from plie import phrases
from plie.kinds import Commission
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.seance import Inscrit, Seance
from plie.vocabulaire import ObjetCommission

ORDRE_DU_JOUR, RELEVE = "ordre_du_jour", "releve"
_TITLES = {ORDRE_DU_JOUR: ordre_du_jour.TITLE, RELEVE: releve_decisions.TITLE}


def papier(
    rows: Rows, quoi: str, id_: str, *, referentiel: Referentiel, now: datetime
) -> tuple[str, str, bytes]:
    """Return the title of a paper of a sitting, the name of its file, its PDF.

    Args:
        rows: the vault at one moment.
        quoi: `ORDRE_DU_JOUR` or `RELEVE`.
        id_: the sitting's.
        referentiel: the PLIE's.
        now: local, aware.

    Raises:
        Refus: this role does not see every dossier, or nothing is inscribed there.
    """
    held = next((one for one in tenues(rows, referentiel) if one.id == id_), None)
    if held is None:
        raise Refus("seance_sans_dossier", "Plus aucun dossier n’est inscrit à cette séance.")
    shared = _shared(rows, held, referentiel, now)
    names = titulaires.noms(rows, on=now.date())
    lines = [(one, inscrit(one, names, referentiel)) for one in held.inscrits]
    if quoi == RELEVE:
        answered = sum(one.decision is not None for one in held.inscrits)
        pdf = releve_decisions.render(
            ReleveData(
                seance=shared,
                compte=f"{dossiers_dits(len(lines))}, {decisions_dites(answered)}.",
                lignes=tuple(
                    (said.nom, said.demande, _decided(one, said.decision, referentiel))
                    for one, said in lines
                ),
                signataires=_signers(held, referentiel),
            )
        )
    else:
        pdf = ordre_du_jour.render(
            OrdreDuJourData(
                seance=shared,
                presente_par=referentiel.dire("Accompagnateur·rice"),
                compte=_count(held),
                lignes=tuple((said.nom, said.demande, said.accompagnateur) for _, said in lines),
            )
        )
    title = f"{_TITLES[quoi]} du {phrases.medium_date(held.le)}"
    return title, f"{quoi.replace('_', '-')}-{held.le.isoformat()}.pdf", pdf


def _shared(rows: Rows, held: Seance, referentiel: Referentiel, now: datetime) -> SeanceData:
    known = rows.find(Commission, held.id)
    cancelled = " (séance annulée)" if known and known.annulee else ""
    notice, rules = referentiel.financement(held.le), referentiel.commission
    body = rules.instance(held.instance) if rules else None
    return SeanceData(
        ouverture=Opening(
            plie=referentiel.nom,
            operation=referentiel.operation.nom,
            operation_numero=referentiel.operation.numero,
            phrase_financement=notice.phrase,
            embleme=notice.embleme,
        ),
        instance=instance(referentiel, held.instance) + cancelled,
        le=held.le,
        heure=known.heure if known else None,
        lieu=known.lieu if known else "",
        membres=body.membres if body else (),
        at=now,
    )


def _signers(held: Seance, referentiel: Referentiel) -> tuple[str, ...]:
    """Return who signs; where the protocol names nobody, the body itself has a place."""
    rules = referentiel.commission
    body = rules.instance(held.instance) if rules else None
    named = body.signataires if body else ()
    return named or (f"Pour l’instance\u00a0: {instance(referentiel, held.instance)}",)


def _count(held: Seance) -> str:
    """Say how many dossiers, and of each request."""
    asked = Counter(one.inscription.objet for one in held.inscrits)
    parts = [
        phrases.counted(asked[objet], objet.label.lower(), f"{objet.label.lower()}s")
        for objet in ObjetCommission
        if asked[objet]
    ]
    return f"{dossiers_dits(len(held.inscrits))}\u00a0: {phrases.join_words(parts)}."


def _decided(one: Inscrit, said: str, referentiel: Referentiel) -> str:
    """Say a decision and its reason, a line each; that none is noted, where none is."""
    if one.decision is None:
        return "Aucune décision notée"
    return "\n".join(
        part
        for part in (
            said,
            *portee(one.decision, referentiel),
            one.decision.motif and f"Motif\u00a0: {one.decision.motif}",
            one.decision.preconisations and f"Préconisations\u00a0: {one.decision.preconisations}",
        )
        if part
    )

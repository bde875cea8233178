"""What asks for a choice, staged: a draft written in two ways, a call set aside, a week offline.

What came « from elsewhere » is written as the exchange writes it, on a vault that exchanges no more.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from desktop.models import arrivals, line, oplog
from desktop.models.unit_of_work import Work
from desktop.models.vault import Vault
from plie.droits import Reason
from plie.kinds import Entretien, Evenement, Parcours, Personne
from plie.vocabulaire import GenreEvenement, Modalite, NatureEntretien
from wire.messages import Fate, Fates, Numbered, Page
from wire.op import Op, Verb

_BEFORE = "Point sur la recherche d’emploi.\nSouhaite un poste dans la logistique."
_HERE = f"{_BEFORE}\nA repris contact avec l’agence d’intérim\u00a0: deux missions proposées."
_THERE = f"{_BEFORE}\nVisite d’entrepôt prévue avec le chargé de relations entreprises."
_SILENCE = timedelta(days=8)


def stage(vault: Vault, *, now: datetime) -> str:
    """Fill a vault that exchanges no more; return the dossier in which a choice waits."""
    with vault.work() as work:
        whom = work.rows.all(Personne)[0].id
        courses = work.rows.all(Parcours, dossier=whom)
        draft = Entretien(
            id=work.new_id(), dossier=whom, parcours=courses[-1].id if courses else None,
            date=now.date(), modalite=Modalite.PHYSIQUE, nature=NatureEntretien.SUIVI,
            contenu=_BEFORE,
        )  # fmt: skip
        work.insert(draft)
        _set_aside(work, whom, now)
        work.commit()
    with vault.work() as work:
        # Known to the store, so that what follows is written apart.
        work.connection.exec_driver_sql("UPDATE op SET batch = 'mise-en-scene' WHERE batch IS NULL")
        shown = work.seen(Entretien, draft.id)
        work.patch(Entretien, draft.id, shown, contenu=_HERE)
        _arrive(work, draft, shown, now)
        cursor = line.cursor_of(work.connection)
        line.save_cursor(work.connection, replace(cursor, last_success=now - _SILENCE))
        work.commit()
    return whom


def _set_aside(work: Work, whom: str, now: datetime) -> None:
    call = Evenement(
        id=work.new_id(), dossier=work.get(Personne, whom).id, date=now.date(),
        genre=GenreEvenement.APPEL, texte="Rappelle jeudi pour confirmer la visite.",
    )  # fmt: skip
    op_id = work.insert(call)
    fate = Fate(op_id=op_id, reason=Reason.HORS_PERIMETRE.value)
    arrivals.apply_fates(work, Fates(fates=(fate,)))


def _arrive(work: Work, draft: Entretien, shown: dict[str, tuple[str, ...]], now: datetime) -> None:
    (begun, *_) = oplog.history_of(work.connection, "entretien", draft.id)
    cursor = line.cursor_of(work.connection)
    op = Op(
        op_id=work.new_id(), kind="entretien", id=draft.id, scope=begun.scope, verb=Verb.PATCH,
        fields={"contenu": _THERE}, seen=shown, author=begun.author, role=begun.role,
        device="autre-poste", made_at=(now - timedelta(hours=3)).isoformat(),
    )  # fmt: skip
    page = Page(epoch=cursor.epoch, ops=(Numbered(number=cursor.since, op=op),), until=cursor.since)
    arrivals.apply_page(work, page)

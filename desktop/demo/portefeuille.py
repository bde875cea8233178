"""The invented caseload put in a vault: facts written as they are, last month's really sealed."""

import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from desktop.app.surroundings import Surroundings
from desktop.demo import scene
from desktop.demo.caseload import ASceller, Caseload, fill, generate
from desktop.demo.library import load
from desktop.demo.lots import open_lots
from desktop.demo.store import REFERENTIEL, DemoStore
from desktop.models.vault import Vault
from desktop.usecases import entretiens
from desktop.usecases.referentiels import charger
from plie.kinds import Decision, Personne
from plie.vocabulaire import Role, Signataire

SEED = 1


def take_over(
    vault: Vault, store: DemoStore, around: Surroundings, *, most: int | None = None
) -> int:
    """Fill an enrolled vault with the invented caseload; return how many dossiers.

    Its store is given its lots, the first of them to this adviser. What the Commission decided is
    written by coordination, as everywhere: an adviser's own decisions would be set aside by the store.

    Args:
        vault: the adviser's.
        store: the one that knows it.
        around: the clock says what "today" is.
        most: only the first dossiers, for a short demonstration.
    """
    with vault.look() as rows:
        open_lots(store, load(), to=rows.identity().nom)
    caseload = _invent(vault, around)
    kept = caseload.dossiers[:most]
    _insert(vault, caseload.directory)
    for dossier in kept:
        _insert(vault, [thing for thing in dossier if not isinstance(thing, Decision)])
    ids = {thing.id for dossier in kept for thing in dossier if isinstance(thing, Personne)}
    for asked in caseload.a_sceller:
        if asked.entretien.dossier in ids:
            _seal(vault, asked, around)
    scene.exchange(vault, around)
    decided = [thing for dossier in kept for thing in dossier if isinstance(thing, Decision)]
    _decide(store, around, decided)
    scene.exchange(vault, around)
    return len(kept)


def _invent(vault: Vault, around: Surroundings) -> Caseload:
    with vault.look() as rows:
        me = rows.identity()
    with vault.work() as work:
        return generate(
            seed=SEED,
            now=_now(around),
            accompagnateur=work.auteur.id,
            accompagnateur_nom=me.nom,
            new_id=work.new_id,
        )


def _insert(vault: Vault, things: Iterable[object]) -> None:
    with vault.work() as work:
        fill(work, things)
        work.commit()


def _decide(store: DemoStore, around: Surroundings, decided: Iterable[Decision]) -> None:
    """Write the Commission's decisions from a machine of coordination's, there for that only."""
    with tempfile.TemporaryDirectory(prefix="permanence-commission-") as folder:
        commission = scene.make_vault(Path(folder) / "coffre", scene.COMMISSION, around)
        scene.enrol(commission, store, Role.COORDINATION)
        _insert(commission, decided)
        scene.send(commission, around)
        commission.close()


def _seal(vault: Vault, asked: ASceller, around: Surroundings) -> None:
    """Finalise at the hour it was, and have both parties sign now.

    The certificate is of today: a seal that said an earlier hour would be believed by nobody.
    """
    referentiel = charger(REFERENTIEL)
    with vault.work() as work:
        changes = entretiens.finaliser(
            work,
            asked.entretien.id,
            referentiel=referentiel,
            now=asked.finalise_le,
        )
    if asked.signe_le is None:
        return
    cr = changes.id_of("compte_rendu")
    for qui in (Signataire.ADHERENT, Signataire.ACCOMPAGNATEUR):
        scene.sign(vault, cr, qui, at=_now(around))


def _now(around: Surroundings) -> datetime:
    return around.clock().astimezone(charger(REFERENTIEL).zone)

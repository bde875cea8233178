"""The invented caseload put in a vault: facts written as they are, last month's really sealed."""

from datetime import timedelta

from desktop.app.surroundings import Surroundings
from desktop.demo import scene
from desktop.demo.caseload import ASceller, Caseload, fill, fill_directory, generate
from desktop.demo.store import REFERENTIEL
from desktop.models.vault import Vault
from desktop.usecases import entretiens
from desktop.usecases.referentiels import charger
from plie.vocabulaire import Signataire

SEED = 1


def take_over(vault: Vault, around: Surroundings, *, most: int | None = None) -> int:
    """Fill an enrolled vault with the invented caseload; return how many dossiers.

    Args:
        vault: the adviser's.
        around: the clock says what "today" is.
        most: only the first dossiers, for a short demonstration.
    """
    with vault.look() as rows:
        me = rows.identity()
    with vault.work() as work:
        caseload = generate(
            seed=SEED,
            today=around.local().date(),
            accompagnateur=work.auteur.id,
            accompagnateur_nom=me.nom,
            new_id=work.new_id,
        )
    _insert(vault, caseload, most)
    kept = {dossier[0].id for dossier in caseload.dossiers[:most]}  # type: ignore[attr-defined]  # a dossier begins with its Personne
    for asked in caseload.a_sceller:
        if asked.entretien.dossier in kept:
            _seal(vault, asked, around)
    return len(kept)


def _insert(vault: Vault, caseload: Caseload, most: int | None) -> None:
    with vault.work() as work:
        fill_directory(work, caseload)
        work.commit()
    for dossier in caseload.dossiers[:most]:
        with vault.work() as work:
            fill(work, dossier)
            work.commit()


def _seal(vault: Vault, asked: ASceller, around: Surroundings) -> None:
    """Finalise, and have both parties sign, at the hours when they did."""
    referentiel = charger(REFERENTIEL)
    zone = around.local().tzinfo
    with vault.work() as work:
        changes = entretiens.finaliser(
            work,
            asked.entretien.id,
            referentiel=referentiel,
            now=asked.finalise_le.astimezone(zone),
        )
    if asked.signe_le is None:
        return
    cr = changes.id_of("compte_rendu")
    for place, qui in enumerate((Signataire.ADHERENT, Signataire.ACCOMPAGNATEUR)):
        scene.sign(vault, cr, qui, at=asked.signe_le + timedelta(minutes=place))

"""Words in progress and a dossier that leaves: they hold it while they are typed, then go with it.

Left in a card, they are nowhere else: of a Friday, they would be gone on Monday with the absence.
"""

from datetime import timedelta

from desktop.models import saisies
from desktop.models.saisies import Carte
from tests.desktop.sync.mains import held, reassign
from tests.desktop.sync.postes import Magasin, Poste


def test_a_card_being_typed_holds_its_dossier_and_goes_with_it_some_days_after_it_was_left(
    ae: Poste, suivante: Poste, magasin: Magasin
) -> None:
    dossier = ae.dossier()
    carte = Carte(dossier, "sortie", "Proposer la sortie", "sortie", dossier)
    with ae.vault.work() as work:
        saisies.keep(work.connection, carte, {"sortie": {"texte": "Je tape"}}, at=ae.montre())
        work.commit()
    ae.cycle()
    reassign(magasin, suivante, dossier)

    assert ae.cycle().complete
    assert held(ae) == {dossier}
    with ae.vault.work() as work:
        saisies.rest(work.connection)
        work.commit()

    assert ae.cycle().complete
    assert held(ae) == {dossier}
    ae.montre.instant += timedelta(days=7)
    assert ae.cycle().complete

    assert held(ae) == set()
    with ae.vault.look() as rows:
        assert saisies.of_dossier(rows.connection, dossier) == ()

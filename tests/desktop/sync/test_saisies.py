"""Words in progress and a dossier that leaves: they hold it while they are typed, and go with it."""

from desktop.models import saisies
from desktop.models.saisies import Carte
from tests.desktop.sync.mains import held, reassign
from tests.desktop.sync.postes import Magasin, Poste


def test_a_card_being_typed_holds_its_dossier_and_goes_with_it_once_left(
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
    ae.cycle()

    assert held(ae) == set()
    with ae.vault.look() as rows:
        assert saisies.of_dossier(rows.connection, dossier) == ()

"""A dossier given away and back before it could leave: what was written meanwhile is not missed."""

from collections.abc import Callable

from plie.kinds import Entretien
from plie.vocabulaire import Role
from tests.desktop.sync.mains import fill, reassign
from tests.desktop.sync.postes import Magasin, Poste


def test_what_was_written_elsewhere_while_it_was_not_ours_is_received_once_it_is_again(
    ae: Poste, magasin: Magasin, nouveau: Callable[[str], Poste]
) -> None:
    suivante = nouveau("Ana Bo")
    suivante.enrol(magasin.invite("Ana Bo", Role.ACCOMPAGNATEUR))
    suivante.cycle()
    dossier, other = fill(ae), ae.dossier()
    ae.cycle()
    reassign(magasin, suivante, dossier)
    suivante.cycle()
    ailleurs = suivante.entretien(dossier, "Écrit chez Ana")
    suivante.cycle()
    ae.vault.in_hand.add(dossier)
    ae.entretien(other, "Écrit ailleurs")
    # It stays, held back, and what is read goes on past what was written in it.
    assert ae.cycle().complete
    reassign(magasin, ae, dossier)

    assert ae.cycle().complete

    with ae.vault.look() as rows:
        assert rows.find(Entretien, ailleurs) is not None
    requests = len(ae.line.passed)
    assert ae.cycle().complete
    assert len(ae.line.passed) == requests + 1

"""A field that more than two people wrote apart: who they are, as it is said."""

import re
from collections.abc import Callable

from plie.kinds import Coordonnees
from plie.vocabulaire import Role
from tests.desktop.sync.postes import Magasin, Poste
from tests.desktop.sync.test_conflits import exchange, the_only


def test_several_who_wrote_apart_are_told_as_a_list(
    ae: Poste, coordination: Poste, magasin: Magasin, nouveau: Callable[[str], Poste]
) -> None:
    others = [coordination]
    for nom in ("Basile Orme", "Zélie Roc"):
        others.append(nouveau(nom))
        others[-1].enrol(magasin.invite(nom, Role.COORDINATION))
    dossier = ae.dossier()
    with ae.vault.work() as work:
        id_ = work.new_id()
        work.insert(Coordonnees(id=id_, dossier=dossier, telephone="01 99 00 00 00"))
        work.commit()
    exchange(ae, *others)
    for number, poste in enumerate((ae, *others)):
        with poste.vault.work() as work:
            seen = work.seen(Coordonnees, id_)
            work.patch(Coordonnees, id_, seen, telephone=f"01 99 00 00 1{number}")
            work.commit()

    exchange(*others, ae)

    _, mine = the_only(ae, id_)
    listed = mine.phrase.partition("\u202f; ")[2].partition(" ont écrit")[0]
    names = [name.removesuffix(" (coordination)") for name in re.split(", | et ", listed)]
    assert sorted(names) == ["Basile Orme", "Philomène Astruc", "Zélie Roc"]
    assert listed.count(" et ") == 1

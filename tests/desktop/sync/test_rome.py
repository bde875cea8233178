"""Labels of ROME codes brought in on two machines that knew nothing of one another: one list, everywhere."""

from collections.abc import Callable

from desktop.usecases.conflits import conflits, par_dossier, tranches
from desktop.usecases.rome import ListeRome, comparer, etat, importer, libelles
from plie.kinds import MetierRome
from plie.rome import identifiant
from plie.vocabulaire import Role
from tests import builders
from tests.desktop.sync.postes import Magasin, Poste

DEMO = builders.le_referentiel()
LISTE = ListeRome({"A1101": "Petits œufs", "G1602": "Cuisine de tous les jours"})


def bring(poste: Poste, liste: ListeRome = LISTE) -> None:
    with poste.vault.work() as work:
        importer(work, comparer(work.rows, liste))


def known(poste: Poste) -> dict[str, str]:
    with poste.vault.look() as rows:
        return dict(libelles(rows))


def test_two_imports_apart_agree_and_reach_the_advisers(
    magasin: Magasin, nouveau: Callable[[str], Poste], ae: Poste
) -> None:
    machines = [nouveau("Gil Ors"), nouveau("Gil Ors, portable")]
    for poste in machines:
        poste.enrol(magasin.invite("Gil Ors", Role.GESTIONNAIRE))
        bring(poste)

    for poste in (*machines, *machines, ae):
        assert poste.cycle().complete

    assert [known(poste) for poste in (*machines, ae)] == [dict(LISTE.libelles)] * 3
    for poste in (*machines, ae):
        with poste.vault.look() as rows:
            assert rows.conflicts(MetierRome, identifiant("G1602")) == {}

    bring(machines[1], ListeRome({"G1602": "Cuisine de chaque jour"}))
    for poste in (machines[1], machines[0], ae):
        poste.cycle()

    assert [known(poste)["G1602"] for poste in (*machines, ae)] == ["Cuisine de chaque jour"] * 3
    assert magasin.set_aside() == {}


def test_two_lists_of_different_years_give_no_choice_to_make_and_the_next_one_settles_them(
    magasin: Magasin, nouveau: Callable[[str], Poste], ae: Poste
) -> None:
    old = ListeRome({**LISTE.libelles, "K1304": "Aide à la maison"})
    new = ListeRome({**LISTE.libelles, "G1602": "Cuisine de chaque jour"})
    machines = [nouveau("Gil Ors"), nouveau("Gil Ors, portable")]
    for poste, liste in zip(machines, (old, new), strict=True):
        poste.enrol(magasin.invite("Gil Ors", Role.GESTIONNAIRE))
        bring(poste, liste)
    for poste in (*machines, *machines, ae):
        assert poste.cycle().complete

    # One label for all, nothing to settle one by one, and the gestionnaire told.
    shown = [known(poste) for poste in (*machines, ae)]
    assert shown == [shown[0]] * 3
    for poste in (*machines, ae):
        with poste.vault.look() as rows:
            assert conflits(rows, referentiel=DEMO) == ()
            assert par_dossier(rows) == {}
            assert etat(rows).doubles == 1

    bring(machines[0], new)
    for poste in (machines[0], machines[1], ae):
        poste.cycle()

    assert [known(poste)["G1602"] for poste in (*machines, ae)] == ["Cuisine de chaque jour"] * 3
    for poste in (*machines, ae):
        with poste.vault.look() as rows:
            assert etat(rows).doubles == 0
            assert tranches(rows, referentiel=DEMO) == ()


def test_what_an_adviser_would_write_of_it_is_set_aside(magasin: Magasin, ae: Poste) -> None:
    with ae.vault.work() as work:
        work.insert(MetierRome(id=identifiant("A1101"), code="A1101", libelle="À ma façon"))
        work.commit()

    ae.cycle()

    assert list(magasin.set_aside().values()) == ["droit_refuse"]

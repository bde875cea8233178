"""The FSE+ record: a refusal to answer is an answer, what is left blank is not (2021/1057)."""

import pytest

from desktop.models.vault import Vault
from desktop.usecases.fse import Moment, enregistrer, lire
from plie.kinds import FseReleve
from plie.refus import Refus
from plie.vocabulaire_dossier import MomentFse
from tests import builders
from tests.builders import AUJOURDHUI, PERSONNE

DEMO = builders.le_referentiel()
ENTREE = {
    "releve_le": AUJOURDHUI, "statut_emploi": "inactif", "sexe": "femme", "chomage_mois": "",
    "cite": "ne_souhaite_pas", "handicap": "ne_souhaite_pas", "pays_tiers": "non",
    "origine_etrangere": "ne_souhaite_pas", "minorite": "ne_souhaite_pas",
    "exclusion_logement": "non", "zone_rurale": "oui",
}  # fmt: skip


@pytest.fixture(autouse=True)
def known(vault: Vault) -> None:
    """One person, who cannot be reached."""
    with vault.work() as work:
        work.insert(builders.une_personne())
        work.insert(builders.un_parcours())
        work.commit()


def keep(vault: Vault, moment: MomentFse, values: dict[str, object]) -> None:
    with vault.work() as work:
        enregistrer(work, PERSONNE, moment, values)


def entry(vault: Vault) -> Moment:
    with vault.look() as rows:
        return lire(rows, PERSONNE, referentiel=DEMO).moments[0]


def test_a_refusal_to_answer_is_an_answer_and_a_blank_is_not(vault: Vault) -> None:
    keep(vault, MomentFse.ENTREE, {**ENTREE, "minorite": ""})

    assert entry(vault).manque == ("Minorité",)
    keep(vault, MomentFse.ENTREE, {**ENTREE, "minorite": "ne_souhaite_pas"})
    assert entry(vault).manque == ()


def test_the_months_of_unemployment_are_asked_of_the_unemployed_alone(vault: Vault) -> None:
    keep(vault, MomentFse.ENTREE, {**ENTREE, "statut_emploi": "chomage"})
    assert entry(vault).manque == ("Mois de chômage",)

    with pytest.raises(Refus):
        keep(vault, MomentFse.ENTREE, {**ENTREE, "chomage_mois": "deux ans"})
    # Two numbers run together, or a telephone: no column of the vault holds it.
    with pytest.raises(Refus):
        keep(vault, MomentFse.ENTREE, {**ENTREE, "chomage_mois": "0612345678901234567890"})
    keep(vault, MomentFse.ENTREE, {**ENTREE, "statut_emploi": "chomage", "chomage_mois": "24"})

    assert entry(vault).manque == ()
    with vault.look() as rows:
        (one,) = rows.all(FseReleve)
    assert (one.chomage_mois, one.parcours) == (24, builders.PARCOURS)


def test_each_moment_is_a_record_of_its_own(vault: Vault) -> None:
    keep(vault, MomentFse.ENTREE, ENTREE)
    keep(vault, MomentFse.SORTIE, {"releve_le": AUJOURDHUI, "en_emploi": "oui"})

    with vault.look() as rows:
        found = lire(rows, PERSONNE, referentiel=DEMO)
    assert [m.total - len(m.manque) for m in found.moments] == [11, 2, 0]
    assert not found.joignable

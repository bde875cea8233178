"""Who a person is and where they live: the INSEE code follows the commune, wherever its name is written (C8, domain.md §3)."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.models.vault import Vault
from desktop.usecases import candidatures, conflits, feuilles, situation
from desktop.usecases.dossiers import assemble
from desktop.usecases.historique import retablir
from desktop.usecases.identite import Candidature, avis_commune, creer, modifier
from plie.kinds import Coordonnees
from plie.refus import Refus
from plie.vocabulaire import EtatParcours
from tests import builders
from tests.builders import AUJOURDHUI

ROUEN = builders.le_referentiel("rouen-2021-2027")


@pytest.fixture
def dossier(vault: Vault) -> str:
    """An adult oriented from Elbeuf, entered by « Nouvelle personne »."""
    asked = Candidature(
        prenoms="Maïwenn",
        nom="Trévignac",
        naissance_le=date(1985, 7, 12),
        commune="elbeuf",
        recue_le=date(2026, 9, 1),
    )
    with vault.work() as work:
        return creer(work, asked, on=AUJOURDHUI).id_of("personne")


def reached(vault: Vault) -> Coordonnees:
    with vault.look() as rows:
        return rows.all(Coordonnees)[0]


def lots(vault: Vault) -> tuple[str, ...]:
    with vault.look() as rows:
        (one,) = candidatures.lire(rows, referentiel=ROUEN, on=AUJOURDHUI)
    return tuple(code for code, _ in one.lots)


@pytest.mark.usefixtures("dossier")
def test_a_new_person_has_the_code_of_their_commune_and_a_lot_is_proposed(vault: Vault) -> None:
    assert (reached(vault).commune, reached(vault).commune_insee) == ("elbeuf", "76231")
    assert lots(vault) == ("lot-4", "mrn-1")


@pytest.mark.parametrize(
    ("commune", "insee", "proposes"),
    [
        ("Oissel", "76484", ("lot-3",)),
        ("Paris", "", ()),
        ("", "", ()),
    ],
)
def test_the_code_follows_the_commune_put_right_and_is_emptied_with_it(
    vault: Vault, dossier: str, commune: str, insee: str, proposes: tuple[str, ...]
) -> None:
    with vault.work() as work:
        modifier(work, dossier, {"commune": commune}, {})

    assert (reached(vault).commune, reached(vault).commune_insee) == (commune, insee)
    assert lots(vault) == proposes


def test_an_address_put_right_without_its_commune_keeps_its_code(
    vault: Vault, dossier: str
) -> None:
    with vault.work() as work:
        modifier(work, dossier, {"adresse": "4, allée des Essais"}, {})

    assert reached(vault).commune_insee == "76231"


def test_a_commune_restored_or_chosen_between_two_has_its_code_again(
    vault: Vault, dossier: str
) -> None:
    with vault.work() as work:
        opened = situation.ouvrir(work.rows, dossier, referentiel=builders.le_referentiel())
        typed = situation.completer({"ou.commune": "Paris"})
        feuilles.enregistrer(work, dossier, opened.parties, values=typed, seen=opened.seen)
    id_ = reached(vault).id

    with vault.work() as work:
        retablir(work, "coordonnees", id_, "commune", "elbeuf")
    assert reached(vault).commune_insee == "76231"

    with vault.work() as work:
        shown = work.seen(Coordonnees, id_)
        conflits.trancher(work, "coordonnees", id_, seen=shown, values={"commune": "Cléon"})
    assert reached(vault).commune_insee == "76178"


def test_what_is_not_known_or_not_of_the_territory_is_said() -> None:
    """P5: one lives in a commune of the territory."""
    said = [avis_commune(nom, adhesion=ROUEN.adhesion) for nom in ("Oissel", "Paris", "", None)]

    assert [bool(phrase) for phrase in said] == [False, True, False, False]
    assert "liste" in said[1]


def test_a_reprise_is_in_parcours_since_its_earlier_day_and_asks_for_it(vault: Vault) -> None:
    """P6, A3.2: with the day of the integration and the decision that lists it; nothing of the kind elsewhere."""
    asked = Candidature(
        prenoms="Maïwenn",
        nom="Trévignac",
        recue_le=date(2026, 9, 1),
        origine="reprise",
        integre_le=date(2023, 2, 1),
        protocole_anterieur="2018-2022",
    )
    with vault.work() as work, pytest.raises(Refus, match="reprise_sans_decision"):
        creer(work, asked, on=AUJOURDHUI)
    with vault.work() as work:
        again = replace(asked, reprise_decision="Comité du 3 mars")
        taken_over = creer(work, again, on=AUJOURDHUI).id_of("personne")
    with vault.work() as work:
        sent = creer(work, replace(again, origine="spontanee"), on=AUJOURDHUI).id_of("personne")

    with vault.look() as rows:
        first, second = assemble(rows, taken_over), assemble(rows, sent)
    assert (first.etat, first.integration) == (EtatParcours.INTEGRE, date(2023, 2, 1))
    assert first.parcours[0].protocole_anterieur == "2018-2022"
    assert second.etat is EtatParcours.ORIENTE
    assert (second.parcours[0].integre_le, second.parcours[0].reprise_decision) == (None, "")

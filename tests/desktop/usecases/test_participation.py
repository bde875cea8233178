"""Who takes part in actions only, accompanied outside the PLIE: in the list, the head, the figures, what is handed over (A3.1)."""

import json
from datetime import UTC, date, datetime

import pypdfium2
import pytest

from desktop.models.vault import Vault
from desktop.usecases.caseload import file_active
from desktop.usecases.dossiers import assemble, entete
from desktop.usecases.droit_acces import rassembler
from desktop.usecases.equipe import Figure, equipe
from desktop.usecases.feuilles import enregistrer
from desktop.usecases.situation import ouvrir, vue
from plie.alertes.toutes import alertes
from plie.formes.suivi import read
from plie.kinds import Affectation, Id, Parcours, Utilisateur
from plie.referentiel import Referentiel
from tests import builders
from tests.desktop.usecases.alertes import as_

ATOUT, DEMO = builders.le_referentiel("atout-plie-2018-2022"), builders.le_referentiel()
NOW = datetime(2026, 9, 10, 14, 32, tzinfo=UTC)
ON, WHO = NOW.date(), builders.PERSONNE
OUTSIDE = {
    "parcours.participation": "actions_exterieur",
    "parcours.referent_nom": "Ysée Lormont",
    "parcours.referent_structure": "Mission locale",
}
SAID = "Actions spécifiques, suivi extérieur"


@pytest.fixture(autouse=True)
def known(vault: Vault) -> None:
    """Someone in parcours for eight months, whom nobody met and nobody plans to."""
    with vault.work() as work:
        for thing in (
            builders.une_personne(),
            builders.un_parcours(),
            builders.une_prescription(),
            builders.une_decision(prise_le=date(2026, 1, 5)),
            Utilisateur(id=Id("elise"), nom="Élise Bonnefoy", role="accompagnateur"),
            Affectation(id=Id("a"), dossier=WHO, utilisateur=Id("elise"), role="accompagnateur"),
        ):
            work.insert(thing)
        work.commit()


def say(vault: Vault, **values: str) -> None:
    """Type in the dossier administratif."""
    with vault.work() as work:
        feuille = ouvrir(work.rows, WHO, referentiel=ATOUT)
        enregistrer(work, WHO, feuille.parties, values=values or OUTSIDE, seen=feuille.seen)


def told(vault: Vault, referentiel: Referentiel = ATOUT) -> tuple[str, str, bool, set[str]]:
    """Return the head, the list's words, whether a rendez-vous is asked for, and the alerts of the list."""
    with vault.look() as rows:
        head = entete(
            assemble(rows, WHO), referentiel=referentiel, on=ON, role="accompagnateur"
        ).ligne
        (line,) = file_active(rows, referentiel=referentiel, on=ON)
    return (
        head,
        line.participation,
        line.sans_rendez_vous,
        {str(alerte.code) for alerte in line.alertes},
    )


def test_the_list_and_the_head_say_it_and_no_contact_is_asked_for_any_more(vault: Vault) -> None:
    head, words, without, codes = told(vault)
    assert (SAID in head, words, without) == (False, "", True)
    assert "point_etape_6_mois" in codes

    say(vault)

    head, words, without, after = told(vault)
    assert head.endswith(f"intégré·e depuis 8 mois · {SAID} (Ysée Lormont, Mission locale)")
    assert (words, without) == (SAID, False)
    assert after == codes - {"point_etape_6_mois"} != set()


def test_another_plie_asks_nothing_and_says_nothing_of_it(vault: Vault) -> None:
    """No key, no rule: a dossier that comes from a PLIE with two ways is an ordinary one here."""
    before = told(vault, DEMO)

    say(vault)

    assert told(vault, DEMO) == before
    with vault.look() as rows:
        parts = ouvrir(rows, WHO, referentiel=DEMO).parties
        rubriques = {r.titre for r in vue(rows, WHO, referentiel=DEMO)}
    assert Parcours not in {part.cls for part in parts}
    assert "Participation" not in rubriques


def test_who_is_accompanied_elsewhere_counts_in_the_file_active_and_not_without_rendez_vous(
    vault: Vault,
) -> None:
    """P8 counts persons `integre`: no source leaves these out."""

    def figures() -> tuple[int, int]:
        with vault.look() as rows:
            (line,) = equipe(rows, referentiel=ATOUT, on=ON)
        return line.chiffre(Figure.ACTIFS), line.chiffre(Figure.SANS_RDV)

    assert figures() == (1, 1)

    say(vault)

    assert figures() == (1, 0)


def test_what_is_handed_over_says_it_in_words_and_as_data_that_the_alerts_read(
    vault: Vault,
) -> None:
    """RGPD, art. 15; the JSON is accepted by the alerts as it is, under either protocol."""
    say(vault)

    with vault.look() as rows:
        given = rassembler(rows, WHO, referentiel=ATOUT, now=NOW)

    held = json.loads(given.json)
    assert held["participation"] == "actions_exterieur"
    assert held["donnees"]["parcours"][0]["referent_nom"] == "Ysée Lormont"
    pages = read_pages(given.pdf)
    assert f"Participation : {SAID}" in pages
    assert "Référent·e hors du PLIE : Ysée Lormont" in pages
    again = read(given.json.decode(), source="export.json")
    codes = {str(a.code) for a in alertes(again, referentiel=ATOUT, on=ON)}
    assert codes == told(vault)[3]
    assert alertes(again, referentiel=DEMO, on=ON)


@pytest.mark.parametrize("role", ["accompagnateur", "coordination", "gestionnaire"])
def test_who_writes_parcours_says_it(vault: Vault, role: str) -> None:
    """domain.md §12."""
    as_(vault, role)

    say(vault, **{"parcours.participation": "actions"})

    assert told(vault)[1] == "Actions spécifiques, suivi par le PLIE"


def test_the_panel_says_it_with_the_words_of_the_plie(vault: Vault) -> None:
    assert rubrique(vault) == {}

    say(vault)

    assert rubrique(vault) == {
        "Participation": SAID,
        "Référent·e hors du PLIE": "Ysée Lormont",
        "Structure de la référente ou du référent": "Mission locale",
    }


def read_pages(pdf: bytes) -> str:
    """Return what one reads on the pages, the ends of lines put aside."""
    with pypdfium2.PdfDocument(pdf) as paper:
        said = " ".join(one.get_textpage().get_text_range() for one in paper)
    return " ".join(said.split())


def rubrique(vault: Vault) -> dict[str, str]:
    with vault.look() as rows:
        found = vue(rows, WHO, referentiel=ATOUT)
    return {name: words for r in found if r.titre == "Participation" for name, words in r.lignes}

"""The sittings and their two papers: who is on them, in what order, what was decided, who may have them (C7, P9-4)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import page
import pytest

from desktop.models.vault import Vault
from desktop.usecases.impression import Tirage, tirage
from desktop.usecases.papiers_seance import ORDRE_DU_JOUR, RELEVE
from desktop.usecases.seances import LigneSeance, lire, noter
from plie import seance
from plie.kinds import Commission, Id, SortieProposee
from plie.refus import Refus
from tests import builders
from tests.desktop.documents.papers import texts
from tests.desktop.usecases.alertes import as_

ROUEN = builders.le_referentiel("rouen-2021-2027")
LE, AVANT = date(2026, 9, 18), date(2021, 11, 4)
NOW = datetime(2026, 9, 10, 9, 30, tzinfo=UTC)
COMITE = seance.identifiant(LE, "comite_technique")
PEOPLE = {
    "p-1": ("Adem", "Kerbrézan"), "p-2": ("Ysée", "Lormont"), "p-3": ("Odilon", "Carpentras"), "p-4": ("Soledad", "Aubrac"),
}  # fmt: skip
BIRTHDAY, REASON = date(1987, 3, 14), "Des soins l’occupent jusqu’à l’hiver."


@pytest.fixture
def listed(vault: Vault) -> Vault:
    """Four people before the sittings of 18 September, one of them before the comité technique."""
    with vault.work() as work:
        for who, (first, name) in PEOPLE.items():
            work.insert(
                builders.une_personne(
                    id=Id(who),
                    prenoms=first,
                    nom_naissance=name,
                    nom_usage="",
                    naissance_le=BIRTHDAY,
                )
            )
            work.insert(builders.un_parcours(id=Id(f"parcours-{who}"), dossier=Id(who)))
        for who, objet in (
            ("p-1", "sortie"),
            ("p-2", "reexamen"),
            ("p-3", "entree"),
            ("p-4", "sortie"),
        ):
            work.insert(
                builders.une_inscription(
                    id=Id(f"i-{who}"), dossier=Id(who), parcours=Id(f"parcours-{who}"), commission_le=LE,
                    objet=objet, incomplet=objet == "entree",
                    motif_reexamen="trois_ans" if objet == "reexamen" else "",
                )
            )  # fmt: skip
        work.insert(
            SortieProposee(
                id=Id("s"), dossier=Id("p-4"), parcours=Id("parcours-p-4"), proposee_le=date(2026, 9, 1),
                motif="comite_technique",
            )
        )  # fmt: skip
        work.insert(
            builders.une_decision(
                id=Id("d"), dossier=Id("p-2"), parcours=Id("parcours-p-2"), inscription=Id("i-p-2"), prise_le=LE,
                objet="reexamen", issue="suspension", motif=REASON, suspendu_jusqu_au=date(2026, 12, 1),
                prochain_reexamen=date(2026, 12, 15),
            )
        )  # fmt: skip
        work.commit()
    as_(vault, "coordination")
    return vault


def sittings(vault: Vault) -> tuple[LigneSeance, ...]:
    with vault.look() as rows:
        return lire(rows, referentiel=ROUEN, on=NOW.date())


def paper(vault: Vault, quoi: str, id_: str = seance.identifiant(LE, "commission")) -> Tirage:
    with vault.look() as rows:
        return tirage(rows, f"{quoi}:{id_}", referentiel=ROUEN, now=NOW)


def words(made: Tirage) -> str:
    return " ".join(" ".join(texts(made.pdf)).replace("\u00a0", " ").split())


def test_each_body_has_its_sitting_and_its_dossiers_in_the_order_of_the_requests(
    listed: Vault,
) -> None:
    """P7: an exit outside the criteria goes before the comité technique."""
    shown = {one.id: one for one in sittings(listed)}

    usual = shown[seance.identifiant(LE, "commission")]
    assert [one.nom for one in usual.lignes] == [
        "Odilon Carpentras",
        "Ysée Lormont",
        "Adem Kerbrézan",
    ]
    assert [one.nom for one in shown[COMITE].lignes] == ["Soledad Aubrac"]
    assert (usual.compte, shown[COMITE].instance) == (
        "3\u00a0dossiers, 1\u00a0décision", "Comité technique",
    )  # fmt: skip


def test_the_ordre_du_jour_says_when_where_before_whom_and_of_people_no_more_than_their_names(
    listed: Vault,
) -> None:
    with listed.work() as work:
        noter(work, LE, "commission", {"heure": time(14), "lieu": "Salle des Aulnes"}, {})

    made = paper(listed, ORDRE_DU_JOUR)

    said = words(made)
    for told in (
        "Cofinancé par l’Union européenne", "Commission d’intégration et de suivi des parcours",
        "vendredi 18 septembre 2026", "14 h", "Salle des Aulnes", "Responsables de l’action",
        "3 dossiers : 1 entrée, 1 réexamen et 1 sortie.", "1 Odilon Carpentras Entrée (dossier incomplet)",
        "2 Ysée Lormont Réexamen", "3 Adem Kerbrézan Sortie",
    ):  # fmt: skip
        assert told in said
    for withheld in ("1987", "Trois ans", REASON, "Suspension", "Soledad"):
        assert withheld not in said
    assert made.fichier == "ordre-du-jour-2026-09-18.pdf"


def test_the_releve_says_each_decision_its_reason_and_leaves_a_place_to_those_who_preside(
    listed: Vault,
) -> None:
    said = words(paper(listed, RELEVE))

    for told in (
        f"Suspension, le 18/09/2026 jusqu’au 01/12/2026 prochain réexamen le 15/12/2026 Motif : {REASON}",
        "Sortie Aucune décision notée", "3 dossiers, 1 décision.", "UTAS", "Nom :", "Date :",
    ):  # fmt: skip
        assert told in said


def test_the_notice_is_the_one_of_the_day_of_the_sitting(listed: Vault) -> None:
    """C12: keyed on the day of the fact, so that a paper printed again keeps its words."""
    with listed.work() as work:
        work.insert(
            builders.une_inscription(
                id=Id("old"), dossier=Id("p-1"), parcours=Id("parcours-p-1"), commission_le=AVANT
            )
        )
        work.commit()

    said = words(paper(listed, RELEVE, seance.identifiant(AVANT, "commission")))

    assert "Fonds social européen" in said
    assert "Cofinancé par l’Union européenne" not in said


@pytest.mark.parametrize("quoi", [ORDRE_DU_JOUR, RELEVE])
def test_both_are_archivable_and_accessible(listed: Vault, quoi: str) -> None:
    pdf = paper(listed, quoi).pdf

    for profile in ("2a", "ua1"):
        assert page.validate_pdf_bytes(pdf, profile=profile).failures == []


@pytest.mark.parametrize("role", ["accompagnateur", "responsable", "relations_entreprises"])
def test_who_does_not_see_every_dossier_has_neither_the_list_nor_the_papers(
    listed: Vault, role: str
) -> None:
    as_(listed, role)
    asked: tuple[Callable[[], object], ...] = (
        lambda: sittings(listed), lambda: paper(listed, ORDRE_DU_JOUR), lambda: paper(listed, RELEVE),
    )  # fmt: skip

    for ask in asked:
        with pytest.raises(Refus, match="seance_fermee"):
            ask()


def test_the_hour_noted_after_the_place_is_of_the_same_sitting(listed: Vault) -> None:
    with listed.work() as work:
        noter(work, LE, "commission", {"lieu": "Salle des Aulnes"}, {})
    (one,) = (s for s in sittings(listed) if s.code == "commission")
    with listed.work() as work:
        noter(work, LE, "commission", {"heure": time(9, 30)}, one.seen)

    with listed.look() as rows:
        (kept,) = rows.all(Commission)
    assert (kept.id, kept.lieu, kept.heure) == (one.id, "Salle des Aulnes", time(9, 30))

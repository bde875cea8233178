"""What an entretien decides is typed once: Finaliser makes it facts, a correction reconciles them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.models.vault import Vault
from desktop.usecases.entretiens import finaliser, memoire
from desktop.usecases.paper import printed
from plie.kinds import Entretien, Etape, Objectif
from plie.suite import Suite, line
from plie.vocabulaire import GenreSuite
from tests import builders
from tests.builders import ENTRETIEN, MIDI, PERSONNE
from tests.desktop import vaults

DEMO = builders.le_referentiel()
TENU = date(2026, 9, 3)  # the day of `un_entretien`
G = GenreSuite


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Vault]:
    vault = vaults.fresh(tmp_path / "coffre")
    with vault.work() as work:
        for thing in (builders.une_personne(), builders.un_parcours(), builders.un_entretien()):
            work.insert(thing)
        work.commit()
    yield vault
    vault.close()


def freeze(vault: Vault, *suites: Suite, motif: str = "", **values: object) -> None:
    """Write these suites in the draft, then finalise it."""
    values |= {"suites": tuple(map(line, suites))}
    with vault.work() as work:
        work.patch(Entretien, ENTRETIEN, work.seen(Entretien, ENTRETIEN), **values)
        work.commit()
    with vault.work() as work:
        finaliser(work, ENTRETIEN, referentiel=DEMO, now=MIDI, motif=motif)


def put(vault: Vault, *things: object) -> None:
    with vault.work() as work:
        for thing in things:
            work.insert(thing)
        work.commit()


def all_of(vault: Vault, kind: type[Any]) -> tuple[Any, ...]:
    with vault.look() as rows:
        return rows.all(kind, dossier=PERSONNE)


def test_an_etape_proposed_becomes_one_of_the_dossier(held: Vault) -> None:
    """domain.md §5: « decisions: étapes proposed / started / ended »."""
    freeze(held, Suite(G.ETAPE_PROPOSEE, "Formation qualifiante", date(2026, 12, 1)))

    (etape,) = all_of(held, Etape)
    assert (etape.intitule, etape.genre) == ("Formation qualifiante", "formation")
    assert (etape.proposee_le, etape.fin_prevue, etape.debut) == (TENU, date(2026, 12, 1), None)
    assert (etape.decidee_lors_de, etape.parcours) == (ENTRETIEN, builders.PARCOURS)


def test_an_etape_already_known_begins_and_ends_without_a_second_one(held: Vault) -> None:
    put(held, builders.une_etape(proposee_le=date(2026, 5, 1)))

    freeze(
        held,
        Suite(G.ETAPE_COMMENCEE, "atelier mobilité", date(2026, 8, 1)),
        Suite(G.ETAPE_TERMINEE, "Atelier mobilité"),
    )

    (etape,) = all_of(held, Etape)
    assert (etape.proposee_le, etape.debut, etape.fin) == (
        date(2026, 5, 1),
        date(2026, 8, 1),
        TENU,
    )
    assert (etape.intitule, etape.decidee_lors_de) == ("Atelier mobilité", None)


def test_an_etape_spoken_of_again_keeps_the_day_it_began(held: Vault) -> None:
    put(held, builders.une_etape(debut=date(2026, 5, 1)))

    freeze(held, Suite(G.ETAPE_COMMENCEE, "Atelier mobilité"))

    assert [e.debut for e in all_of(held, Etape)] == [date(2026, 5, 1)]


def test_an_etape_unknown_so_far_begins_as_a_new_one(held: Vault) -> None:
    freeze(held, Suite(G.ETAPE_COMMENCEE, "Chantier d’insertion"))

    (etape,) = all_of(held, Etape)
    assert (etape.proposee_le, etape.debut, etape.decidee_lors_de) == (None, TENU, ENTRETIEN)


def test_an_objective_is_set_then_reached(held: Vault) -> None:
    """C9-3-6: objectives are agreed, then measured."""
    put(held, builders.un_objectif(fixe_le=date(2026, 5, 1)))

    freeze(
        held,
        Suite(G.OBJECTIF_FIXE, "Deux candidatures", date(2026, 10, 1)),
        Suite(G.OBJECTIF_ATTEINT, "Obtenir le code"),
    )

    found = {o.intitule: o for o in all_of(held, Objectif)}
    assert found["Obtenir le code"].atteint_le == TENU
    new = found["Deux candidatures"]
    assert (new.fixe_le, new.echeance, new.fixe_lors_de) == (TENU, date(2026, 10, 1), ENTRETIEN)


def test_what_is_noted_of_an_objective_stands_on_it(held: Vault) -> None:
    """domain.md §5: « progress on objectives », typed once."""
    put(held, builders.un_objectif(fixe_le=date(2026, 5, 1)))

    freeze(held, Suite(G.OBJECTIF_AVANCE, "Obtenir le code — 12 leçons sur 20, soit 60 %"))

    (one,) = all_of(held, Objectif)
    assert (one.constat, one.constate_le) == ("12 leçons sur 20, soit 60 %", TENU)
    assert (one.avancement, one.atteint_le) == (60, None)
    with held.look() as rows:
        assert memoire(rows, ENTRETIEN).constats == {"Obtenir le code": one.constat}


def test_an_objective_set_in_the_same_entretien_may_already_be_on_its_way(held: Vault) -> None:
    freeze(
        held,
        Suite(G.OBJECTIF_AVANCE, "Écrire : une lettre"),
        Suite(G.OBJECTIF_FIXE, "Écrire"),
    )

    assert [(o.intitule, o.constat) for o in all_of(held, Objectif)] == [("Écrire", "une lettre")]


def test_an_advance_on_nothing_known_stays_in_the_compte_rendu(held: Vault) -> None:
    put(held, builders.un_objectif())

    freeze(held, Suite(G.OBJECTIF_AVANCE, "Trouver un logement — deux visites"))

    (one,) = all_of(held, Objectif)
    assert (one.constat, one.constate_le) == ("", None)


@pytest.mark.parametrize(
    "already",
    [{"atteint_le": date(2026, 8, 1)}, {"constat": "Code passé", "constate_le": date(2026, 9, 8)}],
)
def test_an_objective_that_has_gone_further_is_left_as_it_is(
    held: Vault, already: dict[str, Any]
) -> None:
    put(held, builders.un_objectif(**already))
    before = all_of(held, Objectif)

    freeze(held, Suite(G.OBJECTIF_AVANCE, "Obtenir le code — 12 leçons"))

    assert all_of(held, Objectif) == before


def test_a_correction_says_an_advance_otherwise_or_takes_it_back(held: Vault) -> None:
    put(held, builders.un_objectif())
    freeze(held, Suite(G.OBJECTIF_AVANCE, "Obtenir le code — 21 leçons, 100 %"))

    freeze(held, Suite(G.OBJECTIF_AVANCE, "Obtenir le code — 12 leçons"), motif="Chiffre")
    (one,) = all_of(held, Objectif)
    assert (one.constat, one.constate_le, one.avancement) == ("12 leçons", TENU, None)

    freeze(held, motif="Ce n’est pas cette personne")
    (one,) = all_of(held, Objectif)
    assert (one.constat, one.constate_le) == ("", None)


def test_a_decision_and_a_document_make_nothing_else(held: Vault) -> None:
    freeze(held, Suite(G.DECISION, "Rappeler"), Suite(G.DOCUMENT_REMIS, "CV imprimé"))

    assert (all_of(held, Etape), all_of(held, Objectif)) == ((), ())


def test_a_correction_of_something_else_changes_no_etape(held: Vault) -> None:
    proposed = Suite(G.ETAPE_PROPOSEE, "VAE")
    freeze(held, proposed)
    before = all_of(held, Etape)

    freeze(held, proposed, motif="Durée", duree_min=50)

    assert all_of(held, Etape) == before


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (Suite(G.ETAPE_PROPOSEE, "VAE"), Suite(G.ETAPE_PROPOSEE, "VAE", date(2026, 12, 1))),
        (Suite(G.ETAPE_PROPOSEE, "VEA"), Suite(G.ETAPE_PROPOSEE, "VAE", date(2026, 12, 1))),
    ],
)
def test_a_correction_changes_in_place_what_its_entretien_made(
    held: Vault, first: Suite, then: Suite
) -> None:
    freeze(held, first)
    (before,) = all_of(held, Etape)

    freeze(held, then, motif="Une précision")

    (after,) = all_of(held, Etape)
    assert after.id == before.id
    assert (after.intitule, after.fin_prevue) == ("VAE", date(2026, 12, 1))


def test_a_correction_takes_back_what_it_says_no_more(held: Vault) -> None:
    put(held, builders.une_etape(), builders.un_objectif())
    freeze(
        held,
        Suite(G.ETAPE_PROPOSEE, "VAE"),
        Suite(G.ETAPE_COMMENCEE, "Atelier mobilité"),
        Suite(G.OBJECTIF_FIXE, "Écrire"),
        Suite(G.OBJECTIF_ATTEINT, "Obtenir le code"),
    )

    freeze(held, motif="Rien de tout cela")

    assert [(e.intitule, e.debut) for e in all_of(held, Etape)] == [("Atelier mobilité", None)]
    objectifs = [(o.intitule, o.atteint_le) for o in all_of(held, Objectif)]
    assert objectifs == [("Obtenir le code", None)]


def test_what_began_since_stays_when_its_proposal_is_taken_back(held: Vault) -> None:
    freeze(held, Suite(G.ETAPE_PROPOSEE, "VAE"))
    (etape,) = all_of(held, Etape)
    with held.work() as work:
        work.patch(Etape, etape.id, work.seen(Etape, etape.id), debut=date(2026, 9, 8))
        work.commit()

    freeze(held, motif="Autre chose")

    (kept,) = all_of(held, Etape)
    assert (kept.proposee_le, kept.debut) == (None, date(2026, 9, 8))


def test_a_correction_of_the_day_moves_what_was_dated_by_it(held: Vault) -> None:
    began = Suite(G.ETAPE_COMMENCEE, "Atelier mobilité")
    put(held, builders.une_etape())
    freeze(held, began)

    freeze(held, began, motif="C’était la veille", date=date(2026, 9, 2))

    assert [e.debut for e in all_of(held, Etape)] == [date(2026, 9, 2)]


def test_suites_of_before_are_decisions_and_make_nothing(held: Vault) -> None:
    with held.work() as work:
        finaliser(work, ENTRETIEN, referentiel=DEMO, now=MIDI)

    assert all_of(held, Etape) == ()


def test_the_memory_tells_what_is_proposed_from_what_is_under_way(held: Vault) -> None:
    put(
        held,
        builders.une_etape(id="e1", intitule="VAE", proposee_le=TENU),
        builders.une_etape(id="e2", intitule="Stage", debut=TENU),
        builders.une_etape(id="e3", intitule="Finie", debut=TENU, fin=TENU),
    )

    with held.look() as rows:
        remembered = memoire(rows, ENTRETIEN)

    assert (remembered.proposees, remembered.etapes) == (("VAE",), ("Stage",))


def test_the_document_says_the_genre_of_a_suite_and_its_day_apart() -> None:
    kept = Suite(G.ETAPE_PROPOSEE, "Formation - niveau 2", date(2026, 10, 12))
    free = "Appeler l’école - avant vendredi"
    data = printed(
        builders.un_compte_rendu(suites=(line(kept), free, line(Suite(G.DECISION, "CV")))),
        referentiel=DEMO,
    )

    assert data.suites == (
        ("Étape proposée\u00a0: Formation - niveau 2", "pour le 12/10/2026"),
        ("Appeler l’école", "avant vendredi"),
        ("CV", ""),
    )

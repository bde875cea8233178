"""The moves of a parcours are those of domain.md §4, and no others (C7)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plie import commission, legalite
from plie.annulation import Annulable
from plie.dossier import Dossier
from plie.kinds import Cloture, Decision, Id, Inscription, Parcours
from plie.legalite import Geste
from plie.refus import Refus
from plie.regles.choix import Choix
from plie.vocabulaire import EtatParcours, IssueCommission, ObjetCommission
from tests import builders
from tests.builders import PERSONNE
from tests.plie.marche import MOVES, RULES, START, TODAY, chosen, judged, rules, told

E = EtatParcours
# The arrows of the drawing, and what stays where it is.
DRAWN = {
    (E.ORIENTE, E.DIAGNOSTIC),
    (E.ORIENTE, E.SANS_SUITE),
    (E.DIAGNOSTIC, E.SANS_SUITE),
    (E.DIAGNOSTIC, E.PRESENTE),
    (E.PRESENTE, E.INTEGRE),
    (E.PRESENTE, E.REFUSE),
    (E.PRESENTE, E.DIAGNOSTIC_RENFORCE),
    (E.DIAGNOSTIC_RENFORCE, E.PRESENTE),
    (E.INTEGRE, E.SUSPENDU),
    (E.SUSPENDU, E.INTEGRE),
    (E.INTEGRE, E.SORTI),
    (E.SUSPENDU, E.SORTI),
    (E.SANS_SUITE, E.ORIENTE),
    (E.REFUSE, E.ORIENTE),
    (E.SORTI, E.ORIENTE),
}


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 500), st.sampled_from((-2, 0, 0, 0, 1, 9))),
        min_size=10,
        max_size=25,
    )
)
def test_no_walk_of_moves_judged_legal_reaches_a_state_that_is_not_drawn(
    walk: list[tuple[int, int]],
) -> None:
    dossier, day = builders.un_dossier(parcours=(builders.un_parcours(ouvert_le=START),)), START
    for number, (drawn, days) in enumerate(walk):
        # Half of the steps are any move at all, the others one that is judged legal: to go far.
        offered = [m for m in MOVES if judged(m, dossier) is None] if drawn % 2 else MOVES
        move = offered[drawn // 2 % len(offered)]
        before, when = dossier.etat, max(START, day + timedelta(days=days))
        refused = judged(move, dossier)
        field, fact, against = told(move, dossier, when, number)
        if refused is not None:
            assert refused.article
            assert refused.phrase
            continue
        if against:
            continue
        without = replace(dossier, inscriptions=_but(legalite.en_attente(dossier), dossier))
        if move is Geste.DEPLACER:
            waiting = legalite.en_attente(dossier)
            assert waiting is not None
            moved = replace(waiting, id=fact.remplacee_par, commission_le=when)
            dossier = replace(dossier, inscriptions=(*dossier.inscriptions, moved))
        gone = chosen(move, dossier)
        dossier = replace(dossier, **{field: (*getattr(dossier, field), fact)})
        day = max(day, when)
        after = dossier.etat
        if move is Geste.RETIRER:
            # Taken off its agenda, a dossier is as if it had never been on it.
            assert after is without.etat
            continue
        if gone is not None:
            noted_again(gone, dossier)
            continue
        assert (before, after) in DRAWN or before is after, (move, before, after)
        assert after is before or move != IssueCommission.AJOURNEMENT
        if isinstance(move, IssueCommission):
            # A decision judged legal always answers the inscription it was taken on.
            assert legalite.en_attente(dossier) is None
        if move != "entretien":
            assert after is REACHED.get(repr(move), before), (move, before, after)


def noted_again(gone: Annulable, dossier: Dossier) -> None:
    """What was cancelled counts no more, and its gesture is legal again as it was."""
    assert gone in dossier.annules
    assert gone not in legalite.annulables(dossier)
    if isinstance(gone, Cloture):
        assert legalite.clore(dossier) is None
        return
    assert isinstance(gone, Decision)
    waits = legalite.en_attente(dossier)
    assert waits is not None
    assert waits.id == gone.inscription
    assert (
        legalite.decider(dossier, next(i for i in IssueCommission if i == gone.issue), RULES)
        is None
    )
    again = replace(gone, id=Id("encore"))
    assert commission.decision(again, dossier, RULES, complet=True, on=TODAY) == ()


def _but(left: Inscription | None, dossier: Dossier) -> tuple[Inscription, ...]:
    return tuple(i for i in dossier.inscriptions if left is None or i.id != left.id)


# By their repr: « sortie » is an object and an issue, equal as words.
REACHED = {
    repr(ObjetCommission.ENTREE): E.PRESENTE,
    repr(Geste.CLORE): E.SANS_SUITE,
    repr(Geste.OUVRIR): E.ORIENTE,
    repr(IssueCommission.INTEGRATION): E.INTEGRE,
    repr(IssueCommission.REFUS): E.REFUSE,
    repr(IssueCommission.DIAGNOSTIC_RENFORCE): E.DIAGNOSTIC_RENFORCE,
    repr(IssueCommission.SUSPENSION): E.SUSPENDU,
    repr(IssueCommission.REPRISE): E.INTEGRE,
    repr(IssueCommission.SORTIE): E.SORTI,
}


def met() -> Dossier:
    return builders.un_dossier(entretiens=(builders.un_entretien(date=date(2026, 1, 20)),))


def listed(dossier: Dossier, **more: Any) -> Dossier:
    made = builders.une_inscription(**{"id": Id("i1"), "commission_le": date(2026, 2, 10), **more})
    return replace(dossier, inscriptions=(*dossier.inscriptions, made))


def code(found: Refus | None) -> str:
    return found.code if found else ""


def test_a_person_who_was_never_met_is_not_presented() -> None:
    found = legalite.inscrire(builders.un_dossier(), ObjetCommission.ENTREE, RULES)

    assert code(found) == "diagnostic_attendu"


def test_once_presented_a_candidature_is_answered_by_the_commission_alone() -> None:
    assert code(legalite.clore(listed(met()))) == "presente"
    assert legalite.clore(met()) is None


def test_an_adjourned_dossier_stays_presented_and_goes_on_the_next_agenda() -> None:
    adjourned = builders.une_decision(inscription=Id("i1"), issue="ajournement")

    dossier = replace(listed(met()), decisions=(adjourned,))

    assert dossier.etat is E.PRESENTE
    assert legalite.inscrire(dossier, ObjetCommission.ENTREE, RULES) is None
    assert code(legalite.inscrire(listed(met()), ObjetCommission.ENTREE, RULES)) == "deja_inscrit"


def test_a_sitting_held_before_the_day_planned_is_answered_all_the_same() -> None:
    decided = builders.une_decision(inscription=Id("i1"), prise_le=date(2026, 2, 3))

    against = commission.decision(decided, listed(met()), RULES, complet=True, on=TODAY)

    assert against == ()


def test_the_commission_decides_once_a_day_on_one_dossier() -> None:
    """Of two decisions of one day, which came last is known to nobody: an ajournement would lead out of « présenté »."""
    first = builders.une_decision(inscription=Id("i1"), issue="diagnostic_renforce")
    dossier = listed(
        replace(listed(met()), decisions=(first,)), id=Id("i2"), commission_le=date(2026, 3, 10)
    )
    again = builders.une_decision(id=Id("d2"), inscription=Id("i2"), issue="ajournement")

    against = commission.decision(again, dossier, RULES, complet=True, on=TODAY)

    assert [one.code for one in against] == ["deja_decide_ce_jour"]


def test_a_decision_answers_the_object_of_its_inscription() -> None:
    assert code(legalite.decider(met(), IssueCommission.INTEGRATION, RULES)) == "sans_inscription"
    found = legalite.decider(listed(met()), IssueCommission.SUSPENSION, RULES)
    assert code(found) == "decision_sans_objet"


@pytest.mark.parametrize(
    ("changes", "complete", "codes"),
    [
        ({"issue": "refus"}, True, ["refus_sans_reorientation"]),
        ({"issue": "refus", "reorientation": "Cap emploi"}, True, []),
        ({"issue": "integration"}, False, ["dossier_incomplet"]),
        ({"issue": "ajournement"}, False, []),
        ({"issue": "integration", "prise_le": TODAY + timedelta(days=1)}, True, ["fait_futur"]),
        ({"issue": "integration", "prise_le": date(2026, 1, 19)}, True, ["fait_anterieur"]),
    ],
)
def test_what_a_decision_on_an_entry_must_say(
    changes: dict[str, Any],
    complete: bool,  # noqa: FBT001 — a parameter
    codes: list[str],
) -> None:
    dossier = listed(met(), incomplet=True)

    decided = builders.une_decision(inscription=Id("i1"), **changes)

    against = commission.decision(decided, dossier, RULES, complet=complete, on=TODAY)
    assert [one.code for one in against] == codes


def test_a_suspension_has_its_end_and_its_next_reexamen() -> None:
    joined = builders.un_dossier_integre()
    dossier = listed(joined, objet="reexamen", commission_le=date(2026, 5, 4))
    decided = builders.une_decision(
        id=Id("d2"), inscription=Id("i1"), objet="reexamen", issue="suspension",
        prise_le=date(2026, 5, 4),
    )  # fmt: skip

    against = commission.decision(decided, dossier, RULES, complet=True, on=TODAY)

    assert [one.field for one in against] == ["suspendu_jusqu_au", "prochain_reexamen"]


def test_a_diagnostic_renforce_has_the_days_of_its_referentiel() -> None:
    decided = builders.une_decision(issue="diagnostic_renforce")

    assert commission.limite(decided, RULES) == date(2026, 3, 10)
    assert commission.limite(decided, replace(RULES, renforce_jours=None)) is None


def test_a_diagnostic_renforce_is_decided_where_the_protocol_knows_it() -> None:
    """C7; A5.4 knows none: no key, no rule."""
    dossier = listed(met())
    waiting = legalite.en_attente(dossier)
    assert waiting is not None
    renforce = IssueCommission.DIAGNOSTIC_RENFORCE
    atout = rules("atout-plie-2018-2022")

    assert renforce in legalite.issues(waiting, RULES)
    assert renforce not in legalite.issues(waiting, atout)
    assert code(legalite.decider(dossier, renforce, RULES)) == ""
    assert code(legalite.decider(dossier, renforce, atout)) == "decision_sans_objet"


def test_a_body_that_takes_note_of_exits_decides_nothing_else() -> None:
    """A5.4: exits are noted, not validated."""
    taken = rules("atout-plie-2018-2022")
    dossier = listed(builders.un_dossier_integre(), objet="sortie", commission_le=date(2026, 5, 4))
    waiting = legalite.en_attente(dossier)
    assert waiting is not None

    assert legalite.issues(waiting, taken) == (IssueCommission.SORTIE,)
    assert len(legalite.issues(waiting, RULES)) > 1


def test_a_reprise_enters_integrated_with_its_earlier_day_and_its_decision() -> None:
    """P6."""
    ended = replace(met(), clotures=(
        Cloture(id=Id("c"), dossier=PERSONNE, parcours=builders.PARCOURS, close_le=date(2026, 2, 1), motif="retrait"),
    ))  # fmt: skip
    bare = Parcours(
        id=Id("p2"), dossier=PERSONNE, numero=2, origine="reprise", ouvert_le=date(2026, 3, 1)
    )
    whole = replace(bare, integre_le=date(2021, 4, 6), reprise_decision="Comité du 6 avril 2021")

    assert [o.field for o in commission.parcours(bare, ended, on=TODAY)] == [
        "integre_le",
        "reprise_decision",
    ]
    assert commission.parcours(whole, ended, on=TODAY) == ()
    assert replace(ended, parcours=(*ended.parcours, whole)).etat is E.INTEGRE


def test_a_closing_says_the_means_used() -> None:
    made = Cloture(id=Id("c"), dossier=PERSONNE, close_le=date(2026, 2, 1), motif="absence")

    assert [o.code for o in commission.cloture(made, met(), on=TODAY)] == ["cloture_sans_moyens"]


def test_a_gesture_is_offered_as_soon_as_one_of_its_forms_may_be_legal() -> None:
    assert {g: code(legalite.refus(g, met(), RULES, tenue=False)) for g in Geste} == {
        Geste.INSCRIRE: "",
        Geste.DEPLACER: "rien_a_retirer",
        Geste.RETIRER: "rien_a_retirer",
        Geste.DECIDER: "sans_inscription",
        Geste.CLORE: "",
        Geste.OUVRIR: "parcours_en_cours",
        Geste.ANNULER: "rien_a_annuler",
    }


@pytest.mark.parametrize(
    ("motif", "named", "against"),
    [
        ("trois_ans", RULES.motifs, []),
        ("", RULES.motifs, ["reexamen_sans_motif"]),
        ("hors_parcours_6_mois", rules("atout-plie-2018-2022").motifs, ["reexamen_sans_motif"]),
        ("", (), []),
    ],
    ids=["named", "none told", "of another protocol", "none asked"],
)
def test_a_reexamen_has_one_of_the_motives_that_its_protocol_names(
    motif: str, named: tuple[Choix, ...], against: list[str]
) -> None:
    """C7-2; A3.1, A5.4: no key, no rule."""
    made = builders.une_inscription(
        objet="reexamen", motif_reexamen=motif, commission_le=TODAY + timedelta(days=30)
    )

    found = commission.inscription(made, met(), replace(RULES, motifs=named))

    assert [one.code for one in found] == against

"""Le dossier assemblé : l’état dérivé des faits (C7), l’intégration, les comptes-rendus à signer."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plie.dossier import Dossier
from plie.kinds import Cloture, Decision, Diagnostic, Entretien, Id, Inscription
from plie.vocabulaire import EtatParcours, IssueCommission, ObjetCommission
from tests.builders import (
    CR,
    PARCOURS,
    PERSONNE,
    les_deux_signatures,
    un_compte_rendu,
    un_dossier,
    un_dossier_integre,
    un_entretien,
    un_parcours,
    une_decision,
    une_inscription,
    une_prescription,
    une_signature,
)

JOUR = date(2026, 2, 10)
SECOND = Id("parcours-2")

# The arrows as domain.md §4 draws them, but those of `sans_suite`, whose fact has no kind yet.
FLECHES = {
    ("oriente", "diagnostic"),
    ("diagnostic", "presente"),
    ("presente", "integre"),
    ("presente", "refuse"),
    ("presente", "diagnostic_renforce"),
    ("diagnostic_renforce", "presente"),
    ("integre", "suspendu"),
    ("suspendu", "integre"),
    ("integre", "sorti"),
    ("suspendu", "sorti"),
}


def diagnostic(le: date | None = JOUR) -> Diagnostic:
    return Diagnostic(id=Id("diagnostic-1"), dossier=PERSONNE, parcours=PARCOURS, commence_le=le)


def cloture(le: date = JOUR) -> Cloture:
    return Cloture(
        id=Id("cloture-1"), dossier=PERSONNE, parcours=PARCOURS, close_le=le, motif="injoignable"
    )


def decision(issue: str, le: date = JOUR, **changes: object) -> Decision:
    return une_decision(id=Id(f"{issue}-{le}"), issue=issue, prise_le=le, **changes)


def rencontre(le: date = date(2026, 1, 20)) -> Entretien:
    return un_entretien(id=Id(f"entretien-{le}"), date=le)


@pytest.mark.parametrize(
    ("faits", "etat"),
    [
        ({}, "oriente"),
        ({"prescriptions": (une_prescription(),)}, "oriente"),
        ({"entretiens": (un_entretien(date=None),)}, "oriente"),
        ({"entretiens": (rencontre(),)}, "diagnostic"),
        ({"entretiens": (rencontre(),), "inscriptions": (une_inscription(),)}, "presente"),
        ({"inscriptions": (une_inscription(objet="reexamen"),)}, "oriente"),
        ({"diagnostics": (diagnostic(),)}, "diagnostic"),
        ({"diagnostics": (diagnostic(None),)}, "oriente"),
        ({"clotures": (cloture(),)}, "sans_suite"),
        ({"diagnostics": (diagnostic(),), "clotures": (cloture(),)}, "sans_suite"),
        ({"inscriptions": (une_inscription(),), "clotures": (cloture(date(2026, 3, 1)),)}, "presente"),
        ({"decisions": (decision("integration"),), "clotures": (cloture(date(2026, 3, 1)),)}, "integre"),
        ({"clotures": (cloture(date(2026, 1, 2)),), "decisions": (decision("integration"),)}, "sans_suite"),
        ({"decisions": (decision("integration"),)}, "integre"),
        ({"decisions": (decision("refus"),)}, "refuse"),
        ({"decisions": (decision("diagnostic_renforce"),)}, "diagnostic_renforce"),
        (
            {"inscriptions": (une_inscription(),), "decisions": (decision("ajournement"),)},
            "presente",
        ),
        (
            {
                "inscriptions": (
                    une_inscription(),
                    une_inscription(id=Id("i2"), commission_le=date(2026, 3, 10)),
                ),
                "decisions": (decision("diagnostic_renforce"),),
            },
            "presente",
        ),
        ({"decisions": (decision("integration"), decision("maintien", date(2026, 5, 1)))}, "integre"),
        (
            {"decisions": (decision("integration"), decision("suspension", date(2026, 5, 1)))},
            "suspendu",
        ),
        (
            {
                "decisions": (
                    decision("integration"),
                    decision("suspension", date(2026, 5, 1)),
                    decision("reprise", date(2026, 6, 1)),
                ),
            },
            "integre",
        ),
        ({"decisions": (decision("integration"), decision("sortie", date(2026, 5, 1)))}, "sorti"),
        (
            {"decisions": (decision("integration"),), "inscriptions": (une_inscription(commission_le=date(2026, 9, 1)),)},
            "integre",
        ),
    ],
)  # fmt: skip
def test_l_etat_se_lit_dans_les_faits(faits: dict[str, object], etat: str) -> None:
    assert un_dossier(**faits).etat == EtatParcours(etat)


def test_un_dossier_vide_est_oriente_et_n_est_pas_integre() -> None:
    vide = un_dossier(parcours=())

    assert (vide.etat, vide.integration, vide.file_active) == (EtatParcours.ORIENTE, None, False)
    assert (vide.dernier_entretien(JOUR), vide.a_signer(), vide.signed()) == (None, (), ())


def test_le_meme_jour_on_rencontre_puis_on_inscrit_puis_on_decide() -> None:
    dossier = un_dossier(
        entretiens=(rencontre(JOUR),),
        inscriptions=(une_inscription(),),
        decisions=(decision("integration"),),
    )

    assert [(m.de, m.vers) for m in dossier.mouvements] == [
        ("oriente", "diagnostic"),
        ("diagnostic", "presente"),
        ("presente", "integre"),
    ]


def test_une_commission_avancee_repond_a_son_inscription() -> None:
    """Planned on 10 February, held on the 8th: the decision still comes after the inscription."""
    renforce = decision("diagnostic_renforce", date(2026, 2, 8), inscription=Id("inscription-1"))

    dossier = un_dossier(inscriptions=(une_inscription(),), decisions=(renforce,))

    assert dossier.etat is EtatParcours.DIAGNOSTIC_RENFORCE


def test_une_reprise_entre_directement_avec_sa_date_d_avant() -> None:
    """P6, A3.2."""
    dossier = un_dossier(
        parcours=(un_parcours(origine="reprise", integre_le=date(2020, 3, 1)),),
        decisions=(decision("integration"),),
    )

    assert dossier.etat is EtatParcours.INTEGRE
    assert dossier.integration == date(2020, 3, 1)


def test_une_date_d_integration_ecrite_sans_decision_n_integre_personne() -> None:
    dossier = un_dossier(parcours=(un_parcours(integre_le=date(2026, 1, 1)),))

    assert (dossier.etat, dossier.integration) == (EtatParcours.ORIENTE, None)


def test_l_integration_est_le_jour_de_la_decision_et_survit_a_la_suite() -> None:
    suite = (
        decision("integration"),
        decision("suspension", date(2026, 5, 1)),
        decision("reprise", date(2026, 6, 1)),
        decision("sortie", date(2026, 7, 1)),
    )

    assert un_dossier(decisions=suite).integration == JOUR


def test_la_file_active_est_faite_de_ceux_qui_sont_en_parcours() -> None:
    """P8."""
    suspendu = (decision("integration"), decision("suspension", date(2026, 5, 1)))

    assert un_dossier_integre().file_active
    assert not un_dossier(decisions=suspendu).file_active
    assert not un_dossier().file_active


def test_un_nouveau_parcours_repart_de_l_orientation() -> None:
    second = un_parcours(id=SECOND, numero=2, ouvert_le=date(2026, 8, 1))
    ancien = (decision("integration"), decision("sortie", date(2026, 7, 1)))
    sans_parcours = un_entretien(id=Id("vieux"), parcours=None, date=date(2026, 3, 1))
    nouveau = un_entretien(id=Id("neuf"), parcours=None, date=date(2026, 8, 2))

    avant = un_dossier(
        parcours=(un_parcours(), second), decisions=ancien, entretiens=(sans_parcours,)
    )
    apres = un_dossier(parcours=(second, un_parcours()), decisions=ancien, entretiens=(nouveau,))

    assert avant.etat is EtatParcours.ORIENTE
    assert apres.etat is EtatParcours.DIAGNOSTIC


def test_le_dernier_entretien_est_le_dernier_tenu_a_ce_jour() -> None:
    physique = rencontre(date(2026, 3, 1))
    appel = un_entretien(id=Id("appel"), date=date(2026, 4, 1), modalite="telephone")
    dossier = un_dossier(entretiens=(appel, physique, un_entretien(id=Id("x"), date=None)))

    assert dossier.dernier_entretien(date(2026, 4, 1)) == appel
    assert dossier.dernier_entretien(date(2026, 3, 31)) == physique
    assert dossier.dernier_entretien(date(2026, 4, 1), physique=True) == physique
    assert dossier.dernier_entretien(date(2026, 2, 28)) is None


def test_un_entretien_finalise_s_est_tenu_comme_le_dit_son_compte_rendu() -> None:
    """The draft may be edited again for a correction: until that is finalised, the proof holds."""
    dossier = un_dossier(
        entretiens=(un_entretien(date=date(2026, 9, 30), modalite="visio"),),
        comptes_rendus=(un_compte_rendu(),),
    )

    held = dossier.dernier_entretien(date(2026, 12, 31))

    assert held is not None
    assert (held.date, held.modalite) == (date(2026, 9, 3), "physique")


def test_restent_a_signer_les_cr_ni_signes_ni_refuses_ni_remplaces() -> None:
    """C9-3-6."""
    entretiens = [Id(f"e{n}") for n in range(4)]
    attend, signe, refuse, corrige = (
        un_compte_rendu(id=Id(f"cr{n}"), entretien=e, date=date(2026, 9, 9 - n))
        for n, e in enumerate(entretiens)
    )
    correction = un_compte_rendu(
        id=Id("cr5"), entretien=entretiens[3], version=2, remplace=corrige.id, motif="x"
    )
    dossier = un_dossier(
        comptes_rendus=(attend, signe, refuse, corrige, correction),
        signatures=(
            *les_deux_signatures(compte_rendu=signe.id),
            une_signature(id=Id("r"), compte_rendu=refuse.id, position="refus"),
        ),
    )

    assert dossier.a_signer() == (correction, attend)
    assert dossier.signed() == (signe,)


def test_un_dossier_connu_un_jour_oublie_les_preuves_d_apres() -> None:
    dossier = un_dossier(comptes_rendus=(un_compte_rendu(),), signatures=les_deux_signatures())

    assert dossier.known_on(date(2026, 9, 2)).comptes_rendus == ()
    assert [cr.id for cr in dossier.known_on(date(2026, 9, 3)).signed()] == [CR]


DAYS = st.integers(0, 400).map(lambda n: date(2026, 1, 1) + timedelta(days=n))
PARCOURS_IDS = st.sampled_from([PARCOURS, SECOND, None])
ISSUES = st.sampled_from([*IssueCommission, "une_issue_de_demain"])
ANY_DOSSIER = st.builds(
    un_dossier,
    parcours=st.sampled_from([
        (),
        (un_parcours(),),
        (un_parcours(), un_parcours(id=SECOND, numero=2, ouvert_le=date(2026, 6, 1))),
        (un_parcours(origine="reprise", integre_le=date(2020, 3, 1)),),
        (un_parcours(origine="reprise"),),
    ]),
    entretiens=st.lists(
        st.builds(
            un_entretien,
            id=st.sampled_from([Id(f"e{n}") for n in range(4)]),
            parcours=PARCOURS_IDS,
            date=DAYS | st.none(),
        ),
        max_size=4,
        unique_by=lambda thing: thing.id,
    ).map(tuple),
    inscriptions=st.lists(
        st.builds(
            une_inscription,
            id=st.sampled_from([Id(f"i{n}") for n in range(4)]),
            parcours=PARCOURS_IDS,
            commission_le=DAYS,
            objet=st.sampled_from(ObjetCommission),
        ),
        max_size=4,
        unique_by=lambda thing: thing.id,
    ).map(tuple),
    decisions=st.lists(
        st.builds(
            une_decision,
            id=st.integers(0, 99).map(lambda n: Id(f"d{n}")),
            parcours=PARCOURS_IDS,
            inscription=st.sampled_from([None, *(Id(f"i{n}") for n in range(4))]),
            prise_le=DAYS,
            issue=ISSUES,
        ),
        max_size=6,
        unique_by=lambda thing: thing.id,
    ).map(tuple),
)  # fmt: skip
REPEATABLE = settings(max_examples=600, derandomize=True, database=None, deadline=None)


@REPEATABLE
@given(ANY_DOSSIER)
def test_des_faits_dans_n_importe_quel_ordre_donnent_un_etat_et_toujours_le_meme(
    dossier: Dossier,
) -> None:
    moves = dossier.mouvements
    turned = un_dossier(
        parcours=dossier.parcours[::-1],
        entretiens=dossier.entretiens[::-1],
        inscriptions=dossier.inscriptions[::-1],
        decisions=dossier.decisions[::-1],
    )

    assert isinstance(dossier.etat, EtatParcours)
    assert all(before.vers is after.de for before, after in pairwise(moves))
    assert all(before.le <= after.le for before, after in pairwise(moves))
    assert not {m.de for m in moves} & {EtatParcours.REFUSE, EtatParcours.SORTI}
    assert (dossier.integration is not None) == (
        dossier.etat in {EtatParcours.INTEGRE, EtatParcours.SUSPENDU, EtatParcours.SORTI}
    )
    assert (turned.etat, turned.integration) == (dossier.etat, dossier.integration)


# What may legally happen in each state, as one would at the counter: the fact, and where it leads.
GESTES = {
    "oriente": ["entretien"],
    "diagnostic": ["entretien", "inscription"],
    "presente": ["integration", "refus", "diagnostic_renforce", "ajournement", "entretien"],
    "diagnostic_renforce": ["inscription", "entretien"],
    "integre": ["suspension", "maintien", "sortie", "entretien"],
    "suspendu": ["reprise", "maintien", "sortie", "entretien"],
    "refuse": ["entretien"],
    "sorti": ["entretien"],
}


@REPEATABLE
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 20)), max_size=14))
def test_des_faits_legaux_suivent_les_fleches_du_protocole(gestes: list[tuple[int, int]]) -> None:
    """C7, P9-4: only the drawn moves."""
    faits: list[Entretien | Inscription | Decision] = []
    day = date(2026, 1, 1)
    for choice, days in gestes:
        day += timedelta(days=days)
        legal = GESTES[_dossier(faits).etat]
        faits.append(_fait(legal[choice % len(legal)], day, len(faits)))

        dossier = _dossier(faits)

        assert {(str(m.de), str(m.vers)) for m in dossier.mouvements} <= FLECHES


def _fait(geste: str, day: date, number: int) -> Entretien | Inscription | Decision:
    id_ = Id(f"{number:03}")
    if geste == "entretien":
        return un_entretien(id=id_, date=day)
    if geste == "inscription":
        return une_inscription(id=id_, commission_le=day)
    return une_decision(id=id_, prise_le=day, issue=geste)


def _dossier(faits: list[Entretien | Inscription | Decision]) -> Dossier:
    return un_dossier(
        entretiens=tuple(f for f in faits if isinstance(f, Entretien)),
        inscriptions=tuple(f for f in faits if isinstance(f, Inscription)),
        decisions=tuple(f for f in faits if isinstance(f, Decision)),
    )

"""Ce que les faits d’un dossier disent aux alertes, un jour donné."""

from datetime import date
from typing import Any

from plie.dossier_suivi import alertes_du_dossier, suivi
from plie.kinds import (
    ActeEngagement,
    BilanEtape,
    CertificationObtenue,
    Cv,
    Id,
    SignatureActe,
    SortieProposee,
)
from plie.suivi import Suspension
from tests.builders import (
    PARCOURS,
    PERSONNE,
    le_referentiel,
    les_deux_signatures,
    un_compte_rendu,
    un_dossier_integre,
    un_emploi,
    un_entretien,
    un_instant,
    une_decision,
    une_etape,
    une_inscription,
    une_signature,
)

ON = date(2026, 10, 1)


def signature_acte(qui: str, le: date, **changes: Any) -> SignatureActe:
    return SignatureActe(
        **{
            "id": Id(f"s-{qui}-{le}"),
            "dossier": PERSONNE,
            "acte": Id("acte"),
            "qui": qui,
            "nom": "Odilon Carpentras",
            "moyen": "papier",
            "signe_le": le,
            **changes,
        }
    )


def test_l_acte_est_signe_le_jour_ou_la_derniere_des_trois_parties_signe() -> None:
    """C7-1."""
    acte = ActeEngagement(id=Id("acte"), dossier=PERSONNE, etabli_le=date(2026, 1, 20))
    deux = (
        signature_acte("adherent", date(2026, 1, 25)),
        signature_acte("accompagnateur", date(2026, 1, 24)),
    )
    equipe = signature_acte("equipe", date(2026, 2, 3))

    def signe(*signatures: SignatureActe, on: date = ON) -> date | None:
        return suivi(
            un_dossier_integre(actes=(acte,), signatures_actes=signatures), on=on
        ).acte_signe_le

    assert signe(*deux) is None
    assert signe(*deux, equipe) == date(2026, 2, 3)
    assert signe(*deux, equipe, on=date(2026, 2, 2)) is None


def test_le_compte_rendu_est_signe_le_jour_de_la_seconde_signature() -> None:
    """C9-3-6; a signature or a refusal dated after the day is not there yet."""
    premier, second = les_deux_signatures(signe_le=un_instant(date(2026, 9, 5)))
    tard = une_signature(id=Id("t"), qui="accompagnateur", signe_le=un_instant(date(2026, 9, 9)))
    refus = une_signature(
        id=Id("r"), position="refus", motif_refus="Pas d’accord", signe_le=un_instant(ON)
    )

    def lu(*signatures: Any, on: date = ON) -> tuple[str, date | None, str]:
        dossier = un_dossier_integre(
            entretiens=(un_entretien(),),
            comptes_rendus=(un_compte_rendu(),),
            signatures=signatures,
        )
        [one] = suivi(dossier, on=on).entretiens
        return str(one.etat), one.signe_le, one.refus_signature

    assert lu(premier, second) == ("signe", date(2026, 9, 5), "")
    assert lu(premier, tard) == ("signe", date(2026, 9, 9), "")
    assert lu(premier, tard, on=date(2026, 9, 8)) == ("finalise", None, "")
    assert lu(refus) == ("finalise", None, "Pas d’accord")
    assert lu(refus, on=date(2026, 9, 30)) == ("finalise", None, "")


def test_la_suspension_finit_a_la_reprise_et_le_reexamen_suit_la_derniere_decision() -> None:
    """C7-2."""
    listed = une_inscription(id=Id("i"), objet="reexamen", motif_reexamen="trois_ans")
    suspension = une_decision(
        id=Id("s"),
        issue="suspension",
        objet="reexamen",
        prise_le=date(2026, 3, 1),
        suspendu_jusqu_au=date(2026, 9, 30),
        prochain_reexamen=date(2026, 9, 1),
        inscription=Id("i"),
    )
    reprise = une_decision(
        id=Id("t"),
        issue="reprise",
        objet="reexamen",
        prise_le=date(2026, 6, 10),
        prochain_reexamen=date(2026, 12, 1),
    )
    entree = une_decision(prise_le=date(2026, 1, 15))

    pause = suivi(un_dossier_integre(decisions=(entree, suspension), inscriptions=(listed,)), on=ON)
    apres = suivi(
        un_dossier_integre(decisions=(entree, suspension, reprise), inscriptions=(listed,)), on=ON
    )

    assert (pause.suspendu_jusqu_au, pause.prochain_reexamen) == (
        date(2026, 9, 30),
        date(2026, 9, 1),
    )
    assert (apres.suspendu_jusqu_au, apres.prochain_reexamen) == (None, date(2026, 12, 1))
    assert apres.suspensions == (Suspension(debut=date(2026, 3, 1), fin=date(2026, 6, 10)),)
    assert [(r.motif, r.decision) for r in apres.reexamens] == [
        ("trois_ans", "suspension"),
        ("", "reprise"),
    ]


def test_le_reste_vient_des_faits() -> None:
    """C9-3-5, C9-3-6, P7."""
    dossier = un_dossier_integre(
        etapes=(une_etape(partenaire="L’atelier", objectifs_transmis_le=date(2026, 2, 1)),),
        bilans=(
            BilanEtape(
                id=Id("b"),
                dossier=PERSONNE,
                etape=Id("etape-1"),
                fait_le=date(2026, 5, 1),
                signe_le=date(2026, 5, 3),
            ),
        ),
        cvs=(Cv(id=Id("cv"), dossier=PERSONNE, date=date(2026, 2, 2)),),
        emplois=(un_emploi(debut=date(2026, 3, 1), temps_partiel_convenu=True), un_emploi()),
        certifications=(
            CertificationObtenue(
                id=Id("c"), dossier=PERSONNE, nature="titre", obtenue_le=date(2026, 4, 1)
            ),
        ),
        sorties_proposees=(
            SortieProposee(
                id=Id("p"),
                dossier=PERSONNE,
                parcours=PARCOURS,
                proposee_le=date(2026, 9, 1),
                motif="emploi",
            ),
        ),
    )

    lu = suivi(dossier, on=ON)

    assert (lu.etapes[0].objectifs_transmis_le, lu.etapes[0].bilan_signe_le) == (
        date(2026, 2, 1),
        date(2026, 5, 3),
    )
    assert (lu.cvs, lu.sortie_proposee_le) == ((date(2026, 2, 2),), date(2026, 9, 1))
    assert [c.temps_partiel_convenu for c in lu.cas.contrats] == [True]
    assert [c.nature for c in lu.cas.certifications] == ["titre"]
    assert suivi(dossier, on=date(2026, 8, 31)).sortie_proposee_le is None


def test_un_contrat_est_une_etape_des_qu_il_a_son_type() -> None:
    """C9-1: nothing is missing while it runs; a draft without a type is none yet."""

    def sans_etape(type_: str) -> bool:
        dossier = un_dossier_integre(emplois=(un_emploi(type=type_, debut=date(2026, 1, 20)),))
        found = alertes_du_dossier(dossier, referentiel=le_referentiel(), on=ON)
        return any(a.code == "sans_etape_2_mois" for a in found)

    assert sans_etape("")
    assert not sans_etape("cddi")


def test_une_sortie_que_la_commission_n_a_pas_validee_n_est_plus_proposee() -> None:
    """P7: who is kept still meets the criteria, and the exit is theirs to be proposed again."""

    def proposed(le: date) -> SortieProposee:
        return SortieProposee(
            id=Id(f"p-{le}"), dossier=PERSONNE, parcours=PARCOURS, proposee_le=le, motif="positive"
        )

    def answered(issue: str) -> date | None:
        dossier = un_dossier_integre(
            date(2025, 1, 15),
            decisions=(
                une_decision(prise_le=date(2025, 1, 15)),
                une_decision(id=Id("d-2"), objet="sortie", issue=issue, prise_le=date(2026, 9, 10)),
            ),
            sorties_proposees=(proposed(date(2026, 9, 1)),),
        )
        return suivi(dossier, on=ON).sortie_proposee_le

    assert answered("maintien") is None
    assert answered("ajournement") == date(2026, 9, 1)
    # Of who left, it is told as it was.
    assert answered("sortie") == date(2026, 9, 1)


def test_la_sortie_possible_revient_apres_un_maintien_jusqu_a_une_nouvelle_proposition() -> None:
    """P7."""

    def codes(*proposed: date, on: date = ON) -> set[str]:
        dossier = un_dossier_integre(
            date(2025, 1, 15),
            decisions=(
                une_decision(prise_le=date(2025, 1, 15)),
                une_decision(
                    id=Id("d-2"), objet="sortie", issue="maintien", prise_le=date(2026, 9, 10)
                ),
            ),
            emplois=(un_emploi(type="cdi", debut=date(2026, 1, 5), heures_hebdo=35),),
            sorties_proposees=tuple(
                SortieProposee(
                    id=Id(f"p-{le}"), dossier=PERSONNE, parcours=PARCOURS, proposee_le=le, motif="positive"
                )
                for le in proposed
            ),
        )  # fmt: skip
        found = alertes_du_dossier(dossier, referentiel=le_referentiel("rouen-2021-2027"), on=on)
        return {one.code.value for one in found}

    first, again = date(2026, 9, 1), date(2026, 9, 20)
    assert "sortie_possible" not in codes(first, on=date(2026, 9, 9))
    assert "sortie_possible" in codes(first)
    assert "sortie_possible" not in codes(first, again)

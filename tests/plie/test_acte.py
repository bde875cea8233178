"""L’acte d’engagement (C7-1) : qui l’a signé, quel jour, et ce qui s’oppose à une signature."""

from datetime import date, timedelta
from typing import Any

import pytest

from plie.acte import attendu, corrigees, dit, objections, signatures, signe_le
from plie.dossier import Dossier
from plie.dossier_suivi import alertes_du_dossier
from plie.kinds import ActeEngagement, Id, SignatureActe
from plie.vocabulaire_dossier import PartieActe
from tests.builders import (
    PARCOURS,
    PERSONNE,
    le_referentiel,
    un_acte_signe,
    un_dossier,
    un_dossier_integre,
    un_parcours,
)

INTEGRATION, ON = date(2026, 1, 15), date(2026, 9, 30)
NIR = f"1850775123456 {97 - 1_850_775_123_456 % 97:02}"  # of nobody: valid by its key alone
TOUTES = tuple(PartieActe)


def un_acte(id_: str = "acte-1", **changes: Any) -> ActeEngagement:
    return ActeEngagement(
        **{"id": Id(id_), "dossier": PERSONNE, "etabli_le": INTEGRATION, **changes}
    )


def signee(qui: str, le: date, *, n: int = 1, acte: str = "acte-1") -> SignatureActe:
    return SignatureActe(
        id=Id(f"s-{n:02}-{qui}"),
        dossier=PERSONNE,
        acte=Id(acte),
        qui=qui,
        nom="Ysée Lormont",
        moyen="papier",
        signe_le=le,
    )


def le_dossier(*noted: SignatureActe, actes: tuple[ActeEngagement, ...] = ()) -> Dossier:
    return un_dossier_integre(
        INTEGRATION, actes=actes or (un_acte(),), signatures_actes=tuple(noted)
    )


def jours(dossier: Dossier) -> list[date | None]:
    return [one.signature.signe_le if one.signature else None for one in signatures(dossier)]


def test_l_acte_attend_trois_parties_et_n_est_signe_que_le_jour_de_la_derniere() -> None:
    le = [INTEGRATION + timedelta(days=n) for n in (3, 9, 5)]
    noted = [signee(qui, day) for qui, day in zip(TOUTES, le, strict=True)]

    assert jours(le_dossier()) == [None, None, None]
    assert jours(le_dossier(*noted[:2])) == [*le[:2], None]
    assert signe_le(le_dossier(*noted[:2]), ON) is None
    assert signe_le(le_dossier(*noted), ON) == le[1]
    assert signe_le(le_dossier(*noted), le[1] - timedelta(days=1)) is None


def test_ce_qui_est_note_en_dernier_corrige_meme_quand_le_jour_est_plus_tard() -> None:
    tot, tard = date(2026, 1, 20), date(2026, 2, 20)
    autres = [signee(qui, tot) for qui in TOUTES[1:]]
    dossier = le_dossier(signee("adherent", tard, n=2), signee("adherent", tot, n=1), *autres)

    assert jours(dossier)[0] == tard
    assert signe_le(dossier, ON) == tard
    assert corrigees(dossier) == {"s-01-adherent"}


def test_deux_actes_faits_a_part_n_en_font_qu_un() -> None:
    """The AE and coordination, each without a network, note a signature of the same paper."""
    dossier = le_dossier(
        signee("adherent", INTEGRATION),
        signee("accompagnateur", INTEGRATION),
        signee("equipe", ON, acte="acte-2"),
        actes=(un_acte(), un_acte("acte-2")),
    )

    assert signe_le(dossier, ON) == ON


def test_l_acte_d_un_autre_parcours_n_y_est_pour_rien() -> None:
    second = un_parcours(
        id=Id("p-2"), numero=2, origine="reprise", ouvert_le=date(2026, 6, 1),
        integre_le=date(2026, 6, 1),
    )  # fmt: skip
    acte, *noted = un_acte_signe(INTEGRATION)
    assert isinstance(acte, ActeEngagement)
    dossier = un_dossier(
        parcours=(un_parcours(numero=1, ouvert_le=date(2025, 1, 1)), second),
        actes=(acte,),
        signatures_actes=tuple(s for s in noted if isinstance(s, SignatureActe)),
    )

    assert acte.parcours == PARCOURS
    assert jours(dossier) == [None, None, None]
    assert corrigees(dossier) == frozenset()


@pytest.mark.parametrize(
    ("changes", "attendu_"),
    [
        ({}, []),
        ({"signe_le": INTEGRATION}, []),
        ({"signe_le": ON}, []),
        ({"signe_le": None}, [("signe_le", "signature_sans_date")]),
        ({"signe_le": ON + timedelta(days=1)}, [("signe_le", "signature_future")]),
        ({"signe_le": INTEGRATION - timedelta(days=1)}, [("signe_le", "signature_avant_decision")]),
        ({"nom": " "}, [("nom", "signature_sans_nom")]),
        ({"nom": NIR}, [("nom", "nir_ecrit")]),
    ],
)
def test_une_signature_a_son_jour_entre_la_decision_et_aujourd_hui(
    changes: dict[str, Any], attendu_: list[tuple[str, str]]
) -> None:
    asked: dict[str, Any] = {"signe_le": date(2026, 2, 1), "nom": "Ysée Lormont", **changes}

    found = objections(le_dossier(), PartieActe.EQUIPE, on=ON, **asked)

    assert [(o.field, o.code) for o in found] == attendu_
    assert {o.article for o in found} <= {"C7-1"}


def test_rien_ne_se_note_avant_l_integration_ni_deux_fois() -> None:
    candidat = un_dossier(parcours=(un_parcours(),))
    deja = le_dossier(signee("equipe", ON))

    [avant] = objections(candidat, PartieActe.EQUIPE, signe_le=ON, nom="Ysée Lormont", on=ON)
    [encore] = objections(deja, PartieActe.EQUIPE, signe_le=ON, nom="Ysée Lormont ", on=ON)

    assert (avant.code, encore.code) == ("acte_avant_integration", "signature_deja_notee")


def test_un_acte_est_attendu_apres_l_integration_quand_le_protocole_en_demande_un() -> None:
    """A protocol that knows no such alert asks for no acte."""
    rouen, atout = le_referentiel("rouen-2021-2027"), le_referentiel("atout-plie-2018-2022")

    assert attendu(le_dossier(), rouen)
    assert not attendu(le_dossier(), atout)
    assert not attendu(un_dossier(parcours=(un_parcours(),)), rouen)


def test_l_alerte_tombe_avec_la_troisieme_signature() -> None:
    noted = [signee(qui, INTEGRATION) for qui in TOUTES]

    def alerte(dossier: Dossier) -> bool:
        found = alertes_du_dossier(dossier, referentiel=le_referentiel(), on=ON)
        return any(a.code == "acte_a_signer" for a in found)

    assert alerte(le_dossier(*noted[:2]))
    assert not alerte(le_dossier(*noted))


def test_une_signature_se_dit() -> None:
    assert dit(signee("equipe", ON)) == "Acte d’engagement signé par l’équipe opérationnelle"

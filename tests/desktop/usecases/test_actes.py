"""The signatures of the acte d’engagement, noted one by one: who may, what is kept, what corrects it (C7-1)."""

from datetime import date, timedelta

import pytest

from desktop.models.vault import Vault
from desktop.usecases.actes import LigneActe, VoletActe, noter_signature
from desktop.usecases.commission import lire
from desktop.usecases.dossiers import assemble
from desktop.usecases.fil import fil
from plie.kinds import ActeEngagement, SignatureActe
from plie.refus import Refus
from plie.vocabulaire import CodeAlerte
from plie.vocabulaire_dossier import PartieActe
from tests.desktop.usecases.alertes import AE, ATOUT, CASES, COORDINATION, ON, ROUEN, WHO, as_, put

CASE = CASES[CodeAlerte.ACTE_A_SIGNER]
ADHERENT, ACCOMPAGNATEUR, EQUIPE = PartieActe
LE = ON - timedelta(days=20)


@pytest.fixture(autouse=True)
def joined(vault: Vault) -> None:
    """Someone who joined a hundred days ago, and no acte."""
    as_(vault, AE)
    put(vault, CASE)


def sign(vault: Vault, partie: PartieActe, le: date | None = LE, nom: str = "Ysée Lormont") -> None:
    with vault.work() as work:
        noter_signature(work, WHO, partie, signe_le=le, nom=nom, on=ON)


def shown(vault: Vault, role: str = AE) -> VoletActe:
    with vault.look() as rows:
        found = lire(rows, WHO, referentiel=ROUEN, role=role, on=ON).acte
    assert found is not None
    return found


def test_the_first_signature_makes_the_acte_and_the_others_join_it(vault: Vault) -> None:
    for partie in (ADHERENT, ACCOMPAGNATEUR):
        sign(vault, partie)

    with vault.look() as rows:
        (acte,) = rows.all(ActeEngagement)
        noted = rows.all(SignatureActe)
    assert (acte.etabli_le, acte.adherent_nom) == (LE, "Maïwenn Trévignac")
    assert acte.parcours is not None
    assert [(s.acte, s.qui, s.signe_le, s.moyen) for s in noted] == [
        (acte.id, "adherent", LE, "papier"),
        (acte.id, "accompagnateur", LE, "papier"),
    ]


def test_the_panel_says_who_signed_and_proposes_who_most_likely_did(vault: Vault) -> None:
    sign(vault, ADHERENT, nom="Maïwenn Trévignac")

    assert shown(vault).lignes == (
        LigneActe(
            ADHERENT, f"signé le {LE:%d/%m/%Y} par Maïwenn Trévignac", LE, "Maïwenn Trévignac"
        ),
        LigneActe(ACCOMPAGNATEUR, "à signer", None, "Odilon Carpentras"),
        LigneActe(EQUIPE, "à signer", None, ""),
    )
    assert [one.nom for one in shown(vault, COORDINATION).lignes] == [
        "Maïwenn Trévignac",
        "",
        "Odilon Carpentras",
    ]


@pytest.mark.parametrize("role", ["accompagnateur", "coordination"])
def test_whoever_has_the_paper_in_hand_notes_any_of_the_three(vault: Vault, role: str) -> None:
    as_(vault, role)

    for partie in PartieActe:
        sign(vault, partie)

    assert shown(vault, role).note
    assert all(one.signe_le for one in shown(vault, role).lignes)


def test_another_role_reads(vault: Vault) -> None:
    as_(vault, "gestionnaire")

    assert not shown(vault, "gestionnaire").note
    with pytest.raises(Refus, match="droit_refuse"):
        sign(vault, EQUIPE)


def test_a_day_mistaken_is_corrected_and_the_story_keeps_both(vault: Vault) -> None:
    sign(vault, EQUIPE)
    sign(vault, EQUIPE, LE + timedelta(days=10))

    assert shown(vault).lignes[2].signe_le == LE + timedelta(days=10)
    with vault.look() as rows:
        told = fil(assemble(rows, WHO), zone=ROUEN.zone)
    assert [(x.le, x.titre, x.detail) for x in told if x.kind == "signature_acte"] == [
        (
            LE + timedelta(days=10),
            "Acte d’engagement signé par l’équipe opérationnelle",
            "Ysée Lormont",
        ),
        (LE, "Acte d’engagement signé par l’équipe opérationnelle — corrigé", "Ysée Lormont"),
    ]


@pytest.mark.parametrize(
    ("le", "nom", "code"),
    [
        (None, "Ysée Lormont", "signature_sans_date"),
        (ON + timedelta(days=1), "Ysée Lormont", "signature_future"),
        (ON - timedelta(days=200), "Ysée Lormont", "signature_avant_decision"),
        (LE, "", "signature_sans_nom"),
    ],
)
def test_what_is_refused_writes_nothing(vault: Vault, le: date | None, nom: str, code: str) -> None:
    with pytest.raises(Refus, match=code):
        sign(vault, EQUIPE, le, nom)

    with vault.look() as rows:
        assert rows.all(ActeEngagement) == rows.all(SignatureActe) == ()


def test_a_protocol_without_an_acte_shows_none(vault: Vault) -> None:
    with vault.look() as rows:
        assert lire(rows, WHO, referentiel=ATOUT, role=AE, on=ON).acte is None

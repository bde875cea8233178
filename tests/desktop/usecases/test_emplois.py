"""Contracts and certifications as they are typed: begun, kept, disputed, removed, on a real vault (P7, C2)."""

from datetime import date

import pytest

from desktop.models.vault import Vault
from desktop.usecases.emplois import (
    EMPLOI,
    ouvrir_certification,
    ouvrir_emploi,
    retirer,
)
from desktop.usecases.feuilles import Partie, enregistrer
from plie.kinds import Emploi, Id, PieceVersee, Sha256
from plie.refus import Refus
from tests import builders

NIR = "2 85 07 76 540 123 " + str(97 - 2850776540123 % 97).zfill(2)


@pytest.fixture
def peopled(vault: Vault) -> Vault:
    with vault.work() as work:
        work.insert(builders.une_personne())
        work.insert(builders.un_parcours())
        work.commit()
    return vault


def begun(vault: Vault) -> str:
    with vault.work() as work:
        opened = ouvrir_emploi(work.rows, builders.PERSONNE, "").feuille
        return enregistrer(
            work,
            builders.PERSONNE,
            opened.parties,
            values={"type": "cdi", "employeur": "Les Ateliers"},
            seen=opened.seen,
        ).id_of("emploi")


def write(vault: Vault, id_: str, **values: object) -> None:
    with vault.work() as work:
        opened = ouvrir_emploi(work.rows, "", id_).feuille
        enregistrer(work, opened.dossier, opened.parties, values=values, seen=opened.seen)


def test_a_contract_begins_in_the_parcours_under_way_and_grows(peopled: Vault) -> None:
    id_ = begun(peopled)

    write(peopled, id_, heures_hebdo=17.5)

    with peopled.look() as rows:
        kept = rows.get(Emploi, id_)
    assert (kept.parcours, kept.type, kept.heures_hebdo) == (builders.PARCOURS, "cdi", 17.5)


def test_a_certification_is_kept_with_its_follow_up(peopled: Vault) -> None:
    with peopled.work() as work:
        opened = ouvrir_certification(work.rows, builders.PERSONNE, "")
        id_ = enregistrer(
            work,
            builders.PERSONNE,
            opened.parties,
            values={"nature": "titre", "obtenue_le": date(2026, 6, 30)},
            seen=opened.seen,
        ).id_of("certification")

    with peopled.look() as rows:
        kept = ouvrir_certification(rows, "", id_)
    assert kept.dossier == builders.PERSONNE
    assert kept.values["obtenue_le"] == date(2026, 6, 30)


def test_a_nir_is_never_kept(peopled: Vault) -> None:
    id_ = begun(peopled)

    with pytest.raises(Refus, match="nir_ecrit"):
        write(peopled, id_, difficultes=f"Voir {NIR}")


def test_what_is_proved_is_not_removed(peopled: Vault) -> None:
    id_ = begun(peopled)
    with peopled.work() as work:
        work.insert(
            PieceVersee(
                id=work.new_id(),
                dossier=builders.PERSONNE,
                code="contrat",
                pour_kind="emploi",
                pour_id=Id(id_),
                fichier=Sha256("c" * 64),
                recue_le=date(2026, 7, 1),
            )
        )
        work.commit()

    with peopled.work() as work, pytest.raises(Refus, match="fiche_prouvee"):
        retirer(work, Emploi, id_, seen=work.seen(Emploi, id_))


def test_what_was_entered_by_mistake_is_removed(peopled: Vault) -> None:
    id_ = begun(peopled)
    parts = (Partie(Emploi, EMPLOI, id_),)

    with peopled.work() as work:
        retirer(work, Emploi, id_, seen=work.seen(Emploi, id_))

    with peopled.look() as rows:
        assert not rows.all(Emploi, dossier=builders.PERSONNE)
    with peopled.work() as work, pytest.raises(Refus, match="fiche_absente"):
        enregistrer(work, builders.PERSONNE, parts, values={"poste": "Couvreuse"}, seen={})

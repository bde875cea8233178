"""Contracts and certifications as they are typed: begun, kept, disputed, removed, on a real vault (P7, C2)."""

from datetime import date

import pytest

from desktop.models.vault import Vault
from desktop.usecases.fiches import commencer, enregistrer, lire, retirer
from plie.kinds import CertificationObtenue, Emploi, Id, PieceVersee, Sha256
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
        return commencer(
            work, Emploi, builders.PERSONNE, values={"type": "cdi", "employeur": "Les Ateliers"}
        ).id_of("emploi")


def test_a_contract_begins_in_the_parcours_under_way_and_grows(peopled: Vault) -> None:
    id_ = begun(peopled)

    with peopled.look() as rows:
        shown = lire(rows, Emploi, id_)
    with peopled.work() as work:
        enregistrer(work, Emploi, id_, seen=shown.seen, values={"heures_hebdo": 17.5})

    with peopled.look() as rows:
        kept = rows.get(Emploi, id_)
    assert (kept.parcours, kept.type, kept.heures_hebdo) == (builders.PARCOURS, "cdi", 17.5)


def test_a_certification_is_kept_with_its_follow_up(peopled: Vault) -> None:
    with peopled.work() as work:
        id_ = commencer(
            work,
            CertificationObtenue,
            builders.PERSONNE,
            values={"nature": "titre", "obtenue_le": date(2026, 6, 30)},
        ).id_of("certification")

    with peopled.look() as rows:
        assert lire(rows, CertificationObtenue, id_).values["obtenue_le"] == date(2026, 6, 30)


def test_a_nir_is_never_kept(peopled: Vault) -> None:
    id_ = begun(peopled)

    with peopled.work() as work, pytest.raises(Refus, match="nir_ecrit"):
        enregistrer(work, Emploi, id_, seen={}, values={"difficultes": f"Voir {NIR}"})


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

    with peopled.work() as work:
        retirer(work, Emploi, id_, seen=work.seen(Emploi, id_))

    with peopled.look() as rows:
        assert not rows.all(Emploi, dossier=builders.PERSONNE)
    with peopled.work() as work, pytest.raises(Refus, match="fiche_absente"):
        enregistrer(work, Emploi, id_, seen={}, values={"poste": "Couvreuse"})

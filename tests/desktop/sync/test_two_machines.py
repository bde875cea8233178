"""Two vaults around one store: convergence, conflicts, set-aside work, revocation, review."""

from collections.abc import Callable

import pytest

from desktop.sync.errors import DeviceRevoked, DeviceUnknown, StoreRestored
from plie.kinds import (
    AccuseReception,
    Commentaire,
    Coordonnees,
    Decision,
    Entretien,
    Id,
    Personne,
)
from plie.vocabulaire import Role
from tests.builders import un_compte_rendu, une_op
from tests.desktop.sync import faults
from tests.desktop.sync.postes import Magasin, Poste
from wire.op import Verb


def coordonnees(poste: Poste, dossier: Id) -> Id:
    with poste.vault.work() as work:
        id_ = work.new_id()
        work.insert(Coordonnees(id=id_, dossier=dossier, telephone="01 99 00 00 00"))
        work.commit()
    return id_


def telephone(poste: Poste, id_: Id, number: str) -> None:
    with poste.vault.work() as work:
        work.patch(Coordonnees, id_, work.seen(Coordonnees, id_), telephone=number)
        work.commit()


@pytest.fixture
def ailleurs(magasin: Magasin, nouveau: Callable[[str], Poste]) -> Poste:
    """The same adviser's second machine."""
    poste = nouveau("Odilon Carpentras, portable")
    poste.enrol(magasin.invite("Odilon Carpentras", Role.ACCOMPAGNATEUR))
    return poste


def test_both_machines_of_an_adviser_end_up_alike(ae: Poste, ailleurs: Poste) -> None:
    entretien = ae.entretien(ae.dossier(), "un")
    ae.cycle()
    ailleurs.cycle()
    ailleurs.note(entretien, "un deux")
    ailleurs.cycle()

    ae.cycle()
    ailleurs.cycle()

    assert ae.contenu(entretien) == ailleurs.contenu(entretien) == "un deux"
    assert ae.ops() == ailleurs.ops()


@pytest.mark.parametrize("first", [0, 1])
def test_one_field_edited_on_both_is_the_same_conflict_on_both(
    ae: Poste, ailleurs: Poste, first: int
) -> None:
    id_ = coordonnees(ae, ae.dossier())
    ae.cycle()
    ailleurs.cycle()
    telephone(ae, id_, "01 99 00 00 01")
    telephone(ailleurs, id_, "01 99 00 00 02")

    order = (ae, ailleurs) if first == 0 else (ailleurs, ae)
    for poste in (*order, *order):
        assert poste.cycle().complete

    seen = []
    for poste in (ae, ailleurs):
        with poste.vault.look() as rows:
            seen.append((rows.conflicts(Coordonnees, id_), rows.get(Coordonnees, id_).telephone))
    assert seen[0] == seen[1]
    assert sorted(map(str, seen[0][0]["telephone"].values())) == [
        "01 99 00 00 01",
        "01 99 00 00 02",
    ]
    assert ae.ops() == ailleurs.ops()


def test_a_conflict_resolved_on_one_machine_is_resolved_on_the_other(
    ae: Poste, ailleurs: Poste
) -> None:
    id_ = coordonnees(ae, ae.dossier())
    ae.cycle()
    ailleurs.cycle()
    telephone(ae, id_, "01 99 00 00 01")
    telephone(ailleurs, id_, "01 99 00 00 02")
    for poste in (ae, ailleurs, ae):
        poste.cycle()

    telephone(ae, id_, "01 99 00 00 02")
    ae.cycle()
    ailleurs.cycle()

    for poste in (ae, ailleurs):
        with poste.vault.look() as rows:
            assert rows.conflicts(Coordonnees, id_) == {}
            assert rows.get(Coordonnees, id_).telephone == "01 99 00 00 02"


def test_coordination_reads_the_dossier_and_never_the_draft(ae: Poste, coordination: Poste) -> None:
    dossier = ae.dossier()
    entretien = ae.entretien(dossier, "Ce que la personne a confié.")
    ae.cycle()

    coordination.cycle()

    with coordination.vault.look() as rows:
        assert rows.get(Personne, dossier).prenoms == "Maïwenn"
        assert rows.get(Entretien, entretien).contenu == ""
        texts = rows.connection.exec_driver_sql("SELECT fields FROM op").scalars().all()
    assert "confié" not in "".join(texts)


def test_what_a_role_may_not_write_is_set_aside_and_blocks_nothing(
    ae: Poste, coordination: Poste, magasin: Magasin
) -> None:
    """Coordination changes an entretien, that only an adviser writes; the rest goes up."""
    dossier = ae.dossier()
    entretien = ae.entretien(dossier)
    ae.cycle()
    coordination.cycle()
    with coordination.vault.work() as work:
        seen = work.seen(Entretien, entretien)
        work.patch(Entretien, entretien, seen, nature="bilan")
        comment = work.new_id()
        work.insert(commentaire(comment, dossier, entretien))
        work.commit()

    outcome = coordination.cycle()

    assert outcome.complete, "a push is never refused for what it contains"
    assert outcome.done.set_aside == 1
    assert coordination.waiting() == 0
    with coordination.vault.look() as rows:
        assert rows.set_aside() == (("entretien", entretien, "droit_refuse"),)
        assert rows.get(Entretien, entretien).nature == "", "its former value"
        assert "bilan" in str(rows.history(Entretien, entretien)), "its author finds it again"
        assert rows.find(Commentaire, comment)
    assert list(magasin.set_aside().values()) == ["droit_refuse"]
    ae.cycle()
    with ae.vault.look() as rows:
        assert rows.get(Entretien, entretien).nature == ""
        assert rows.find(Commentaire, comment)


def test_a_fact_that_was_set_aside_is_no_row(ae: Poste) -> None:
    """A decision written by someone who may not take it must not look taken."""
    dossier = ae.dossier()
    with ae.vault.work() as work:
        id_ = work.new_id()
        work.insert(
            Decision(
                id=id_, dossier=dossier, prise_le=ae.montre.instant.date(), objet="entree",
                issue="integration",
            )
        )  # fmt: skip
        work.commit()

    ae.cycle()

    with ae.vault.look() as rows:
        assert [(kind, thing) for kind, thing, _ in rows.set_aside()] == [("decision", id_)]
        assert rows.find(Decision, id_) is None


def test_an_operation_in_another_name_is_set_aside(ae: Poste, magasin: Magasin) -> None:
    dossier = ae.dossier()
    forged = une_op(op_id="op-forgee", id="x-1", scope=dossier, author="quelqu-un-d-autre",
                    kind="entretien", fields={"dossier": dossier})  # fmt: skip
    ae.smuggle(forged)

    assert ae.cycle().complete

    assert magasin.set_aside() == {"op-forgee": "auteur_usurpe"}
    assert ae.waiting() == 0


def test_a_kind_of_a_later_version_goes_up_and_comes_down_unharmed(
    ae: Poste, ailleurs: Poste
) -> None:
    dossier = ae.dossier()
    with ae.vault.look() as rows:
        me = rows.identity()
    ae.smuggle(
        une_op(op_id="op-futur", kind="kind_futur", id="f-1", scope=dossier, verb=Verb.INSERT,
               author=me.utilisateur, device=me.device, fields={"couleur": ["bleu", "vert"]})
    )  # fmt: skip
    ae.cycle()

    assert ailleurs.cycle().complete

    with ailleurs.vault.look() as rows:
        stored = rows.connection.exec_driver_sql(
            "SELECT fields FROM op WHERE op_id = 'op-futur'"
        ).scalar_one()
    assert stored == '{"couleur":["bleu","vert"]}'


def test_a_revoked_device_is_refused_at_its_next_request(ae: Poste, magasin: Magasin) -> None:
    entretien = ae.entretien(ae.dossier(), "un")
    ae.cycle()
    ae.note(entretien, "un deux")
    with ae.vault.look() as rows:
        device = rows.identity().device
    known = magasin.numbered()

    magasin.revoke(device)
    outcome = ae.cycle()

    assert isinstance(outcome.failure, DeviceRevoked)
    assert outcome.revoked
    assert ae.contenu(entretien) == "un deux"
    assert ae.waiting() == 1
    assert not [op for op in magasin.numbered() if op not in known and op in ae.ops()]


def test_a_device_revoked_and_invited_again_sends_what_it_kept(ae: Poste, magasin: Magasin) -> None:
    entretien = ae.entretien(ae.dossier(), "un")
    ae.cycle()
    with ae.vault.look() as rows:
        magasin.revoke(rows.identity().device)
    ae.note(entretien, "un deux")
    ae.cycle()

    ae.enrol(magasin.invite("Odilon Carpentras", Role.ACCOMPAGNATEUR))

    assert ae.cycle().complete
    assert ae.waiting() == 0
    assert not magasin.set_aside()


def test_a_revocation_reaches_the_others_with_the_list(
    ae: Poste, coordination: Poste, magasin: Magasin
) -> None:
    coordination.cycle()
    with coordination.vault.look() as rows:
        before = rows.cursor()
    with ae.vault.look() as rows:
        magasin.revoke(rows.identity().device)

    coordination.cycle()

    with coordination.vault.look() as rows:
        after = rows.cursor()
    assert after.crl_number > before.crl_number
    assert after.crl.startswith("-----BEGIN X509 CRL-----")
    assert after.crl != before.crl


def test_an_unknown_token_is_told_from_a_withdrawn_one(ae: Poste) -> None:
    ae.token = "f" * 64
    ae.sql("UPDATE identity SET device = 'poste-inconnu'")

    assert isinstance(ae.cycle().failure, DeviceUnknown)


def test_work_done_before_enrolment_goes_up_afterwards(
    magasin: Magasin, nouveau: Callable[[str], Poste], coordination: Poste
) -> None:
    poste = nouveau("Odilon Carpentras")
    dossier = poste.dossier()
    entretien = poste.entretien(dossier, "Écrit avant d’être relié.")
    assert poste.cycle().failure, "no store answers a vault that it does not know"

    poste.enrol(magasin.invite("Odilon Carpentras", Role.ACCOMPAGNATEUR))

    assert poste.cycle().complete
    assert poste.waiting() == 0
    assert not magasin.set_aside()
    assert poste.contenu(entretien) == "Écrit avant d’être relié."
    coordination.cycle()
    with coordination.vault.look() as rows:
        assert rows.find(Personne, dossier)


def test_a_restored_store_is_told_politely_and_nothing_moves(ae: Poste, magasin: Magasin) -> None:
    entretien = ae.entretien(ae.dossier(), "un")
    ae.cycle()
    ae.note(entretien, "un deux")
    before, since = ae.ops(), ae.since()

    magasin.restore()
    outcome = ae.cycle()

    assert isinstance(outcome.failure, StoreRestored)
    assert "n’échange plus avec lui avant une version" in outcome.failure.phrase
    assert ae.ops() == before
    assert ae.since() == since
    assert ae.contenu(entretien) == "un deux"


def test_a_copy_of_a_vault_takes_another_name_and_loses_nothing(
    ae: Poste, magasin: Magasin
) -> None:
    """The file was restored from yesterday: the store heard of batches that it does not know."""
    dossier = ae.dossier()
    ae.cycle()
    with ae.vault.look() as rows:
        replica = rows.cursor().replica
    ae.sql("UPDATE op SET batch = 'perdu-' || batch WHERE batch IS NOT NULL")
    ae.entretien(dossier, "Écrit sur la copie.")

    assert ae.cycle().complete

    with ae.vault.look() as rows:
        assert rows.cursor().replica != replica
    assert ae.waiting() == 0
    assert any("Écrit sur la copie." in body for _, body in magasin.numbered().values())


def commentaire(id_: Id, dossier: Id, about: Id) -> Commentaire:
    return Commentaire(
        id=id_, dossier=dossier, sur_kind="parcours", sur_id=about, texte="Pensez au projet.",
        auteur_nom="Philomène Astruc", ecrit_le=un_compte_rendu().finalise_le,
    )  # fmt: skip


def receipts(poste: Poste) -> list[Id]:
    with poste.vault.look() as rows:
        return [a.commentaire for a in rows.all(AccuseReception)]


def commented(ae: Poste, coordination: Poste) -> Id:
    """Let coordination comment a dossier of the adviser; return the comment's id."""
    dossier = ae.dossier()
    ae.synchronise()
    coordination.synchronise()
    with coordination.vault.work() as work:
        id_ = work.new_id()
        work.insert(commentaire(id_, dossier, dossier))
        work.commit()
    coordination.synchronise()
    return id_


def test_a_comment_that_arrives_is_acknowledged_at_once_and_once(
    ae: Poste, coordination: Poste
) -> None:
    comment = commented(ae, coordination)

    outcome = ae.synchronise()
    ae.synchronise()

    assert outcome.done.changes.kinds >= {"commentaire", "accuse_reception"}
    assert ae.waiting() == 0, "the receipt left in the same call"
    assert receipts(ae) == [comment]
    coordination.synchronise()
    assert receipts(coordination) == [comment]


def test_only_the_adviser_acknowledges_and_never_themselves(ae: Poste, coordination: Poste) -> None:
    commented(ae, coordination)
    assert receipts(coordination) == []
    dossier = ae.dossier()
    with ae.vault.work() as work:
        work.insert(commentaire(work.new_id(), dossier, dossier))
        work.commit()

    ae.synchronise()
    ae.synchronise()

    assert len(receipts(ae)) == 1


def test_a_receipt_whose_sending_failed_waits_and_goes_up_later(
    ae: Poste, coordination: Poste
) -> None:
    comment = commented(ae, coordination)
    ae.line.plan("push", faults.before_send)

    outcome = ae.synchronise()

    assert outcome.failure
    assert ae.waiting() == 1
    ae.synchronise()
    coordination.synchronise()
    assert receipts(coordination) == [comment]

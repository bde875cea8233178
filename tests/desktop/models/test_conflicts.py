"""Nothing is overwritten in silence: rivals are visible until someone has seen them (sync.md §2)."""

import pytest
from sqlalchemy.exc import DBAPIError

from desktop.models import arrivals, migrations, rivals
from desktop.models.vault import Vault
from plie.kinds import CompteRendu, Entretien, Evenement, Personne, Signature
from tests.builders import (
    CR,
    ENTRETIEN,
    PERSONNE,
    un_compte_rendu,
    un_entretien,
    un_evenement,
    une_personne,
    une_signature,
)
from tests.desktop import coherence
from tests.desktop.vaults import dump
from wire.messages import Fate, Fates, Numbered, Page
from wire.op import Op, Verb

EPOCH = "epoque-1"


@pytest.fixture
def inserted(vault: Vault) -> Op:
    """An entretien known to the store as number 1, shown by every form."""
    with vault.work() as work:
        work.insert(un_entretien(contenu="Commun."))
        work.commit()
    with vault.look() as rows:
        (op,) = rows.history(Entretien, ENTRETIEN)
    with vault.work() as work:
        arrivals.apply_fates(work, Fates(fates=(Fate(op_id=op.op_id, number=1),), cursor=1))
        work.commit()
    return op


def arrive(vault: Vault, op: Op, number: int) -> None:
    page = Page(epoch=EPOCH, ops=(Numbered(number=number, op=op),), until=number)
    with vault.work() as work:
        arrivals.apply_page(work, page)
        work.commit()


def from_elsewhere(inserted: Op, **changes: object) -> Op:
    return Op(
        **{
            "op_id": "op-d-ailleurs",
            "kind": "entretien",
            "id": ENTRETIEN,
            "scope": PERSONNE,
            "verb": Verb.PATCH,
            "fields": {"contenu": "Là-bas."},
            "seen": {"contenu": (inserted.op_id,), "*": (inserted.op_id,)},
            "author": "une-autre",
            "role": "accompagnateur",
            "made_at": "2031-01-01T00:00:00+00:00",
            **changes,
        }
    )


def test_a_change_that_the_form_had_not_seen_is_a_rival_until_both_are_seen(
    vault: Vault, inserted: Op
) -> None:
    with vault.look() as rows:
        form = rows.seen(Entretien, ENTRETIEN)
    arrive(vault, from_elsewhere(inserted), 2)

    with vault.work() as work:
        work.patch(Entretien, ENTRETIEN, form, contenu="Ici.")
        work.commit()

    with vault.look() as rows:
        rivals = rows.conflicts(Entretien, ENTRETIEN)
        assert set(rivals) == {"contenu"}
        assert set(rivals["contenu"].values()) == {"Ici.", "Là-bas."}
        assert rows.get(Entretien, ENTRETIEN).contenu in {"Ici.", "Là-bas."}
        both = rows.seen(Entretien, ENTRETIEN)
    with vault.work() as work:
        work.patch(Entretien, ENTRETIEN, both, contenu="Ici et là-bas.")
        work.commit()
    with vault.look() as rows:
        assert rows.conflicts(Entretien, ENTRETIEN) == {}
        assert rows.get(Entretien, ENTRETIEN).contenu == "Ici et là-bas."
    assert coherence.complaints(vault) == []


def test_a_change_that_the_form_had_seen_replaces_it_whatever_the_clocks(
    vault: Vault, inserted: Op
) -> None:
    arrive(vault, from_elsewhere(inserted, made_at="2099-01-01T00:00:00+00:00"), 2)

    with vault.work() as work:
        work.patch(Entretien, ENTRETIEN, work.seen(Entretien, ENTRETIEN), contenu="Ensuite.")
        work.commit()

    with vault.look() as rows:
        assert rows.conflicts(Entretien, ENTRETIEN) == {}
        assert rows.get(Entretien, ENTRETIEN).contenu == "Ensuite."


def test_two_people_writing_the_same_words_are_no_conflict(vault: Vault, inserted: Op) -> None:
    with vault.look() as rows:
        form = rows.seen(Entretien, ENTRETIEN)
    arrive(vault, from_elsewhere(inserted, fields={"contenu": "Pareil."}), 2)

    with vault.work() as work:
        work.patch(Entretien, ENTRETIEN, form, contenu="Pareil.")
        work.commit()

    with vault.look() as rows:
        assert rows.conflicts(Entretien, ENTRETIEN) == {}


def test_what_a_delete_had_not_seen_keeps_the_thing_and_says_so(vault: Vault, inserted: Op) -> None:
    with vault.look() as rows:
        form = rows.seen(Entretien, ENTRETIEN)
    arrive(vault, from_elsewhere(inserted), 2)

    with vault.work() as work:
        work.delete(Entretien, ENTRETIEN, form)
        work.commit()

    with vault.look() as rows:
        assert rows.get(Entretien, ENTRETIEN).contenu == "Là-bas."
        assert set(rows.conflicts(Entretien, ENTRETIEN)["*"].values()) == {True, False}
    with vault.work() as work:
        work.delete(Entretien, ENTRETIEN, work.seen(Entretien, ENTRETIEN))
        work.commit()
    with vault.look() as rows:
        assert rows.find(Entretien, ENTRETIEN) is None
        assert rows.conflicts(Entretien, ENTRETIEN) == {}
    assert coherence.complaints(vault) == []


@pytest.mark.usefixtures("inserted")
def test_an_operation_set_aside_gives_back_the_former_value_and_stays_in_the_tray(
    vault: Vault,
) -> None:
    with vault.work() as work:
        seen = work.seen(Entretien, ENTRETIEN)
        op_id = work.patch(Entretien, ENTRETIEN, seen, contenu="Refusé.")
        work.commit()

    with vault.work() as work:
        arrivals.apply_fates(work, Fates(fates=(Fate(op_id=op_id, reason="droit"),)))
        changes = work.commit()

    with vault.look() as rows:
        assert rows.get(Entretien, ENTRETIEN).contenu == "Commun."
        assert rows.set_aside() == (("entretien", ENTRETIEN, "droit"),)
        assert "Refusé." in [op.fields.get("contenu") for op in rows.history(Entretien, ENTRETIEN)]
        assert rows.waiting() == 0
    assert changes.touches(PERSONNE)
    assert coherence.complaints(vault) == []


def test_an_insert_set_aside_leaves_no_row_even_when_a_later_patch_was_taken(vault: Vault) -> None:
    with vault.work() as work:
        insert = work.insert(une_personne())
        work.connection.exec_driver_sql("UPDATE op SET batch = 'lot-1'")
        patch = work.patch(Personne, PERSONNE, {}, nom_usage="Kerloc’h")
        work.commit()

    fates = (Fate(op_id=insert, reason="droit"), Fate(op_id=patch, number=1))
    with vault.work() as work:
        arrivals.apply_fates(work, Fates(fates=fates))
        work.commit()

    with vault.look() as rows:
        assert rows.find(Personne, PERSONNE) is None
        assert len(rows.history(Personne, PERSONNE)) == 2
    assert coherence.complaints(vault) == []


def test_a_compte_rendu_set_aside_stays_on_the_adviser_s_machine(vault: Vault) -> None:
    """C9-3-6: it was shown and perhaps signed; the tray says that the store has not taken it."""
    with vault.work() as work:
        op_id = work.insert(un_compte_rendu())
        work.commit()

    with vault.work() as work:
        arrivals.apply_fates(work, Fates(fates=(Fate(op_id=op_id, reason="droit"),)))
        work.commit()

    with vault.look() as rows:
        assert rows.get(CompteRendu, CR) == un_compte_rendu()
        assert rows.set_aside() == (("compte_rendu", CR, "droit"),)


def test_another_fact_set_aside_goes_to_the_tray(vault: Vault) -> None:
    with vault.work() as work:
        op_id = work.insert(un_evenement())
        work.commit()

    with vault.work() as work:
        arrivals.apply_fates(work, Fates(fates=(Fate(op_id=op_id, reason="droit"),)))
        work.commit()

    with vault.look() as rows:
        assert rows.all(Evenement) == ()
        assert rows.set_aside() == (("evenement", un_evenement().id, "droit"),)
    assert coherence.complaints(vault) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE compte_rendu SET contenu = 'autre'",
        "UPDATE compte_rendu SET pdf = pdf",
        "DELETE FROM compte_rendu",
        "INSERT OR REPLACE INTO compte_rendu SELECT * FROM compte_rendu",
        "REPLACE INTO signature SELECT * FROM signature",
        "UPDATE OR IGNORE signature SET position = 'refus'",
        "UPDATE signature SET signe_le = '1999-01-01'",
        "DELETE FROM signature WHERE id LIKE 'signature%'",
    ],
)
def test_no_sql_changes_or_removes_what_was_finalised_or_signed(
    vault: Vault, statement: str
) -> None:
    """C9-3-6, with the very connection that writes: the table refuses, not only our verbs."""
    with vault.work() as work:
        work.insert(un_compte_rendu())
        work.insert(une_signature())
        work.commit()
    before = dump(vault)

    with vault.work() as work:
        with pytest.raises(DBAPIError, match="is a fact"):
            work.connection.exec_driver_sql(statement)
        work.commit()

    assert dump(vault) == before
    with vault.look() as rows:
        assert rows.all(Signature, compte_rendu=CR) == (une_signature(),)


def test_an_arriving_change_of_a_proof_leaves_the_proof(vault: Vault) -> None:
    """sync.md §1, 5: a signed compte-rendu never changes, whatever another machine sends."""
    with vault.work() as work:
        op_id = work.insert(un_compte_rendu())
        work.commit()
    change = Op(
        op_id="op-d-ailleurs",
        kind="compte_rendu",
        id=CR,
        scope=PERSONNE,
        verb=Verb.PATCH,
        fields={"contenu": "Autre."},
        seen={"contenu": (op_id,), "*": (op_id,)},
        author="une-autre",
        role="coordination",
        made_at="2031-01-01T00:00:00+00:00",
    )
    removal = Op(
        op_id="op-d-ailleurs-2",
        kind="compte_rendu",
        id=CR,
        scope=PERSONNE,
        verb=Verb.DELETE,
        seen={"*": (op_id, "op-d-ailleurs")},
        author="une-autre",
        role="coordination",
        made_at="2031-01-01T00:00:00+00:00",
    )

    arrive(vault, change, 1)
    arrive(vault, removal, 2)

    with vault.look() as rows:
        assert rows.get(CompteRendu, CR) == un_compte_rendu()
        assert {"op-d-ailleurs", "op-d-ailleurs-2"} <= {
            op.op_id for op in rows.history(CompteRendu, CR)
        }


def test_the_migration_finds_what_was_in_dispute_before_it(vault: Vault, inserted: Op) -> None:
    """Vaults have rivals from before there was an index of them."""
    with vault.look() as rows:
        form = rows.seen(Entretien, ENTRETIEN)
    with vault.work() as work:
        work.insert(un_entretien(id="entretien-calme", contenu="Commun."))
        work.insert(un_entretien(id="entretien-supprime", contenu="Commun."))
        work.commit()
    with vault.work() as work:
        calm = work.seen(Entretien, "entretien-calme")
        work.patch(Entretien, "entretien-calme", calm, contenu="Ensuite.")
        gone = work.seen(Entretien, "entretien-supprime")
        work.delete(Entretien, "entretien-supprime", gone)
        work.patch(Entretien, ENTRETIEN, form, contenu="Ici.")
        work.commit()
    arrive(vault, from_elsewhere(inserted), 2)
    arrive(
        vault,
        from_elsewhere(inserted, op_id="op-d-ailleurs-2", id="entretien-supprime", seen=gone),
        3,
    )
    with vault.look() as rows:
        noted = rivals.things(rows.connection, opened=True)
    (step,) = [one for one in migrations.steps() if one.number == 7]
    fill = step.sql[step.sql.index("INSERT INTO rival") :].rstrip().removesuffix(";")

    with vault.work() as work:
        work.connection.exec_driver_sql("DELETE FROM rival")
        work.connection.exec_driver_sql(fill)
        found = rivals.things(work.connection, opened=True)

    assert set(noted) == {("entretien", ENTRETIEN), ("entretien", "entretien-supprime")}
    assert found == noted

"""Keystrokes between two pauses are one operation; nothing else is folded (sync.md §1)."""

from datetime import datetime, timedelta

import pytest

from desktop.models import oplog
from desktop.models.unit_of_work import Seen
from desktop.models.vault import Vault
from plie.kinds import Entretien
from tests.builders import ENTRETIEN, un_entretien
from tests.desktop import coherence
from wire.op import Op, Verb

Form = dict[str, tuple[str, ...]]


def sent(vault: Vault) -> None:
    """Let the store have numbered everything."""
    with vault.work() as work:
        work.connection.exec_driver_sql("UPDATE op SET number = seq WHERE number IS NULL")
        work.commit()


@pytest.fixture
def form(vault: Vault) -> Form:
    """What a form that has just opened an entretien, known to the store, shows."""
    with vault.work() as work:
        work.insert(un_entretien(contenu="Premier jet."))
        work.commit()
    sent(vault)
    with vault.look() as rows:
        return rows.seen(Entretien, ENTRETIEN)


def type_(vault: Vault, seen: Seen, **values: object) -> str:
    with vault.work() as work:
        op_id = work.patch(Entretien, ENTRETIEN, seen, **values)
        work.commit()
    return op_id


def patches(vault: Vault) -> tuple[Op, ...]:
    with vault.look() as rows:
        return tuple(op for op in rows.history(Entretien, ENTRETIEN) if op.verb is Verb.PATCH)


def test_keystrokes_in_one_field_are_one_operation(vault: Vault, form: Form) -> None:
    first_seen = form["contenu"]

    for text in ("Pre", "Premier", "Premier jet, repris."):
        form["contenu"] = (type_(vault, form, contenu=text),)

    (op,) = patches(vault)
    assert op.fields == {"contenu": "Premier jet, repris."}
    assert op.seen["contenu"] == first_seen
    with vault.look() as rows:
        assert rows.get(Entretien, ENTRETIEN).contenu == "Premier jet, repris."
        assert rows.conflicts(Entretien, ENTRETIEN) == {}
        assert rows.waiting() == 1
    assert coherence.complaints(vault) == []


def test_the_operation_keeps_its_id_and_takes_the_last_hour(vault: Vault, form: Form) -> None:
    op_id = type_(vault, form, contenu="a")
    (before,) = patches(vault)

    assert type_(vault, {**form, "contenu": (op_id,)}, contenu="ab") == op_id

    (after,) = patches(vault)
    assert after.made_at > before.made_at


@pytest.mark.parametrize(("minutes", "kept"), [(9, 1), (11, 2), (-11, 2)])
def test_what_was_left_for_a_while_is_a_value_of_its_own(
    vault: Vault, form: Form, minutes: int, kept: int
) -> None:
    """sync.md §1: what an author left behind is in the history; a clock set back loses nothing either."""
    op_id = type_(vault, form, contenu="a")
    (before,) = patches(vault)
    left = datetime.fromisoformat(before.made_at) - timedelta(minutes=minutes)
    with vault.work() as work:
        told = "UPDATE op SET made_at = ? WHERE op_id = ?"
        work.connection.exec_driver_sql(told, (left.isoformat(), op_id))
        work.commit()

    type_(vault, {**form, "contenu": (op_id,)}, contenu="b")

    assert [op.fields["contenu"] for op in patches(vault)] == ["a", "b"][-kept:]
    with vault.look() as rows:
        assert rows.get(Entretien, ENTRETIEN).contenu == "b"
        assert rows.conflicts(Entretien, ENTRETIEN) == {}
    assert coherence.complaints(vault) == []


def test_another_field_joins_with_what_the_form_had_shown_of_it(vault: Vault, form: Form) -> None:
    form["contenu"] = (type_(vault, form, contenu="a"),)

    type_(vault, form, lieu="Mairie annexe, salle 2")

    (op,) = patches(vault)
    assert op.fields == {"contenu": "a", "lieu": "Mairie annexe, salle 2"}
    assert op.seen["lieu"] == form["lieu"]


def test_two_saves_on_their_way_at_once_stay_one_conflict_free_history(
    vault: Vault, form: Form
) -> None:
    op_id = type_(vault, form, contenu="a", lieu="ici")

    form |= {"contenu": (op_id,), "lieu": (op_id,)}
    form["lieu"] = (type_(vault, form, lieu="là"),)
    type_(vault, form, contenu="ab")

    (op,) = patches(vault)
    assert op.fields == {"contenu": "ab", "lieu": "là"}


def test_what_the_form_had_not_seen_is_an_operation_of_its_own(vault: Vault, form: Form) -> None:
    type_(vault, form, contenu="à cette fenêtre")

    type_(vault, form, contenu="à l’autre fenêtre")

    assert len(patches(vault)) == 2
    with vault.look() as rows:
        assert set(rows.conflicts(Entretien, ENTRETIEN)["contenu"].values()) == {
            "à cette fenêtre",
            "à l’autre fenêtre",
        }


def test_what_is_in_a_batch_is_not_touched_any_more(vault: Vault, form: Form) -> None:
    form["contenu"] = (type_(vault, form, contenu="parti"),)
    with vault.work() as work:
        oplog.cut_batch(work.connection, "lot-1", 500)
        work.commit()

    type_(vault, form, contenu="parti, puis repris")

    first, second = patches(vault)
    assert (first.fields, second.fields) == (
        {"contenu": "parti"},
        {"contenu": "parti, puis repris"},
    )
    assert second.seen["contenu"] == (first.op_id,)
    with vault.look() as rows:
        assert oplog.batch_open(rows.connection) == ("lot-1", (first,))
        assert rows.conflicts(Entretien, ENTRETIEN) == {}


def test_what_has_a_number_is_not_touched_any_more(vault: Vault, form: Form) -> None:
    form["contenu"] = (type_(vault, form, contenu="parti"),)
    sent(vault)

    type_(vault, form, contenu="parti, puis repris")

    assert len(patches(vault)) == 2


def test_an_insert_not_sent_yet_absorbs_the_patches_that_follow(vault: Vault) -> None:
    with vault.work() as work:
        work.insert(un_entretien(contenu="", lieu=""))
        work.commit()
    with vault.look() as rows:
        form = rows.seen(Entretien, ENTRETIEN)

    form["contenu"] = (type_(vault, form, contenu="Le projet"),)
    form["contenu"] = (type_(vault, form, contenu="Le projet se précise."),)
    type_(vault, form, duree_min=50)

    with vault.look() as rows:
        (op,) = rows.history(Entretien, ENTRETIEN)
        assert rows.conflicts(Entretien, ENTRETIEN) == {}
    assert op.verb is Verb.INSERT
    assert (op.fields["contenu"], op.fields["duree_min"]) == ("Le projet se précise.", 50)
    assert coherence.complaints(vault) == []


def test_a_delete_is_not_folded_and_nothing_is_folded_into_it(vault: Vault, form: Form) -> None:
    form["contenu"] = (type_(vault, form, contenu="a"),)

    with vault.work() as work:
        work.delete(Entretien, ENTRETIEN, work.seen(Entretien, ENTRETIEN))
        work.commit()

    with vault.look() as rows:
        verbs = [op.verb for op in rows.history(Entretien, ENTRETIEN)]
        assert verbs == [Verb.INSERT, Verb.PATCH, Verb.DELETE]
        assert rows.find(Entretien, ENTRETIEN) is None

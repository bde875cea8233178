"""A page and its cursor are one; a page read twice changes nothing (sync.md §3)."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.models import arrivals, blobs, oplog
from desktop.models.arrivals import apply_page
from desktop.models.vault import Vault
from plie.kinds import CompteRendu, Entretien, Id, Nature, Personne, all_kinds
from tests.builders import CR, ENTRETIEN, PERSONNE, UN_PDF, un_compte_rendu, un_entretien, une_op
from tests.desktop import coherence
from tests.desktop.vaults import dump, fresh, une_identite
from wire.codec import to_values
from wire.messages import Fate, Fates, Numbered, Page
from wire.op import Op, Verb

EPOCH = "epoque-1"
INSERT = une_op(op_id="i", fields={"nom_naissance": "Trévignac", "prenoms": "Maïwenn"})
ENTRE = une_op(
    op_id="e", kind="entretien", id=ENTRETIEN, fields=to_values(un_entretien(contenu="Un."))
)
PATCH = une_op(
    op_id="p",
    kind="entretien",
    id=ENTRETIEN,
    verb=Verb.PATCH,
    fields={"contenu": "Deux."},
    seen={"contenu": ("e",), "*": ("e",)},
)


def page(*ops: Op, start: int = 1, **changes: Any) -> Page:
    numbered = tuple(Numbered(number=start + n, op=op) for n, op in enumerate(ops))
    return Page(**{"epoch": EPOCH, "ops": numbered, "until": start + len(ops) - 1, **changes})


def apply(vault: Vault, *pages: Page) -> None:
    for one in pages:
        with vault.work() as work:
            arrivals.apply_page(work, one)
            work.commit()


def test_a_page_brings_its_rows_and_its_cursor(vault: Vault) -> None:
    with vault.work() as work:
        arrivals.apply_page(work, page(INSERT, ENTRE, PATCH, until=12, durable=9))
        changes = work.commit()

    with vault.look() as rows:
        assert rows.get(Personne, PERSONNE).nom == "Maïwenn Trévignac"
        assert rows.get(Entretien, ENTRETIEN).contenu == "Deux."
        cursor = rows.cursor()
        assert (cursor.epoch, cursor.since, cursor.durable) == (EPOCH, 12, 9)
        assert rows.waiting() == 0
    assert changes.scopes == {PERSONNE}
    assert changes.kinds == {"personne", "entretien"}
    assert coherence.complaints(vault) == []


def test_neither_rows_nor_cursor_when_something_breaks_in_between(vault: Vault) -> None:
    apply(vault, page(INSERT))
    before = dump(vault)

    with pytest.raises(KeyError, match="coupure"), vault.work() as work:  # noqa: PT012 - in between
        arrivals.apply_page(work, page(ENTRE, PATCH, start=2))
        assert work.rows.cursor().since == 3
        work.get(Personne, "coupure")

    assert dump(vault) == before
    apply(vault, page(ENTRE, PATCH, start=2))
    with vault.look() as rows:
        assert rows.cursor().since == 3


def test_a_page_read_twice_changes_nothing(vault: Vault) -> None:
    first, second = page(INSERT, ENTRE), page(PATCH, start=3)
    apply(vault, first, second)
    before = dump(vault)

    apply(vault, second, first, second)
    apply(vault, first)

    assert dump(vault) == before


def test_a_page_of_another_epoch_counts_from_where_it_says(vault: Vault) -> None:
    apply(vault, page(INSERT, ENTRE, until=40))

    apply(vault, page(PATCH, start=7, epoch="epoque-2"))

    with vault.look() as rows:
        assert (rows.cursor().epoch, rows.cursor().since) == ("epoque-2", 7)


def test_an_operation_twice_in_one_page_is_taken_once(vault: Vault) -> None:
    apply(vault, page(INSERT, INSERT, ENTRE))

    with vault.look() as rows:
        assert len(rows.history(Personne, PERSONNE)) == 1
        assert rows.find(Entretien, ENTRETIEN) is not None


def test_the_order_of_arrival_changes_no_row(vault: Vault) -> None:
    from_start = page(INSERT, ENTRE, PATCH)

    apply(vault, page(PATCH), page(ENTRE, start=2), page(INSERT, start=3), from_start)

    with vault.look() as rows:
        assert rows.get(Entretien, ENTRETIEN).contenu == "Deux."
        assert rows.conflicts(Entretien, ENTRETIEN) == {}
    assert coherence.complaints(vault) == []


def test_an_own_operation_that_comes_back_is_acknowledged(vault: Vault) -> None:
    with vault.work() as work:
        work.insert(un_entretien())
        work.commit()
    with vault.look() as rows:
        (own,) = rows.history(Entretien, ENTRETIEN)

    apply(vault, page(own, start=8))

    with vault.look() as rows:
        assert rows.waiting() == 0
        assert rows.history(Entretien, ENTRETIEN) == (own,)
    (row,) = dump(vault)["op"].values()
    assert (row["number"], row["fate"]) == (8, None)


def test_an_edit_made_during_a_push_stays_waiting(vault: Vault) -> None:
    with vault.work() as work:
        first = work.insert(un_entretien(contenu="Un."))
        oplog.cut_batch(work.connection, "lot-1", 500)
        work.commit()
    with vault.work() as work:
        work.patch(Entretien, ENTRETIEN, work.seen(Entretien, ENTRETIEN), contenu="Deux.")
        work.commit()

    with vault.work() as work:
        arrivals.apply_fates(work, Fates(fates=(Fate(op_id=first, number=1),), cursor=1))
        work.commit()

    with vault.look() as rows:
        assert rows.waiting() == 1
        assert rows.cursor().since == 1
        assert rows.get(Entretien, ENTRETIEN).contenu == "Deux."
        assert oplog.batch_open(rows.connection) is None


def test_fates_never_send_the_cursor_back(vault: Vault) -> None:
    apply(vault, page(INSERT, until=30))

    with vault.work() as work:
        arrivals.apply_fates(work, Fates(cursor=12))
        arrivals.apply_fates(work, Fates(cursor=None))
        work.commit()

    with vault.look() as rows:
        assert rows.cursor().since == 30


def test_an_unknown_kind_and_an_unknown_field_are_kept_as_they_came(vault: Vault) -> None:
    """sync.md I12: they come back unharmed from a vault of an earlier version."""
    later = une_op(op_id="k", kind="bilan_de_2031", id="b-1", fields={"note": [], "n": 2**70})
    wider = replace(INSERT, fields={**INSERT.fields, "prenom_d_usage": "Maï"})

    apply(vault, page(later, wider))

    with vault.look() as rows:
        assert oplog.history_of(rows.connection, "bilan_de_2031", "b-1") == (later,)
        assert rows.history(Personne, PERSONNE) == (wider,)
        assert rows.get(Personne, PERSONNE).prenoms == "Maïwenn"
        assert rows.cursor().since == 2
    assert coherence.complaints(vault) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"duree_min": "une heure"},
        {"duree_min": 2**63},
        {"date": "demain"},
        {"presents": "Maïwenn"},
        {"dossier": None},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_poison_operation_blocks_nothing_else(vault: Vault, fields: dict[str, Any]) -> None:
    """sync.md I10."""
    poison = replace(ENTRE, op_id="x", fields={**ENTRE.fields, **fields})

    apply(vault, page(poison, INSERT))

    with vault.look() as rows:
        assert rows.find(Entretien, ENTRETIEN) is None
        assert rows.get(Personne, PERSONNE).nom == "Maïwenn Trévignac"
        assert rows.cursor().since == 2
        assert rows.history(Entretien, ENTRETIEN) == (poison,)


EDITED = [spec for spec in all_kinds() if spec.nature is not Nature.FACT]


@pytest.mark.parametrize("spec", EDITED, ids=lambda spec: spec.word)
def test_what_comes_before_its_insert_shows_nothing_until_it_comes(vault: Vault, spec: Any) -> None:
    name = next(
        f.name for f in spec.fields if f.shape == "text" and not f.required and not f.optional
    )
    insert = une_op(
        op_id="i",
        kind=spec.word,
        id="x",
        fields={"dossier": PERSONNE} if spec.field("dossier") else {},
    )
    patch = replace(insert, op_id="p", verb=Verb.PATCH, fields={name: "après"}, seen={"*": ("i",)})

    apply(vault, page(patch))

    with vault.look() as rows:
        assert rows.find(spec.cls, "x") is None
    apply(vault, page(insert, start=2))
    with vault.look() as rows:
        assert getattr(rows.get(spec.cls, "x"), name) == "après"
    assert coherence.complaints(vault) == []


def test_a_row_that_names_a_file_waits_for_it(vault: Vault) -> None:
    cr = une_op(op_id="c", kind="compte_rendu", id=CR, fields=to_values(un_compte_rendu()))

    apply(vault, page(cr))

    with vault.look() as rows:
        assert rows.get(CompteRendu, CR).pdf == UN_PDF
        assert rows.blob(UN_PDF) is None
    assert dump(vault)["blob"][UN_PDF]["scope"] == PERSONNE


def test_a_row_without_a_file_waits_for_none(vault: Vault) -> None:
    cr = un_compte_rendu(pdf="")
    op = une_op(op_id="c", kind="compte_rendu", id=Id(CR), fields=to_values(cr))

    apply(vault, page(op))

    assert dump(vault)["blob"] == {}


@pytest.mark.parametrize(("role", "wanted"), [("coordination", 1), ("gestionnaire", 0)])
def test_only_a_role_that_may_read_a_pdf_waits_for_it(vault: Vault, role: str, wanted: int) -> None:
    """domain.md §2: the gestionnaire sees dossiers « without narrative CRs »."""
    with vault.work() as work:
        work.identify(une_identite(role=role))
        work.commit()

    apply(
        vault,
        page(une_op(op_id="c", kind="compte_rendu", id=CR, fields=to_values(un_compte_rendu()))),
    )

    with vault.look() as rows:
        assert rows.get(CompteRendu, CR).pdf == UN_PDF
        assert len(blobs.to_fetch(rows.connection)) == wanted


def test_a_page_taken_at_once_leaves_what_its_operations_leave_one_by_one(
    tmp_path: Path,
) -> None:
    """What begins a thing is written in bulk: the tables cannot tell."""
    story = (
        une_op(op_id="o1", fields={"prenoms": "Maïwenn"}),
        une_op(op_id="o2", verb=Verb.PATCH, fields={"prenoms": "Maï"}, seen={"prenoms": ("o1",)}),
        une_op(op_id="o3", kind="etape", id="e1", fields={"dossier": PERSONNE, "intitule": "VAE"}),
        une_op(op_id="o4", kind="kind_futur", id="f1", fields={"x": 1}),
        une_op(op_id="o5", kind="etape", id="e2", fields={"dossier": PERSONNE, "intitule": 3}),
        une_op(op_id="o6", kind="etape", id="e1", verb=Verb.PATCH, fields={"intitule": "CAP"}),
    )
    pages = tuple(Numbered(number=n + 1, op=op) for n, op in enumerate(story))
    found = []
    for name, cuts in (("whole", (pages,)), ("apart", tuple((one,) for one in pages))):
        vault = fresh(tmp_path / name)
        for ops in cuts:
            with vault.work() as work:
                apply_page(work, Page(epoch="e", ops=ops, until=ops[-1].number))
                work.commit()
        whole = dump(vault)
        found.append(
            {t: whole[t] for t in ("personne", "etape", "rival", "nouvelle")}
            | {"op": sorted((o["op_id"], o["fields"], o["number"]) for o in whole["op"].values())}
        )
        vault.close()

    assert found[0] == found[1]

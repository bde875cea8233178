"""From operations to rows: a row is what its story gives, and a pause in the typing costs few pages."""

from dataclasses import replace

from desktop.models.materialize import materialize
from desktop.models.oplog import Story, story_of
from desktop.models.vault import DATABASE, Vault
from plie.kinds import Entretien, by_class
from tests.builders import ENTRETIEN, PERSONNE, un_entretien
from tests.desktop import coherence

# Of the journal: a page and its head.
_PAGE = 4096 + 24
KIND = by_class(Entretien).word


def test_a_row_that_its_story_gives_to_another_dossier_is_there_and_no_more_here(
    vault: Vault,
) -> None:
    with vault.work() as work:
        work.insert(un_entretien(contenu="Avant."))
        (op,) = story_of(work.connection, KIND, ENTRETIEN).ops
        elsewhere = replace(op, fields={**op.fields, "dossier": "autre", "contenu": "Après."})

        materialize(work.connection, Story(KIND, ENTRETIEN, (elsewhere,)))

        (row,) = work.rows.all(Entretien, dossier="autre")
        assert (row.id, row.contenu) == (ENTRETIEN, "Après.")
        assert work.rows.all(Entretien, dossier=PERSONNE) == ()


def test_a_pause_in_the_typing_writes_the_row_its_operation_and_the_witness_alone(
    vault: Vault,
) -> None:
    """One page each, to cipher and to flush: no index is written again, none of its columns changes."""
    with vault.work() as work:
        work.insert(un_entretien())
        work.commit()
    with vault.look() as rows:
        seen = dict(rows.seen(Entretien, ENTRETIEN))
    journal = vault.folder / f"{DATABASE}-wal"
    before = journal.stat().st_size

    for text in ("Le", "Le point", "Le point est fait."):
        with vault.work() as work:
            seen["contenu"] = (work.patch(Entretien, ENTRETIEN, seen, contenu=text),)
            work.commit()

    assert (journal.stat().st_size - before) / _PAGE == 3 * 3
    assert coherence.complaints(vault) == []

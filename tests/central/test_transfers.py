"""What the store reads to say where the dossiers that changed hands are."""

from sqlalchemy import Engine, event

from central import affectations
from plie.vocabulaire import Role
from tests.central.monde import PLIE, Monde
from wire.transfers import TRANSFERS, AskTransfers, Transfers


def test_of_the_ledger_only_what_gave_the_dossiers_is_read(monde: Monde) -> None:
    former, newer = monde.appareil(), monde.appareil("Ana Bo")
    boss = monde.appareil("Zélie Roc", Role.COORDINATION)
    dossier = former.dossier()
    affectations.reaffecter(
        monde.store, monde.mint, plie=PLIE, dossiers=[dossier], utilisateur=newer.who.utilisateur
    )
    read: list[tuple[str, object]] = []

    def note(*asked: object) -> None:
        if "max(op.received_at)" in str(asked[2]):
            read.append((str(asked[2]), asked[3]))

    event.listen(Engine, "before_cursor_execute", note)
    told = monde.said(TRANSFERS, AskTransfers(), Transfers, boss.who.token)
    event.remove(Engine, "before_cursor_execute", note)

    assert [one.dossier for one in told.transfers] == [dossier]
    ((statement, parameters),) = read
    with monde.store.look(monde.ours) as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    assert [step.detail for step in plan if "op USING" in step.detail] == [
        "SEARCH op USING INDEX ix_op_plie_thing_kind (plie=? AND thing=? AND kind=?)"
    ]

"""What comes from the store in the tests of the screens: what it took, what it did not, what others wrote."""

from desktop.models import arrivals
from plie.kinds import Coordonnees, Entretien
from tests import builders
from tests.builders import PERSONNE
from tests.desktop.ui.screens.house import House
from wire.codec import Value
from wire.messages import Fate, Fates, Numbered, Page
from wire.op import Verb


def acknowledged(house: House) -> None:
    """The store took everything that waited."""
    with house.vault.work() as work:
        ops = work.connection.exec_driver_sql("SELECT op_id, seq FROM op WHERE number IS NULL")
        fates = tuple(Fate(op_id=op_id, number=seq) for op_id, seq in ops.all())
        arrivals.apply_fates(work, Fates(fates=fates))
        work.commit()


def arrives(
    house: House, kind: str, id_: str, seen: dict[str, tuple[str, ...]], fields: dict[str, Value]
) -> None:
    """Another machine had written this, having seen that, while this one was offline."""
    op = builders.une_op(
        op_id=f"op-d-ailleurs-{kind}-{'-'.join(fields)}",
        kind=kind,
        id=id_,
        author="une-autre",
        role="coordination",
        made_at="2026-09-10T09:12:00+00:00",
        seen=seen,
        verb=Verb.PATCH,
        fields=fields,
    )
    page = Page(epoch="epoque-1", ops=(Numbered(number=900, op=op),), until=900)
    with house.vault.work() as work:
        arrivals.apply_page(work, page)
        moved = work.commit()
    house.jobs.changed.emit(moved)


def dispute(house: House, *, before: str, here: str, there: str) -> str:
    """A draft that the store had, written here and elsewhere since; its id."""
    id_ = house.draft(contenu=before)
    acknowledged(house)
    with house.vault.look() as rows:
        shown = rows.seen(Entretien, id_)
    with house.vault.work() as work:
        work.patch(Entretien, id_, shown, contenu=here)
        work.commit()
    arrives(house, "entretien", id_, shown, fields={"contenu": there})
    return id_


def set_aside(house: House) -> str:
    """A phone number that the store did not take; the id of its thing."""
    with house.vault.work() as work:
        id_ = work.new_id()
        work.insert(Coordonnees(id=id_, dossier=PERSONNE, telephone="01 99 00 00 00"))
        work.commit()
    with house.vault.work() as work:
        op = work.rows.history(Coordonnees, id_)[-1]
        fate = Fate(op_id=op.op_id, reason="valeur_invalide")
        arrivals.apply_fates(work, Fates(fates=(fate,)))
        house.jobs.changed.emit(work.commit())
    return id_

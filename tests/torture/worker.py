"""What works on a vault until it is killed: `main(FOLDER, TURN, ACTIVITY)`, forked by `nursery.py`.

Each line it prints is an acknowledgement: a JSON list, printed after its commit returned. No window
here, which `application.py` drives: the writings of the use cases alone, many more of them a second.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path
from random import Random

from desktop.models import arrivals, blobs, oplog
from desktop.models.vault import Surroundings, Vault
from plie.kinds import Entretien, Id
from tests.builders import (
    PERSONNE,
    un_compte_rendu,
    un_entretien,
    un_evenement,
    un_rendez_vous,
    une_op,
    une_signature,
)
from tests.desktop.vaults import PHRASE, ticking
from wire.messages import Fate, Fates, Numbered, Page
from wire.op import Op

Ack = list[str | int]
FIELDS = ("contenu", "lieu", "prochain_lieu")


def typing(vault: Vault, turn: int) -> Iterator[Ack]:
    """Keystrokes in three fields of an entretien, saved each; now and then a batch is cut."""
    id_ = Id(f"entretien-{turn}")
    with vault.work() as work:
        op_id = work.insert(un_entretien(id=id_, contenu="", lieu=""))
        work.commit()
    yield [id_, op_id, "contenu", 0]
    with vault.look() as rows:
        form = rows.seen(Entretien, id_)
    for stroke in count(1):
        name = FIELDS[stroke % len(FIELDS)]
        with vault.work() as work:
            op_id = work.patch(Entretien, id_, form, **{name: text(stroke)})
            if stroke % 7 == 0:
                oplog.cut_batch(work.connection, f"lot-{turn}-{stroke}", 500)
            work.commit()
        form[name] = (op_id,)
        yield [id_, op_id, name, stroke]


def text(stroke: int) -> str:
    return f"{stroke} Le projet d’aide-soignante se précise. " * (1 + stroke % 40)


def finalising(vault: Vault, turn: int) -> Iterator[Ack]:
    """Compte-rendu, its PDF and the next rendez-vous, in one transaction each time."""
    for step in count():
        id_ = Id(f"{turn}-{step}")
        yield [id_, _finalise(vault, id_, paper(f"cr {id_}"))]


def _finalise(vault: Vault, id_: Id, pdf: bytes) -> str:
    with vault.work() as work:
        digest = blobs.file(work.connection, pdf, scope=PERSONNE)
        work.insert(un_compte_rendu(id=id_, entretien=Id(f"e-{id_}"), pdf=digest))
        work.insert(un_rendez_vous(id=id_, pris_lors_de=Id(f"e-{id_}")))
        work.commit()
    return digest


def boasting(vault: Vault, turn: int) -> Iterator[Ack]:
    """A fault on purpose: what is acknowledged is not saved yet."""
    for step in count():
        id_ = Id(f"{turn}-{step}")
        pdf = paper(f"cr {id_}")
        yield [id_, sha256(pdf).hexdigest()]
        _finalise(vault, id_, pdf)


def halving(vault: Vault, turn: int) -> Iterator[Ack]:
    """A fault on purpose: two transactions where there must be one."""
    for step in count():
        id_ = Id(f"{turn}-{step}")
        pdf = paper(f"cr {id_}")
        with vault.work() as work:
            blobs.file(work.connection, pdf, scope=PERSONNE)
            work.commit()
        yield [id_, _finalise(vault, id_, pdf)]


def sealing(vault: Vault, turn: int) -> Iterator[Ack]:
    """A signature and the sealed PDF; the compte-rendu was there before."""
    for step in count():
        id_ = Id(f"{turn}-{step}")
        with vault.work() as work:
            digest = blobs.file(work.connection, paper(f"scelle {id_}"), scope=PERSONNE)
            work.insert(une_signature(id=id_, sha256_scelle=digest))
            work.commit()
        yield [id_, digest]


def paper(name: str) -> bytes:
    """Return some fifty kilobytes that are the file of that name and no other's."""
    seed = sha256(name.encode()).digest()
    return b"%PDF-1.7\n" + Random(seed).randbytes(50_000)  # noqa: S311 - the same file each time


def exchanging(vault: Vault, turn: int) -> Iterator[Ack]:
    """Save, cut a batch, read its fates, read a page: the store's numbers have no gap."""
    for step in count():
        yield _saved(vault, f"{turn}-{step}")
        yield _pushed(vault, f"lot-{turn}-{step}")
        yield _pulled(vault, f"{turn}-{step}")


def _saved(vault: Vault, name: str) -> Ack:
    with vault.work() as work:
        op_id = work.insert(un_evenement(id=Id(f"ici-{name}"), texte=name))
        work.commit()
    return ["saved", op_id]


def _pushed(vault: Vault, batch: str) -> Ack:
    with vault.work() as work:
        if oplog.batch_open(work.connection) is None:
            oplog.cut_batch(work.connection, batch, 500)
        work.commit()
    with vault.work() as work:
        since = work.rows.cursor().since
        _, ops = oplog.batch_open(work.connection) or ("", ())
        fates = tuple(Fate(op_id=op.op_id, number=since + n) for n, op in enumerate(ops, 1))
        arrivals.apply_fates(work, Fates(fates=fates, cursor=since + len(ops)))
        work.commit()
    return ["since", since + len(ops)]


def _pulled(vault: Vault, name: str) -> Ack:
    with vault.work() as work:
        since = work.rows.cursor().since
        ops = tuple(
            Numbered(number=since + n, op=_from_elsewhere(f"{name}-{n}")) for n in range(1, 6)
        )
        arrivals.apply_page(work, Page(epoch="e", ops=ops, until=since + len(ops)))
        work.commit()
    return ["since", since + len(ops)]


def _from_elsewhere(name: str) -> Op:
    fields = {"dossier": PERSONNE, "date": "2026-09-01", "genre": "appel", "texte": name}
    return une_op(op_id=f"op-{name}", kind="evenement", id=f"la-{name}", fields=fields)


ACTIVITIES: dict[str, Callable[[Vault, int], Iterator[Ack]]] = {
    activity.__name__: activity for activity in (typing, finalising, sealing, exchanging)
}
FAULTS: dict[str, Callable[[Vault, int], Iterator[Ack]]] = {
    fault.__name__: fault for fault in (boasting, halving)
}


def main(folder: str, turn: str, activity: str) -> None:
    sys.stdin.readline()
    around = Surroundings(clock=ticking(), random=os.urandom)
    vault = Vault.open(Path(folder), PHRASE, around=around)
    _copy_the_journal_often(vault)
    for ack in {**ACTIVITIES, **FAULTS}[activity](vault, int(turn)):
        print(json.dumps(ack), flush=True)  # noqa: T201 - an acknowledgement


def _copy_the_journal_often(vault: Vault) -> None:
    """Let kills fall while the journal is copied into the file: every few saves, not every hour."""
    assert vault._writer is not None
    with vault._writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_autocheckpoint = 30")

"""A day's work with fifty names in it: `python -m tests.desktop.journee FOLDER`, killed when done.

The names go through everything the vault does: rows, patches, deletes, PDFs, pages from the store,
a rollback, a conflict, a statement that fails. The same names are also given to whoever asks.
"""

import sys
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from desktop.models import arrivals, blobs, saisies
from desktop.models.saisies import Carte
from desktop.models.unit_of_work import Work
from desktop.models.vault import Vault
from plie.kinds import Entretien, Id, Lieu, Personne
from tests.builders import (
    MIDI,
    un_compte_rendu,
    un_entretien,
    un_rendez_vous,
    une_op,
    une_personne,
)
from tests.desktop import vaults
from wire.messages import Numbered, Page

# Accents that UTF-8, UTF-16 and Latin-1 write each in their own way.
NAMES = tuple(f"Zéphyrine-Ôdelle{n:02d}" for n in range(50))


def pdf(name: str) -> bytes:
    return f"%PDF-1.7\n({name})".encode("latin-1") + name.encode("utf-16-le") + name.encode() * 200


def work_all_day(vault: Vault) -> None:
    """Put each name somewhere, ten by ten."""
    for name in NAMES[:10]:
        _with_a_person(vault, name)
    for name in NAMES[10:20]:
        _type_an_entretien(vault, name)
    for name in NAMES[20:30]:
        _finalise(vault, name)
    for name in NAMES[30:35]:
        _delete(vault, name)
    for name in NAMES[35:40]:
        _give_up(vault, name)
    for name in NAMES[40:45]:
        _receive(vault, name)
    for name in NAMES[45:]:
        _fail(vault, name)


def _with_a_person(vault: Vault, name: str) -> None:
    with vault.work() as work:
        work.insert(une_personne(id=Id(name), nom_naissance=name, prenoms=name * 40))
        carte = Carte(Id(name), "sortie", "Proposer la sortie", "sortie", name)
        saisies.keep(work.connection, carte, {"sortie": {"texte": f"{name} hésite."}}, at=MIDI)
        work.commit()
    with vault.look() as rows:
        assert rows.get(Personne, name).nom_naissance == name


def _type_an_entretien(vault: Vault, name: str) -> None:
    id_ = Id(f"entretien {name}")
    with vault.work() as work:
        work.insert(un_entretien(id=id_, contenu="", presents=(name,)))
        work.commit()
    for end in range(1, len(name) + 1):
        with vault.work() as work:
            seen = work.seen(Entretien, id_)
            work.patch(Entretien, id_, seen, contenu=f"Je vois {name[:end]} " * 30)
            work.commit()


def _finalise(vault: Vault, name: str) -> None:
    with vault.work() as work:
        digest = blobs.file(work.connection, pdf(name), scope=name)
        work.insert(un_compte_rendu(id=Id(name), adherent_nom=name, contenu=name, pdf=digest))
        work.insert(un_rendez_vous(id=Id(name), lieu=f"Chez {name}"))
        work.commit()


def _delete(vault: Vault, name: str) -> None:
    with vault.work() as work:
        work.insert(Lieu(id=Id(name), nom=name * 50))
        work.commit()
    with vault.work() as work:
        work.delete(Lieu, name, work.seen(Lieu, name))
        work.commit()


def _give_up(vault: Vault, name: str) -> None:
    with vault.work() as work:
        work.insert(une_personne(id=Id(name), nom_naissance=name * 500))
        blobs.file(work.connection, pdf(name) * 300, scope=name)


def _receive(vault: Vault, name: str) -> None:
    op = une_op(op_id=name, id=name, scope=name, fields={"nom_naissance": name})
    number = NAMES.index(name)
    with vault.work() as work:
        page = Page(epoch="e", ops=(Numbered(number=number, op=op),), until=number)
        arrivals.apply_page(work, page)
        blobs.want(work.connection, name, scope=name)
        blobs.keep_piece(work.connection, name, pdf(name))
        work.commit()


def _fail(vault: Vault, name: str) -> None:
    with vault.work() as work:
        work.insert(une_personne(id=Id(name), nom_naissance=name))
        _collide(work, name)
        _collide(work, name)
        # A large sort, so that SQLite would want a temporary file.
        work.connection.exec_driver_sql(
            "SELECT a.fields FROM op a, op b, op c ORDER BY b.fields || a.fields LIMIT 1 OFFSET 900"
        ).all()
        work.commit()


def _collide(work: Work, name: str) -> None:
    try:
        work.connection.exec_driver_sql("INSERT INTO personne (id) VALUES (?)", (name,))
    except DBAPIError as error:
        print(error, file=sys.stderr, flush=True)  # noqa: T201 - as a journal or a crash report would


if __name__ == "__main__":
    work_all_day(vaults.fresh(Path(sys.argv[1])))
    print("fait", flush=True)  # noqa: T201 - read by the test that started it
    sys.stdin.read()

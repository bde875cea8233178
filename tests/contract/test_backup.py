"""A store saved and restored is the same to the last byte, on each engine and from one to the other."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from central import backup, gestion, reception, restore, shelf, tables
from central.authority import Authority
from central.backup import Manifest, Place
from central.errors import StoreError
from central.settings import Settings
from central.store import Store
from plie.empechement import Empechement
from plie.refus import Refus
from tests.central.grappe import Grappe
from tests.central.monde import PLIE, Appareil, Monde
from tests.contract.test_reception import Poste

PDF = b"%PDF-1.7 " + bytes(range(256)) * 40


@pytest.fixture
def saved(monde: Monde, tmp_path: Path) -> tuple[Path, Manifest]:
    _work(monde)
    folder = tmp_path / "copie"
    return folder, backup.save(monde.store, monde.mint, plie=PLIE, folder=folder)


def test_every_row_and_every_file_comes_back(
    monde: Monde, vide: Settings, saved: tuple[Path, Manifest]
) -> None:
    folder, manifest = saved
    before = _rows(monde.store)

    restore.restore(vide, monde.mint, folder)

    with closing(Store.open(vide)) as store:
        after = _rows(store)
        files = _files(store)
    assert after.keys() == before.keys()
    changed = {name for name in before if before[name] != after[name]}
    # What restoring itself says: another life, the list signed again, invitations void.
    assert changed == {"plie", "crl", "invitation", "journal"}
    assert [row["used_at"] for row in after["invitation"] if row["used_at"] is None] == []
    assert files == {sha256(PDF).hexdigest(): PDF}
    assert vide.authority_key.read_bytes() == monde.settings.authority_key.read_bytes()
    assert manifest.counter == before["plie"][0]["counter"] == after["plie"][0]["durable"]
    assert after["plie"][0]["epoch"] != before["plie"][0]["epoch"]


def test_a_restored_store_gives_no_revocation_list_a_number_given_before(
    monde: Monde, vide: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "copie"
    lost = monde.appareil("Ysoline Bréal")
    backup.save(monde.store, monde.mint, plie=PLIE, folder=folder)
    monde.revoque(lost.id)
    monde.revoque(monde.appareil("Basile Orme").id)
    held = _crl_numbers(monde.store)

    restore.restore(vide, monde.mint, folder)

    with closing(Store.open(vide)) as store:
        # A device that holds any list signed before is given the new one.
        assert _crl_numbers(store)[-1] > held[-1]
        authority = Authority.load(vide)
        gestion.revoke(store, authority, monde.mint, plie=PLIE, device=lost.id)
        (*_, before, last) = _crl_numbers(store)
        assert last == before + 1


def test_what_is_saved_is_told_durable_and_later_work_is_not(
    monde: Monde, saved: tuple[Path, Manifest]
) -> None:
    _, manifest = saved

    adviser = monde.appareil("Ysoline Bréal")
    adviser.dossier()

    assert adviser.hello().durable == manifest.counter


def test_a_damaged_backup_makes_nothing(
    monde: Monde, vide: Settings, saved: tuple[Path, Manifest]
) -> None:
    folder, _ = saved
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        content = path.read_bytes()
        path.write_bytes(content[:-9] + b"?" + content[-8:])

        with pytest.raises((Empechement, Refus)):
            restore.restore(vide, monde.mint, folder)

        path.write_bytes(content)
    assert not vide.authority_key.exists()
    restore.restore(vide, monde.mint, folder)


def test_a_store_is_never_restored_over_another(monde: Monde, saved: tuple[Path, Manifest]) -> None:
    folder, _ = saved
    before = _rows(monde.store)

    with pytest.raises(Refus, match="magasin_existant"):
        restore.restore(monde.settings, monde.mint, folder)

    assert _rows(monde.store) == before


def test_a_restoration_that_fails_at_the_tables_leaves_nothing(
    monde: Monde, vide: Settings, saved: tuple[Path, Manifest]
) -> None:
    """It says that nothing was changed: neither key, nor file, nor row stays, and it can be tried again."""
    folder, manifest = saved
    place = Place(folder)
    wrong = {**manifest.rows, "op": manifest.rows["op"] + 1}
    whole = place.manifest.read_bytes()
    place.manifest.write_bytes(msgspec.json.encode(msgspec.structs.replace(manifest, rows=wrong)))
    (vide.folder / "note").write_text("à moi")
    before = set(vide.folder.rglob("*"))

    with pytest.raises(Empechement, match="rien n’a été restauré"):
        restore.restore(vide, monde.mint, folder)

    assert set(vide.folder.rglob("*")) == before
    place.manifest.write_bytes(whole)
    restore.restore(vide, monde.mint, folder)
    with closing(Store.open(vide)) as store:
        assert _files(store) == {sha256(PDF).hexdigest(): PDF}


def test_a_base_that_may_not_serve_is_refused_before_anything_is_restored(
    monde: Monde, grappe: Grappe, saved: tuple[Path, Manifest], tmp_path: Path
) -> None:
    folder, _ = saved
    settings = grappe.empty(tmp_path / "neuf")
    above = replace(settings, base=settings.base.replace("magasin@", "chef@"))
    lacking = replace(settings, proprietaire=settings.base)

    for wrong in (above, lacking):
        with pytest.raises(StoreError, match=r"(?i)rien n’a été modifié"):
            restore.restore(wrong, monde.mint, folder)
        assert not settings.folder.exists()

    restore.restore(settings, monde.mint, folder)
    Store.open(settings).close()
    grappe.drop(settings)


def test_what_a_vault_had_not_sent_comes_by_file_to_a_restored_store(
    monde: Monde, vide: Settings, tmp_path: Path
) -> None:
    """The exchanges stop, and docs/exploitation.md says that this way stays open."""
    poste = Poste(monde)
    dossier = poste.appareil.dossier()
    folder = tmp_path / "copie"
    backup.save(monde.store, monde.mint, plie=PLIE, folder=folder)
    parcel = poste.sealed(tmp_path / "un.colis", poste.appareil.entretien(dossier))

    restore.restore(vide, monde.mint, folder)

    with closing(Store.open(vide)) as store:
        authority = Authority.load(vide)
        taken = reception.receive(store, authority, monde.mint, plie=PLIE, path=parcel)
    assert (taken.operations, taken.mis_de_cote) == (1, {})


def test_an_interrupted_copy_is_no_backup(
    monde: Monde, vide: Settings, saved: tuple[Path, Manifest]
) -> None:
    folder, _ = saved
    (folder / backup.MANIFEST).unlink()

    with pytest.raises(Refus, match="sauvegarde_refusee"):
        restore.restore(vide, monde.mint, folder)
    with pytest.raises(Refus, match="sauvegarde_existante"):
        backup.save(monde.store, monde.mint, plie=PLIE, folder=folder)


@pytest.mark.parametrize("left", [None, b"%PDF", b"?" * len(PDF)], ids=["gone", "cut", "changed"])
def test_a_file_that_the_store_lost_is_told_and_the_rest_is_saved(
    monde: Monde, tmp_path: Path, left: bytes | None
) -> None:
    """Else one bad sector would end all backups."""
    adviser, digest = _work(monde), _lose(monde, left)

    made = backup.save(monde.store, monde.mint, plie=PLIE, folder=tmp_path / "copie")

    assert (made.missing, made.files) == ((digest,), 0)
    assert adviser.hello().durable == made.counter
    assert adviser.blob("HEAD", digest).headers["upload-offset"] == "0"
    assert adviser.blob("GET", digest).status_code == 404
    sent = adviser.blob("PATCH", digest, PDF, upload_offset="0", upload_length=str(len(PDF)))
    assert sent.status_code == 204
    assert adviser.blob("GET", digest).content == PDF
    second = backup.save(monde.store, monde.mint, plie=PLIE, folder=tmp_path / "ensuite")
    assert (second.missing, second.files) == ((), 1)


def test_a_restored_store_asks_for_the_file_that_the_first_had_lost(
    monde: Monde, vide: Settings, tmp_path: Path
) -> None:
    _work(monde)
    digest = _lose(monde, None)
    backup.save(monde.store, monde.mint, plie=PLIE, folder=tmp_path / "copie")

    restore.restore(vide, monde.mint, tmp_path / "copie")

    with closing(Store.open(vide)) as store:
        assert store.shelf.size(PLIE, digest) is None


def _lose(monde: Monde, left: bytes | None) -> str:
    """Lose the file that `_work` brought, or leave this of it; return its name."""
    digest = sha256(PDF).hexdigest()
    place = shelf.place(monde.settings.blobs, PLIE, digest)
    place.unlink() if left is None else place.write_bytes(left)
    return digest


def _work(monde: Monde) -> Appareil:
    adviser = monde.appareil()
    dossier = adviser.dossier()
    digest = sha256(PDF).hexdigest()
    adviser.push(
        adviser.compte_rendu(dossier, pdf=digest),
        adviser.entretien(dossier, contenu="« œuvre »\n\u202f…"),
        adviser.entretien("un-autre-dossier"),
    )
    adviser.push(adviser.entretien(dossier), part=1, parts=2)
    adviser.blob("PATCH", digest, PDF, upload_offset="0", upload_length=str(len(PDF)))
    monde.revoque(monde.appareil("Ysoline Bréal").id)
    monde.code("Zélie Roc")
    return adviser


def _rows(store: Store) -> dict[str, list[dict[str, Any]]]:
    with store.look(gestion.the_store(PLIE)) as connection:
        return {
            table.name: [
                dict(row._mapping)
                for row in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in tables.metadata.sorted_tables
        }


def _crl_numbers(store: Store) -> list[int]:
    return [row["number"] for row in _rows(store)["crl"]]


def _files(store: Store) -> dict[str, bytes]:
    def found() -> Iterator[tuple[str, bytes]]:
        for path in store.settings.blobs.rglob("*"):
            if path.is_file():
                yield path.name, path.read_bytes()

    return dict(found())

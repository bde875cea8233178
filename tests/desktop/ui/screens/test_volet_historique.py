"""The panel of the history on the real window: a value put back, everything held exported and told."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from desktop.models import blobs, imports, visits
from desktop.models.imports import Import, Ligne
from desktop.models.tables import LECTURE
from desktop.ui.places import Name, Place, side
from desktop.ui.saving import WARNING
from desktop.usecases.entretiens import finaliser
from desktop.usecases.historique import lire, retablir
from desktop.usecases.identite import modifier
from plie.formes.suivi import read
from plie.kinds import Cv, Emploi, Entretien, Personne
from plie.refus import Refus
from tests import builders
from tests.desktop.ui.screens.house import NOW, House
from wire.messages import Visit


def sent(house: House) -> None:
    with house.vault.work() as work:
        work.connection.exec_driver_sql("UPDATE op SET number = seq WHERE number IS NULL")
        work.commit()


def edited(house: House) -> None:
    sent(house)
    with house.vault.work() as work:
        modifier(work, builders.PERSONNE, {"nom_usage": "Kerlann"}, {})
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "historique")))


def test_an_earlier_value_is_put_back(house: House) -> None:
    edited(house)
    assert "Kerlann" in house.find(QLabel, "historique_valeurs_0").text()

    house.click("retablir_0")

    house.qtbot.waitUntil(lambda: house.say() == "La valeur est rétablie.")
    (person,) = house.all(Personne, id=builders.PERSONNE)
    assert person.nom_usage == ""


def test_what_was_removed_stays_in_the_history_and_comes_back(house: House) -> None:
    with house.vault.work() as work:
        id_ = work.new_id()
        work.insert(Emploi(id=id_, dossier=builders.PERSONNE, poste="Cariste"))
        work.commit()
    with house.vault.work() as work:
        work.delete(Emploi, id_, work.seen(Emploi, id_))
        work.commit()
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "historique")))
    title = house.find(QLabel, "historique_titre_0")
    assert title.text() == "Emploi «\u00a0Cariste\u00a0» — supprimé"

    house.click("retablir_0")

    house.qtbot.waitUntil(
        lambda: house.find(QLabel, "historique_titre_0").text().endswith("— rétabli")
    )
    assert [e.poste for e in house.all(Emploi)] == ["Cariste"]
    with house.vault.look() as rows:
        assert rows.conflicts(Emploi, id_) == {}


def test_each_opening_by_someone_else_is_there_the_latest_first(house: House) -> None:
    opened = [
        Visit(
            number=n, dossier=builders.PERSONNE, nom="Philomène Astruc", role="coordination",
            at=f"2026-09-0{n}T07:05:00+00:00",
        )
        for n in range(1, 8)
    ]  # fmt: skip
    other = Visit(number=8, dossier="un-autre", nom="Zélie Roc", role="coordination", at="")
    with house.vault.work() as work:
        visits.keep(work.connection, [*opened, other])
        work.commit()
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "historique")))
    words = house.find(QLabel, "ouvertures_dossier")
    first = words.text().splitlines()

    house.click("ouvertures_dossier_suite")

    every = words.text().splitlines()
    assert len(first) == 5
    assert every[:5] == first
    assert every[0] == "Philomène Astruc (coordination) le 07/09/2026 à 9\u00a0h\u00a005"
    assert [line.split(" le ")[1][:5] for line in every] == [f"0{n}/09" for n in range(7, 0, -1)]


def test_the_pieces_leave_with_them_and_the_adviser_is_told_what_is_not_protected_any_more(
    house: House, tmp_path: Path
) -> None:
    with house.vault.work() as work:
        cv = blobs.file(work.connection, b"%PDF-1.4 un CV", scope=builders.PERSONNE)
        day = date(2026, 9, 1)
        work.insert(Cv(id=work.new_id(), dossier=builders.PERSONNE, date=day, fichier=cv))
        work.commit()
    edited(house)
    house.click("droit_acces")
    dialog = house.find(QFileDialog, "enregistrer_copie_ou")
    dialog.fileSelected.emit(str(tmp_path / "acces.pdf"))
    dialog.close()

    house.qtbot.waitUntil(lambda: "acces.zip" in house.say())

    assert house.say().startswith(
        "Trois fichiers sont enregistrés\u00a0: acces.pdf, acces.json et acces.zip."
    )
    assert house.say().endswith(WARNING)
    with ZipFile(tmp_path / "acces.zip") as held:
        assert b"%PDF-1.4 un CV" in [held.read(name) for name in held.namelist()]


def test_everything_held_leaves_as_two_files_and_is_told(house: House, tmp_path: Path) -> None:
    edited(house)
    (tmp_path / "acces.json").write_text("d’une autre", encoding="utf-8")
    house.click("droit_acces")
    dialog = house.find(QFileDialog, "enregistrer_copie_ou")
    dialog.fileSelected.emit(str(tmp_path / "acces.pdf"))
    dialog.close()

    house.qtbot.waitUntil(lambda: "acces (2).json" in house.say())

    assert (tmp_path / "acces.pdf").read_bytes().startswith(b"%PDF")
    read((tmp_path / "acces (2).json").read_text(encoding="utf-8"), source="acces.json")
    assert (tmp_path / "acces.json").read_text(encoding="utf-8") == "d’une autre"
    house.jobs.drain()
    with house.vault.look() as rows:
        told = [(r.dossier, r.genre) for r in rows.connection.execute(LECTURE.select())]
    assert (builders.PERSONNE, "export_copie") in told


def test_the_line_that_an_import_made_the_dossier_of_is_shown_with_every_column(
    house: House,
) -> None:
    place = Place(Name.FILE, side(builders.PERSONNE, "historique"))
    house.window.go(place)
    house.find(QLabel, "droit_acces_raison")
    house.jobs.drain()
    shown = house.window.screen_shown.findChild(QLabel, "historique_origine")
    assert not shown.isVisible()
    with house.vault.work() as work:
        done = Import(work.new_id(), NOW, ("Nom", "Prénom", "Remarques", "Vide"), 1)
        cells = ("Trévignac", "Maïwenn", "Rappeler le soir", "")
        imports.keep(work.connection, done, [Ligne(builders.PERSONNE, 2, cells)])
        work.commit()

    house.window.go(Place(Name.JOURNEE))
    house.window.go(place)

    told = house.find(QLabel, "historique_origine").text().splitlines()
    assert told[0] == "Ligne 2 du tableau importé le 10/09/2026"
    assert told[1:] == [
        "Nom\u00a0: Trévignac", "Prénom\u00a0: Maïwenn", "Remarques\u00a0: Rappeler le soir",
    ]  # fmt: skip


def test_what_a_compte_rendu_froze_is_corrected_and_never_put_back_from_here(house: House) -> None:
    """C9-3-6: both signed those words; another version says them otherwise."""
    draft = house.draft(duree_min=45)
    sent(house)
    with house.vault.work() as work:
        work.patch(Entretien, draft, work.seen(Entretien, draft), duree_min=20)
        work.commit()
    before = restorable(house, draft)
    with house.vault.work() as work:
        finaliser(work, draft, referentiel=house.window.desk.referentiel, now=NOW)

    assert before
    assert restorable(house, draft) == []
    with house.vault.work() as work, pytest.raises(Refus, match="entretien_fige"):
        retablir(work, "entretien", draft, "duree_min", 45)
    assert house.all(Entretien, id=draft)[0].duree_min == 20


def restorable(house: House, id_: str) -> list[str]:
    with house.vault.look() as rows:
        told = lire(
            rows, builders.PERSONNE, referentiel=house.window.desk.referentiel, zone=NOW.tzinfo
        )
    return [line.titre for line in told if line.changement.id == id_ and line.retablir]

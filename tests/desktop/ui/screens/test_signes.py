"""What the paper cannot print as it was typed is said before it is signed, at its field."""

from datetime import timedelta

from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop.ui.places import Name
from plie.kinds import Personne
from tests import builders
from tests.desktop.documents.papers import texts
from tests.desktop.ui.screens.house import NOW, House
from tests.desktop.ui.screens.signing import person_reads


def test_a_sign_without_a_glyph_is_named_with_its_field_and_nothing_is_frozen(
    house: House,
) -> None:
    house.go(Name.ENTRETIEN, house.draft(contenu="Accord 🤝 de 李小龙.", lieu="Mairie محمد"))

    house.click("finaliser")

    said = house.find(QPushButton, "manque_contenu")
    assert "«\u00a0Ce qui a été dit\u00a0»" in said.text()
    assert "«\u00a0🤝\u00a0» et «\u00a0李小龙\u00a0»" in said.text()
    assert "«\u00a0محمد\u00a0»" in house.find(QPushButton, "manque_lieu").text()
    assert house.find(QLabel, "entretien_contenu_objection").text() == said.text()
    assert house.comptes_rendus() == ()
    house.click("manque_contenu")
    assert house.focused() == "entretien_contenu"


def test_written_in_words_it_is_finalised_as_it_is_read(house: House) -> None:
    house.go(Name.ENTRETIEN, house.draft(contenu="Accord 🤝."))
    house.click("finaliser")
    house.find(QWidget, "manque_contenu")

    house.find(QPlainTextEdit, "entretien_contenu").clear()
    house.write("entretien_contenu", "\uf0b7 Accord donné.")
    house.click("finaliser")

    house.until_pages("relecture_pdf")
    (cr,) = house.comptes_rendus()
    with house.vault.look() as rows:
        pdf = rows.blob(cr.pdf)
    assert pdf is not None
    assert "• Accord donné." in texts(pdf)[0]


def test_the_reason_of_a_correction_is_printed_as_typed_or_said(house: House) -> None:
    cr = house.compte_rendu()
    (known,) = house.comptes_rendus()
    house.go(Name.ENTRETIEN, known.entretien)
    house.write("motif", "Oubli 🤝")

    house.click("finaliser")

    assert "🤝" in house.find(QPushButton, "manque_motif").text()
    assert [one.id for one in house.comptes_rendus()] == [cr]


def test_a_remark_that_would_not_be_printed_is_told_before_it_is_signed(house: House) -> None:
    cr = house.compte_rendu()
    person_reads(house, cr)
    house.click("position_remarque")

    house.write("remarque", "Merci 🤝")

    house.qtbot.waitUntil(lambda: "🤝" in house.say())
    assert house.signatures(cr) == ()


def test_a_name_is_never_refused_but_what_the_paper_makes_of_it_is_said(house: House) -> None:
    house.go(Name.NOUVEAU_DOSSIER, "")
    house.write("nouveau_formulaire_prenoms", "李")

    said = house.find(QLabel, "nouveau_formulaire_prenoms_sens")
    assert "«\u00a0李\u00a0»" in said.text()
    house.write("nouveau_formulaire_nom", "Kerbrat")
    yesterday = NOW.date() - timedelta(days=9000)
    house.write("nouveau_formulaire_naissance_le", f"{yesterday:%d/%m/%Y}")
    house.click("ouvrir_dossier")
    house.qtbot.waitUntil(lambda: any(p.prenoms == "李" for p in house.all(Personne)))


def test_a_name_put_right_says_so_and_the_compte_rendu_warns_of_it(house: House) -> None:
    house.go(Name.IDENTITE, builders.PERSONNE)
    first = house.find(QLineEdit, "identite_formulaire_prenoms")
    house.qtbot.waitUntil(lambda: bool(first.text()))

    house.write("identite_formulaire_prenoms", " 李")

    assert "李" in house.find(QLabel, "identite_formulaire_prenoms_sens").text()
    house.click("identite_enregistrer")
    house.qtbot.waitUntil(lambda: house.window.place.name is Name.FILE)
    assert any("李" in p.prenoms for p in house.all(Personne))
    house.go(Name.ENTRETIEN, house.draft())
    assert "«\u00a0李\u00a0»" in house.find(QLabel, "avertissement").text()
    house.click("finaliser")
    house.until_pages("relecture_pdf")

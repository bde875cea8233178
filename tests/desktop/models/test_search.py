"""Full text over what was said and noted: accents, œ, apostrophes; what is removed leaves the index."""

import pytest

from desktop.models import migrations
from desktop.models.vault import Vault
from plie.kinds import Id
from tests.builders import un_compte_rendu, un_entretien, un_evenement, une_personne


def put(vault: Vault, *things: object) -> None:
    with vault.work() as work:
        for thing in things:
            work.insert(thing)
        work.commit()


def found(vault: Vault, words: str) -> list[str]:
    with vault.look() as rows:
        return [one.thing for one in rows.search(words, most=20)]


@pytest.fixture
def told(vault: Vault) -> Vault:
    put(
        vault,
        une_personne(),
        un_evenement(id=Id("ev-2"), texte="Reçu avec M. Yıldırgan-Sørła, Weißdorn, et d’Ħalŧen."),
        un_compte_rendu(
            id=Id("cr-1"),
            contenu="Elle a retrouvé sa sœur à l’Élysée ; manœuvre prévue.",
            suites=("Appeler l’école d’infirmières",),
        ),
        un_compte_rendu(id=Id("cr-2"), contenu="Rien que des démarches administratives."),
        un_evenement(id=Id("ev-1"), texte="Message laissé au répondeur"),
        un_entretien(id=Id("en-9"), contenu="Brouillon : le permis de conduire coûte cher."),
    )
    return vault


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("soeur", ["cr-1"]),
        ("SŒUR", ["cr-1"]),
        ("elysee", ["cr-1"]),
        ("l’élysée", ["cr-1"]),
        ("l'Élysée", ["cr-1"]),
        ("manoeuv", ["cr-1"]),
        ("infirmieres", ["cr-1"]),
        ("administratives", ["cr-2"]),
        ("démarch admin", ["cr-2"]),
        ("sœur administratives", []),
        ("répondeur", ["ev-1"]),
        ("PERMIS", ["en-9"]),
        ("YILDIRGAN", ["ev-2"]),
        ("yıldır", ["ev-2"]),
        ("yildirgan-sorl", ["ev-2"]),
        ("yildir-sorla", []),
        ("weissdorn halt", ["ev-2"]),
        ("cout", ["en-9"]),
    ],
)
def test_words_are_found_whatever_their_accents(
    told: Vault, words: str, expected: list[str]
) -> None:
    assert found(told, words) == expected


@pytest.mark.parametrize(
    "words", ["", "  ", '"', "*", "a-b", "NEAR(", "contenu:x", "- -", "l'", "(", "OR AND", "\x00"]
)
def test_no_word_is_an_order_to_the_index(told: Vault, words: str) -> None:
    assert "cr-2" not in found(told, words)


def test_a_draft_is_found_once_finalised_as_its_compte_rendu(vault: Vault) -> None:
    put(vault, une_personne(), un_entretien(id=Id("en-1"), contenu="Une brocante à vélo."))
    assert found(vault, "brocante") == ["en-1"]

    put(
        vault,
        un_compte_rendu(id=Id("cr-1"), entretien=Id("en-1"), contenu="Une brocante à vélo."),
    )

    assert found(vault, "brocante") == ["cr-1"]


def test_what_was_there_before_the_index_is_indexed(vault: Vault) -> None:
    put(vault, une_personne(), un_compte_rendu(contenu="Le cœur y est."), un_evenement(texte="Hé"))
    assert vault._writer is not None
    step = next(s for s in migrations.steps() if "recherche" in s.name)

    with vault._writer.connect() as connection:
        for trigger in ("compte_rendu", "evenement", "evenement_ote"):
            connection.exec_driver_sql(f"DROP TRIGGER recherche_{trigger}")
        connection.exec_driver_sql("DROP TABLE recherche")
        connection.exec_driver_sql(f"PRAGMA user_version = {step.number - 1:d}")
        migrations.migrate(connection, migrations.steps()[: step.number])

    assert len(found(vault, "coeur")) == 1
    assert len(found(vault, "he")) == 1


def test_an_event_that_goes_leaves_the_index(told: Vault) -> None:
    assert told._writer is not None

    with told._writer.connect() as connection:
        connection.exec_driver_sql("DELETE FROM evenement")

    assert found(told, "répondeur") == []


def test_the_word_found_stands_near_the_beginning_of_its_extract(vault: Vault) -> None:
    words = (
        "Monsieur reparle longuement, pour la troisième fois, de son projet de permis de conduire."
    )
    with vault.work() as work:
        work.insert(un_evenement(id=work.new_id(), texte=words))
        work.commit()

    with vault.look() as rows:
        (found,) = rows.search("permis", most=9)

    assert "permis de conduire" in found.extrait
    assert found.extrait.index("permis") < 24

"""The voice: choices, values said again later, agreements, and nothing told twice."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from desktop.demo.library import Fil, load
from desktop.demo.people import Besoin, People, Profil
from desktop.demo.prose import Scene, Shelf, Voice

LIBRARY = load()
DAY, BEFORE, AFTER = date(2026, 9, 14), date(2026, 8, 17), date(2026, 10, 15)


def a_random() -> Random:
    return Random(3)  # noqa: S311 - the same draws each time


def a_profile(**besoin: object) -> Profil:
    people = People(LIBRARY, today=DAY)
    return people.draw(Besoin(**besoin), a_random())  # type: ignore[arg-type]


def a_voice(profil: Profil | None = None, shelf: Shelf | None = None) -> Voice:
    voice = Voice(
        profil or a_profile(femme=True),
        LIBRARY,
        shelf or Shelf(),
        a_random(),
        partners=("Mme\u00a0Bréhal",),
    )
    voice.know("prescripteur", "le CCAS")
    return voice


def a_scene() -> Scene:
    return Scene(DAY, BEFORE, AFTER)


def test_a_choice_is_made_inside_a_choice() -> None:
    voice = a_voice()

    said = {voice.say("[un|deux [trois|quatre]]", a_scene()) for _ in range(50)}

    assert said == {"Un", "Deux trois", "Deux quatre"}


def test_words_agree_with_the_person() -> None:
    text = "{Il} est venu{e}, {g seul/seule}, avec {soi}-même"

    woman = a_voice(a_profile(femme=True)).say(text, a_scene())
    man = a_voice(a_profile(femme=False)).say(text, a_scene())

    assert woman == "Elle est venue, seule, avec elle-même"
    assert man == "Il est venu, seul, avec lui-même"


def test_articles_contract_and_elide() -> None:
    profil = replace(a_profile(femme=True), commune="Elbeuf")

    said = a_voice(profil).say(
        "Venue {de commune} et {de prescripteur}, {à prescripteur}", a_scene()
    )

    assert said == "Venue d’Elbeuf et du CCAS, au CCAS"


def test_a_date_announced_is_the_same_when_it_is_looked_back_on() -> None:
    voice, scene = a_voice(), a_scene()

    announced = voice.say("rendez-vous le {+rdv futur}", scene)
    later = voice.say("après le {rdv}", scene)

    day = scene.memo["rdv"].day
    assert day is not None
    assert DAY < day < AFTER
    assert announced.removeprefix("Rendez-vous le ") == later.removeprefix("Après le ")


def test_an_employer_is_said_again_with_its_article() -> None:
    voice, scene = a_voice(), a_scene()

    first = voice.say("dans {+emp un_employeur}", scene)
    again = voice.say("{emp} répond", scene)

    assert first.startswith("Dans une ")
    assert again.startswith(("La ", "L’"))
    assert again.split("’")[-1].split()[-2] in first


def test_a_sentence_that_begins_with_a_value_has_its_capital() -> None:
    assert a_voice().say("Bien. {un_employeur} répond.", a_scene()).startswith("Bien. Une ")


def test_a_text_without_variety_cannot_be_told_of_two_people() -> None:
    shelf = Shelf()
    first = a_voice(shelf=shelf).paragraph(("{P} est là.",), a_scene())
    other = replace(a_profile(femme=True), nom="Autrui")

    assert first[1].endswith("est là.")
    with pytest.raises(LookupError):
        a_voice(other, shelf).paragraph(("{P} est là.",), a_scene())


def test_the_name_just_said_becomes_a_pronoun() -> None:
    _, said = a_voice().paragraph(("{P} sourit.",), a_scene(), extra="Bonjour. {}", named=True)

    assert said == "Bonjour. Elle sourit."


@pytest.mark.parametrize("fil", LIBRARY.fils.values(), ids=lambda fil: fil.code)
def test_every_fil_can_be_told_from_end_to_end(fil: Fil) -> None:
    wanted = {tag for tag in fil.si if tag != "hors_ue"}
    voice = a_voice(a_profile(tags=frozenset(wanted)))
    scene = a_scene()

    for pas in fil.pas:
        for text in (*pas.textes, *pas.suites, pas.etape, pas.objectif):
            said = voice.say(text, scene)
            assert not set("{}[]|") & set(said)
        keys = {pas.debut, pas.fin, pas.emploi_fin} - {"", "passe"}
        assert keys <= set(scene.memo)
        assert all(scene.memo[key].day for key in keys)


@pytest.mark.parametrize("femme", [True, False])
def test_every_passage_can_be_told(femme: bool) -> None:  # noqa: FBT001 - both genders
    voice, scene = a_voice(a_profile(femme=femme, tags=frozenset({"enfants"}))), a_scene()
    voice.say("{+manque passe} {+heure h 9 10}", scene)

    for passages in LIBRARY.passages.values():
        for passage in passages:
            for text in passage.textes:
                assert not set("{}[]|") & set(voice.say(text, scene))


def test_every_text_in_the_library_is_written_once() -> None:
    texts = [t for fil in LIBRARY.fils.values() for pas in fil.pas for t in pas.textes]
    texts += [t for ps in LIBRARY.passages.values() for p in ps for t in p.textes]

    assert len(set(texts)) == len(texts)
    assert len(texts) >= 450

"""Rivals told in words and settled, between real vaults and the real store (sync.md §2)."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from desktop.usecases import conflits
from desktop.usecases.conflits import Conflit
from desktop.usecases.desaccords import Desaccord
from desktop.usecases.referentiels import charger
from plie.kinds import Coordonnees, Entretien, Etape, Id
from plie.refus import Refus
from plie.vocabulaire import Role
from tests.desktop import coherence
from tests.desktop.sync.postes import Magasin, Poste, new_poste
from wire.op import EXISTS

REFERENTIEL = charger("demo")
ICI, LA_BAS = "Cherche un garage.\nA le permis.", "Cherche un garage.\nAttend son permis."


@dataclass(frozen=True)
class Monde:
    """A store, an adviser's two machines, and coordination's. One for all: each test has its dossier."""

    ae: Poste
    ailleurs: Poste
    coordination: Poste


@pytest.fixture(scope="module")
def monde(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Monde]:
    folder = tmp_path_factory.mktemp("monde")
    magasin = Magasin.opened(folder / "magasin")
    odilon, philomene = "Odilon Carpentras", "Philomène Astruc"
    postes = [new_poste(folder / f"coffre-{n}", magasin, nom=f"poste {n}") for n in range(3)]
    for poste, nom, role in zip(
        postes,
        (odilon, odilon, philomene),
        (Role.ACCOMPAGNATEUR, Role.ACCOMPAGNATEUR, Role.COORDINATION),
        strict=True,
    ):
        poste.enrol(magasin.invite(nom, role))
    yield Monde(*postes)
    for poste in postes:
        poste.vault.close()
    magasin.store.close()


@pytest.fixture
def ae(monde: Monde) -> Poste:
    return monde.ae


@pytest.fixture
def ailleurs(monde: Monde) -> Poste:
    return monde.ailleurs


@pytest.fixture
def coordination(monde: Monde) -> Poste:
    return monde.coordination


def exchange(*postes: Poste) -> None:
    """Let each know everything."""
    for poste in (*postes, *postes[:-1]):
        assert poste.synchronise().complete


def told(poste: Poste, id_: Id) -> tuple[Conflit, ...]:
    with poste.vault.look() as rows:
        found = conflits.conflits(rows, referentiel=REFERENTIEL)
    return tuple(conflit for conflit in found if conflit.id == id_)


def the_only(poste: Poste, id_: Id) -> tuple[Conflit, Desaccord]:
    (conflit,) = told(poste, id_)
    (desaccord,) = conflit.desaccords
    return conflit, desaccord


def settle(poste: Poste, id_: Id, **values: object) -> None:
    (conflit,) = told(poste, id_)
    with poste.vault.work() as work:
        conflits.trancher(work, conflit.kind, conflit.id, seen=conflit.seen, values=values)


def go_back(poste: Poste, kind: str, id_: str, champ: str) -> None:
    with poste.vault.work() as work:
        conflits.revenir(work, kind, id_, champ)


def words(poste: Poste, id_: Id) -> list[tuple[str, ...]]:
    _, desaccord = the_only(poste, id_)
    return sorted(version.mots for version in desaccord.versions)


@pytest.fixture
def entretien(ae: Poste, ailleurs: Poste) -> Id:
    """A draft that both machines have, written differently on each, and exchanged."""
    id_ = ae.entretien(ae.dossier(), "Cherche un garage.")
    exchange(ae, ailleurs)
    ae.note(id_, ICI)
    ailleurs.note(id_, LA_BAS)
    exchange(ae, ailleurs)
    return id_


@pytest.mark.parametrize("first", [0, 1])
def test_the_same_conflict_is_told_on_both_whoever_exchanges_first(
    ae: Poste, ailleurs: Poste, first: int
) -> None:
    id_ = ae.entretien(ae.dossier(), "Cherche un garage.")
    exchange(ae, ailleurs)
    ae.note(id_, ICI)
    ailleurs.note(id_, LA_BAS)

    exchange(*((ae, ailleurs) if first == 0 else (ailleurs, ae)))

    here, there = the_only(ae, id_)[1], the_only(ailleurs, id_)[1]
    assert words(ae, id_) == words(ailleurs, id_) == [(ICI,), (LA_BAS,)]
    assert [v.mots for v in here.versions if v.retenue] == [
        v.mots for v in there.versions if v.retenue
    ]
    assert here.champ.label == "Ce qui a été dit"
    assert told(ae, id_)[0].personne == "Maïwenn Trévignac"
    assert here.versions[0].auteur == "Vous, sur ce poste"
    assert "Poste d’essai" in here.versions[1].auteur


def test_who_wrote_while_i_was_offline_is_said(ae: Poste, coordination: Poste) -> None:
    dossier = ae.dossier()
    with ae.vault.work() as work:
        id_ = work.new_id()
        work.insert(Coordonnees(id=id_, dossier=dossier, telephone="01 99 00 00 00"))
        work.commit()
    exchange(ae, coordination)
    for poste, number in ((ae, "01 99 00 00 01"), (coordination, "01 99 00 00 02")):
        with poste.vault.work() as work:
            seen = work.seen(Coordonnees, id_)
            work.patch(Coordonnees, id_, seen, telephone=number)
            work.commit()

    exchange(coordination, ae)

    _, mine = the_only(ae, id_)
    assert mine.phrase == (
        "Vous avez écrit ceci\u202f; Philomène Astruc (coordination) a écrit autre chose pendant "
        "que vous étiez hors ligne."
    )
    _, theirs = the_only(coordination, id_)
    assert theirs.phrase == (
        "Vous avez écrit ceci\u202f; Odilon Carpentras (accompagnateur·rice) a écrit autre chose "
        "sans l’avoir encore reçu."
    )
    assert (mine.champ.label, mine.versions[0].mots) == ("Téléphone", ("01 99 00 00 01",))


@pytest.mark.parametrize("choice", ["one", "other", "both", "third"])
def test_each_way_of_settling_ends_it_on_both_machines(
    ae: Poste, ailleurs: Poste, entretien: Id, choice: str
) -> None:
    _, shown = the_only(ae, entretien)
    value = {
        "one": shown.versions[0].valeur,
        "other": shown.versions[1].valeur,
        "both": shown.ensemble,
        "third": "A le permis depuis hier.",
    }[choice]

    settle(ae, entretien, contenu=value)
    exchange(ae, ailleurs)

    assert told(ae, entretien) == told(ailleurs, entretien) == ()
    assert ae.contenu(entretien) == ailleurs.contenu(entretien) == value
    assert coherence.complaints(ae.vault) == coherence.complaints(ailleurs.vault) == []


def test_two_texts_kept_together_say_once_what_both_say(ae: Poste, entretien: Id) -> None:
    _, shown = the_only(ae, entretien)

    assert shown.ensemble == "Cherche un garage.\nA le permis.\nAttend son permis."
    assert told(ae, entretien)[0].id == entretien


def test_lists_kept_together_are_united(ae: Poste, ailleurs: Poste) -> None:
    id_ = ae.entretien(ae.dossier())
    exchange(ae, ailleurs)
    for poste, who in ((ae, ("Une sœur", "Un juriste")), (ailleurs, ("Un juriste", "Un frère"))):
        with poste.vault.work() as work:
            work.patch(Entretien, id_, work.seen(Entretien, id_), presents=who)
            work.commit()
    exchange(ae, ailleurs)

    settle(ae, id_, presents=the_only(ae, id_)[1].ensemble)
    exchange(ae, ailleurs)

    with ailleurs.vault.look() as rows:
        assert rows.get(Entretien, id_).presents == ("Une sœur", "Un juriste", "Un frère")


def test_a_choice_taken_back_is_open_again_on_both_with_who_wrote_what(
    ae: Poste, ailleurs: Poste, entretien: Id
) -> None:
    before = [(v.auteur, v.mots) for v in the_only(ae, entretien)[1].versions]
    settle(ae, entretien, contenu="Ni l’un ni l’autre.")
    exchange(ae, ailleurs)
    assert told(ailleurs, entretien) == ()

    go_back(ae, "entretien", entretien, "contenu")
    assert [(v.auteur, v.mots) for v in the_only(ae, entretien)[1].versions] == before
    exchange(ae, ailleurs)

    assert words(ailleurs, entretien) == words(ae, entretien) == [(ICI,), (LA_BAS,)]
    settle(ailleurs, entretien, contenu=ICI)
    exchange(ailleurs, ae)
    assert told(ae, entretien) == told(ailleurs, entretien) == ()
    assert ae.contenu(entretien) == ICI


def test_a_choice_taken_back_before_any_exchange_leaves_nothing_settled(
    ae: Poste, entretien: Id
) -> None:
    settle(ae, entretien, contenu=ICI)

    go_back(ae, "entretien", entretien, "contenu")

    assert words(ae, entretien) == [(ICI,), (LA_BAS,)]


def test_the_choices_that_can_be_taken_back_are_listed(ae: Poste, entretien: Id) -> None:
    settle(ae, entretien, contenu=ICI)

    with ae.vault.look() as rows:
        made = conflits.tranches(rows, referentiel=REFERENTIEL)[0]

    assert (made.id, made.champ, made.titre, made.mots) == (
        entretien, "contenu", "Ce qui a été dit", (ICI,),
    )  # fmt: skip
    ae.note(entretien, "Écrit ensuite, sur un autre sujet.")
    ae.cycle()
    ae.note(entretien, "Et encore ensuite.")
    with ae.vault.look() as rows:
        left = conflits.tranches(rows, referentiel=REFERENTIEL)
    assert entretien not in [made.id for made in left]
    with pytest.raises(Refus, match="choix_depasse"):
        go_back(ae, "entretien", entretien, "contenu")


def test_a_rival_that_the_screen_did_not_show_is_not_settled(
    ae: Poste, ailleurs: Poste, entretien: Id
) -> None:
    shown, _ = the_only(ae, entretien)
    settle(ailleurs, entretien, contenu="Un troisième texte.")
    exchange(ailleurs, ae)

    with ae.vault.work() as work, pytest.raises(Refus, match="rivaux_changes"):
        conflits.trancher(work, "entretien", entretien, seen=shown.seen, values={"contenu": ICI})


def test_two_choices_made_apart_are_a_conflict_in_their_turn(
    ae: Poste, ailleurs: Poste, entretien: Id
) -> None:
    settle(ae, entretien, contenu=ICI)
    settle(ailleurs, entretien, contenu=LA_BAS)
    exchange(ae, ailleurs)

    assert words(ae, entretien) == words(ailleurs, entretien) == [(ICI,), (LA_BAS,)]
    assert told(ae, entretien)[0].id == entretien


@pytest.fixture
def removed(ae: Poste, ailleurs: Poste) -> Id:
    """A draft removed on one machine while the other was writing it."""
    id_ = ae.entretien(ae.dossier(), "Cherche un garage.")
    exchange(ae, ailleurs)
    with ae.vault.work() as work:
        work.delete(Entretien, id_, work.seen(Entretien, id_))
        work.commit()
    ailleurs.note(id_, LA_BAS)
    exchange(ae, ailleurs)
    return id_


def decide(poste: Poste, id_: Id, *, keep: bool) -> None:
    (conflit,) = told(poste, id_)
    gesture = conflits.maintenir if keep else conflits.supprimer
    with poste.vault.work() as work:
        gesture(work, conflit.kind, conflit.id, seen=conflit.seen)


def test_removed_here_changed_there_is_said_and_nothing_is_removed_meanwhile(
    ae: Poste, removed: Id
) -> None:
    _, shown = the_only(ae, removed)

    assert shown.suppression
    assert shown.phrase.startswith("D’un côté, vous l’avez supprimé\u202f; de l’autre,")
    assert shown.versions[1].mots == (f"Ce qui a été dit\u00a0: {LA_BAS}",)
    assert ae.contenu(removed) == LA_BAS


@pytest.mark.parametrize("keep", [True, False])
def test_removed_or_kept_both_machines_agree_and_it_can_be_taken_back(
    ae: Poste, ailleurs: Poste, removed: Id, *, keep: bool
) -> None:
    decide(ae, removed, keep=keep)
    exchange(ae, ailleurs)
    assert told(ae, removed) == told(ailleurs, removed) == ()
    for poste in (ae, ailleurs):
        with poste.vault.look() as rows:
            assert (rows.find(Entretien, removed) is not None) is keep

    go_back(ae, "entretien", removed, EXISTS)
    exchange(ae, ailleurs)

    for poste in (ae, ailleurs):
        assert the_only(poste, removed)[1].suppression
        assert poste.contenu(removed) == LA_BAS
        assert coherence.complaints(poste.vault) == []


def test_writing_a_field_does_not_settle_a_removal(ae: Poste, ailleurs: Poste, removed: Id) -> None:
    ae.note(removed, "Écrit entre-temps.")
    exchange(ae, ailleurs)

    assert the_only(ae, removed)[1].suppression
    assert the_only(ailleurs, removed)[1].suppression


def test_of_a_thing_that_all_removed_nothing_is_left_to_choose(
    ae: Poste, ailleurs: Poste, entretien: Id
) -> None:
    with ae.vault.work() as work:
        work.delete(Entretien, entretien, work.seen(Entretien, entretien))
        work.commit()
    exchange(ae, ailleurs)

    for poste in (ae, ailleurs):
        assert told(poste, entretien) == ()
        with poste.vault.look() as rows:
            assert rows.conflicts(Entretien, entretien), "kept in the history"


def test_who_may_not_write_the_thing_is_told_whose_choice_it_is(
    ae: Poste, ailleurs: Poste, coordination: Poste
) -> None:
    dossier = ae.dossier()
    with ae.vault.work() as work:
        id_ = work.new_id()
        work.insert(Etape(id=id_, dossier=dossier, intitule="Immersion"))
        work.commit()
    exchange(ae, ailleurs)
    for poste, title in ((ae, "Immersion au garage"), (ailleurs, "Immersion en cuisine")):
        with poste.vault.work() as work:
            work.patch(Etape, id_, work.seen(Etape, id_), intitule=title)
            work.commit()
    exchange(ae, ailleurs, coordination)

    (shown,) = told(coordination, id_)

    assert shown.empeche.startswith("À trancher par\u00a0: accompagnateur·rice.")
    with coordination.vault.work() as work, pytest.raises(Refus, match="choix_d_un_autre"):
        conflits.trancher(
            work, "etape", id_, seen=shown.seen, values={"intitule": "Immersion au garage"}
        )
    with coordination.vault.look() as rows:
        assert conflits.par_dossier(rows)[dossier] == 1


def test_values_settled_elsewhere_leave_the_index_as_they_leave_the_list(
    ae: Poste, ailleurs: Poste, entretien: Id
) -> None:
    settle(ailleurs, entretien, contenu=ICI)
    exchange(ailleurs, ae)

    with ae.vault.look() as rows:
        dossier = rows.get(Entretien, entretien).dossier
        assert dossier not in conflits.par_dossier(rows)
    assert ae.contenu(entretien) == ICI

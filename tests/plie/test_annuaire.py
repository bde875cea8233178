"""L’annuaire suit ses fusions, même contradictoires, propose qui est là, et rapproche ce qui se ressemble (C9-3-1)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plie.annuaire import (
    Annuaire,
    contre_depart,
    garde,
    juger_fusion,
    juger_separation,
    memes_personnes,
    memes_structures,
    sans_nom,
)
from plie.kinds import Id, Professionnel, Structure
from plie.refus import Refus
from plie.vocabulaire import Role

ON = date(2026, 9, 10)
_IDS = st.sampled_from("abcdefg")
GRAPHES = st.dictionaries(_IDS, _IDS)


def une_structure(id_: str, nom: str = "Mission locale", **changes: str | None) -> Structure:
    into = changes.get("dans")
    return Structure(
        id=Id(id_),
        nom=nom,
        commune=changes.get("commune") or "",
        fusionnee_dans=Id(into) if into else None,
    )


def une_personne(id_: str, prenom: str, nom: str, structure: str | None = None) -> Professionnel:
    return Professionnel(
        id=Id(id_), prenom=prenom, nom=nom, structure=Id(structure) if structure else None
    )


@given(GRAPHES)
def test_toute_fusion_aboutit_et_ce_qui_est_garde_se_garde_soi_meme(graphe: dict[str, str]) -> None:
    pointers = {a: b for a, b in graphe.items() if a != b}

    for id_ in "abcdefg":
        kept = garde(id_, pointers)
        assert garde(kept, pointers) == kept
        if id_ in pointers:
            assert garde(pointers[id_], pointers) == kept


@given(GRAPHES, st.randoms())
def test_l_ordre_dans_lequel_les_fiches_arrivent_ne_change_rien(
    graphe: dict[str, str], hasard: object
) -> None:
    structures = [une_structure(id_, dans=graphe.get(id_)) for id_ in "abcdefg"]
    mixed = list(structures)
    hasard.shuffle(mixed)  # type: ignore[attr-defined]  # random.Random, by hypothesis
    here, there = Annuaire(tuple(structures)), Annuaire(tuple(mixed))

    for one in structures:
        mine, theirs = here.structure(one.id), there.structure(one.id)
        assert mine is not None
        assert mine == theirs
    assert {s.id for s in here.en_vigueur} == {s.id for s in there.en_vigueur}


@given(GRAPHES)
def test_une_fiche_est_en_vigueur_ou_reunie_a_une_seule_qui_l_est(graphe: dict[str, str]) -> None:
    known = Annuaire(tuple(une_structure(id_, dans=graphe.get(id_)) for id_ in "abcdefg"))

    held = [one.id for kept in known.en_vigueur for one in (kept, *known.reunies(kept.id))]

    assert sorted(held) == list("abcdefg")


def test_deux_postes_qui_fusionnent_chacun_dans_l_autre_gardent_la_plus_ancienne() -> None:
    known = Annuaire((une_structure("a", dans="b"), une_structure("b", dans="a")))

    assert [s.id for s in known.en_vigueur] == ["a"]
    assert known.structure("b") is known.structures[0]


def test_une_fiche_reunie_a_une_autre_qui_n_est_pas_arrivee_reste_elle_meme() -> None:
    known = Annuaire((une_structure("a", dans="absente"),))

    assert known.structure("a") is known.structures[0]
    assert known.structure("absente") is None
    assert known.structure(None) is None


def test_un_nouveau_choix_ne_propose_ni_les_fiches_reunies_ni_les_personnes_parties() -> None:
    here, gone = une_personne("p1", "Ode", "Lorgnac"), une_personne("p2", "Jo", "Ys")
    known = Annuaire(
        (une_structure("a"), une_structure("b", dans="a")),
        (
            here,
            Professionnel(id=gone.id, nom="Ys", parti_le=ON),
            Professionnel(id=Id("p3"), nom="Ob", parti_le=date(2026, 9, 11)),
            Professionnel(id=Id("p4"), nom="Lorgnac", fusionne_dans=Id("p1")),
        ),
    )

    assert [s.id for s in known.en_vigueur] == ["a"]
    assert [p.id for p in known.presents(ON)] == ["p1", "p3"]
    assert [p.id for p in known.personnes] == ["p1", "p2", "p3"]


def test_qui_travaille_dans_une_structure_reunie_travaille_dans_celle_qui_est_gardee() -> None:
    known = Annuaire(
        (une_structure("a"), une_structure("b", dans="a")),
        (une_personne("p1", "Ode", "Lorgnac", "b"), une_personne("p2", "Jo", "Ys", "a")),
    )

    assert [p.id for p in known.equipe("a")] == ["p1", "p2"]
    assert known.orientee_par(None, "p1") is known.structures[0]
    assert known.orientee_par("b", None) is known.structures[0]
    assert known.orientee_par(None, None) is None


@pytest.mark.parametrize(
    ("une", "autre"),
    [
        ("Mission locale", "Mission locale, antenne de Valmont"),
        ("Mission locale de Valmont", "mission  LOCALE"),
        ("Centre communal d’action sociale", "CCAS de Valmont"),
        ("L’Atelier Gauthier", "Atelier Gautier"),
        ("Plateforme mobilité", "Plateforme de mobilité du Val"),
    ],
)
def test_deux_noms_qui_se_ressemblent_dans_une_commune_sont_rapproches(
    une: str, autre: str
) -> None:
    one, other = (
        une_structure("a", une, commune="Valmont"),
        une_structure("b", autre, commune="valmont"),
    )

    assert memes_structures(one, other)
    assert memes_structures(other, one)
    assert not memes_structures(one, une_structure("b", autre, commune="Ailleurs"))


@pytest.mark.parametrize(
    ("une", "autre"),
    [
        ("Mission locale", "Maison des services"),
        ("Centre médico-social", "Centre équestre"),
        ("Valmont", "Mission locale"),
        ("", ""),
        ("Association Relais", "Relais"),
    ],
)
def test_des_noms_qui_different_ne_sont_pas_rapproches(une: str, autre: str) -> None:
    one, other = (
        une_structure("a", une, commune="Valmont"),
        une_structure("b", autre, commune="Valmont"),
    )

    assert not memes_structures(one, other)


@pytest.mark.parametrize(
    ("une", "autre", "pareil"),
    [
        (("Ode", "Lefèvre"), ("Ode", "Lefebvre"), True),
        (("O.", "Lefèvre"), ("Ode", "Lefèvre"), True),
        (("", "Lefèvre"), ("Ode", "Lefèvre"), True),
        (("Jo", "Lefèvre"), ("Ode", "Lefèvre"), False),
        (("Ode", "Lefèvre"), ("Ode", "Martin"), False),
        (("Ode", ""), ("Ode", ""), False),
    ],
)
def test_deux_personnes_se_rapprochent_par_le_nom_et_le_prenom(
    une: tuple[str, str], autre: tuple[str, str], *, pareil: bool
) -> None:
    assert memes_personnes(une_personne("a", *une), une_personne("b", *autre)) == pareil


def test_le_doublon_d_une_personne_se_cherche_dans_la_meme_commune() -> None:
    known = Annuaire(
        (
            une_structure("a", "Mission locale", commune="Valmont"),
            une_structure("b", "Maison des services", commune="Valmont"),
            une_structure("c", "Relais", commune="Ailleurs"),
        ),
        tuple(une_personne(f"p-{s}", "Ode", "Lorgnac", s) for s in "abc"),
    )

    assert [p.id for p in known.doublons("p-a")] == ["p-b"]
    assert known.doublons("a") == ()
    assert known.doublons("inconnue") == ()


def test_une_fiche_reunie_n_est_plus_le_doublon_de_celle_qui_est_gardee() -> None:
    known = Annuaire((une_structure("a"), une_structure("b", dans="a"), une_structure("c")))

    assert [s.id for s in known.doublons("a")] == ["c"]


@pytest.mark.parametrize(
    ("de", "vers", "role", "code"),
    [
        ("a", "a", Role.COORDINATION, "fusion_avec_soi"),
        ("a", "b", Role.COORDINATION, "deja_fusionnee"),
        ("b", "a", Role.COORDINATION, "deja_fusionnee"),
        ("b", "c", Role.COORDINATION, "deja_fusionnee"),
        ("a", "p", Role.COORDINATION, "fiche_absente"),
        ("a", "partie", Role.GESTIONNAIRE, "fiche_absente"),
        ("a", "c", Role.ACCOMPAGNATEUR, "fusion_reservee"),
    ],
)
def test_une_fusion_qui_ne_dit_rien_est_refusee(de: str, vers: str, role: Role, code: str) -> None:
    """« b » est réunie à « a »."""
    known = Annuaire(
        (une_structure("a"), une_structure("b", dans="a"), une_structure("c")),
        (une_personne("p", "Ode", "Lorgnac"),),
    )

    with pytest.raises(Refus, match=code):
        juger_fusion(known, de, vers, role=role)


def test_ce_qui_n_est_pas_reuni_ne_se_separe_pas() -> None:
    known = Annuaire((une_structure("a"), une_structure("b", dans="a")))

    juger_separation(known, "b", role=Role.COORDINATION)
    with pytest.raises(Refus, match="pas_fusionnee"):
        juger_separation(known, "a", role=Role.COORDINATION)
    with pytest.raises(Refus, match="fusion_reservee"):
        juger_separation(known, "b", role=Role.ACCOMPAGNATEUR)


def test_un_depart_n_est_pas_dans_plus_d_un_an() -> None:
    assert contre_depart(None, on=ON) == ()
    assert [o.code for o in contre_depart(date(2027, 9, 11), on=ON)] == ["depart_lointain"]
    assert contre_depart(date(2027, 9, 10), on=ON) == ()
    assert contre_depart(date(2020, 1, 1), on=ON) == ()


def test_une_fiche_a_un_nom() -> None:
    assert [o.code for o in sans_nom("  ")] == ["sans_nom"]
    assert sans_nom("Mission locale") == ()


def test_un_nom_que_portent_deux_structures_dit_laquelle_par_sa_commune() -> None:
    """C9-3-6: the referent of a structure sees who is in parcours there; a namesake elsewhere sees nobody."""
    known = Annuaire(
        (
            une_structure("a", commune="Elbeuf"),
            une_structure("b", commune="Rouen"),
            une_structure("c", "Régie des quartiers", commune="Rouen"),
        ),
        (
            une_personne("p", "Ana", "Leroy", "a"),
            une_personne("q", "Ana", "Leroy", "b"),
            une_personne("r", "Luc", "Petit", "b"),
        ),
    )

    def called(nom: str) -> str:
        found = known.nommee(nom)
        return found.id if found else ""

    assert [known.appel(s) for s in known.structures] == [
        "Mission locale (Elbeuf)", "Mission locale (Rouen)", "Régie des quartiers",
    ]  # fmt: skip
    assert called("Mission locale") == ""
    assert called("mission locale (rouen)") == "b"
    assert (called("Régie des quartiers"), called("Régie des quartiers (Rouen)")) == ("c", "")
    assert known.nomme("Ana Leroy") is None
    assert known.nomme("Ana Leroy", structure="b") is known.professionnels[1]
    assert known.nomme("Luc Petit", structure="a") is known.professionnels[2]

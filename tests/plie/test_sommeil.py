"""Mettre une alerte en sommeil (domain.md §6) : laquelle dort, jusqu’à quand, et ce qui la réveille."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plie.alertes.alerte import ACTIONS, Alerte
from plie.alertes.toutes import folded
from plie.calendrier import add_months
from plie.dossier import Dossier
from plie.dossier_suivi import alertes_du_dossier
from plie.kinds import Id, MiseEnSommeil
from plie.regles.sommeil import ReglesSommeil
from plie.sommeil import combien, dit, en_mots, objections, partager, reveil, sommeil
from plie.vocabulaire import CodeAlerte, Gravite
from tests.builders import (
    PERSONNE,
    le_referentiel,
    un_cv,
    un_dossier_integre,
    un_entretien,
    un_objectif,
    une_decision,
    une_etape,
)

ON = date(2026, 9, 30)
DEMO = le_referentiel()
NIR = f"1850775123456 {97 - 1_850_775_123_456 % 97:02}"  # of nobody: valid by its key alone


def une_alerte(**changes: Any) -> Alerte:
    code = changes.get("code", CodeAlerte.CV_PERIME)
    return Alerte(
        **{
            "code": code,
            "titre": code.label,
            "gravite": Gravite.INFO,
            "annoncee": False,
            "depuis": ON - timedelta(days=10),
            "objet": None,
            "phrase": "Le CV date du 02/03/2026.",
            "action": ACTIONS[code],
            "article": "C9-3-5",
            **changes,
        }
    )


def un_sommeil(**changes: Any) -> MiseEnSommeil:
    return MiseEnSommeil(
        **{
            "id": Id("s-1"),
            "dossier": PERSONNE,
            "code": "cv_perime",
            "mise_le": ON,
            "jusqu_au": date(2026, 12, 12),
            "motif": "Atelier CV le 10 décembre",
            **changes,
        }
    )


def dort(alerte: Alerte, *sommeils: MiseEnSommeil, on: date = ON) -> bool:
    found = partager((alerte,), sommeils, on=on)
    assert len(found.eveillees) + len(found.endormies) == 1
    return bool(found.endormies)


@pytest.mark.parametrize(
    ("on", "attendu"),
    [
        (ON - timedelta(days=1), False),
        (ON, True),
        (date(2026, 12, 11), True),
        (date(2026, 12, 12), False),
    ],
)
def test_une_alerte_dort_du_jour_dit_a_la_veille_de_son_retour(on: date, *, attendu: bool) -> None:
    assert dort(une_alerte(), un_sommeil(), on=on) is attendu


def test_seule_l_alerte_de_ce_code_et_de_cet_objet_dort() -> None:
    echu = une_alerte(code=CodeAlerte.OBJECTIF_ECHU, objet="objectif-1")
    s = un_sommeil(code="objectif_echu", objet="objectif-1")

    assert dort(echu, s)
    assert not dort(une_alerte(code=CodeAlerte.OBJECTIF_ECHU, objet="objectif-2"), s)
    assert not dort(une_alerte(), s)


def test_le_dernier_sommeil_remplace_celui_d_avant() -> None:
    """In the order of their days, then of their ids: whichever arrives first."""
    court = un_sommeil(id=Id("s-2"), jusqu_au=ON + timedelta(days=2))
    demain = ON + timedelta(days=3)

    assert dort(une_alerte(), un_sommeil(), on=demain)
    assert not dort(une_alerte(), court, un_sommeil(), on=demain)
    assert not dort(une_alerte(), un_sommeil(), court, on=demain)


def test_un_reveil_vaut_le_jour_meme_et_un_sommeil_dit_ensuite_vaut_a_nouveau() -> None:
    woken = reveil(Id("s-2"), un_sommeil(), on=ON)

    assert not dort(une_alerte(), un_sommeil(), woken)
    assert dort(une_alerte(), un_sommeil(), woken, un_sommeil(id=Id("s-3")))


def test_ce_qui_commence_apres_est_une_autre_alerte() -> None:
    """An entretien was held since, then two more months without one: the reason told is of the past."""
    again = une_alerte(depuis=ON + timedelta(days=40))

    assert not dort(again, un_sommeil(), on=ON + timedelta(days=45))


def test_l_alerte_s_eveille_quand_son_annonce_seule_dormait() -> None:
    echeance = date(2026, 10, 20)
    dossier = un_dossier_integre(
        entretiens=(un_entretien(date=ON),),
        etapes=(une_etape(debut=date(2026, 1, 15)),),
        cvs=(un_cv(date=ON),),
        decisions=(
            une_decision(),
            une_decision(id=Id("d-2"), objet="reexamen", issue="maintien",
                         prise_le=date(2026, 6, 1), prochain_reexamen=echeance),
        ),
    )  # fmt: skip
    s = un_sommeil(code="reexamen_du", jusqu_au=date(2026, 12, 1))

    def vu(on: date) -> list[tuple[str, bool]]:
        found = partager(alertes(dossier, on), (s,), on=on)
        return [(e.alerte.code.value, True) for e in found.endormies if e.alerte.annoncee] + [
            (a.code.value, False) for a in found.eveillees if a.code == "reexamen_du"
        ]

    assert vu(ON) == [("reexamen_du", True)]
    assert vu(echeance + timedelta(days=1)) == [("reexamen_du", False)]


def test_ce_qu_une_plus_grave_dit_deja_dort_avec_elle_et_une_plus_grave_ne_dort_pas() -> None:
    """Two months without an entretien say the month’s; put off, the month’s does not take their place."""
    dossier = un_dossier_integre(cvs=(un_cv(date=date(2026, 3, 20)),))
    on = date(2026, 3, 20)
    mois = un_sommeil(code="entretien_mensuel", mise_le=on)
    deux_mois = un_sommeil(id=Id("s-2"), code="sans_entretien_2_mois", mise_le=on)

    def eveillees(s: MiseEnSommeil) -> set[str]:
        return {a.code for a in partager(alertes(dossier, on), (s,), on=on).eveillees}

    toutes = {a.code for a in folded(alertes(dossier, on))}
    assert eveillees(mois) == toutes
    assert eveillees(deux_mois) == toutes - {"sans_entretien_2_mois"}
    assert "entretien_mensuel" not in toutes


codes = st.sampled_from(sorted(CodeAlerte))
objets = st.sampled_from(["", "a", "b"])
days = st.integers(-40, 40).map(lambda n: ON + timedelta(days=n))


@st.composite
def some_alertes(draw: st.DrawFn) -> list[Alerte]:
    found = [
        une_alerte(
            code=draw(st.sampled_from(sorted(ACTIONS))),
            objet=draw(objets) or None,
            depuis=draw(days),
            annoncee=draw(st.booleans()),
            inclut=tuple(draw(st.lists(codes, max_size=1))),
        )
        for _ in range(draw(st.integers(0, 6)))
    ]
    return list({(a.code, a.objet): a for a in found}.values())


@st.composite
def some_sommeils(draw: st.DrawFn) -> list[MiseEnSommeil]:
    return [
        un_sommeil(
            id=Id(f"s-{n}"),
            code=draw(codes),
            objet=draw(objets),
            mise_le=draw(days),
            jusqu_au=draw(days),
        )
        for n in range(draw(st.integers(0, 12)))
    ]


@given(some_alertes(), some_sommeils())
def test_un_sommeil_ne_cache_jamais_une_autre_alerte(
    found: list[Alerte], sommeils: list[MiseEnSommeil]
) -> None:
    told = partager(found, sommeils, on=ON)
    shown = folded(found)

    assert sorted(map(id, shown)) == sorted(
        map(id, (*told.eveillees, *(e.alerte for e in told.endormies)))
    )
    assert list(told.eveillees) == [a for a in shown if a in told.eveillees]
    for endormie in told.endormies:
        s, a = endormie.sommeil, endormie.alerte
        assert s in sommeils
        assert (s.code, s.objet) == (a.code, a.objet or "")
        assert a.depuis <= s.mise_le <= ON < s.jusqu_au
        assert not any(
            (x.code, x.objet) == (s.code, s.objet) and s.mise_le < x.mise_le <= ON for x in sommeils
        )


CINQ_MOIS = ReglesSommeil(mois=5, article="art. 16")


def objecte(**changes: Any) -> list[tuple[str, str]]:
    asked = {
        "jusqu_au": date(2026, 12, 12),
        "motif": "Atelier le 10",
        "regles": CINQ_MOIS,
        "on": ON,
        **changes,
    }
    return [(o.field, o.code) for o in objections(**asked)]


@pytest.mark.parametrize(
    ("changes", "attendu"),
    [
        ({}, []),
        ({"jusqu_au": ON + timedelta(days=1)}, []),
        ({"jusqu_au": add_months(ON, 5)}, []),
        ({"jusqu_au": None}, [("jusqu_au", "sommeil_sans_date")]),
        ({"jusqu_au": ON}, [("jusqu_au", "sommeil_sans_duree")]),
        (
            {"jusqu_au": add_months(ON, 5) + timedelta(days=1)},
            [("jusqu_au", "sommeil_trop_long")],
        ),
        ({"jusqu_au": add_months(ON, 60), "regles": None}, []),
        ({"tient_le": date(2026, 12, 12)}, []),
        ({"tient_le": date(2026, 12, 11)}, [("jusqu_au", "sommeil_d_une_annonce")]),
        ({"motif": "  "}, [("motif", "sommeil_sans_motif")]),
        ({"motif": f"Voir {NIR}"}, [("motif", "nir_ecrit")]),
        (
            {"jusqu_au": None, "motif": ""},
            [("jusqu_au", "sommeil_sans_date"), ("motif", "sommeil_sans_motif")],
        ),
    ],
)
def test_un_sommeil_a_un_jour_prochain_et_une_raison(
    changes: dict[str, Any], attendu: list[tuple[str, str]]
) -> None:
    assert objecte(**changes) == attendu


def test_la_duree_d_un_sommeil_est_celle_du_referentiel_avec_son_article() -> None:
    (trop,) = objections(jusqu_au=date(2028, 1, 1), motif="Stage", regles=CINQ_MOIS, on=ON)

    assert "Une alerte dort 5\u00a0mois au plus" in trop.phrase
    assert trop.article == "art. 16"
    assert [le_referentiel(id_).sommeil for id_ in ("rouen-2021-2027", "atout-plie-2018-2022")] == [
        ReglesSommeil(mois=6, article="C7-2, C9-1"),
        ReglesSommeil(mois=6, article="A3.1"),
    ]


def test_ce_qui_est_mis_en_sommeil_dort_et_se_dit() -> None:
    alerte = une_alerte(code=CodeAlerte.OBJECTIF_ECHU, objet="objectif-1")
    fait = sommeil(
        Id("s-1"), PERSONNE, alerte, jusqu_au=date(2026, 12, 12), motif=" Stage reporté ", on=ON
    )

    assert dort(alerte, fait)
    assert en_mots(fait) == "En sommeil jusqu’au 12/12/2026 — Stage reporté"
    assert dit(fait, {}) == (
        f"Alerte mise en sommeil jusqu’au 12/12/2026\u00a0: {CodeAlerte.OBJECTIF_ECHU.label}"
    )
    assert dit(reveil(Id("s-2"), fait, on=ON), {fait.code: "Cap"}) == "Alerte réveillée\u00a0: Cap"
    assert dit(un_sommeil(code="d_une_version_a_venir"), {}).endswith("jusqu’au 12/12/2026")
    assert [combien(n) for n in range(3)] == [
        "",
        "1\u00a0alerte en sommeil",
        "2\u00a0alertes en sommeil",
    ]


def test_les_regles_d_un_dossier_ne_connaissent_pas_les_sommeils() -> None:
    """interfaces.md: `permanence regles alertes` says what is due, whatever was put off."""
    sans = un_dossier_integre(objectifs=(un_objectif(echeance=ON - timedelta(days=3)),))
    avec = un_dossier_integre(
        objectifs=sans.objectifs,
        sommeils=tuple(un_sommeil(id=Id(c), code=c) for c in CodeAlerte),
    )

    assert alertes(avec, ON) == alertes(sans, ON)
    assert alertes(sans, ON)


def alertes(dossier: Dossier, on: date) -> tuple[Alerte, ...]:
    return alertes_du_dossier(dossier, referentiel=DEMO, on=on)

"""Ce que sont devenues les personnes qu’une structure a orientées : un chiffre est la longueur de sa liste (C9-3-1)."""

from datetime import date

from plie.annuaire import Annuaire
from plie.dossier import Dossier
from plie.kinds import Cloture, Id, Parcours, Prescription, Professionnel, Structure
from plie.orientation import SuiteOrientation, orientations
from tests import builders

S = SuiteOrientation
ANNUAIRE = Annuaire(
    (Structure(id=Id("a"), nom="Mission locale"), Structure(id=Id("b"), nom="M. L.", fusionnee_dans=Id("a"))),
    (Professionnel(id=Id("p"), nom="Lorgnac", structure=Id("b")),),
)  # fmt: skip


def un_dossier(n: int, *faits: object, **prescrite: object) -> Dossier:
    id_ = Id(f"d{n}")
    received = builders.une_prescription(
        id=Id(f"x{n}"), dossier=id_, recue_le=date(2026, 1, n), **prescrite
    )
    return builders.un_dossier(
        personne=builders.une_personne(id=id_),
        parcours=(builders.un_parcours(dossier=id_),),
        prescriptions=(received,),
        decisions=tuple(f for f in faits if not isinstance(f, Cloture)),
        clotures=tuple(f for f in faits if isinstance(f, Cloture)),
    )


def test_les_orientations_d_une_structure_sont_celles_de_toutes_ses_fiches() -> None:
    found = orientations(
        ANNUAIRE,
        [
            un_dossier(1, structure=Id("a")),
            un_dossier(2, structure=Id("b")),
            un_dossier(3, professionnel=Id("p")),
            un_dossier(4, structure=Id("absente")),
            un_dossier(5),
        ],
    )

    assert [(o.dossier, o.structure, o.professionnel) for o in found] == [
        ("d3", "a", "p"),
        ("d2", "a", ""),
        ("d1", "a", ""),
    ]


def test_chaque_orientation_est_integree_en_instance_ou_sans_suite() -> None:
    closed = Cloture(id=Id("c"), dossier=Id("d3"), close_le=date(2026, 3, 1), motif="injoignable")
    found = orientations(
        ANNUAIRE,
        [
            un_dossier(1, builders.une_decision(), structure=Id("a")),
            un_dossier(2, structure=Id("a")),
            un_dossier(3, closed, structure=Id("a")),
            un_dossier(4, builders.une_decision(issue="refus"), structure=Id("a")),
            un_dossier(
                5, builders.une_decision(),
                builders.une_decision(id=Id("s"), objet="sortie", issue="sortie", prise_le=date(2026, 6, 1)),
                structure=Id("a"),
            ),
        ],
    )  # fmt: skip

    assert [o.suite for o in reversed(found)] == [
        S.INTEGREE, S.EN_INSTANCE, S.SANS_SUITE, S.SANS_SUITE, S.INTEGREE,
    ]  # fmt: skip


def test_une_seconde_orientation_de_la_meme_personne_a_sa_propre_suite() -> None:
    first, second = (Id("r1"), Id("r2"))
    dossier = builders.un_dossier(
        parcours=(
            builders.un_parcours(id=first, numero=1),
            Parcours(id=second, dossier=builders.PERSONNE, numero=2),
        ),
        prescriptions=tuple(
            Prescription(id=Id(f"x{p}"), dossier=builders.PERSONNE, parcours=p, structure=Id("a"), recue_le=day)
            for p, day in ((first, date(2024, 1, 2)), (second, date(2026, 5, 4)))
        ),
        decisions=(builders.une_decision(parcours=first, prise_le=date(2024, 2, 1)),),
    )  # fmt: skip

    found = orientations(ANNUAIRE, [dossier])

    assert [(o.recue_le and o.recue_le.year, o.suite) for o in found] == [
        (2026, S.EN_INSTANCE),
        (2024, S.INTEGREE),
    ]

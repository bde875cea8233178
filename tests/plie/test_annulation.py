"""What was noted by mistake counts for nothing, whatever was written apart; when it may be cancelled (C7, sync.md §1)."""

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from plie import annulation, legalite
from plie.dossier import Dossier
from plie.dossier_suivi import alertes_du_dossier
from plie.kinds import Annulation, AvisMotive, Cloture, Id, Inscription, Visa
from plie.vocabulaire import EtatParcours
from tests import builders

E = EtatParcours
P, PARCOURS = builders.PERSONNE, builders.PARCOURS
ROUEN = builders.le_referentiel("rouen-2021-2027")
LE = date(2026, 2, 10)
VISA = Visa(
    id=Id("v1"), dossier=P, parcours=PARCOURS, objet="entree", conforme=True, auteur_nom="R", vise_le=date(2026, 2, 2)
)  # fmt: skip
AVIS = AvisMotive(
    id=Id("a1"), dossier=P, parcours=PARCOURS, objet="entree", avis="favorable", auteur_nom="R",
    rendu_le=date(2026, 2, 3),
)  # fmt: skip
CLOTURE = Cloture(
    id=Id("c1"), dossier=P, parcours=PARCOURS, close_le=LE, motif="retrait", moyens="x"
)
DECISION = builders.une_decision(id=Id("d1"), inscription=Id("i1"))


def listed(id_: str = "i1", le: date = LE, objet: str = "entree") -> Inscription:
    return builders.une_inscription(id=Id(id_), commission_le=le, objet=objet)


def whole(**more: Any) -> Dossier:
    met = builders.un_entretien(date=date(2026, 1, 20))
    return builders.un_dossier(entretiens=(met,), **{"inscriptions": (listed(),), **more})


def cancels(genre: str, fait: str, id_: str = "x1", **more: Any) -> Annulation:
    return builders.une_annulation(id=Id(id_), genre=genre, fait=Id(fait), **more)


def test_a_decision_cancelled_is_as_if_it_had_never_been_noted() -> None:
    noted = whole(decisions=(DECISION,))
    never = whole()

    after = replace(noted, annulations=(cancels("decision", "d1"),))

    assert (noted.etat, after.etat, after.integration) == (E.INTEGRE, E.PRESENTE, None)
    assert (after.decisions, after.annules) == ((), (DECISION,))
    assert legalite.en_attente(after) == listed()
    on = date(2026, 3, 30)
    alerts = [alertes_du_dossier(one, referentiel=ROUEN, on=on) for one in (noted, after, never)]
    assert alerts[1] == alerts[2] != alerts[0]


@pytest.mark.parametrize(
    ("annulations", "stand"),
    [
        ((), ["d1", "c1", "v1", "a1"]),
        ((cancels("visa", "v1"),), ["d1", "c1", "a1"]),
        ((cancels("avis_motive", "a1"), cancels("cloture", "c1", "x2")), ["d1", "v1"]),
        # Cancelled twice apart, it is cancelled once.
        ((cancels("decision", "d1"), cancels("decision", "d1", "x2")), ["c1", "v1", "a1"]),
        # Written for another kind than its own, or in another dossier: it names nothing here.
        ((cancels("visa", "d1"), cancels("commentaire", "d1", "x2")), ["d1", "c1", "v1", "a1"]),
        ((cancels("decision", "d1", dossier=Id("ailleurs")),), ["d1", "c1", "v1", "a1"]),
    ],
    ids=["none", "visa", "two kinds", "twice", "another kind", "elsewhere"],
)
def test_what_stands_follows_from_the_facts_in_any_order(
    annulations: tuple[Annulation, ...], stand: list[str]
) -> None:
    noted = whole(decisions=(DECISION,), clotures=(CLOTURE,), visas=(VISA,), avis=(AVIS,))

    found = [replace(noted, annulations=some) for some in permutations(annulations)]

    kept = [[f.id for f in (*d.decisions, *d.clotures, *d.visas, *d.avis)] for d in found]
    assert kept == [stand] * len(found)
    # Made again from what stands, it says the same.
    again = replace(found[0], releves_fse=())
    assert again.annules == found[0].annules


SORTIE = builders.une_decision(
    id=Id("d2"), inscription=Id("i2"), objet="sortie", issue="sortie", prise_le=date(2026, 6, 1)
)
LISTED = (listed(), listed("i2", date(2026, 6, 1), "sortie"))


@pytest.mark.parametrize(
    ("dossier", "fait", "code", "says"),
    [
        (whole(decisions=(DECISION,)), DECISION, "", ""),
        (whole(decisions=(DECISION, SORTIE), inscriptions=LISTED), SORTIE, "", ""),
        (
            whole(decisions=(DECISION, SORTIE), inscriptions=LISTED),
            DECISION,
            "fait_plus_recent",
            "la décision « sortie » du 01/06/2026",
        ),
        (whole(decisions=(DECISION,), inscriptions=LISTED), DECISION, "inscrit_depuis", "01/06/2026"),
        # What is left when that sitting is over, where taking off is refused.
        (
            whole(decisions=(DECISION,), inscriptions=LISTED),
            DECISION,
            "inscrit_depuis",
            "si elle n’a pas eu lieu, la coordination la dit d’abord annulée",
        ),
        (whole(clotures=(CLOTURE,), inscriptions=()), CLOTURE, "", ""),
        (
            whole(
                clotures=(CLOTURE,),
                inscriptions=(),
                parcours=(
                    builders.un_parcours(),
                    builders.un_parcours(id=Id("p2"), numero=2, ouvert_le=date(2026, 3, 1)),
                ),
            ),
            CLOTURE,
            "parcours_ouvert_depuis",
            "Le parcours n° 2, ouvert le 01/03/2026",
        ),
        (whole(visas=(VISA,)), VISA, "", ""),
        (
            whole(visas=(VISA,), decisions=(DECISION,)),
            VISA,
            "fait_plus_recent",
            "la décision « intégration » du 10/02/2026",
        ),
        (whole(avis=(AVIS,), decisions=(DECISION,)), AVIS, "fait_plus_recent", "intégration"),
        # Adjourned, the same file is asked again.
        (whole(visas=(VISA,), decisions=(replace(DECISION, issue="ajournement"),)), VISA, "", ""),
        (whole(), None, "rien_a_annuler", "rien à annuler"),
    ],
    ids=[
        "decision", "sortie", "a later decision", "on an agenda since", "said cancelled", "cloture", "another parcours", "visa",
        "visa decided since", "avis decided since", "adjourned", "nothing",
    ],
)  # fmt: skip
def test_what_stands_on_a_fact_is_cancelled_before_it(
    dossier: Dossier, fait: Any, code: str, says: str
) -> None:
    found = legalite.annuler(dossier, fait)

    assert (found.code if found else "") == code
    if found is not None:
        assert found.article == "C7"
        assert says in found.phrase.replace("\u00a0", " ")


def test_it_is_said_cancelled_in_its_gender_and_on_the_first_day_it_was() -> None:
    by = annulation.par_fait(
        [
            cancels("visa", "v1", "x2", annule_le=date(2026, 3, 2)),
            cancels("visa", "v1", annule_le=date(2026, 3, 1)),
        ]
    )

    assert annulation.dit(by.get(VISA.id)) == " — annulé le 01/03/2026"
    assert annulation.dit(cancels("decision", "d1")) == " — annulée le 12/02/2026"
    assert annulation.dit(by.get(AVIS.id)) == ""

"""A file is completed by each who has a part in it, and only then decided on: entry, réexamen, sortie (C7).

Nothing of the checklist is put aside: what it asks for is written by the use cases of the screens.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desktop.models.vault import Vault
from desktop.usecases import diagnostic, evaluations, evenements, sortie, sortie_proposee
from desktop.usecases.commission import Volet, lire
from desktop.usecases.demarches import Apport, Demarche, Geste, faire
from plie import phrases
from plie.comite import Rubrique
from plie.kinds import AvisMotive, Etape, Id, Preconisation, Visa
from plie.refus import Refus
from plie.vocabulaire import EtatParcours
from tests import builders
from tests.builders import PERSONNE

ON = builders.AUJOURDHUI
NOW = builders.MIDI
ROUEN, ATOUT = (
    builders.le_referentiel("rouen-2021-2027"),
    builders.le_referentiel("atout-plie-2018-2022"),
)
# Written before whatever follows: ids tell the order.
FIRST = Id("00000000-0000-7000-8000-000000000777")
AE, COORDINATION, RESPONSABLE = "accompagnateur", "coordination", "responsable"


@pytest.fixture(autouse=True)
def oriented(vault: Vault) -> None:
    """Someone of the territory, with a pré-diagnostic, met a month ago."""
    assert ROUEN.adhesion is not None
    insee = ROUEN.adhesion.communes[0]
    with vault.work() as work:
        for thing in (
            builders.une_personne(),
            builders.des_coordonnees(commune_insee=insee),
            builders.un_parcours(ouvert_le=ON - timedelta(days=60)),
            builders.une_prescription(
                recue_le=ON - timedelta(days=60), pre_diagnostic="Cherche depuis deux ans."
            ),
            builders.un_entretien(date=ON - timedelta(days=30)),
        ):
            work.insert(thing)
        work.commit()


def as_(vault: Vault, role: str) -> None:
    with vault.work() as work:
        work.identify(replace(work.rows.identity(), role=role, nom=f"Une {role}"))
        work.commit()


def do(vault: Vault, what: Demarche, *, role: str = AE, **asked: object) -> None:
    as_(vault, role)
    with vault.work() as work:
        faire(work, what, PERSONNE, asked, referentiel=ROUEN, on=ON)


def panel(vault: Vault, *, role: str = AE) -> Volet:
    with vault.look() as rows:
        return lire(rows, PERSONNE, referentiel=ROUEN, role=role, on=ON)


def lacks(vault: Vault) -> set[str]:
    (listed,) = panel(vault).listes
    return {c.element.value for c in listed.constats if c.requis and not c.present}


def diagnose(vault: Vault) -> None:
    """Fill the diagnostic as its form does: conditions argued, a criterion, texts, advice, a frein."""
    as_(vault, AE)
    with vault.look() as rows:
        opened = diagnostic.ouvrir(rows, PERSONNE, referentiel=ROUEN, on=ON)
    values: dict[str, object] = {
        "atouts": "Ponctuelle", "motivation": "Le dit", "etapes_envisagees": "Permis, formation",
        "preconisation0.texte": "Un atelier de mobilisation",
    }  # fmt: skip
    for question in opened.conditions:
        values |= {question.prefixe + "reponse": True, question.prefixe + "argument": "Vu ensemble"}
    values[opened.criteres[0].prefixe + "reponse"] = True
    with vault.work() as work:
        diagnostic.enregistrer(
            work, PERSONNE, opened.feuille.parties, values=values, seen=opened.feuille.seen, on=ON
        )
    measured = {"sujet": "frein", "code": "mobilite", "niveau": 2, "evalue_le": ON}
    with vault.work() as work:
        evaluations.evaluer(work, PERSONNE, measured, referentiel=ROUEN, on=ON)


def refused(vault: Vault, what: Demarche, *, role: str, **asked: object) -> str:
    with pytest.raises(Refus) as caught:
        do(vault, what, role=role, **asked)
    return caught.value.code


def test_a_whole_file_is_integrated(vault: Vault) -> None:
    diagnose(vault)
    do(vault, Geste.INSCRIRE, objet="entree", commission_le=ON)
    assert lacks(vault) == {"visa", "avis_motive"}
    integrate: Mapping[str, Any] = {"issue": "integration", "prise_le": ON}
    assert refused(vault, Geste.DECIDER, role=COORDINATION, **integrate) == "dossier_incomplet"

    do(vault, Apport.VISER, role=RESPONSABLE, objet="entree", conforme="conforme", vise_le=ON)
    do(
        vault, Apport.AVISER, role=RESPONSABLE, objet="entree", avis="favorable", rendu_le=ON,
        texte="Elle est prête.",
    )  # fmt: skip
    assert lacks(vault) == set()
    do(vault, Geste.DECIDER, role=COORDINATION, **integrate)

    assert panel(vault).dossier.etat is EtatParcours.INTEGRE
    with vault.look() as rows:
        (visa,), (avis,) = rows.all(Visa), rows.all(AvisMotive)
    waiting = panel(vault).dossier.inscriptions[0].id
    assert (visa.conforme, visa.auteur_nom, visa.inscription) == (True, "Une responsable", waiting)
    assert (avis.avis, avis.texte, avis.parcours) == (
        "favorable", "Elle est prête.", builders.PARCOURS,
    )  # fmt: skip
    told = {line.titre: line.detail for line in panel(vault).mouvements}
    assert told["Avis motivé, entrée\u00a0: favorable"] == "Elle est prête. — Une responsable"


def test_a_file_that_lacks_something_is_not_said_to_conform(vault: Vault) -> None:
    sign = {"role": RESPONSABLE, "objet": "entree", "vise_le": ON}
    with pytest.raises(Refus) as caught:
        do(vault, Apport.VISER, conforme="conforme", **sign)
    assert caught.value.code == "visa_incomplet"
    assert "préconisations" in caught.value.phrase
    assert refused(vault, Apport.VISER, conforme="a_completer", **sign) == "visa_sans_reserves"
    assert refused(vault, Apport.VISER, conforme="", **sign) == "choix_attendu"

    do(vault, Apport.VISER, conforme="a_completer", reserves="Le diagnostic manque.", **sign)

    assert "visa" in lacks(vault)
    (listed,) = panel(vault).listes
    assert "non conforme" in next(c.manque for c in listed.constats if c.element == "visa")


@pytest.mark.parametrize(
    ("what", "role", "asked", "code"),
    [
        (Apport.VISER, AE, {}, "droit_refuse"),
        (Apport.AVISER, COORDINATION, {}, "droit_refuse"),
        (Apport.PRECONISER, RESPONSABLE, {}, "droit_refuse"),
        (Apport.PRECONISER, AE, {}, "apport_sans_objet"),
        (Apport.AVISER, RESPONSABLE, {"objet": "entree"}, "geste_sans_date"),
        (Apport.AVISER, RESPONSABLE, {"objet": "sortie", "rendu_le": ON}, "choix_attendu"),
        (Apport.AVISER, RESPONSABLE, {"objet": "entree", "rendu_le": ON}, "avis_attendu"),
        (
            Apport.AVISER, RESPONSABLE,
            {"objet": "entree", "rendu_le": ON, "avis": "reserve"}, "avis_sans_motif",
        ),
        (
            Apport.AVISER, RESPONSABLE,
            {"objet": "entree", "rendu_le": ON + timedelta(days=1), "avis": "reserve", "texte": "x"},
            "fait_futur",
        ),
        (
            Apport.AVISER, RESPONSABLE,
            {"objet": "entree", "rendu_le": ON, "avis": "reserve", "texte": "1 85 05 78 006 084 91"},
            "nir_ecrit",
        ),
    ],
)  # fmt: skip
def test_it_is_refused_with_its_reason(
    vault: Vault, what: Apport, role: str, asked: dict[str, object], code: str
) -> None:
    assert refused(vault, what, role=role, **asked) == code


def joined(vault: Vault, days: int = 20) -> None:
    """The Commission took the person in that many days ago."""
    day = ON - timedelta(days=days)
    with vault.work() as work:
        work.insert(builders.une_inscription(id=FIRST, commission_le=day))
        work.insert(builders.une_decision(prise_le=day, inscription=FIRST))
        work.insert(
            Etape(id=Id("etape-1"), dossier=PERSONNE, parcours=builders.PARCOURS, debut=day,
                  intitule="Atelier")
        )  # fmt: skip
        work.insert(builders.un_compte_rendu(date=ON - timedelta(days=30)))
        work.commit()


def note(vault: Vault, genre: str, texte: str) -> None:
    with vault.work() as work:
        evenements.noter(work, PERSONNE, genre=genre, le=ON, texte=texte, now=NOW)


def test_a_reexamen_is_prepared_with_its_own_advice_and_decided(vault: Vault) -> None:
    """C7-2: means used, analysis with the prescripteur, préconisations, avis motivé."""
    diagnose(vault)
    joined(vault)
    note(vault, "appel", "Rappelée deux fois")
    note(vault, "partenaire", "Vu avec la mission locale")
    do(
        vault, Geste.INSCRIRE, objet="reexamen", commission_le=ON,
        motif_reexamen="interet_a_reevaluer",
    )  # fmt: skip
    # What was recommended for the entry says nothing of the réexamen.
    assert lacks(vault) == {"preconisations", "avis_motive"}

    do(vault, Apport.PRECONISER, objet="reexamen", proposee_le=ON, texte="Une suspension courte.")
    do(
        vault, Apport.AVISER, role=RESPONSABLE, objet="reexamen", avis="reserve", rendu_le=ON,
        texte="Le lien tient.",
    )  # fmt: skip
    do(
        vault, Geste.DECIDER, role=COORDINATION, issue="maintien", prise_le=ON,
        prochain_reexamen=ON + timedelta(days=90),
    )  # fmt: skip

    with vault.look() as rows:
        written = {p.objet: p.texte for p in rows.all(Preconisation)}
        opened = diagnostic.ouvrir(rows, PERSONNE, referentiel=ROUEN, on=ON)
    assert written == {
        "entree": "Un atelier de mobilisation", "reexamen": "Une suspension courte.",
    }  # fmt: skip
    # It is then followed beside the others, as C7-2 asks at the next réexamen.
    assert "Une suspension courte." in opened.avis


def test_a_sortie_is_advised_on_and_validated(vault: Vault) -> None:
    joined(vault)
    assert (
        refused(vault, Apport.AVISER, role=RESPONSABLE, objet="sortie", rendu_le=ON)
        == "choix_attendu"
    )
    as_(vault, AE)
    with vault.work() as work:
        sortie_proposee.proposer(
            work, PERSONNE, {"motif": "deces", "sortie_le": ON}, referentiel=ROUEN, now=NOW
        )
    do(vault, Geste.INSCRIRE, objet="sortie", commission_le=ON)
    assert lacks(vault) == {"avis_motive"}

    do(
        vault, Apport.AVISER, role=RESPONSABLE, objet="sortie", avis="favorable", rendu_le=ON,
        texte="Rien d’autre à faire.",
    )  # fmt: skip
    do(vault, Geste.DECIDER, role=COORDINATION, issue="sortie", prise_le=ON, motif_sortie="deces")

    assert panel(vault).dossier.etat is EtatParcours.SORTI
    assert refused(vault, Apport.AVISER, role=RESPONSABLE) == "parcours_fini"


def test_a_protocol_that_asks_for_none_offers_none(vault: Vault) -> None:
    """No key, no rule: Atout PLIE has neither visa nor avis motivé."""
    with vault.look() as rows:
        offered = lire(rows, PERSONNE, referentiel=ATOUT, role=RESPONSABLE, on=ON).gestes
    assert {one.geste for one in offered}.isdisjoint(Apport)


def test_what_the_comite_technique_is_asked_is_among_what_is_decided(vault: Vault) -> None:
    """P7: an exit outside the strict criteria is put to the comité technique with its file."""
    joined(vault, days=250)
    proposed: dict[str, object] = {"motif": "comite_technique", "sortie_le": ON}
    proposed |= {rubrique.value: "Dit en une phrase." for rubrique in Rubrique}
    as_(vault, AE)
    short = builders.un_emploi(type="cdi_interimaire", debut=ON - timedelta(days=200))
    with vault.work() as work:
        work.insert(short)
        work.commit()
    with vault.work() as work:
        sortie_proposee.proposer(work, PERSONNE, proposed, referentiel=ROUEN, now=NOW)
    do(vault, Geste.INSCRIRE, objet="sortie", commission_le=ON)

    shown = panel(vault, role=COORDINATION)

    assert "(Comité technique) pour «\u00a0sortie\u00a0»" in shown.detail
    (told,) = [line for line in shown.mouvements if line.titre.startswith("Sortie proposée")]
    assert "Dit en une phrase." in told.detail
    assert shown.debut["motif_sortie"] == "comite_technique"
    assert "comite_technique" in dict(shown.options["motif_sortie"])


@pytest.mark.parametrize(
    ("motif", "asked"),
    [
        ("demenagement", ("Justificatif de domicile",)),
        ("deces", ()),
        ("", ("Contrat de travail", "Bulletin de salaire du sixième mois")),
    ],
)
def test_who_moves_away_is_asked_for_no_contract(
    vault: Vault, motif: str, asked: tuple[str, ...]
) -> None:
    """C7-3: what is asked for is what the exit that was proposed rests on."""
    joined(vault, days=250)
    cdi = builders.un_emploi(type="cdi", debut=ON - timedelta(days=200), heures_hebdo=35.0)
    as_(vault, AE)
    with vault.work() as work:
        work.insert(cdi)
        work.commit()
    if motif:
        leaving = {"motif": motif, "sortie_le": ON, "emploi": cdi.id}
        with vault.work() as work:
            sortie_proposee.proposer(work, PERSONNE, leaving, referentiel=ROUEN, now=NOW)

    with vault.look() as rows:
        found = sortie.examiner(rows, PERSONNE, referentiel=ROUEN, on=ON)

    assert found.pieces == asked


def test_a_sortie_that_was_not_validated_is_told_so_where_it_is_proposed_again(
    vault: Vault,
) -> None:
    """P7: the Commission may keep the person; what is proposed waits for nothing then."""
    joined(vault, days=250)
    before = ON - timedelta(days=20)
    as_(vault, AE)
    with vault.work() as work:
        sortie_proposee.proposer(
            work,
            PERSONNE,
            {"motif": "deces", "sortie_le": before},
            referentiel=ROUEN,
            now=NOW - timedelta(days=20),
        )

    def told() -> tuple[str, str]:
        with vault.look() as rows:
            shown = sortie.examiner(rows, PERSONNE, referentiel=ROUEN, on=ON).proposee
            opened = sortie_proposee.preparer(rows, PERSONNE, referentiel=ROUEN, on=ON)
        return shown, opened.deja

    assert not any("retenue" in words for words in told())
    do(vault, Geste.INSCRIRE, objet="sortie", commission_le=ON)
    do(
        vault, Apport.AVISER, role=RESPONSABLE, objet="sortie", avis="defavorable", rendu_le=ON,
        texte="Une homonyme.",
    )  # fmt: skip
    do(
        vault, Geste.DECIDER, role=COORDINATION, issue="maintien", prise_le=ON,
        prochain_reexamen=ON + timedelta(days=90),
    )  # fmt: skip

    day = phrases.short_date(ON)
    assert all(f"Elle n’a pas été retenue le {day}." in words for words in told())
    as_(vault, AE)
    with vault.work() as work:
        sortie_proposee.proposer(
            work, PERSONNE, {"motif": "deces", "sortie_le": ON}, referentiel=ROUEN, now=NOW
        )
    assert not any("retenue" in words for words in told())

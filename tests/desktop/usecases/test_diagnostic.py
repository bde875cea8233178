"""The diagnostic in a vault: conditions, flags, préconisations, évaluations with their author (P5, C5, C9-3-5)."""

from datetime import date

import pytest

from desktop.models.vault import Vault
from desktop.usecases import diagnostic
from desktop.usecases.diagnostic import VueDiagnostic, ouvrir, vue
from desktop.usecases.evaluations import evaluer, ouvrir_evaluation
from desktop.usecases.feuilles import enregistrer
from plie.kinds import ConditionAdhesion, Diagnostic, Etape, Evaluation, Id, Preconisation
from plie.refus import Refus
from tests import builders
from tests.builders import AUJOURDHUI, PERSONNE

ROUEN = builders.le_referentiel("rouen-2021-2027")


@pytest.fixture
def peopled(vault: Vault) -> Vault:
    with vault.work() as work:
        work.insert(builders.une_personne(naissance_le=date(1970, 1, 1)))
        work.insert(builders.un_parcours())
        work.insert(Etape(id=Id("e1"), dossier=PERSONNE, intitule="Dossier de logement"))
        work.commit()
    return vault


def seen_by(vault: Vault) -> VueDiagnostic:
    with vault.look() as rows:
        return vue(rows, PERSONNE, labels={"atouts": "Atouts"}, referentiel=ROUEN, on=AUJOURDHUI)


def note(vault: Vault, **more: object) -> None:
    typed = {"sujet": "frein", "code": "logement", "evalue_le": AUJOURDHUI, **more}
    with vault.work() as work:
        evaluer(work, PERSONNE, typed, referentiel=ROUEN, on=AUJOURDHUI)


def test_conditions_criteria_texts_and_preconisations_are_each_their_thing(peopled: Vault) -> None:
    """P5, C5: each condition answered and argued; C9-3-5."""
    with peopled.look() as rows:
        opened = ouvrir(rows, PERSONNE, referentiel=ROUEN, on=AUJOURDHUI)
    values: dict[str, object] = {
        "volonte.reponse": True,
        "volonte.argument": "Le dit à chaque rendez-vous",
        "longue_duree.reponse": True,
        "minima_sociaux.reponse": False,
        "attentions": ("qpv",),
        "atouts": "",
        "preconisation0.texte": "Atelier de mobilisation",
    }

    with peopled.work() as work:
        enregistrer(work, PERSONNE, opened.feuille.parties, values=values, seen=opened.feuille.seen)

    with peopled.look() as rows:
        again = ouvrir(rows, PERSONNE, referentiel=ROUEN, on=AUJOURDHUI)
        assert [c.code for c in rows.all(ConditionAdhesion)] == [
            "volonte",
            "longue_duree",
            "minima_sociaux",
        ]
        (made,), (advice,) = rows.all(Diagnostic), rows.all(Preconisation)
    assert (made.commence_le, advice.proposee_le) == (AUJOURDHUI, AUJOURDHUI)
    assert (opened.preconisations, again.preconisations) == (1, 2)
    shown = seen_by(peopled)
    assert shown.conditions[0][1] == "oui\u00a0: Le dit à chaque rendez-vous"
    assert shown.conditions[1][1] == "sans réponse"
    assert shown.criteres_requis == "1 sur 1 au moins (P5, C5)"
    assert shown.attentions[:2] == ("Habite un quartier prioritaire", "50 ans et plus")
    assert shown.preconisations == (("Atelier de mobilisation", "proposée le 10/09/2026"),)


def test_what_the_commission_has_seen_is_only_followed(peopled: Vault) -> None:
    """domain.md §12: the diagnostic is edited until presented; C7-2: préconisations are looked at again."""
    advice = Preconisation(id=Id("p1"), dossier=PERSONNE, objet="entree", texte="Atelier")
    with peopled.work() as work:
        for thing in (advice, builders.une_inscription(), builders.une_decision()):
            work.insert(thing)
        work.commit()
    with peopled.look() as rows:
        opened = ouvrir(rows, PERSONNE, referentiel=ROUEN, on=AUJOURDHUI)
    parts, seen = opened.feuille.parties, opened.feuille.seen

    with peopled.work() as work:
        diagnostic.enregistrer(
            work, PERSONNE, parts, on=AUJOURDHUI, seen=seen,
            values={"preconisation0.constat": "Suivi en mars"},
        )  # fmt: skip
    late = diagnostic.Partie(Diagnostic, ("atouts",))
    with peopled.work() as work, pytest.raises(Refus, match="diagnostic_presente"):
        diagnostic.enregistrer(
            work, PERSONNE, (late,), on=AUJOURDHUI, seen={}, values={"atouts": "Tard"}
        )

    assert (opened.avis, opened.conditions) == (("Atelier",), ())
    with peopled.look() as rows:
        assert rows.all(Diagnostic) == ()
        assert rows.get(Preconisation, "p1").constat == "Suivi en mars"
    assert "Commission du 10/02/2026" in seen_by(peopled).fige


def test_a_second_parcours_has_a_diagnostic_of_its_own(peopled: Vault) -> None:
    """domain.md §4: after a sortie another parcours may be opened; what was written of the first stays."""
    of_first = {"parcours": builders.PARCOURS, "dossier": PERSONNE}
    first = Diagnostic(id=Id("d1"), commence_le=date(2026, 1, 9), atouts="Ponctuelle", **of_first)
    with peopled.work() as work:
        for thing in (
            first,
            ConditionAdhesion(id=Id("c1"), code="volonte", reponse=True, **of_first),
            Preconisation(id=Id("p1"), objet="entree", texte="Atelier", **of_first),
            builders.un_parcours(id=Id("parcours-2"), numero=2, ouvert_le=AUJOURDHUI),
        ):
            work.insert(thing)
        work.commit()
    with peopled.look() as rows:
        opened = ouvrir(rows, PERSONNE, referentiel=ROUEN, on=AUJOURDHUI)
    shown = seen_by(peopled)
    assert opened.feuille.values["atouts"] == ""
    assert (shown.textes, shown.preconisations) == ((), ())
    assert shown.conditions[0][1] == "sans réponse"

    with peopled.work() as work:
        enregistrer(
            work, PERSONNE, opened.feuille.parties, seen=opened.feuille.seen,
            values={"atouts": "Patiente", "volonte.reponse": False},
        )  # fmt: skip

    with peopled.look() as rows:
        assert rows.get(Diagnostic, "d1") == first
        assert [d.atouts for d in rows.all(Diagnostic, parcours="parcours-2")] == ["Patiente"]
        answers = {c.parcours: c.reponse for c in rows.all(ConditionAdhesion)}
    assert answers == {builders.PARCOURS: True, "parcours-2": False}
    assert seen_by(peopled).textes == (("Atouts", "Patiente"),)


def test_evaluations_are_facts_signed_by_their_author_and_tell_their_story(peopled: Vault) -> None:
    """C9-3-5: every évaluation is dated and signed by its author; closing a frein names the étape."""
    note(peopled, niveau=3, evalue_le=date(2026, 1, 5), action="Demande de logement")
    note(peopled, niveau=1, evalue_le=date(2026, 5, 4))
    with pytest.raises(Refus, match="frein_sans_etape"):
        note(peopled, niveau=0)
    note(peopled, niveau=0, etape="e1")

    (line,) = seen_by(peopled).evaluations
    with peopled.look() as rows:
        opened = ouvrir_evaluation(rows, PERSONNE, "frein", "logement", referentiel=ROUEN)
        written = rows.all(Evaluation)
    assert line.texte == (
        "à l’entrée\u00a0: bloquant (05/01/2026) · avant\u00a0: léger (04/05/2026) · aujourd’hui\u00a0: "
        "levé, le 10/09/2026, par Odilon Carpentras · grâce à l’étape «\u00a0Dossier de logement\u00a0»"
    )
    assert len(opened.histoire) == 3
    assert {(e.auteur, e.parcours) for e in written} == {(builders.AE, builders.PARCOURS)}
    assert "logement" not in {s.code for s in seen_by(peopled).a_evaluer}


def test_a_sensitive_frein_takes_no_sentence_and_no_level_is_refused(peopled: Vault) -> None:
    """RGPD, article 9."""
    with pytest.raises(Refus, match="frein_sensible"):
        note(peopled, code="sante", niveau=2, action="Opérée du dos en mars")
    with pytest.raises(Refus, match="niveau_inconnu"):
        note(peopled, niveau=None)

    with peopled.look() as rows:
        assert rows.all(Evaluation) == ()


def test_another_parcours_is_measured_from_its_own_entry(peopled: Vault) -> None:
    """One before it keeps its own diagnostic (domain.md §4): its évaluations are told in the story alone."""
    note(peopled, niveau=3)
    with peopled.work() as work:
        work.insert(
            builders.un_parcours(id=Id("p2"), numero=2, ouvert_le=AUJOURDHUI, origine="reperage")
        )
        work.commit()

    assert "logement" in {s.code for s in seen_by(peopled).a_evaluer}
    # Met already solved: no étape of this parcours did it.
    note(peopled, niveau=0)

    (line,) = seen_by(peopled).evaluations
    assert line.mesure.entree is line.mesure.actuelle
    with peopled.look() as rows:
        opened = ouvrir_evaluation(rows, PERSONNE, "frein", "logement", referentiel=ROUEN)
    assert opened.mesure.entree == line.mesure.entree
    assert len(opened.histoire) == 2

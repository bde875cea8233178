"""The state of the files by AE: every figure is the length of the list it opens (C8, C9-3-6)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.demo.caseload import fill, generate
from desktop.models.vault import Vault
from desktop.usecases.demandes import clore, demander, ouvertes, repondre
from desktop.usecases.equipe import Figure, LigneEquipe, dossiers_en_bref, equipe
from desktop.usecases.listes import dossiers_de_la_liste
from plie.dossier import Dossier
from plie.kinds import Affectation, Commentaire, CompteRendu, Id, Lot, Utilisateur, Visa
from plie.refus import Refus
from plie.rendez_vous import sans_rendez_vous
from tests import builders
from tests.builders import AE, AUJOURDHUI, CR, MIDI, PERSONNE, UN_PDF
from tests.desktop.usecases.test_revue import AUTRE_AE, arrive

DEMO = builders.le_referentiel()
ELISE, ZOE = Id("elise"), Id("zoe")
FIN = date(2026, 9, 1)


def team(vault: Vault) -> tuple[LigneEquipe, ...]:
    with vault.look() as rows:
        return equipe(rows, referentiel=DEMO, on=AUJOURDHUI)


def elise(vault: Vault) -> LigneEquipe:
    return next(line for line in team(vault) if line.id == ELISE)


def people(vault: Vault) -> None:
    """Two AEs, one in a lot; Maïwenn, in the active file, is followed by Élise."""
    arrive(
        vault,
        builders.une_personne(),
        builders.un_parcours(),
        builders.une_decision(),
        builders.un_entretien(),
        builders.un_compte_rendu(pdf=UN_PDF),
    )
    given = (
        Lot(id=Id("lot"), numero=3, nom="Vallée"),
        Utilisateur(id=ZOE, nom="Zoé Marchenoir", role="accompagnateur", lot=Id("lot")),
        Utilisateur(id=ELISE, nom="Élise Bonnefoy", role="accompagnateur", lot=Id("lot")),
    )
    with vault.work() as work:
        for thing in given:
            work.insert(thing)
        work.insert(
            Affectation(id=Id("a"), dossier=PERSONNE, utilisateur=ELISE, role="accompagnateur")
        )
        work.commit()


def test_every_figure_is_the_length_of_the_list_it_opens(vault: Vault) -> None:
    people(vault)

    line = elise(vault)

    assert {f: line.chiffre(f) for f in Figure} == {
        Figure.ACTIFS: 1, Figure.A_SIGNER: 1, Figure.SANS_RDV: 1, Figure.QUESTIONS: 0,
        Figure.DOSSIERS: 1, Figure.A_INSTRUIRE: 0, Figure.MIS_DE_COTE: 0,
    }  # fmt: skip
    assert [e.id for e in line.listes[Figure.A_SIGNER]] == [CR]
    assert (line.lot, line.accompagnateur) == ("3 · Vallée", "Élise Bonnefoy")


def test_a_rendez_vous_this_month_takes_the_person_off_the_list(vault: Vault) -> None:
    people(vault)

    arrive(vault, builders.un_rendez_vous(date=AUJOURDHUI + timedelta(days=3), issue="prevu"))

    line = elise(vault)
    assert line.listes[Figure.SANS_RDV] == ()


def test_signed_refused_and_replaced_wait_for_nothing(vault: Vault) -> None:
    """domain.md §5: « the CR then counts as *not* signed »; « a correction is a new version »."""
    people(vault)
    arrive(vault, builders.un_compte_rendu(id=Id("version-2"), version=2, remplace=CR))
    refused, adviser = builders.les_deux_signatures(compte_rendu=Id("version-2"))

    arrive(vault, replace(refused, position="refus", motif_refus="Pas d’accord"), adviser)

    line = elise(vault)
    assert line.listes[Figure.A_SIGNER] == ()


def test_the_lines_are_by_lot_then_by_name_whatever_the_figures(vault: Vault) -> None:
    people(vault)
    arrive(vault, builders.une_personne(id=Id("autre")), builders.une_personne(id=Id("encore")))
    with vault.work() as work:
        for n, dossier in enumerate(("autre", "encore")):
            work.insert(
                Affectation(
                    id=Id(f"z{n}"), dossier=Id(dossier), utilisateur=ZOE, role="accompagnateur"
                )
            )
        work.commit()

    assert [x.accompagnateur for x in team(vault)] == ["Élise Bonnefoy", "Zoé Marchenoir"]


def test_a_dossier_no_longer_followed_is_on_a_line_of_its_own_after_all_the_others(
    vault: Vault,
) -> None:
    people(vault)
    _unfollow(vault)

    lines = team(vault)

    assert [(x.accompagnateur, x.chiffre(Figure.DOSSIERS)) for x in lines] == [
        ("Élise Bonnefoy", 0),
        ("Zoé Marchenoir", 0),
        ("Sans accompagnateur·rice", 1),
    ]
    assert [e.id for e in lines[-1].listes[Figure.A_SIGNER]] == [CR]
    assert [e.dossier for e in lines[-1].listes[Figure.SANS_RDV]] == [PERSONNE]


def test_what_is_over_waits_for_no_one(vault: Vault) -> None:
    people(vault)
    _unfollow(vault)

    arrive(vault, builders.une_decision(id=Id("fin"), objet="sortie", issue="sortie", prise_le=FIN))

    assert "Sans accompagnateur·rice" not in [x.accompagnateur for x in team(vault)]


def test_a_lot_that_nobody_has_is_there_to_be_filled_at_its_place(vault: Vault) -> None:
    people(vault)
    with vault.work() as work:
        work.insert(Lot(id=Id("vide"), numero=1, nom="Plateau"))
        work.insert(Utilisateur(id=Id("ida"), nom="Ida Sorel", role="accompagnateur"))
        work.commit()

    assert [(x.lot, x.accompagnateur) for x in team(vault)] == [
        ("1 · Plateau", "À pourvoir"),
        ("3 · Vallée", "Élise Bonnefoy"),
        ("3 · Vallée", "Zoé Marchenoir"),
        ("", "Ida Sorel"),
    ]
    assert {team(vault)[0].chiffre(figure) for figure in Figure} == {0}


def test_who_left_gives_their_lot_back_and_keeps_a_line_while_they_have_a_dossier(
    vault: Vault,
) -> None:
    people(vault)
    with vault.work() as work:
        for id_ in (ELISE, ZOE):
            work.patch(Utilisateur, id_, work.seen(Utilisateur, id_), desactive_le=FIN)
        work.commit()

    assert [x.accompagnateur for x in team(vault)] == ["À pourvoir", "Élise Bonnefoy"]


def _unfollow(vault: Vault) -> None:
    with vault.work() as work:
        work.patch(Affectation, "a", work.seen(Affectation, "a"), fin=FIN)
        work.commit()


def test_a_question_is_counted_until_the_ae_answers_and_listed_until_the_asker_closes(
    vault: Vault,
) -> None:
    people(vault)
    with vault.work() as work:
        asked = demander(
            work, "compte_rendu", CR, dossier=PERSONNE, texte="Et le permis ?", now=MIDI
        ).id_of("demande")
    _as_coordination(vault)
    line = elise(vault)
    assert [e.id for e in line.listes[Figure.QUESTIONS]] == [asked]

    _answer(vault, asked)

    line = elise(vault)
    with vault.look() as rows:
        (question,) = ouvertes(rows)
    assert line.listes[Figure.QUESTIONS] == ()
    assert (question.repondue, question.mienne) == (True, True)
    with vault.work() as work:
        repondre(work, asked, texte="À quelle date ?", now=MIDI)
    _as_coordination(vault)
    assert elise(vault).chiffre(Figure.QUESTIONS) == 1
    with vault.work() as work:
        clore(work, asked, now=MIDI)
    with vault.look() as rows:
        assert ouvertes(rows) == ()


def test_a_question_is_closed_by_who_asked_it_alone(vault: Vault) -> None:
    people(vault)
    with vault.work() as work:
        asked = demander(
            work, "compte_rendu", CR, dossier=PERSONNE, texte="Et le permis ?", now=MIDI
        ).id_of("demande")
    with vault.work() as work:
        work.connection.exec_driver_sql("UPDATE op SET author = 'autre' WHERE kind = 'demande'")
        work.commit()

    with vault.work() as work, pytest.raises(Refus, match="demande_autre"):
        clore(work, asked, now=MIDI)


def _as_coordination(vault: Vault) -> None:
    """The vault of the tests is an adviser's: what it wrote is made a coordination's."""
    with vault.work() as work:
        work.connection.exec_driver_sql(
            "UPDATE op SET role = 'coordination' WHERE author = ? AND kind IN "
            "('demande', 'commentaire')",
            (AE,),
        )
        work.commit()


def _answer(vault: Vault, asked: str) -> None:
    arrive(
        vault,
        Commentaire(
            id=Id("reponse"), dossier=PERSONNE, sur_kind="demande", sur_id=Id(asked),
            texte="Obtenu lundi.", auteur_nom="Élise Bonnefoy", ecrit_le=MIDI,
        ),
        author=AUTRE_AE,
    )  # fmt: skip


def test_what_is_read_in_brief_gives_the_figures_that_whole_dossiers_give(vault: Vault) -> None:
    """On a whole invented caseload: states, what waits to be signed, who has no rendez-vous."""
    with vault.work() as work:
        caseload = generate(
            seed=7, now=MIDI, accompagnateur=ELISE, accompagnateur_nom="Élise Bonnefoy",
            new_id=work.new_id,
        )  # fmt: skip
        for dossier in caseload.dossiers[:20]:
            fill(work, dossier)
        work.commit()
    arrive(vault, *(un for cr in _signed(vault)[::5] for un in _corrected(cr)))

    with vault.look() as rows:
        brief = {d.id: d for d in dossiers_en_bref(rows, on=AUJOURDHUI)}
        whole = {d.id: d for d in dossiers_de_la_liste(rows, on=AUJOURDHUI)}

    assert {i: _figures(d) for i, d in brief.items()} == {i: _figures(d) for i, d in whole.items()}
    assert len({d.etat for d in whole.values()}) > 1


def _figures(d: Dossier) -> tuple[object, ...]:
    return d.etat, d.file_active, [cr.id for cr in d.a_signer()], sans_rendez_vous(d, AUJOURDHUI)


def _signed(vault: Vault) -> tuple[CompteRendu, ...]:
    with vault.look() as rows:
        return rows.all(CompteRendu)


def _corrected(cr: CompteRendu) -> tuple[object, ...]:
    """A second version that waits, or that the person alone has signed, or refused."""
    later = replace(cr, id=Id(f"v2-{cr.id}"), version=2, remplace=cr.id, motif="Le lieu manquait")
    said = ("accord", "refus", None)[len(cr.adherent_nom) % 3]
    if said is None:
        return (later,)
    return later, builders.une_signature(
        id=Id(f"s-{cr.id}"), dossier=cr.dossier, compte_rendu=later.id, position=said
    )


def test_what_a_sitting_awaits_of_the_responsable_is_counted_until_it_is_given(
    vault: Vault,
) -> None:
    people(vault)
    assert elise(vault).chiffre(Figure.A_INSTRUIRE) == 0
    with vault.work() as work:
        work.insert(builders.une_inscription(id=Id("zz-inscription"), commission_le=AUJOURDHUI))
        work.commit()
    (element,) = elise(vault).listes[Figure.A_INSTRUIRE]
    assert (element.kind, element.dossier) == ("instruction", PERSONNE)
    assert element.detail == "10/09/2026\u00a0: visa et avis motivé"

    with vault.work() as work:
        work.insert(
            Visa(
                id=Id("visa-1"), dossier=PERSONNE, objet="entree", conforme=True,
                auteur_nom="Une responsable", vise_le=AUJOURDHUI,
            )
        )  # fmt: skip
        work.commit()

    (element,) = elise(vault).listes[Figure.A_INSTRUIRE]
    assert element.detail == "10/09/2026\u00a0: avis motivé"

"""The set-aside tray with a real store: corrected and sent again, or given up; never in the way."""

from datetime import date

import pytest

from desktop.models.changes import Changes
from desktop.usecases import attente
from desktop.usecases import mis_de_cote as tray
from desktop.usecases import mis_de_cote_ailleurs as elsewhere
from desktop.usecases.equipe import Figure, equipe
from desktop.usecases.mis_de_cote import MisDeCote
from desktop.usecases.mis_de_cote_ailleurs import MisDeCoteAilleurs
from desktop.usecases.referentiels import charger
from desktop.usecases.synchronisation import etat
from plie.kinds import Decision, Emploi, Entretien, Id, MiseDeCote
from plie.refus import Refus
from tests.desktop import coherence
from tests.desktop.sync.postes import Magasin, Poste

REFERENTIEL = charger("demo")


def told(poste: Poste) -> tuple[MisDeCote, ...]:
    with poste.vault.look() as rows:
        return tray.mis_de_cote(rows, referentiel=REFERENTIEL)


def send_again(poste: Poste, one: MisDeCote, **values: object) -> Changes:
    with poste.vault.work() as work:
        return tray.renvoyer(
            work, one.kind, one.id, seen=one.seen, values=values, now=poste.montre()
        )


def give_up(poste: Poste, one: MisDeCote, motif: str) -> Changes:
    with poste.vault.work() as work:
        return tray.renoncer(work, one.kind, one.id, motif=motif, now=poste.montre())


@pytest.fixture
def refused(ae: Poste, magasin: Magasin) -> Id:
    """A job whose hours the store did not take, the exchange being otherwise complete."""
    dossier = ae.dossier()
    ae.cycle()
    with ae.vault.work() as work:
        id_ = work.new_id()
        work.insert(Emploi(id=id_, dossier=dossier, poste="Cariste", debut=date(2026, 9, 1)))
        work.commit()
    # As an older application may have written it.
    ae.sql("UPDATE op SET fields = json_set(fields, '$.debut', '01/09/2026') WHERE kind = 'emploi'")
    assert ae.cycle().complete
    assert list(magasin.set_aside().values()) == ["valeur_invalide"]
    return id_


def test_what_was_set_aside_is_told_with_why_and_what_to_do(ae: Poste, refused: Id) -> None:
    (one,) = told(ae)

    assert (one.id, one.objet, one.personne) == (
        refused, "Emploi «\u00a0Cariste\u00a0»", "Maïwenn Trévignac",
    )  # fmt: skip
    assert (one.geste, one.raison) == ("Création", "Une valeur n’a pas la forme attendue.")
    assert one.conseil == "Corrigez la valeur, puis renvoyez."
    assert {e.champ.label: e.mots for e in one.ecrits} == {
        "Poste": ("Cariste",), "Début": ("01/09/2026",),
    }  # fmt: skip


def test_corrected_and_sent_again_it_is_taken(ae: Poste, magasin: Magasin, refused: Id) -> None:
    send_again(ae, told(ae)[0], debut=date(2026, 9, 1))
    assert told(ae) == ()
    with ae.vault.look() as rows:
        assert rows.get(Emploi, refused).debut == date(2026, 9, 1)

    assert ae.cycle().complete

    assert told(ae) == ()
    assert ae.waiting() == 0
    assert [n for n, body in magasin.numbered().values() if "Cariste" in body]
    assert coherence.complaints(ae.vault) == []


def test_sent_again_without_correction_it_says_what_is_wrong_and_stays(
    ae: Poste, refused: Id
) -> None:
    with pytest.raises(Refus, match="valeur_a_corriger"):
        send_again(ae, told(ae)[0])

    assert told(ae)[0].id == refused


def test_given_up_it_leaves_the_count_and_keeps_both_reasons(ae: Poste, refused: Id) -> None:
    with pytest.raises(Refus, match="renonce_sans_motif"):
        give_up(ae, told(ae)[0], "  ")

    give_up(ae, told(ae)[0], "Saisi deux fois.")

    assert told(ae) == ()
    with ae.vault.look() as rows:
        assert etat(rows, last=None).set_aside == 0
        (kept,) = tray.renonces(rows, referentiel=REFERENTIEL)
        assert "Cariste" in str(rows.history(Emploi, refused))
    assert (kept.objet, kept.raison, kept.motif) == (
        "Emploi «\u00a0Cariste\u00a0»", "Une valeur n’a pas la forme attendue.", "Saisi deux fois.",
    )  # fmt: skip


def test_the_rest_goes_up_and_down_meanwhile(
    ae: Poste, coordination: Poste, magasin: Magasin, refused: Id
) -> None:
    with ae.vault.look() as rows:
        dossier = rows.history(Emploi, refused)[0].scope
    entretien = ae.entretien(Id(dossier), "Écrit après.")

    assert ae.cycle().complete
    assert coordination.cycle().complete

    assert ae.waiting() == 0
    with coordination.vault.look() as rows:
        assert rows.find(Entretien, entretien)
    assert any("Écrit après." in body for _, body in magasin.numbered().values())


def test_set_aside_a_second_time_it_comes_back_to_the_tray(ae: Poste) -> None:
    """Nothing here can make an adviser decide for the Commission (C7): it is told again, once."""
    dossier = ae.dossier()
    with ae.vault.work() as work:
        work.insert(
            Decision(id=work.new_id(), dossier=dossier, prise_le=date(2026, 9, 1), objet="entree",
                     issue="integration")
        )  # fmt: skip
        work.commit()
    ae.cycle()

    send_again(ae, told(ae)[0])
    ae.cycle()

    (one,) = told(ae)
    assert one.raison == "Votre rôle ne permet pas d’écrire cet élément."
    assert one.objet == "Décision de la Commission du 01/09/2026"
    assert one.combien == 1


def test_a_change_set_aside_is_sent_again_as_a_change_of_what_is_here(
    ae: Poste, coordination: Poste
) -> None:
    dossier = ae.dossier()
    entretien = ae.entretien(dossier)
    ae.cycle()
    coordination.cycle()
    with coordination.vault.work() as work:
        work.patch(Entretien, entretien, work.seen(Entretien, entretien), nature="bilan")
        work.commit()
    coordination.cycle()

    (one,) = told(coordination)

    assert one.geste == "Modification"
    assert [(e.champ.label, e.mots, e.ici) for e in one.ecrits] == [
        ("Nature", ("Bilan",), ("(rien)",))
    ]
    send_again(coordination, one, nature="suivi")
    with coordination.vault.look() as rows:
        assert rows.get(Entretien, entretien).nature == "suivi"


def test_what_waits_is_told_in_words(ae: Poste) -> None:
    entretien = ae.entretien(ae.dossier(), "un")
    ae.cycle()
    ae.note(entretien, "un deux")

    with ae.vault.look() as rows:
        box = attente.en_attente(rows, referentiel=REFERENTIEL)

    (one,) = box.changements
    assert (one.personne, one.objet, one.geste, one.champs) == (
        "Maïwenn Trévignac", "Entretien", "Modification", ("Ce qui a été dit",),
    )  # fmt: skip
    assert (box.combien, box.documents) == (1, 0)


def seen_from(poste: Poste) -> tuple[MisDeCoteAilleurs, ...]:
    assert poste.cycle().complete
    with poste.vault.look() as rows:
        return elsewhere.mis_de_cote_ailleurs(rows)


def counted(poste: Poste) -> dict[str, int]:
    with poste.vault.look() as rows:
        lines = equipe(rows, referentiel=REFERENTIEL, on=date(2026, 9, 10))
    figures = {line.accompagnateur: line.chiffre(Figure.MIS_DE_COTE) for line in lines}
    return {name: figure for name, figure in figures.items() if figure}


@pytest.mark.usefixtures("refused")
def test_coordination_sees_that_it_waits_and_not_what_was_written(
    ae: Poste, coordination: Poste, suivante: Poste
) -> None:
    (one,) = seen_from(coordination)

    assert (one.personne, one.auteur) == ("Maïwenn Trévignac", "Odilon Carpentras")
    assert one.raison == "Une valeur n’a pas la forme attendue."
    assert counted(coordination) == {"Odilon Carpentras": 1}
    with coordination.vault.look() as rows:
        assert "Cariste" not in str(rows.all(MiseDeCote))
    # Its author has it in their own tray, and a colleague nowhere.
    assert seen_from(ae) == seen_from(suivante) == ()


@pytest.mark.usefixtures("refused")
@pytest.mark.parametrize("settle", ["sent again", "given up"])
def test_coordination_sees_it_no_more_once_its_author_settled_it(
    ae: Poste, coordination: Poste, settle: str
) -> None:
    assert len(seen_from(coordination)) == 1
    if settle == "sent again":
        send_again(ae, told(ae)[0], debut=date(2026, 9, 1))
    else:
        give_up(ae, told(ae)[0], "Saisi deux fois.")
    assert ae.cycle().complete

    assert seen_from(coordination) == ()
    assert counted(coordination) == {}
    assert told(ae) == ()


def test_refused_once_more_it_is_told_once_more(ae: Poste, coordination: Poste) -> None:
    dossier = ae.dossier()
    with ae.vault.work() as work:
        work.insert(
            Decision(id=work.new_id(), dossier=dossier, prise_le=date(2026, 9, 1), objet="entree",
                     issue="integration")
        )  # fmt: skip
        work.commit()
    ae.cycle()
    (first,) = seen_from(coordination)

    send_again(ae, told(ae)[0])
    ae.cycle()

    (again,) = seen_from(coordination)
    assert again.id != first.id
    assert again.raison == "Votre rôle ne permet pas d’écrire cet élément."


@pytest.mark.usefixtures("refused")
def test_coordination_settles_what_a_lost_machine_left_aside(
    ae: Poste, coordination: Poste
) -> None:
    (one,) = seen_from(coordination)
    now = coordination.montre()
    with coordination.vault.work() as work, pytest.raises(Refus, match="classe_sans_motif"):
        elsewhere.classer(work, one.id, motif=" ", now=now)
    with ae.vault.work() as work, pytest.raises(Refus, match="droit_refuse"):
        elsewhere.classer(work, one.id, motif="Poste perdu.", now=now)

    with coordination.vault.work() as work:
        elsewhere.classer(work, one.id, motif="Poste perdu.", now=now)

    assert seen_from(coordination) == ()
    with coordination.vault.work() as work, pytest.raises(Refus, match="deja_regle"):
        elsewhere.classer(work, one.id, motif="Poste perdu.", now=now)
    # Where it was written it stays in the tray: its author still decides of their words.
    assert len(told(ae)) == 1
    assert coherence.complaints(coordination.vault) == []

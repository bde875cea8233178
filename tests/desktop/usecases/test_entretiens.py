"""Correcting, giving up, taking the next appointment: what the vault holds afterwards."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from desktop.documents import dates
from desktop.models.vault import Vault
from desktop.usecases.a_signer import lire
from desktop.usecases.dossiers import assemble
from desktop.usecases.entretiens import (
    abandonner,
    brouillon,
    enregistrer,
    finaliser,
    memoire,
    objections,
    ouvrir,
)
from desktop.usecases.paper import compte_rendu_pdf, printed
from desktop.usecases.papier import non_signe
from desktop.usecases.rendez_vous import deplacer
from desktop.usecases.revue import commenter
from desktop.usecases.signatures import Trace, refuser, signer_adherent
from plie.kinds import CompteRendu, Entretien, RendezVous, Signature
from plie.refus import Refus
from plie.vocabulaire import EtatCompteRendu, NatureEntretien, Position
from tests import builders
from tests.builders import ENTRETIEN, MIDI

DEMO = builders.le_referentiel()
NIR = "299017654000192"


def freeze(vault: Vault, motif: str = "") -> str:
    with vault.work() as work:
        changes = finaliser(work, ENTRETIEN, referentiel=DEMO, now=MIDI, motif=motif)
    return changes.id_of("compte_rendu")


def change(vault: Vault, **values: object) -> None:
    with vault.work() as work:
        work.patch(Entretien, ENTRETIEN, work.seen(Entretien, ENTRETIEN), **values)
        work.commit()


def appointments(vault: Vault) -> list[tuple[date | None, time | None]]:
    with vault.look() as rows:
        return [(r.date, r.debut) for r in rows.all(RendezVous)]


def test_a_correction_says_why(held: Vault) -> None:
    """domain.md §5: « a new version that names the one it replaces and why »."""
    freeze(held)

    with pytest.raises(Refus, match="correction_sans_motif"):
        freeze(held)

    with held.look() as rows:
        assert len(rows.all(CompteRendu)) == 1


def test_a_correction_of_a_correction_counts_on(held: Vault) -> None:
    first = freeze(held)
    second = freeze(held, "La durée était fausse")
    third = freeze(held, "Le lieu aussi")

    with held.look() as rows:
        chain = {cr.id: (cr.version, cr.remplace) for cr in rows.all(CompteRendu)}
        assert lire(rows, first, referentiel=DEMO).remplace_par == third
    assert chain == {first: (1, None), second: (2, first), third: (3, second)}


def test_a_correction_of_what_both_signed_waits_for_both_again(held: Vault) -> None:
    """C9-3-6: « signé par les deux parties »; domain.md §5: a correction is a new version, both stay."""
    id_ = freeze(held)
    with held.work() as work:
        for signature in builders.les_deux_signatures(compte_rendu=id_):
            work.insert(signature)
        work.commit()

    with pytest.raises(Refus, match="correction_sans_motif"):
        freeze(held)
    second = freeze(held, "La durée était fausse")

    with held.look() as rows:
        assert brouillon(rows, ENTRETIEN).etat is EtatCompteRendu.FINALISE
        assert assemble(rows, builders.PERSONNE).a_signer() == (rows.get(CompteRendu, second),)
        before = lire(rows, id_, referentiel=DEMO)
        assert (before.etat, before.remplace_par) == (EtatCompteRendu.SIGNE, second)


def test_no_social_security_number_is_kept_with_an_answer_or_a_comment(held: Vault) -> None:
    """domain.md §3: what is written beside a compte-rendu stays, as what is in it."""
    id_ = freeze(held)
    said = Trace((), Position.REMARQUE, f"Mon numéro est le {NIR}")

    with held.work() as work:
        with pytest.raises(Refus, match="nir_ecrit"):
            signer_adherent(work, id_, said, montre=builders.UN_PDF, referentiel=DEMO, now=MIDI)
        with pytest.raises(Refus, match="nir_ecrit"):
            refuser(work, id_, motif=NIR, montre=builders.UN_PDF, now=MIDI)
        with pytest.raises(Refus, match="nir_ecrit"):
            non_signe(work, b"%PDF-", id_, motif=NIR, now=MIDI)
        with pytest.raises(Refus, match="nir_ecrit"):
            commenter(work, id_, texte=NIR, now=MIDI)


def test_what_the_person_refused_to_sign_can_be_corrected(held: Vault) -> None:
    id_ = freeze(held)
    with held.work() as work:
        refuser(work, id_, motif="Ce n’est pas ce que j’ai dit", montre=builders.UN_PDF, now=MIDI)

    second = freeze(held, "Propos mal rapportés")

    with held.look() as rows:
        lecture = lire(rows, second, referentiel=DEMO)
        assert lecture.etat is EtatCompteRendu.FINALISE
        assert [s.compte_rendu for s in rows.all(Signature)] == [id_]


def test_a_correction_moves_the_appointment_and_makes_no_second_one(held: Vault) -> None:
    freeze(held)
    change(held, prochain_le=date(2026, 9, 25), prochain_debut=time(9))

    freeze(held, "Le rendez-vous a changé")

    assert appointments(held) == [(date(2026, 9, 25), time(9))]


def move_appointment(vault: Vault, **values: object) -> None:
    with vault.work() as work:
        (taken,) = work.rows.all(RendezVous)
        work.patch(RendezVous, taken.id, work.seen(RendezVous, taken.id), **values)
        work.commit()


def test_a_correction_of_something_else_leaves_a_moved_appointment_alone(held: Vault) -> None:
    freeze(held)
    move_appointment(held, date=date(2026, 9, 28), debut=time(14))

    freeze(held, "La durée était fausse")

    assert appointments(held) == [(date(2026, 9, 28), time(14))]


def test_a_correction_does_not_move_an_appointment_that_was_kept(held: Vault) -> None:
    freeze(held)
    move_appointment(held, issue="honore")
    change(held, prochain_le=date(2026, 9, 25))

    freeze(held, "Le rendez-vous a changé")

    assert appointments(held) == [(date(2026, 9, 24), None)]


def test_a_correction_without_appointment_takes_it_away(held: Vault) -> None:
    freeze(held)
    change(held, prochain_le=None)

    freeze(held, "Pas de rendez-vous")

    assert appointments(held) == []


def test_an_entretien_with_its_compte_rendu_is_not_given_up(held: Vault) -> None:
    freeze(held)

    with held.work() as work, pytest.raises(Refus, match="deja_finalise"):
        abandonner(work, ENTRETIEN, seen=work.seen(Entretien, ENTRETIEN))

    with held.look() as rows:
        assert rows.find(Entretien, ENTRETIEN) is not None


def test_of_one_day_the_last_time_is_the_latest_hour_signed_or_not(held: Vault) -> None:
    at = {"matin": time(9), "soir": time(16), "midi": time(12)}
    with held.work() as work:
        for name, start in at.items():
            work.insert(builders.un_entretien(id=name, debut=start, contenu=name))
            # Another hour at first, wrong: what was replaced is no last time.
            wrong = builders.un_compte_rendu(id=f"{name}-1", entretien=name, debut=time(23))
            right = replace(wrong, id=f"{name}-2", version=2, remplace=wrong.id, debut=start)
            for cr in (wrong, right):
                work.insert(cr)
        work.commit()

    with held.look() as rows:
        remembered = memoire(rows, ENTRETIEN)

    assert remembered.dernier is not None
    assert (remembered.dernier.id, remembered.etat) == ("soir-2", EtatCompteRendu.FINALISE)


def test_an_entretien_is_not_its_own_last_time(held: Vault) -> None:
    freeze(held)

    with held.look() as rows:
        remembered = memoire(rows, ENTRETIEN)

    assert (remembered.dernier, remembered.a_signer) == (None, ())


def test_an_entretien_before_the_prescription_is_objected_to(held: Vault) -> None:
    with held.work() as work:
        work.insert(builders.une_prescription(recue_le=date(2026, 9, 4)))
        work.commit()

    with held.look() as rows:
        found = objections(rows, ENTRETIEN, now=MIDI)

    assert [(o.field, o.code) for o in found] == [("date", "cr_avant_prescription")]


def test_someone_received_at_the_moment_of_the_next_one_is_told_without_a_name(held: Vault) -> None:
    freeze(held)
    change(held, prochain_le=date(2026, 9, 25), prochain_debut=time(9))
    freeze(held, "Le rendez-vous a changé")
    with held.look() as rows:
        assert objections(rows, ENTRETIEN, now=MIDI) == (), "its own is nobody else's"

    with held.work() as work:
        other = work.new_id()
        work.insert(builders.une_personne(id=other, nom_naissance="Pellouarn"))
        work.insert(
            builders.un_rendez_vous(
                id=work.new_id(), dossier=other, date=date(2026, 9, 25), debut=time(9, 15)
            )
        )
        work.commit()

    with held.look() as rows:
        (found,) = objections(rows, ENTRETIEN, now=MIDI)
    assert (found.field, found.code, found.blocking) == (
        "prochain_debut", "prochain_deja_pris", False,
    )  # fmt: skip
    assert "Pellouarn" not in found.phrase


@pytest.mark.parametrize("dash", ["—", "–", "-", "--"])
def test_a_dash_as_the_keyboard_has_it_separates_what_from_when(dash: str) -> None:
    typed = builders.un_compte_rendu(suites=(f"Appeler l’école {dash} avant vendredi",))
    wanted = builders.un_compte_rendu(suites=("Appeler l’école — avant vendredi",))

    assert compte_rendu_pdf(typed, referentiel=DEMO) == compte_rendu_pdf(wanted, referentiel=DEMO)


def test_a_hyphen_inside_a_word_separates_nothing() -> None:
    bare = builders.un_compte_rendu(suites=("Voir l’auto-école",))
    cut = builders.un_compte_rendu(suites=("Voir l’auto - école",))

    assert compte_rendu_pdf(bare, referentiel=DEMO) != compte_rendu_pdf(cut, referentiel=DEMO)


def test_the_paper_gives_the_hour_of_the_plie_whatever_the_machine_says() -> None:
    """Frozen at noon, universal time: two in the afternoon in Paris, four in Saint-Denis."""
    cr = builders.un_compte_rendu(finalise_le=datetime(2026, 7, 9, 12, tzinfo=UTC))
    reunion = replace(DEMO, fuseau="Indian/Reunion")

    assert dates.moment(printed(cr, referentiel=DEMO).finalise_le).endswith("14\u00a0h")
    assert dates.moment(printed(cr, referentiel=reunion).finalise_le).endswith("16\u00a0h")


def test_a_correction_moves_the_rendez_vous_that_stands_for_the_one_put_off(held: Vault) -> None:
    """Taken in the form, put off from the agenda twice: the correction still speaks of that one."""
    freeze(held)
    for day in (date(2026, 9, 25), date(2026, 9, 28)):
        with held.work() as work:
            (taken,) = (r for r in work.rows.all(RendezVous) if r.issue == "prevu")
            deplacer(work, taken.id, le=day, debut=None, duree_min=None, lieu="", now=MIDI)

    change(held, prochain_le=date(2026, 9, 30))
    freeze(held, "Le jour convenu depuis")

    with held.look() as rows:
        planned = [r.date for r in rows.all(RendezVous) if r.issue == "prevu"]
        assert planned == [date(2026, 9, 30)]
        assert rows.count(RendezVous, issue="reporte") == 2


def test_the_rendez_vous_of_that_moment_is_kept_once_its_entretien_is_finalised(
    held: Vault,
) -> None:
    """domain.md §5: « A rendez-vous ends honoré, excusé, non excusé or reporté »."""
    day, planned = builders.un_entretien().date, builders.un_rendez_vous
    with held.work() as work:
        work.insert(planned(id="rdv-du-jour", date=day, debut=time(14, 15)))
        work.insert(planned(id="rdv-du-matin", date=day, debut=time(9)))
        work.insert(planned(id="rdv-autre", date=date(2026, 10, 1)))
        work.commit()

    freeze(held)

    with held.look() as rows:
        issues = {r.id: r.issue for r in rows.all(RendezVous)}
        assert issues["rdv-du-jour"] == "honore"
        assert issues["rdv-du-matin"] == issues["rdv-autre"] == "prevu"


def test_an_hour_corrected_no_longer_proves_the_rendez_vous_of_the_wrong_one(held: Vault) -> None:
    with held.work() as work:
        day = builders.un_entretien().date
        work.insert(builders.un_rendez_vous(id="rdv", date=day, debut=time(14)))
        work.commit()
    freeze(held)
    change(held, debut=time(9))

    freeze(held, motif="L’heure était fausse")

    with held.look() as rows:
        assert rows.get(RendezVous, "rdv").issue == "prevu"


@pytest.mark.parametrize(
    ("another", "issue"), [(False, "prevu"), (True, "honore")], ids=["alone", "another that day"]
)
def test_a_day_corrected_proves_its_rendez_vous_and_no_longer_the_other(
    held: Vault, *, another: bool, issue: str
) -> None:
    wrong, right = builders.un_entretien().date, date(2026, 9, 2)
    with held.work() as work:
        for name, day in (("rdv-dit", wrong), ("rdv-vrai", right)):
            work.insert(builders.un_rendez_vous(id=name, date=day, issue="prevu"))
        second = work.new_id()
        if another:
            work.insert(builders.un_entretien(id=second, debut=time(9, 0), suites=()))
        work.commit()
    if another:
        with held.work() as work:
            finaliser(work, second, referentiel=DEMO, now=MIDI)
    freeze(held)
    change(held, date=right)

    freeze(held, motif="Le jour était faux")

    with held.look() as rows:
        assert rows.get(RendezVous, "rdv-vrai").issue == "honore"
        assert rows.get(RendezVous, "rdv-dit").issue == issue


def test_a_draft_that_is_gone_is_told_in_words(held: Vault) -> None:
    with held.work() as work:
        abandonner(work, ENTRETIEN, seen=work.seen(Entretien, ENTRETIEN))

    with held.work() as work, pytest.raises(Refus, match="brouillon_absent"):
        enregistrer(work, ENTRETIEN, seen={}, values={"contenu": "encore"})


def test_an_entretien_begins_where_the_rendez_vous_of_the_day_is_else_where_the_last_was(
    held: Vault,
) -> None:
    def place() -> str:
        with held.work() as work:
            id_ = ouvrir(work, builders.PERSONNE, now=MIDI).id_of("entretien")
        with held.look() as rows:
            return rows.get(Entretien, id_).lieu

    change(held, lieu="Maison des droits")
    last = place()
    with held.work() as work:
        work.insert(
            builders.un_rendez_vous(id=work.new_id(), date=MIDI.date(), lieu="Mairie annexe")
        )
        work.commit()

    assert (last, place()) == ("Maison des droits", "Mairie annexe")


def test_the_first_entretien_with_a_person_is_proposed_as_an_accueil(held: Vault) -> None:
    def nature() -> str:
        with held.work() as work:
            id_ = ouvrir(work, new, now=MIDI).id_of("entretien")
        with held.look() as rows:
            return rows.get(Entretien, id_).nature

    with held.work() as work:
        new = work.new_id()
        work.insert(builders.une_personne(id=new))
        work.commit()

    assert (nature(), nature()) == (NatureEntretien.ACCUEIL, NatureEntretien.SUIVI)

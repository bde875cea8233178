"""Une signature ne vaut que pour le document montré : ce qui change entre-temps, ailleurs, est refusé."""

from collections.abc import Callable

from desktop.demo.seat import Seat
from desktop.usecases.verification import Verdict, verifier
from plie.kinds import CompteRendu, Signature
from plie.vocabulaire import Role, Signataire
from tests.stories import gestes

ECRIT = "Le permis est obtenu ; la recherche s’élargit."
AE = "Odilon Carpentras"


def echanger(seat: Seat) -> None:
    """Échanger sans toucher à ce qui est à l’écran, comme la fenêtre le fait d’elle-même."""
    outcome = seat.house.exchange.attempt(lambda: False)
    assert outcome
    assert outcome.complete
    seat.house.jobs.changed.emit(outcome.done.changes)


def deux_postes(enrolled: Callable[[str, str], Seat]) -> tuple[Seat, Seat, str, str]:
    """La même accompagnatrice sur deux machines, et un compte-rendu à signer sur chacune."""
    here, there = enrolled(AE, Role.ACCOMPAGNATEUR), enrolled(AE, Role.ACCOMPAGNATEUR)
    dossier = gestes.ouvrir_dossier(here, "Maïwenn", "Trévignac")
    gestes.ecrire(here, ECRIT)
    cr = gestes.finaliser(here)
    here.exchange()
    there.exchange()
    # Désormais chacune n’échange que lorsque le récit le dit.
    for seat in (here, there):
        seat.house.heart.stop()
    return here, there, dossier, cr


def signatures(seat: Seat) -> tuple[Signature, ...]:
    with seat.house.vault.look() as rows:
        return rows.all(Signature)


def test_une_version_corrigee_sur_l_autre_poste_empeche_de_signer_l_ancienne(
    enrolled: Callable[[str, str], Seat],
) -> None:
    here, there, dossier, cr = deux_postes(enrolled)
    gestes.donner_a_lire(here)

    gestes.lire(there, dossier, cr)
    there.hands.click("corriger")
    there.hands.write("motif", "la durée était fausse")
    there.hands.write("entretien_duree_min", "3")
    there.hands.click("finaliser")
    there.hands.until(lambda: len(gestes.comptes_rendus(there)) == 2, "la version corrigée")
    echanger(there)
    echanger(here)
    gestes.personne_signe(here)

    here.hands.until(
        lambda: "Une version plus récente remplace ce compte-rendu" in gestes.mots(here), "le refus"
    )
    assert signatures(here) == ()
    assert here.hands.shows("pad_personne")


def test_un_document_change_sous_les_yeux_de_l_accompagnatrice_n_est_pas_scelle_mais_le_bon_l_est(
    enrolled: Callable[[str, str], Seat],
) -> None:
    here, there, dossier, cr = deux_postes(enrolled)
    # Hors ligne tous les deux, chacun a recueilli la signature de la personne.
    gestes.lire(there, dossier, cr)
    gestes.donner_a_lire(there)
    gestes.personne_signe(there)
    gestes.attendre(there, "rendre_ok", "sa réponse gardée")
    gestes.donner_a_lire(here)
    gestes.personne_signe(here)
    gestes.reprendre(here)

    echanger(there)
    echanger(here)
    gestes.accompagnatrice_signe(here)

    here.hands.until(
        lambda: "Le document a changé depuis qu’il a été montré" in gestes.mots(here), "le refus"
    )
    assert {s.qui for s in signatures(here)} == {Signataire.ADHERENT}
    here.hands.click("rendre_accompagnateur")
    gestes.lire(here, dossier, cr)
    here.hands.click("faire_signer")
    gestes.reprendre(here)
    gestes.accompagnatrice_signe(here)
    gestes.fin(here)
    last = next(s for s in signatures(here) if s.qui == Signataire.ACCOMPAGNATEUR)
    with here.house.vault.look() as rows:
        assert verifier(rows, rows.blob(last.sha256_scelle) or b"").verdict is Verdict.INTACT
        assert rows.get(CompteRendu, cr).contenu == ECRIT

"""Giving up a draft, or a correction that was begun: what stays, and what can be put back."""

import pytest

from desktop.models.vault import Vault
from desktop.usecases.a_signer import lire
from desktop.usecases.entretiens import abandonner, finaliser, renoncer
from desktop.usecases.historique import retablir
from desktop.usecases.journee import ma_journee
from plie.kinds import CompteRendu, Entretien
from plie.refus import Refus
from tests import builders
from tests.builders import ENTRETIEN, MIDI
from wire.op import EXISTS


def test_a_correction_given_up_leaves_the_version_in_force_and_what_it_says(held: Vault) -> None:
    with held.work() as work:
        done = finaliser(work, ENTRETIEN, referentiel=builders.le_referentiel(), now=MIDI)
    id_ = done.id_of("compte_rendu")
    with held.look() as rows:
        before = rows.get(Entretien, ENTRETIEN), rows.get(CompteRendu, id_)
    with held.work() as work:
        typed = {"contenu": "Autre chose", "prochain_le": None, "suites": ()}
        work.patch(Entretien, ENTRETIEN, work.seen(Entretien, ENTRETIEN), **typed)
        work.commit()

    with held.work() as work:
        renoncer(work, ENTRETIEN, seen=work.seen(Entretien, ENTRETIEN))

    with held.look() as rows:
        assert (rows.get(Entretien, ENTRETIEN), rows.get(CompteRendu, id_)) == before
        assert rows.count(CompteRendu) == 1


def test_a_correction_begun_is_told_until_it_is_finalised_or_given_up(held: Vault) -> None:
    """ui.md: « drafts left open »; what is signed meanwhile does not say what was typed since."""
    referentiel = builders.le_referentiel()
    with held.work() as work:
        done = finaliser(work, ENTRETIEN, referentiel=referentiel, now=MIDI)
    id_ = done.id_of("compte_rendu")
    told = []

    def tell() -> None:
        with held.look() as rows:
            day = ma_journee(rows, referentiel=referentiel, now=MIDI)
            left = [line.id for line in day if line.action == "terminer"]
            told.append((lire(rows, id_, referentiel=referentiel).en_correction, left))

    tell()
    with held.work() as work:
        work.patch(Entretien, ENTRETIEN, work.seen(Entretien, ENTRETIEN), lieu="Gare")
        work.commit()
    tell()
    with held.work() as work:
        renoncer(work, ENTRETIEN, seen=work.seen(Entretien, ENTRETIEN))
    tell()
    with held.work() as work:
        work.patch(Entretien, ENTRETIEN, work.seen(Entretien, ENTRETIEN), lieu="Gare")
        work.commit()
    with held.work() as work:
        finaliser(work, ENTRETIEN, referentiel=referentiel, now=MIDI, motif="Le lieu")
    tell()

    assert told == [(False, []), (True, [ENTRETIEN]), (False, []), (False, [])]


def test_a_draft_without_a_compte_rendu_has_no_correction_to_give_up(held: Vault) -> None:
    with held.work() as work, pytest.raises(Refus, match="rien_a_corriger"):
        renoncer(work, ENTRETIEN, seen=work.seen(Entretien, ENTRETIEN))


def test_a_draft_given_up_is_put_back_from_the_history_with_its_words(held: Vault) -> None:
    with held.work() as work:
        before = work.get(Entretien, ENTRETIEN)
        abandonner(work, ENTRETIEN, seen=work.seen(Entretien, ENTRETIEN))

    with held.work() as work:
        retablir(work, "entretien", ENTRETIEN, EXISTS, value=None)

    with held.look() as rows:
        assert rows.get(Entretien, ENTRETIEN) == before

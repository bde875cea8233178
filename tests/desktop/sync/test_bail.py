"""A vault that its store withdrew, or does not hear any more: closed, warned before, opened again."""

from datetime import UTC, datetime, timedelta

import pytest

from central import gestion
from desktop.sync.errors import StoreRestored
from desktop.usecases.bail import Bail, Fermeture, regarder
from plie.vocabulaire import Role
from tests.desktop.sync import faults
from tests.desktop.sync.postes import PLIE, Magasin, Poste


def standing(poste: Poste, **later: float) -> Bail:
    poste.montre.instant += timedelta(**later)
    return regarder(poste.vault, now=poste.montre())


def test_a_withdrawn_vault_is_closed_until_another_invitation(ae: Poste, magasin: Magasin) -> None:
    assert ae.cycle().complete
    before = standing(ae)
    with ae.vault.look() as rows:
        magasin.revoke(rows.identity().device)

    assert ae.cycle().revoked
    closed = standing(ae)
    ae.enrol(magasin.invite("Odilon Carpentras", Role.ACCOMPAGNATEUR))
    assert ae.cycle().complete

    assert before.fermeture is None
    assert closed.fermeture is Fermeture.RETIRE
    assert "n’est pas effacé" in closed.phrase(ae.montre())
    assert standing(ae).fermeture is None


def test_a_vault_that_hears_nothing_is_warned_then_closed_then_opened(ae: Poste) -> None:
    ae.dossier()
    assert ae.cycle().complete
    before = ae.ops()

    quiet = standing(ae, days=24)
    soon = standing(ae, days=3)
    closed = standing(ae, days=3, hours=1)
    again = standing(ae, days=-29)
    assert ae.cycle().complete
    opened = standing(ae)

    assert quiet.phrase(ae.montre()) == ""
    assert soon.fermeture is None
    assert "d’ici 3\u00a0jours" in soon.phrase(ae.montre())
    assert closed.fermeture is Fermeture.ECHU
    assert "Rien n’est effacé" in closed.phrase(ae.montre())
    assert again.fermeture is Fermeture.ECHU, "a clock set back gives nothing back"
    assert opened.fermeture is None
    assert ae.ops() == before


def test_a_single_day_without_the_store_is_told_as_one() -> None:
    now = datetime(2026, 9, 10, 8, tzinfo=UTC)

    one = Bail(fermeture=Fermeture.ECHU, jours=1).phrase(now)
    two = Bail(fermeture=Fermeture.ECHU, jours=2).phrase(now)

    assert "rester plus d’un jour sans lui" in one
    assert "rester plus de 2\u00a0jours sans lui" in two


def test_a_store_that_answers_nothing_good_is_no_contact(ae: Poste) -> None:
    assert ae.cycle().complete
    ae.line.plan("hello", faults.portal)

    ae.montre.instant += timedelta(days=31)
    failed = ae.cycle().failure

    assert failed is not None
    assert standing(ae).fermeture is Fermeture.ECHU


def test_a_restored_store_still_vouches_for_whom_it_tells_to_go_on(
    ae: Poste, magasin: Magasin
) -> None:
    assert ae.cycle().complete
    magasin.restore()

    ae.montre.instant += timedelta(days=29)
    assert isinstance(ae.cycle().failure, StoreRestored)

    assert standing(ae, days=2).fermeture is None
    with ae.vault.look() as rows:
        magasin.revoke(rows.identity().device)
    assert ae.cycle().revoked
    magasin.restore()
    assert isinstance(ae.cycle().failure, StoreRestored)
    assert standing(ae).fermeture is Fermeture.RETIRE, "the backup may be of a day before"


@pytest.mark.parametrize(("days", "fermeture"), [(0, None), (10, Fermeture.ECHU), (90, None)])
def test_the_store_says_how_long(
    ae: Poste, magasin: Magasin, days: int, fermeture: Fermeture | None
) -> None:
    gestion.allow_offline(magasin.store, magasin.mint, plie=PLIE, days=days)
    assert ae.cycle().complete

    assert standing(ae, days=31).fermeture is fermeture


def test_a_vault_that_no_store_knows_is_never_closed(magasin: Magasin, nouveau: object) -> None:
    assert callable(nouveau)
    poste = nouveau("Odilon Carpentras")

    assert standing(poste, days=4000) == Bail()
    assert magasin.numbered()

"""The store's address changes: believed once the store has proved itself, without showing the token before."""

from pathlib import Path

import httpx2
import pytest

from desktop.models.line import Identity
from desktop.sync.client import open_client
from desktop.sync.enrol import BadAddress
from desktop.sync.errors import LineError, OtherPlie, StoreUnreachable, WrongAuthority
from desktop.usecases.adresse import changer_adresse
from tests.desktop.sync import faults
from tests.desktop.sync.faults import Inner, Line
from tests.desktop.sync.postes import PLIE, Magasin, Poste

NOUVELLE, EN_CLAIR = "https://magasin.exemple", "http://magasin.exemple"


def _identity(poste: Poste) -> Identity:
    with poste.vault.look() as rows:
        return rows.identity()


def _move(poste: Poste, line: Line, url: str = NOUVELLE) -> Identity:
    return changer_adresse(
        poste.vault, url, connect=lambda there: open_client(there, transport=line)
    )


class Seen:
    """Lets requests through, and keeps what was shown of who asks."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def __call__(self, inner: Inner, request: httpx2.Request) -> httpx2.Response:
        self.shown.append(request.headers.get("authorization", ""))
        return inner(request)


def test_the_same_store_elsewhere_is_gone_on_with(ae: Poste, magasin: Magasin) -> None:
    before = _identity(ae)
    line, seen = magasin.line(), Seen()
    line.plan("/v1/preuve", seen)

    after = _move(ae, line, f" {NOUVELLE}/ ")

    assert (after.url, after.token, after.authority) == (NOUVELLE, before.token, before.authority)
    assert _identity(ae) == after
    assert seen.shown == [""]
    ae.dossier()
    assert ae.cycle().complete
    assert ae.waiting() == 0


@pytest.mark.parametrize(("plie", "told"), [("autre-plie", OtherPlie), (PLIE, WrongAuthority)])
def test_another_store_is_not(ae: Poste, tmp_path: Path, plie: str, told: type[LineError]) -> None:
    before, other = _identity(ae), Magasin.opened(tmp_path / "autre", plie)
    line, seen = other.line(), Seen()
    line.plan("/", *[seen] * 9)

    with pytest.raises(told):
        _move(ae, line)

    assert _identity(ae) == before
    assert set(seen.shown) == {""}, "nothing of who asks was shown"
    other.store.close()


def test_a_proof_kept_from_another_day_proves_nothing(ae: Poste, magasin: Magasin) -> None:
    kept: list[bytes] = []

    def keep(inner: Inner, request: httpx2.Request) -> httpx2.Response:
        kept.append(inner(request).read())
        return faults.says(200, kept[0])(inner, request)

    line = magasin.line()
    line.plan("/v1/preuve", keep, keep)
    _move(ae, line)

    with pytest.raises(WrongAuthority):
        _move(ae, line, "https://ailleurs.exemple")

    assert _identity(ae).url == NOUVELLE


def test_what_is_no_address_or_is_not_reached_changes_nothing(ae: Poste, magasin: Magasin) -> None:
    before, line = _identity(ae), magasin.line()
    line.plan("/v1/preuve", faults.before_send)

    for typed in ("", "magasin.exemple", "ftp://magasin.exemple", "https://", EN_CLAIR):
        with pytest.raises(BadAddress):
            _move(ae, line, typed)
    with pytest.raises(StoreUnreachable):
        _move(ae, line)

    assert _identity(ae) == before

"""Files at one vault, and what is asked of the line for them."""

from datetime import timedelta
from hashlib import sha256

import pytest

from desktop.sync.blobs import RECENT
from desktop.sync.client import StoreClient
from desktop.sync.cycle import cycle
from desktop.sync.errors import StoreUnreachable
from desktop.sync.renewal import renew
from desktop.sync.turn import Outcome
from desktop.usecases.fichiers import recevoir
from plie.kinds import Id, Sha256
from tests.builders import un_compte_rendu
from tests.desktop.sync import faults
from tests.desktop.sync.postes import DEBUT, Poste, hasard

OLD = RECENT + timedelta(days=1)


def reports(ae: Poste, *ages: timedelta, size: int = 2_000) -> tuple[str, ...]:
    """Finalise comptes-rendus of these ages; return their files, sent to the store."""
    dossier = ae.dossier()
    files = tuple(report(ae, dossier, age, size) for age in ages)
    assert ae.cycle().complete
    return files


def report(ae: Poste, dossier: Id, age: timedelta, size: int) -> str:
    digest = ae.file(hasard(f"{dossier} {age}").randbytes(size), dossier)
    write(ae, dossier, digest, age)
    return digest


def write(ae: Poste, dossier: Id, digest: str, age: timedelta) -> None:
    with ae.vault.work() as work:
        work.insert(
            un_compte_rendu(
                id=work.new_id(), dossier=dossier, entretien=work.new_id(),
                finalise_le=DEBUT - age, pdf=Sha256(digest),
            )
        )  # fmt: skip
        work.commit()


def here(poste: Poste, digest: str) -> bool:
    with poste.vault.look() as rows:
        found = rows.blob(digest)
    return found is not None and sha256(found).hexdigest() == digest


def asked(poste: Poste) -> list[str]:
    """Return the files asked for on the line, in order."""
    gets = (p.path.rpartition("/")[2] for p in poste.line.passed if p.method == "GET")
    return list(dict.fromkeys(gets))


def beat(poste: Poste, client: StoreClient, *, after: timedelta = timedelta(0)) -> Outcome:
    """A turn over a line kept from one to the next."""
    poste.montre.instant += after
    return cycle(
        poste.vault, client, now=poste.montre(), tell=lambda _step: None, stopped=lambda: False
    )


def open_(poste: Poste, digest: str) -> bool:
    return recevoir(
        poste.vault, digest, now=poste.montre(), stopped=lambda: False, connect=poste.http
    )


def lost_token(poste: Poste) -> str:
    """Have the token renewed, and the answer lost on the way; return the one that serves no more."""
    with poste.vault.look() as rows:
        identity = rows.identity()
    client = poste.client
    client.use(identity.token)
    poste.line.plan("renew", faults.after_commit)
    with pytest.raises(StoreUnreachable):
        renew(poste.vault, client)
    return identity.token

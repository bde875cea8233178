"""What lets dossiers go until it is killed: `main(FOLDER)`, a vault and its store in it, forked by `nursery.py`.

One line a step of the exchange; then the same word without end, so that the kill always finds it alive.
"""

import io
import sys
from pathlib import Path

from central import trail
from central.app import create_app
from central.authority import Authority
from central.mint import Mint
from central.settings import Settings
from central.store import Store
from desktop.models import holdings
from desktop.models.vault import Surroundings, Vault
from desktop.sync.cycle import cycle
from plie.vocabulaire import Role
from tests.desktop.sync.mains import CANARI, PHRASE, fill, read_on, reassign
from tests.desktop.sync.postes import Magasin, Montre, Poste, hasard, new_poste

UNSENT = "Écrit hors ligne, juste avant de partir"
DOSSIERS = 3


def made(folder: Path) -> list[str]:
    """Make a world in which dossiers are about to leave, each with something unsent; return their ids."""
    magasin = Magasin.opened(folder / "magasin")
    ae = new_poste(folder / "coffre", magasin)
    suivante = new_poste(folder / "suivante", magasin, nom="Ana Bo")
    for poste, nom in ((ae, "Odilon Carpentras"), (suivante, "Ana Bo")):
        poste.enrol(magasin.invite(nom, Role.ACCOMPAGNATEUR))
    dossiers = [fill(ae, f"{CANARI}{n}") for n in range(DOSSIERS)]
    ae.cycle()
    ae.vault.back_up()
    read_on(suivante)
    reassign(magasin, suivante, *dossiers)
    assert ae.cycle().complete
    for dossier in dossiers:
        ae.entretien(dossier, UNSENT)
    with ae.vault.work() as work:
        assert holdings.agree(work.connection) == DOSSIERS
        work.commit()
    for poste in (ae, suivante):
        poste.vault.close()
    magasin.store.close()
    return sorted(dossiers)


def opened(folder: Path) -> tuple[Poste, Magasin]:
    """Open the vault and the store of a world, as they were left."""
    settings = Settings(folder / "magasin")
    store = Store.open(settings)
    mint = Mint(Montre(), hasard("magasin, ensuite").randbytes)
    log = trail.log_to(io.StringIO())
    app = create_app(store, clock=mint.clock, token_bytes=mint.token_bytes, log=log)
    magasin = Magasin(store, mint, Authority.load(settings), app)
    around = Surroundings(Montre(), hasard("coffre, ensuite").randbytes)
    vault = Vault.open(folder / "coffre", PHRASE, around=around)
    with vault.look() as rows:
        token = rows.identity().token
    return Poste(vault, magasin.line(), Montre(), token), magasin


def main(folder: str) -> None:
    """Exchange once, telling each step."""
    sys.stdin.readline()
    poste, _ = opened(Path(folder))
    cycle(
        poste.vault,
        poste.client,
        now=poste.montre(),
        tell=lambda step: print(step.phase.value, flush=True),  # noqa: T201 - where it stands
        stopped=lambda: False,
    )
    while True:
        print("fini", flush=True)  # noqa: T201 - still here

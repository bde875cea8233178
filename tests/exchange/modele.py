"""A world made once, closed, ready to be copied: the keys and the enrolments cost what they must."""

from dataclasses import dataclass
from pathlib import Path

from central.context import the_store
from central.mint import Mint
from central.record import Saying, record
from central.store import Store
from desktop.models import envelope
from plie.kinds import Id
from plie.vocabulaire import Role
from tests.desktop.sync.postes import PLIE, Magasin, new_poste
from wire.op import Verb

PHRASE = "phrase de passe d’essai"
NAMES = ("Odilon Carpentras", "Ysoline Bréal", "Basile Orme", "Philomène Astruc")
COORDINATION = 3


@dataclass
class Model:
    """Where it is, what opens its vaults, and the dossier that three people follow; one of each."""

    folder: Path
    keys: list[bytes]
    tokens: list[str]
    shared: Id
    own: list[Id]

    @classmethod
    def made(cls, folder: Path) -> "Model":
        magasin = Magasin.opened(folder / "magasin")
        postes = []
        for number, nom in enumerate(NAMES):
            poste = new_poste(folder / f"coffre-{number}", magasin, nom=nom)
            role = Role.COORDINATION if number == COORDINATION else Role.ACCOMPAGNATEUR
            poste.enrol(magasin.invite(nom, role))
            postes.append(poste)
        shared = postes[0].dossier()
        own = [poste.dossier() for poste in postes[:COORDINATION]]
        for poste in postes[1:COORDINATION]:
            poste.cycle()
        postes[0].cycle()
        # Three people follow it: what they write at the same time must meet.
        for poste in postes[1:COORDINATION]:
            with poste.vault.look() as rows:
                _assign(magasin.store, magasin.mint, shared, rows.identity().utilisateur)
        for poste in postes:
            assert poste.cycle().complete
            poste.vault.close()
        magasin.store.close()
        keys = [
            envelope.unwrap(envelope.read(folder / f"coffre-{n}"), PHRASE)
            for n in range(len(NAMES))
        ]
        return cls(folder, keys, [poste.token for poste in postes], shared, own)


def _assign(store: Store, mint: Mint, dossier: str, utilisateur: str) -> None:
    fields = {"dossier": dossier, "utilisateur": utilisateur, "role": "accompagnateur"}
    given = Saying(Verb.INSERT, "affectation", mint.new_id(), fields, dossier)
    with store.write(the_store(PLIE)) as connection:
        record(connection, PLIE, [given], mint)

"""A world made once, closed, ready to be copied: the keys and the enrolments cost what they must."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from central.context import the_store
from central.mint import Mint
from central.record import Saying, record
from central.store import Store
from desktop.models import envelope
from plie.kinds import Evenement, Id, Parcours, Personne
from plie.vocabulaire import Role
from tests.desktop.sync.postes import DEBUT, PLIE, Magasin, Poste, new_poste
from wire.op import Verb

PHRASE = "phrase de passe d’essai"
NAMES = ("Odilon Carpentras", "Ysoline Bréal", "Basile Orme", "Philomène Astruc")
COORDINATION = 3
_WORD = 12


@dataclass
class Model:
    """Where it is, what opens its vaults, and the dossier that three people follow; one of each."""

    folder: Path
    keys: list[bytes]
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
        shared = open_dossier(postes[0])
        own = [open_dossier(poste) for poste in postes[:COORDINATION]]
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
        return cls(folder, keys, shared, own)


def open_word(dossier: str) -> str:
    """Return a word that stands in a dossier alone, where an opening in part lets it be read."""
    return _word(f"nom {dossier}")


def closed_word(dossier: str) -> str:
    """Return a word that stands in a dossier alone, where only whoever follows it reads."""
    return _word(f"texte {dossier}")


def open_dossier(poste: Poste) -> Id:
    """Open an invented dossier, marked by both its words; return its id."""
    with poste.vault.work() as work:
        id_ = work.new_id()
        work.insert(
            Personne(id=id_, civilite="Mme", nom_naissance=open_word(id_), prenoms="Maïwenn")
        )
        work.insert(Parcours(id=work.new_id(), dossier=id_, origine="prescripteur"))
        work.insert(
            Evenement(
                id=work.new_id(), dossier=id_, date=DEBUT.date(), genre="relance",
                texte=f"{closed_word(id_)} a appelé.",
            )
        )  # fmt: skip
        work.commit()
    return id_


def _word(said: str) -> str:
    # Letters only: the vault refuses what looks like a social security number.
    digits = str.maketrans("0123456789", "ghijklmnop")
    return sha256(said.encode()).hexdigest()[:_WORD].translate(digits)


def _assign(store: Store, mint: Mint, dossier: str, utilisateur: str) -> None:
    fields = {"dossier": dossier, "utilisateur": utilisateur, "role": "accompagnateur"}
    given = Saying(Verb.INSERT, "affectation", mint.new_id(), fields, dossier)
    with store.write(the_store(PLIE)) as connection:
        record(connection, PLIE, [given], mint)

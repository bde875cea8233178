"""What happens to dossiers between machines, for the tests: filled, given, sought, page by page."""

from datetime import timedelta
from pathlib import Path

from central import affectations, receipts
from desktop.models import backup, envelope, saisies
from desktop.models.restore import ASIDE
from desktop.models.saisies import Carte
from desktop.models.vault import DATABASE, Vault
from plie.kinds import Entretien, Evenement, Id, Personne, RendezVous
from tests.builders import un_compte_rendu
from tests.desktop.pages_en_clair import pages
from tests.desktop.sync.postes import DEBUT, PLIE, Magasin, Poste

CANARI = "Canarizabeth"
PHRASE = "phrase de passe d’essai"


def key(poste: Poste) -> bytes:
    return envelope.unwrap(envelope.read(poste.vault.folder), PHRASE)


def utilisateur(poste: Poste) -> str:
    with poste.vault.look() as rows:
        return rows.identity().utilisateur


def reassign(magasin: Magasin, to: Poste, *dossiers: str) -> int:
    return affectations.reaffecter(
        magasin.store, magasin.mint, plie=PLIE, dossiers=dossiers, utilisateur=utilisateur(to)
    )


def hand_over(magasin: Magasin, to: Poste, *dossiers: str, days: int = 10) -> int:
    return affectations.confier(
        magasin.store, magasin.mint, plie=PLIE, dossiers=dossiers, utilisateur=utilisateur(to),
        jusqu_au=DEBUT.date() + timedelta(days=days),
    )  # fmt: skip


def fill(poste: Poste, nom: str = CANARI) -> Id:
    """Write in a new dossier the same word in every place where a trace could stay."""
    with poste.vault.work() as work:
        id_ = work.new_id()
        work.insert(Personne(id=id_, civilite="Mme", nom_naissance=nom, prenoms="Maïwenn"))
        work.insert(
            Evenement(
                id=work.new_id(),
                dossier=id_,
                date=DEBUT.date(),
                genre="relance",
                texte=f"{nom} a appelé.",
            )
        )
        draft = Entretien(id=work.new_id(), dossier=id_, contenu=f"{nom} raconte. " * 500)
        work.insert(draft)
        work.insert(RendezVous(id=work.new_id(), dossier=id_, lieu=nom))
        carte = Carte(id_, "sortie", "Proposer la sortie", "sortie", id_)
        words = {"sortie": {"texte": f"{nom} hésite."}}
        # Left long ago: what was left lately stays for who would come back to it.
        saisies.keep(work.connection, carte, words, at=DEBUT - timedelta(days=8))
        saisies.rest(work.connection)
        work.commit()
    pdf = poste.file(f"%PDF de {nom}".encode() * 2_000, id_)
    with poste.vault.work() as work:
        work.insert(
            un_compte_rendu(
                id=work.new_id(), dossier=id_, entretien=draft.id, pdf=pdf, adherent_nom=nom,
                contenu=f"{nom} a dit.",
            )
        )  # fmt: skip
        work.commit()
    return id_


def reopen(poste: Poste) -> None:
    """Let the vault go as a process that ends does, and open it again."""
    folder, around = poste.vault.folder, poste.vault._around
    poste.vault.close()
    poste.vault = Vault.open(folder, PHRASE, around=around)


def read_on(poste: Poste) -> Id:
    """Let a machine read further than what others wrote so far, by a dossier of its own."""
    own = poste.dossier()
    assert poste.cycle().complete
    return own


def databases(poste: Poste) -> list[Path]:
    folder = poste.vault.folder
    copies = [place / DATABASE for place in backup.copies(folder).values()]
    return [folder / DATABASE, *copies, *(folder / ASIDE).glob(f"*/{DATABASE}")]


def traces(poste: Poste, word: str = CANARI) -> list[str]:
    """Return where a word stands, in any page of any database of this vault."""
    opens = key(poste)
    return [
        f"{path.parent.name}, page {number}"
        for path in databases(poste)
        for number, page in enumerate(pages(path, opens))
        if word.encode() in page or word.lower().encode() in page
    ]


def held(poste: Poste) -> set[str]:
    with poste.vault.look() as rows:
        return {person.id for person in rows.all(Personne)}


def kept(magasin: Magasin) -> list[str]:
    with magasin.store.look() as connection:
        return [one.dossier for one in receipts.kept(connection, PLIE)]

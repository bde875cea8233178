"""Hand over what was never sent, when this machine may not speak to its store any more.

A file sealed for the store's authority: whoever carries it, the adviser included, reads nothing in
it. The vault is left as it was: taken in twice, or sent again later, nothing counts twice.
"""

from dataclasses import dataclass
from datetime import datetime

from desktop.models import aside, blobs, oplog
from desktop.models.rows import Rows
from desktop.models.vault import Vault
from desktop.sync.push import parts_of
from plie.phrases import counted
from plie.refus import Refus
from wire import parcel
from wire.messages import Push
from wire.pack import pack

EXTENSION = "colis"


@dataclass(frozen=True, slots=True)
class NonEnvoye:
    """What only this machine has."""

    changements: int
    documents: int

    @property
    def rien(self) -> bool:
        """Whether the store has it all."""
        return not self.changements and not self.documents

    @property
    def phrase(self) -> str:
        """It in words."""
        if self.rien:
            return "Tout ce que vous avez écrit ici a été envoyé au magasin central."
        said = [
            counted(number, word, f"{word}s")
            for number, word in ((self.changements, "changement"), (self.documents, "document"))
            if number
        ]
        only = "n’est" if self.changements + self.documents == 1 else "ne sont"
        return f"{' et '.join(said)} {only} que sur cette machine."


def non_envoye(rows: Rows) -> NonEnvoye:
    """Count what the store does not have."""
    unheard = len(aside.unheard(rows.connection))
    return NonEnvoye(rows.waiting() + unheard, blobs.waiting(rows.connection))


def nom_propose(*, at: datetime) -> str:
    """Return a name for the file, that reveals nobody's."""
    return f"travail-non-envoye-{at:%Y-%m-%d}.{EXTENSION}"


def sceller(vault: Vault, *, now: datetime) -> bytes:
    """Return everything that was never sent, sealed for the store.

    Raises:
        Refus: no store ever knew this vault: nobody could open the file.
    """
    # Left without a commit: nothing changes here, not even what waits.
    with vault.work() as work:
        rows = work.rows
        identity = rows.identity()
        if not identity.enrolled:
            raise Refus(
                "sans_magasin",
                "Ce poste n’a jamais été relié à un magasin central\u00a0: personne ne pourrait "
                "ouvrir ce fichier. Rien n’a été écrit.",
            )
        waiting = reversed(oplog.outbox(work.connection, rows.waiting()))
        parts = list(parts_of((*aside.unheard(work.connection), *waiting)))
        # A name of its own: a later exchange of this vault knows nothing of it.
        batch = work.new_id()
        bodies = [
            pack(
                Push(
                    replica=parcel.REPLICA, batch=batch, part=n, parts=len(parts), since=0, ops=part
                )
            )
            for n, part in enumerate(parts, start=1)
        ]
        files = {
            digest: content
            for digest in blobs.to_send(work.connection)
            if (content := rows.blob(digest)) is not None
        }
    return parcel.seal(
        plie=identity.plie,
        device=identity.device,
        private_key=identity.private_key,
        authority=identity.authority,
        packed_at=now.isoformat(),
        bodies=bodies,
        files=files,
    )

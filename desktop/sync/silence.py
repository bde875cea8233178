"""No contact: the time that went by counts, and so does that the store withdrew this device."""

from dataclasses import replace

from desktop.models import lease
from desktop.models.vault import Vault
from desktop.sync.turn import Outcome


def note_silence(vault: Vault, outcome: Outcome) -> None:
    """Count the time that went by without contact, and keep that the store withdrew this device."""
    with vault.work() as work:
        before = lease.lease_of(work.connection)
        after = before.at(outcome.at)
        if outcome.revoked:
            after = replace(after, withdrawn=before.withdrawn or outcome.at)
        if lease.worth_writing(before, after):
            lease.save_lease(work.connection, after)
            work.commit()

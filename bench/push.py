"""A day pushed: eight entretiens changed, one long field each. Bytes and requests, over loopback."""

from collections.abc import Iterator

from bench.line import Count, client_of, complete, exchange, identity_of
from bench.measure import Measure
from bench.prose import prose
from bench.vaults import enrolled
from desktop.models.vault import Vault
from plie.kinds import Entretien, Personne

_ENTRETIENS, FIELD_BYTES = 8, 2_000
_BYTES, _REQUESTS, _IDLE_BYTES, _IDLE_REQUESTS = 6_000, 2, 1_000, 1


def measures() -> Iterator[Measure]:
    """The day, then nothing to say, beside what each may weigh."""
    day, idle = day_bytes()
    yield Measure("push of a day, bytes up", day.up, _BYTES, "B", "the limit")
    yield Measure("push of a day, requests", day.requests, _REQUESTS, "", "the limit")
    yield Measure("nothing to say, bytes", idle.up + idle.down, _IDLE_BYTES, "B", "the limit")
    yield Measure("nothing to say, requests", idle.requests, _IDLE_REQUESTS, "", "the limit")


def day_bytes() -> tuple[Count, Count]:
    """Make eight drafts known to the store; change each; push; then have nothing to say."""
    with enrolled() as vault:
        ids = drafts(vault)
        _exchange(vault, Count())
        work_a_day(vault, ids, seed=0)
        day, idle = Count(), Count()
        _exchange(vault, day)
        _exchange(vault, idle)
    return day, idle


def drafts(vault: Vault) -> list[str]:
    """Begin the entretiens of a day."""
    made = []
    for _ in range(_ENTRETIENS):
        with vault.work() as work:
            personne = Personne(id=work.new_id(), prenoms="Zoé", nom_naissance="Delmas")
            entretien = Entretien(id=work.new_id(), dossier=personne.id)
            work.insert(personne)
            work.insert(entretien)
            work.commit()
            made.append(entretien.id)
    return made


def work_a_day(vault: Vault, ids: list[str], *, seed: int) -> None:
    """Write one long field of each: another text for another seed."""
    for number, id_ in enumerate(ids, start=seed):
        with vault.work() as work:
            seen = work.seen(Entretien, id_)
            work.patch(Entretien, id_, seen, contenu=prose(number, FIELD_BYTES))
            work.commit()


def _exchange(vault: Vault, count: Count) -> None:
    client = client_of(identity_of(vault), count=count)
    outcome = exchange(vault, client)
    client.close()
    complete(outcome)

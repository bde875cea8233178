"""A day pushed: eight entretiens changed, one long field each. Bytes and requests, over loopback."""

from collections.abc import Iterator

from bench.line import Count, client_of, complete, exchange, identity_of
from bench.measure import Measure
from bench.prose import prose
from bench.vaults import enrolled
from desktop.models.vault import Vault
from plie.kinds import Entretien, Personne

_ENTRETIENS, _FIELD_BYTES = 8, 2_000
_BYTES, _REQUESTS, _IDLE_BYTES, _IDLE_REQUESTS = 6_000, 2, 1_000, 1


def measures() -> Iterator[Measure]:
    """Make eight drafts known to the store; change each; push; then have nothing to say."""
    with enrolled() as vault:
        ids = _drafts(vault)
        _exchange(vault, Count())
        for seed, id_ in enumerate(ids):
            with vault.work() as work:
                seen = work.seen(Entretien, id_)
                work.patch(Entretien, id_, seen, contenu=prose(seed, _FIELD_BYTES))
                work.commit()
        day, idle = Count(), Count()
        _exchange(vault, day)
        _exchange(vault, idle)
    yield Measure("push of a day, bytes up", day.up, _BYTES, "B", "the limit")
    yield Measure("push of a day, requests", day.requests, _REQUESTS, "", "the limit")
    yield Measure("nothing to say, bytes", idle.up + idle.down, _IDLE_BYTES, "B", "the limit")
    yield Measure("nothing to say, requests", idle.requests, _IDLE_REQUESTS, "", "the limit")


def _drafts(vault: Vault) -> list[str]:
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


def _exchange(vault: Vault, count: Count) -> None:
    client = client_of(identity_of(vault), count=count)
    outcome = exchange(vault, client)
    client.close()
    complete(outcome)

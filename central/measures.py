"""What is counted for whoever watches the store (Prometheus): figures, never anything of a person.

Each process counts for itself; several of them leave their counts in one folder, that
`prometheus-client` reads together. What the database knows is read there, at each question.
"""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy import Connection, func, select

from central import tables

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# Where several processes leave their counts: prometheus-client reads it as it is imported.
FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
_SECONDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Measures:
    """The counts of one process, and the text of all."""

    def __init__(self, folder: str = "") -> None:
        """Begin to count.

        Args:
            folder: where the other processes leave their counts; none: this process is alone.
        """
        self._folder = folder
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "permanence_requetes",
            "Demandes, par porte et par réponse.",
            ["porte", "statut"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "permanence_requete_secondes",
            "Durée des réponses.",
            ["porte"],
            registry=self._registry,
            buckets=_SECONDS,
        )
        self._refusals = Counter(
            "permanence_refus", "Demandes refusées, par motif.", ["motif"], registry=self._registry
        )

    def answered(self, endpoint: str, status: int, seconds: float) -> None:
        """Count one answer."""
        self._requests.labels(endpoint, str(status)).inc()
        self._seconds.labels(endpoint).observe(seconds)

    def refused(self, code: str) -> None:
        """Count one request refused, by its code."""
        self._refusals.labels(code).inc()

    def text(self, connection: Connection) -> bytes:
        """Return everything, as Prometheus reads it; `connection` is the store's own."""
        counted = self._registry
        if self._folder:
            counted = CollectorRegistry()
            MultiProcessCollector(counted, self._folder)  # type: ignore[no-untyped-call]
        state = CollectorRegistry()
        state.register(_State(connection))
        return generate_latest(counted) + generate_latest(state)


class _State(Collector):
    """What the database says, the same for every process."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def collect(self) -> Iterator[Metric]:
        op, plie = tables.op, tables.plie
        aside = select(func.count()).select_from(op).where(op.c.number.is_(None))
        counter, durable = self._connection.execute(select(plie.c.counter, plie.c.durable)).one()
        yield CounterMetricFamily(
            "permanence_operations", "Opérations numérotées (le compteur).", value=counter
        )
        yield GaugeMetricFamily(
            "permanence_operations_sauvegardees",
            "Dernière opération tenue par une sauvegarde.",
            value=durable,
        )
        yield GaugeMetricFamily(
            "permanence_operations_mises_de_cote",
            "Opérations gardées sans numéro, à corriger.",
            value=self._connection.scalar(aside) or 0,
        )

"""The health of the platform as metrics for Prometheus. They are read from the database, so all processes agree."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from case_studies.operations.administration.health import Health


class HealthCollector(Collector):
    """Yields the metrics of one measurement."""

    def __init__(self, health: Health) -> None:
        self.health = health

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics. A time is in seconds since 1970."""
        health = self.health
        mails = {"waiting": health.waiting_mails, "late": health.late_mails, "failed": health.failed_mails}
        accounts = {"active": health.active_accounts, "closed": health.closed_accounts}
        yield _labelled("casebook_mails", "Mails of the outbox that are not sent.", "state", mails)
        yield _labelled("casebook_accounts", "Accounts.", "state", accounts)
        published = {index.audience.value: index.published for index in health.indexes}
        yield _labelled("casebook_published_cases", "Cases that an audience may read.", "audience", published)
        found = {index.audience.value: index.found for index in health.indexes if index.found is not None}
        yield _labelled("casebook_indexed_cases", "Cases that search finds for an audience.", "audience", found)
        yield GaugeMetricFamily("casebook_sessions", "Sessions used within a day.", health.sessions)
        yield GaugeMetricFamily("casebook_index_tasks", "Changes that wait for the index.", health.index_tasks)
        yield GaugeMetricFamily("casebook_disk_free_bytes", "Free space for data.", health.disk_free)
        yield GaugeMetricFamily("casebook_disk_size_bytes", "Size of the disk for data.", health.disk_size)
        moments = {
            "casebook_worker_round_timestamp_seconds": ("When a worker finished a round.", health.worker_round),
            "casebook_oldest_mail_timestamp_seconds": ("When the oldest waiting mail was queued.", health.oldest_mail),
            "casebook_oldest_index_task_timestamp_seconds": ("When the oldest change was made.", health.oldest_task),
        }
        for name, (text, moment) in moments.items():
            if moment is not None:
                yield GaugeMetricFamily(name, text, moment.timestamp())


def _labelled(name: str, text: str, label: str, values: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(name, text, labels=[label])
    for value, number in values.items():
        family.add_metric([value], number)
    return family

"""Gauges of the queue, read from the database and from Redis at the moment of a scrape.

Live jobs have partial indexes, so a scrape costs the same however many jobs have ended. The gauges
of a service that is down are missing, and `pagewords_service_up` says so.
"""

from collections.abc import Callable, Iterator

import sqlalchemy as sa
from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.registry import Collector
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from pagewords import __version__
from pagewords.jobs.broker import Broker
from pagewords.models import IS_QUEUED, IS_STARTED, Job, db, now

#: Counting live jobs stops here.
COUNT_LIMIT = 100_000


class QueueGauges(Collector):
    """The gauges of one application; collect them in its context."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker

    def collect(self) -> Iterator[Metric]:
        """The gauges of each service that answers, and which of them do."""
        yield InfoMetricFamily("pagewords", "The program.", {"version": __version__})
        up = GaugeMetricFamily("pagewords_service_up", "Whether it answers.", labels=["service"])
        services: dict[str, Callable[[], list[Metric]]] = {
            "database": _database_gauges,
            "redis": self._redis_gauges,
        }
        for service, read in services.items():
            try:
                yield from read()
                up.add_metric([service], 1)
            except (SQLAlchemyError, RedisError):
                up.add_metric([service], 0)
        yield up

    def _redis_gauges(self) -> list[Metric]:
        length = self._broker.queue_length()
        return [GaugeMetricFamily("pagewords_queue_messages", "Messages in RQ's queue.", length)]


def _database_gauges() -> list[Metric]:
    try:
        jobs = GaugeMetricFamily("pagewords_jobs", "Live jobs by status.", labels=["status"])
        for status, condition in (("queued", IS_QUEUED), ("started", IS_STARTED)):
            jobs.add_metric([status], _count(condition))
        oldest = db.session.scalar(sa.select(sa.func.min(Job.created_at)).where(IS_QUEUED))
        age = 0.0 if oldest is None else max(0, now() - oldest) / 1000
        name, text = "pagewords_queue_oldest_seconds", "Age of the oldest queued job."
        return [jobs, GaugeMetricFamily(name, text, age)]
    finally:
        db.session.remove()


def _count(condition: sa.ColumnElement[bool]) -> int:
    live = sa.select(Job.key).where(condition).limit(COUNT_LIMIT).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(live)) or 0

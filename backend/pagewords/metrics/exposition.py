"""What /metrics tells, in Prometheus's words: of all processes on all machines, whoever is asked.

What there is now comes from the rows of the database (by indexes that hold live jobs only, so the
cost does not grow with what was done) and from Redis; what has happened so far from the tally. A
part that is away leaves its figures out and says so by `pagewords_part_up`.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from pagewords import __version__
from pagewords.jobs.broker import Messenger
from pagewords.metrics.tally import Figure, Labels, Read
from pagewords.models import IS_QUEUED, IS_STARTED, Job, db, now
from pagewords.services import Parts
from pagewords.worker import liveness

#: Live jobs are counted up to here.
MOST = 100_000


def expose(parts: Parts, accept: str) -> tuple[bytes, str]:
    """All figures as text, and its content type, for what the client accepts."""
    encode, content_type = choose_encoder(accept)
    return encode(_Figures(parts)), content_type


class _Figures(Collector):
    """Gathers all figures, once."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def collect(self) -> Iterator[Metric]:
        yield InfoMetricFamily("pagewords", "The program.", {"version": __version__})
        up = GaugeMetricFamily("pagewords_part_up", "Whether a part answers.", labels=["part"])
        for part, gather in (("database", self._database), ("redis", self._redis)):
            try:
                yield from list(gather())
                up.add_metric([part], 1)
            except (SQLAlchemyError, RedisError):
                up.add_metric([part], 0)
        yield up

    def _database(self) -> Iterator[Metric]:
        try:
            jobs = GaugeMetricFamily("pagewords_jobs", "Live jobs by status.", labels=["status"])
            for status, condition in (("queued", IS_QUEUED), ("started", IS_STARTED)):
                jobs.add_metric([status], _count(condition))
            yield jobs
            first = sa.select(Job.created_at).where(IS_QUEUED).order_by(Job.created_at).limit(1)
            oldest = db.session.scalar(first)
            age = 0.0 if oldest is None else max(0, now() - oldest) / 1000
            yield GaugeMetricFamily(
                "pagewords_queue_oldest_seconds", "Age of the job that has waited longest.", age
            )
        finally:
            db.session.remove()

    def _redis(self) -> Iterator[Metric]:
        messenger: Messenger = self._parts.messenger
        yield GaugeMetricFamily(
            "pagewords_queue_messages", "Messages in RQ's queue.", messenger.count_waiting()
        )
        workers = GaugeMetricFamily(
            "pagewords_workers", "Worker processes that are alive.", labels=["state"]
        )
        for state, number in liveness.ask(messenger)._asdict().items():
            workers.add_metric([state], number)
        yield workers
        for figure, read in self._parts.tally.read().items():
            yield _family(figure, read)


def _count(condition: sa.ColumnElement[bool]) -> int:
    live = sa.select(Job.key).where(condition).limit(MOST).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(live)) or 0


def _family(figure: Figure, read: dict[Labels, Read]) -> Metric:
    if not figure.buckets:
        counter = CounterMetricFamily(figure.name, figure.text, labels=figure.labels)
        # One without labels is 0 from the start, so that its growth shows from the first one on.
        for labels, value in (read or ({} if figure.labels else {(): Read(0.0, [])})).items():
            counter.add_metric(labels, value.total)
        return counter
    histogram = HistogramMetricFamily(figure.name, figure.text, labels=figure.labels)
    for labels, value in read.items():
        histogram.add_metric(labels, _cumulative(figure, value), value.total)
    return histogram


def _cumulative(figure: Figure, read: Read) -> list[tuple[str, float]]:
    """Buckets as Prometheus has them: each with all that is smaller."""
    bounds = [*(str(float(bound)) for bound in figure.buckets), "+Inf"]
    return [(bound, sum(read.counts[: place + 1])) for place, bound in enumerate(bounds)]

"""The gauges of the queue."""

from collections.abc import Iterator

import pytest
from flask import Flask

from pagewords.jobs import acceptance, gauges, lifecycle
from pagewords.jobs.acceptance import Submission
from pagewords.jobs.broker import Broker, connect
from pagewords.jobs.gauges import QueueGauges
from pagewords.models import Job, db, now
from pagewords.services import services_of


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def values(broker: Broker | None = None) -> dict[tuple[str, ...], float]:
    """The gauges by name and labels."""
    collector = QueueGauges(broker or services_of().broker)
    return {
        (sample.name, *sample.labels.values()): sample.value
        for metric in collector.collect()
        for sample in metric.samples
    }


def accept(number: int) -> list[Job]:
    return [
        acceptance.accept(Submission(text=f"words {place}"), fresh=True, limit=1_000)[0]
        for place in range(number)
    ]


def test_an_empty_queue_has_no_age() -> None:
    found = values()
    assert found["pagewords_jobs", "queued"] == found["pagewords_jobs", "started"] == 0
    assert found["pagewords_queue_oldest_seconds",] == 0
    assert found["pagewords_queue_messages",] == 0
    assert found["pagewords_service_up", "database"] == 1
    assert found["pagewords_service_up", "redis"] == 1
    assert [name for name in found if name[0] == "pagewords_info"]


def test_jobs_are_counted_by_status_and_the_oldest_queued_has_its_age_in_seconds() -> None:
    jobs = accept(4)
    started, ended = jobs[:2]
    for job in (started, ended):
        assert lifecycle.claim(job.key, 1)
    assert lifecycle.fail(ended.key, 1, "no_words", "None.")
    db.session.get_one(Job, started.key).created_at = now() - 900_000
    db.session.get_one(Job, jobs[3].key).created_at = now() - 90_000
    db.session.commit()
    broker = services_of().broker
    for job in jobs[2:]:
        broker.enqueue(job.key, 1)
    found = values()
    assert found["pagewords_jobs", "queued"] == 2
    assert found["pagewords_jobs", "started"] == 1
    assert found["pagewords_queue_messages",] == 2
    assert 90 <= found["pagewords_queue_oldest_seconds",] < 400


def test_a_job_of_a_clock_that_is_ahead_has_no_negative_age() -> None:
    job = accept(1)[0]
    db.session.get_one(Job, job.key).created_at = now() + 900_000
    db.session.commit()
    assert values()["pagewords_queue_oldest_seconds",] == 0


def test_counting_stops_at_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    accept(3)
    monkeypatch.setattr(gauges, "COUNT_LIMIT", 2)
    assert values()["pagewords_jobs", "queued"] == 2


def test_without_redis_the_gauges_of_the_database_stay() -> None:
    accept(1)
    client = connect("unix:///nowhere/valkey.sock")
    found = values(Broker(client, result_ttl=1, timeout=1))
    client.close()
    assert found["pagewords_service_up", "redis"] == 0
    assert found["pagewords_service_up", "database"] == 1
    assert found["pagewords_jobs", "queued"] == 1
    assert ("pagewords_queue_messages",) not in found

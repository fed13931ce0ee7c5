"""The progress of a job: what Redis has of it, and what the stages report."""

import os
import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from redis import Redis
from redis.exceptions import TimeoutError as RedisTimeoutError
from rq.job import Job as RqJob
from rq.serializers import JSONSerializer

from pagewords.jobs import broker as broker_module
from pagewords.jobs import stages
from pagewords.jobs.broker import PROGRESS_TTL, Broker, Progress, connect, message_id
from pagewords.jobs.stages import Stages

from ..conftest import wait_for

KEY = uuid.UUID(int=7)


@pytest.fixture
def broker(redis: Redis) -> Broker:
    return Broker(redis, result_ttl=500, timeout=60)


@pytest.fixture
def away() -> Iterator[Broker]:
    client = connect("unix:///nowhere/valkey.sock")
    yield Broker(client, result_ttl=500, timeout=60)
    client.close()


def told(broker: Broker, progress: Progress) -> bool:
    """Whether Redis comes to know of a progress: nobody waits until it does."""
    return bool(wait_for(lambda: broker.progress(KEY) == progress, f"{progress} in Redis"))


def test_progress_is_read_as_it_was_reported(broker: Broker, redis: Redis) -> None:
    assert broker.progress(KEY) is None
    for progress in (Progress(2, "fetching", 1_234), Progress(2, "reading", 0)):
        broker.report_progress(KEY, progress)
        assert told(broker, progress)
    (name,) = redis.keys("pagewords:progress:*")
    assert PROGRESS_TTL - 10 < redis.ttl(name) <= PROGRESS_TTL
    assert broker.progress(uuid.UUID(int=8)) is None


def test_progress_without_bytes_has_none(broker: Broker) -> None:
    broker.report_progress(KEY, Progress(1, "reading", None))
    assert told(broker, Progress(1, "reading", None))


def test_progress_is_reported_again_after_redis_was_away(redis: Redis, broker: Broker) -> None:
    broker.report_progress(KEY, Progress(1, "reading", None))
    assert told(broker, Progress(1, "reading", None))
    redis.client_kill_filter(_type="normal", skipme=True)

    def report() -> bool:
        broker.report_progress(KEY, Progress(2, "counting", None))
        return broker.progress(KEY) == Progress(2, "counting", None)

    assert wait_for(report, "a report over a new connection")


@pytest.mark.timeout(20)
def test_a_process_that_was_forked_reports_over_a_connection_of_its_own(broker: Broker) -> None:
    broker.report_progress(KEY, Progress(1, "fetching", None))
    child = os.fork()
    if child == 0:
        broker.report_progress(KEY, Progress(1, "reading", None))
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert told(broker, Progress(1, "reading", None))
    broker.report_progress(KEY, Progress(1, "counting", None))
    assert told(broker, Progress(1, "counting", None))


@pytest.mark.parametrize("field", ["attempt", "stage"])
def test_progress_with_a_field_missing_is_none(field: str, broker: Broker, redis: Redis) -> None:
    broker.report_progress(KEY, Progress(1, "reading", None))
    assert told(broker, Progress(1, "reading", None))
    redis.hdel(f"pagewords:progress:{KEY}", field)
    assert broker.progress(KEY) is None


def test_a_message_has_its_time_limits(broker: Broker, redis: Redis) -> None:
    assert broker.queue_length() == 0
    assert broker.enqueue(KEY, 1)
    assert broker.enqueue(KEY, 2)
    assert broker.queue_length() == 2
    record = RqJob.fetch(message_id(KEY, 1), connection=redis, serializer=JSONSerializer)
    assert (record.timeout, record.result_ttl, record.failure_ttl) == (60, 500, 500)


def test_without_redis_nothing_is_enqueued_or_known_and_nothing_raised(away: Broker) -> None:
    assert not away.enqueue(KEY, 1)
    assert away.progress(KEY) is None
    away.report_progress(KEY, Progress(1, "reading", None))


def test_a_refused_connection_does_not_open_the_circuit_breaker(away: Broker, redis: Redis) -> None:
    assert not away.enqueue(KEY, 1)
    away.redis = redis
    with away.client() as client:
        assert client.ping()


def test_an_open_circuit_breaker_lets_one_call_try_and_closes_after_its_answer(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = Broker(redis, result_ttl=500, timeout=60)
    monkeypatch.setattr(broker_module, "SLOW", -1.0)
    with pytest.raises(RedisTimeoutError), tried.client():
        raise RedisTimeoutError("no answer")
    with pytest.raises(RedisTimeoutError), tried.client():
        pytest.fail("the circuit breaker is closed")
    wait_for(lambda: tries(tried), "a call that may try", seconds=10)
    with tried.client() as client:
        assert client.ping()


def tries(broker: Broker) -> bool:
    """Whether a call reaches Redis."""
    try:
        with broker.client():
            return True
    except RedisTimeoutError:
        return False


def test_a_stage_is_reported_when_it_is_entered(app: Flask, broker: Broker) -> None:
    attempt = Stages(broker, KEY, 3)
    attempt.enter("fetching")
    assert told(broker, Progress(3, "fetching", None))
    attempt.fetched_bytes = 10
    attempt.enter("reading")
    assert told(broker, Progress(3, "reading", 10))
    assert attempt.current == "reading"


def test_bytes_are_reported_now_and_then(broker: Broker, monkeypatch: pytest.MonkeyPatch) -> None:
    attempt = Stages(broker, KEY, 1)
    attempt.enter("fetching")
    monkeypatch.setattr(stages, "REPORT_EVERY", 1_000.0)
    attempt.on_bytes(5)
    assert told(broker, Progress(1, "fetching", None))
    assert attempt.fetched_bytes == 5
    monkeypatch.setattr(stages, "REPORT_EVERY", 0.0)
    attempt.on_bytes(6)
    assert told(broker, Progress(1, "fetching", 6))


def seconds_of(stage: str) -> tuple[float, float]:
    """How often the time of a stage was measured, and its sum."""
    samples = {
        sample.name.rpartition("_")[2]: sample.value
        for metric in stages.STAGE_SECONDS.collect()
        for sample in metric.samples
        if sample.labels == {"stage": stage}
    }
    return samples.get("count", 0.0), samples.get("sum", 0.0)


def test_the_time_of_each_stage_is_measured_once_from_its_own_start(broker: Broker) -> None:
    attempt = Stages(broker, KEY, 1)
    before = {name: seconds_of(name) for name in ("", "fetching", "saving")}
    attempt.enter("fetching")
    attempt.enter("saving")
    attempt.end()
    assert seconds_of("") == before[""]
    for name in ("fetching", "saving"):
        count, total = seconds_of(name)
        assert count == before[name][0] + 1
        # Not since the machine's start.
        assert 0 <= total - before[name][1] < 60
